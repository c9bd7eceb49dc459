"""Step 4 of an upload: words nobody knows and what no row says, each asked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from followup.domain.facts import BASE_UNITS
from followup.i18n.text import has_text, number, t
from followup.ingest.draft import Question
from followup.services import memory
from followup.services.installation import Installation
from followup.ui.components import escape
from followup.ui.requirement_chart import fuel_name
from followup.ui.upload.work import Work, saying

NOT_FUEL: Final = "not_fuel"
UNITS: Final = (*BASE_UNITS, "m3", "MWh")


def questions(installation: Installation, work: Work, lang: str) -> None:
    """A select box per question, answered ones too, so that an answer can be changed."""
    asked = {q.field: q for q in work.draft.questions if q.field != "period"}
    said = [f for f in work.stored.answers if f.split(":")[0] in ("fuel", "unit")]
    fields = [*asked, *(field for field in said if field not in asked)]
    if any(q.field == "period" for q in work.draft.questions):
        st.info(t("page_upload.ask_period_above", lang), icon=":material/help:")
    if not fields:
        st.markdown(t("page_upload.no_questions", lang))
    for field in fields:
        _ask(installation, work, field, asked.get(field), lang)
    _remembered(installation, work, lang)


def _ask(
    installation: Installation, work: Work, field: str, question: Question | None, lang: str
) -> None:
    kind, _, word = field.partition(":")
    options = _fuels(installation, word, lang) if kind == "fuel" else _units(lang)
    said = work.stored.answers.get(field)
    codes = list(options)
    label = t(f"page_upload.ask_{kind}_word" if word else f"page_upload.ask_{kind}", lang,
              word=escape(word))  # fmt: skip
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.selectbox(
        label,
        codes,
        index=codes.index(said) if said in codes else None,
        format_func=lambda code: options.get(code, code),
        placeholder=t("app.choose", lang),
        **saying(installation.settings, work.stored, field, answer=True),
    )
    if question is not None:
        right.caption(t("page_upload.waiting_rows", lang, count=number(question.rows, lang)))
    elif said is not None:
        right.caption(t("page_upload.answered", lang))


def _fuels(installation: Installation, word: str, lang: str) -> Mapping[str, str]:
    fuels = {fuel.code: fuel_name(fuel.code, lang) for fuel in installation.catalogue.fuels}
    return fuels | ({NOT_FUEL: t("page_upload.not_fuel", lang)} if word else {})


def _units(lang: str) -> Mapping[str, str]:
    return {u: t(f"unit.{u}", lang) if has_text(f"unit.{u}") else u for u in UNITS}


def _remembered(installation: Installation, work: Work, lang: str) -> None:
    """What earlier answers for this supplier said about this file, and what is kept of these."""
    supplier = work.contract.supplier if work.contract else None
    if supplier is None:
        return
    known_of = memory.of(installation, supplier).remembered
    known = {t.fingerprint for t in work.draft.tables} & set(known_of.layouts)
    whole = [known_of.layouts[print_].fuel for print_ in sorted(known)]
    fuels = ", ".join(fuel_name(code, lang) for code in whole if code)
    if fuels and "fuel" not in work.stored.answers:
        st.caption(t("page_upload.from_memory", lang, supplier=escape(supplier), fuel=fuels))
    if work.stored.answers:
        st.caption(t("page_upload.will_remember", lang, supplier=escape(supplier)))
