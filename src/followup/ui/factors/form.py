"""Add a value of one's own: what it says, then what it changes, then the reason and the name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import streamlit as st

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.factors import checks, entering
from followup.services.factors import own as own_factors
from followup.services.factors.own import Effects
from followup.services.installation import Actor, now_utc
from followup.services.method.lines import table_name, unit_words
from followup.ui import components, may, resources
from followup.ui.factors import effects
from followup.ui.factors.listing import Chosen
from followup.ui.reads import State
from followup.ui.state import acting

SAVED: Final = "factors_saved"
SEEN: Final = "factors_seen"
_TEXTS: Final = (
    ("publisher", "title"), ("year", "read_at"), ("address", "note"),
)  # fmt: skip


def saved(lang: str) -> None:
    """Say once what was done."""
    if done := st.session_state.pop(SAVED, None):
        st.success(t(done, lang), icon=":material/check:")


@may.takes("own_figure")
def show(now: State, chosen: Chosen, lang: str) -> None:
    """The form for the fuel that the page is about."""
    st.header(t("factors.add", lang), anchor=False)
    actor = components.ask_name(lang)
    if actor is None:
        return
    st.markdown(t("factors.add_help", lang))
    with st.container(border=True, key="factor_form"):
        written = _fields(chosen, lang)
        if st.button(
            t("factors.preview", lang), key="factors_preview", type="primary",
            icon=":material/compare_arrows:",
        ):  # fmt: skip
            st.session_state[SEEN] = repr(written)
        if st.session_state.get(SEEN) == repr(written):
            _see(written, chosen, acting(actor), now, lang)


def _see(written: Mapping[str, str], chosen: Chosen, actor: Actor, now: State, lang: str) -> None:
    """What the value changes, and the last step; errors in words instead."""
    try:
        figure = entering.figure(written, chosen.fuel, chosen.country, now.as_of)
        with components.busy(t("app.working", lang)):
            found = _preview(now.home, now.version, now.as_of, figure, lang)
        effects.show(found, lang)
        reason = st.text_input(t("factors.reason", lang), key="factors_reason")
        if not st.button(
            t("factors.save", lang), key="factors_save", type="primary", icon=":material/save:"
        ):
            return
        own_factors.save(resources.installation(), [figure], actor, reason, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED] = "factors.saved"
    st.session_state.pop(SEEN, None)
    st.rerun()


def _fields(chosen: Chosen, lang: str) -> dict[str, str]:
    """What stands in each field, as text or code."""
    catalogue = resources.installation().catalogue
    left, right = st.columns(2)
    kind = str(left.selectbox(
        t("factors.kind", lang), checks.KINDS, format_func=lambda k: table_name(k, lang),
        key="factors_kind",
    ))  # fmt: skip
    units = checks.units_of(catalogue.fuel(chosen.fuel), kind)
    unit = str(right.selectbox(
        t("factors.unit", lang), units, key=f"factors_unit_{kind}_{chosen.fuel}",
        format_func=lambda u: "%" if u == "share" else unit_words(u, lang),
    ))  # fmt: skip
    parts = checks.parts_of(catalogue, kind)
    part = parts[0]
    if len(parts) > 1:
        part = str(left.selectbox(
            t("factors.family", lang), parts, key="factors_part",
            format_func=lambda p: t(f"factor_set.{p}", lang),
        ))  # fmt: skip
    status = str(right.selectbox(
        t("factors.status", lang), checks.STATUSES, key="factors_status",
        format_func=lambda s: t(f"source_status.{s}", lang), help=t("factors.status_help", lang),
    ))  # fmt: skip
    found = {"kind": kind, "unit": unit, "part": part, "status": status}
    value, low, high = st.columns(3)
    for place, name in ((value, "value"), (low, "low"), (high, "high")):
        found[name] = place.text_input(t(f"factors.{name}", lang), key=f"factors_{name}")
    first, last = st.columns(2)
    for place, name in ((first, "valid_from"), (last, "valid_to")):
        found[name] = place.text_input(
            t(f"factors.{name}", lang), key=f"factors_{name}",
            placeholder=t("looking_back.form", lang),
        )  # fmt: skip
    return found | _source(lang)


def _source(lang: str) -> dict[str, str]:
    found = {}
    for pair in _TEXTS:
        for place, name in zip(st.columns(2), pair, strict=True):
            found[name] = place.text_input(
                t(f"factors.{name}", lang), key=f"factors_{name}", max_chars=300
            )
    return found


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs={OwnFigure: repr, Decimal: str})
def _preview(home: str, version: int, as_of: date, figure: OwnFigure, lang: str) -> Effects:
    del home, version
    return own_factors.preview(resources.installation(), [figure], as_of, lang)
