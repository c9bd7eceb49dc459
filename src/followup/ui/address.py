"""Filters that live in the address, so that what one reader sees can be sent to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import streamlit as st

from followup.i18n.text import t
from followup.ui import navigation, state


def get(name: str) -> str | None:
    """A part of the address, or None."""
    return st.query_params.get(name) or None


def put(**parts: str | None) -> None:
    """Change parts of the address; None takes one away."""
    for name, value in parts.items():
        if value is not None:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def link(page: str, **parts: str) -> str:
    """A page's address beside this one, for links in words and tables; they open a new tab.

    A new tab is a new session, so the address names the data folder and an earlier day.
    """
    return f"{navigation.spec(page).url_path}?{urlencode(parts | state.kept_parts())}"


def select(
    name: str,
    label: str,
    options: Sequence[str],
    lang: str,
    written: Callable[[str], str] = str,
) -> str | None:
    """A select box whose choice stands in the address; None is everything."""
    # An empty text stands for everything: with None the box would ask in English.
    key = _settle(name, options, "")
    chosen = st.selectbox(
        label,
        ["", *options],
        format_func=lambda value: written(value) if value else t("app.all", lang),
        key=key,
        placeholder=t("app.all", lang),
        on_change=_take,
        args=(name, key),
    )
    return chosen or None


def one(
    name: str,
    label: str,
    options: Sequence[str],
    default: str,
    written: Callable[[str], str] = str,
) -> str:
    """A select box of many, always one chosen; the choice stands in the address."""
    key = _settle(name, options, default)
    chosen = st.selectbox(
        label, options, format_func=written, key=key, on_change=_take, args=(name, key)
    )
    return str(chosen or default)


def pills(
    name: str, label: str, options: Sequence[str], written: Callable[[str], str]
) -> str | None:
    """Pills whose choice stands in the address; none chosen is everything."""
    key = _settle(name, options)
    return st.pills(
        label,
        options,
        format_func=written,
        key=key,
        on_change=_take,
        args=(name, key),
        label_visibility="collapsed",
        wrap=True,
    )


def segments(
    name: str, label: str, options: Sequence[str], default: str, written: Callable[[str], str]
) -> str:
    """One of several views, always one chosen; the choice stands in the address."""
    key = _settle(name, options, default)
    chosen = st.segmented_control(
        label, options, format_func=written, key=key, required=True, on_change=_take,
        args=(name, key),
    )  # fmt: skip
    return str(chosen or default)


def toggle(name: str, label: str) -> bool:
    """A switch that stands in the address while it is on."""
    key = f"address_{name}"
    st.session_state[key] = get(name) is not None
    return bool(st.toggle(label, key=key, on_change=_take_switch, args=(name, key)))


def _take_switch(name: str, key: str) -> None:
    put(**{name: "1" if st.session_state[key] else None})


def _settle(name: str, options: Sequence[str], default: str | None = None) -> str:
    """The address decides what a widget shows: a link changes it, too."""
    key = f"address_{name}"
    wanted = get(name)
    st.session_state[key] = wanted if wanted in options else default
    return key


def _take(name: str, key: str) -> None:
    value = st.session_state[key]
    put(**{name: str(value) if value else None})


def text(name: str, label: str, hint: str) -> str:
    """A field for words to search for, which stand in the address; empty is no search."""
    key = f"address_{name}"
    st.session_state[key] = get(name) or ""
    return str(
        st.text_input(
            label, key=key, icon=":material/search:", placeholder=hint,
            on_change=_take, args=(name, key),
        )
    )  # fmt: skip
