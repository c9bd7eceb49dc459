"""Note an avoided purchase or a tender, correct a note or take one back; old words stay on file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from followup.domain.circular import AvoidedPurchase, TenderAssessment
from followup.errors import UserError
from followup.i18n.text import moment, t
from followup.services.circular import log
from followup.services.installation import Actor, now_utc
from followup.ui import address, components, may, resources
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.state import acting

Noted = AvoidedPurchase | TenderAssessment
SAVED: Final = "circular_saved"
LONGEST: Final = 2_000


def saved(lang: str) -> None:
    """Say once what was done."""
    if code := st.session_state.pop(SAVED, None):
        st.success(t(f"page_circular.{code}", lang), icon=":material/check:")


def frame(
    part: str, before: Noted | None, draw: Callable[[str], Mapping[str, str]],
    build: Callable[[Mapping[str, str]], Noted], now: State, lang: str,
) -> None:  # fmt: skip
    """The way back, the fields, saving, and for a note that is there: why, and taking it back."""
    back = Place(t(f"page_circular.part_{part}", lang), "circular", {"part": part})
    components.breadcrumb([back], t(f"page_circular.{'note' if before else 'note_new'}", lang))
    if before is not None:
        _history(before, now, lang)
    if not may.act("note_avoided_purchase"):
        return
    name = components.ask_name(lang)
    if name is None:
        return
    key = f"circular-{part}-{before.identifier if before else 'new'}-{now.version}"
    with st.container(border=True, key="circular_form"):
        fields = draw(key)
        reason = ""
        if before is not None:
            reason = st.text_input(t("page_circular.why", lang), key=f"{key}-why")
        if st.button(
            t("app.save", lang), key=f"{key}-save", type="primary", icon=":material/save:"
        ):
            _save(lambda: build(fields), before, reason, acting(name), now, lang)
    if before is not None:
        _withdraw(before, acting(name), now, key, lang)


def text(name: str, start: str, key: str, lang: str, *, is_long: bool = False) -> str:
    """A field to write in, with its help where it has one."""
    label = t(f"page_circular.field_{name}", lang)
    draw = st.text_area if is_long else st.text_input
    return str(draw(label, start, key=f"{key}-{name}", max_chars=LONGEST))


def choice(
    name: str, options: Sequence[str], start: str, key: str, lang: str,
    words: Callable[[str], str],
) -> str:  # fmt: skip
    """A field with given answers."""
    chosen = st.selectbox(
        t(f"page_circular.field_{name}", lang), options,
        index=options.index(start) if start in options else 0, format_func=words,
        placeholder=t("app.choose", lang), key=f"{key}-{name}",
    )  # fmt: skip
    return chosen or ""


def _history(before: Noted, now: State, lang: str) -> None:
    words = log.words_on(resources.installation(), before, now.as_of)
    for word in words:
        code = "withdrawn" if word.is_withdrawn else "corrected" if word.reason else "noted"
        st.caption(t(
            f"page_circular.word_{code}", lang, who=escape(word.entry.actor),
            at=moment(word.entry.at, lang) if word.entry.at else "", why=escape(word.reason or ""),
        ))  # fmt: skip


def _save(
    build: Callable[[], Noted], before: Noted | None, reason: str, actor: Actor, now: State,
    lang: str,
) -> None:  # fmt: skip
    own = resources.installation()
    try:
        entry = build()
        if before is None:
            log.note(own, entry, actor, now_utc(), now.as_of)
        else:
            log.correct(own, entry, reason, actor, now_utc(), now.as_of)
    except UserError as error:
        _told(error, lang)
        return
    _done("saved")


def _withdraw(before: Noted, actor: Actor, now: State, key: str, lang: str) -> None:
    with st.expander(t("page_circular.withdraw", lang), key=f"{key}-withdrawing"):
        st.caption(t("page_circular.withdraw_help", lang))
        reason = st.text_input(t("page_circular.why", lang), key=f"{key}-withdraw-why")
        if not st.button(t("page_circular.withdraw", lang), key=f"{key}-withdraw"):
            return
        try:
            log.withdraw(resources.installation(), before, reason, actor, now_utc(), now.as_of)
        except UserError as error:
            _told(error, lang)
            return
        _done("withdrawn")


def _told(error: UserError, lang: str) -> None:
    """The problem, with the field named as the form names it."""
    field = error.params.get("field")
    if field is not None:
        error = UserError(error.code, field=t(f"page_circular.field_{field}", lang))
    components.error_box(error, lang)


def _done(code: str) -> None:
    st.session_state[SAVED] = code
    address.put(note=None)
    st.rerun()
