"""Step 4 of an upload: words nobody knows and what no row says, each asked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyarrow.compute as pc
import streamlit as st

from followup.domain.facts import BASE_UNITS
from followup.i18n.text import has_text, join, number, t
from followup.ingest.answers import OTHER_CLASS
from followup.ingest.classes import LISTS, class_codes
from followup.ingest.draft import Draft, Question
from followup.ingest.vocabulary import vocabulary
from followup.services import memory
from followup.services.installation import Installation
from followup.services.upload.reading import NOT_FUEL
from followup.storage.decisions import Said
from followup.ui.components import escape
from followup.ui.requirement_chart import fuel_name
from followup.ui.upload.names import from_before
from followup.ui.upload.saying import saying
from followup.ui.upload.work import Work

UNITS: Final = (*BASE_UNITS, "m3", "MWh")
# Doubts that one answer settles for the whole file: the finding, and what the reader is told.
DOUBTS: Final = {"ambiguous_number": "decimal_mark", "ambiguous_date": "date_order"}
# Rows named beside a question; more are found in step 5.
SHOWN_ROWS: Final = 6
CHOICES: Final = {"decimal_mark": (",", "."), "date_order": ("dmy", "mdy")}


def asked(draft: Draft) -> dict[str, Question]:
    """Every question of the file that is answered in this step, by the answer's name."""
    found = {q.field: q for q in draft.questions if q.field != "period"}
    for code, name in DOUBTS.items():
        doubtful = [f for f in draft.findings if f.code == code]
        if doubtful:
            found[name] = Question(name, doubtful[0].value, code, len(doubtful))
    return found


def questions(installation: Installation, work: Work, lang: str) -> None:
    """A select box per question, answered ones too, so that an answer can be changed."""
    waiting = asked(work.draft)
    kinds = ("fuel", "unit", *LISTS, *CHOICES)
    said = [f for f in work.stored.answers if f.split(":")[0] in kinds]
    known = [f for f in work.draft.used if f.split(":")[0] in kinds]
    fields = list(dict.fromkeys([*waiting, *said, *known]))
    if any(q.field == "period" for q in work.draft.questions):
        st.info(t("page_upload.ask_period_above", lang), icon=":material/help:")
    if not fields:
        st.markdown(t("page_upload.no_questions", lang))
    sources = memory.sources(work.memory, work.draft)
    for field in fields:
        _ask(installation, work, field, waiting.get(field), sources.get(field), lang)
    supplier = work.contract.supplier if work.contract else None
    if work.stored.answers and supplier:
        st.caption(t("page_upload.will_remember", lang, supplier=escape(supplier)))


def _ask(
    installation: Installation,
    work: Work,
    field: str,
    question: Question | None,
    source: Said | None,
    lang: str,
) -> None:
    options = _options(installation, work.draft, field, lang)
    said = work.stored.answers.get(field) or work.draft.used.get(field)
    codes = list(options)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.selectbox(
        _label(field, question, lang),
        codes,
        index=codes.index(said) if said in codes else None,
        format_func=lambda code: options.get(code, code),
        placeholder=t("app.choose", lang),
        **saying(installation.settings, work.stored, field, answer=True),
    )
    if question is not None:
        count, rows = number(question.rows, lang), _rows(work.draft, question)
        at = {"rows": join(map(str, rows), lang)} if rows else {}
        key = "page_upload.waiting_rows" + ("_at" if rows else "")
        right.caption(t(key, lang, count=count, **at))
    elif field in work.stored.answers:
        right.caption(t("page_upload.answered", lang))
    elif source is not None:
        right.caption(from_before(source, lang))


def _rows(draft: Draft, question: Question) -> list[int]:
    """The few rows of the file's one sheet that a question without a word is about."""
    facts = draft.facts.get("fuel_delivery")
    if question.value is not None or facts is None or len(pc.unique(facts.column("sheet"))) > 1:
        return []
    own = facts.filter(pc.match_substring(facts.column("findings"), question.code))
    found = sorted(set(own.column("row").to_pylist()))
    return found if len(found) <= SHOWN_ROWS else []


def _label(field: str, question: Question | None, lang: str) -> str:
    kind, _, word = field.partition(":")
    if kind in CHOICES:
        value = question.value if question else None
        name = f"page_upload.ask_{kind}" + ("_of" if value else "")
        return t(name, lang, value=escape(value or ""))
    return t(f"page_upload.ask_{kind}_word" if word else f"page_upload.ask_{kind}", lang,
             word=escape(word))  # fmt: skip


def _options(installation: Installation, draft: Draft, field: str, lang: str) -> Mapping[str, str]:
    kind, _, word = field.partition(":")
    if kind in CHOICES:
        return {code: t(f"page_upload.{kind}_{n}", lang) for n, code in enumerate(CHOICES[kind])}
    if kind == "unit":
        return {u: t(f"unit.{u}", lang) if has_text(f"unit.{u}") else u for u in UNITS}
    if kind in LISTS:
        classes = {code: t(f"{kind}.{code}", lang) for code in class_codes(kind)}
        return classes | {OTHER_CLASS: t(f"page_upload.other_{kind}", lang)}
    codes = [fuel.code for fuel in installation.catalogue.fuels]
    sold, units = vocabulary().sold_in, _units(draft, word)
    fitting = [code for code in codes if units & set(sold.get(code, ()))]
    ordered = dict.fromkeys([*fitting, *codes])
    fuels = {code: fuel_name(code, lang) for code in ordered}
    return fuels | ({NOT_FUEL: t("page_upload.not_fuel", lang)} if word else {})


def _units(draft: Draft, word: str) -> set[str]:
    """The units in which a fuel that nobody knows was delivered; of the whole file without one."""
    facts = draft.facts.get("fuel_delivery")
    if facts is None:
        return set()
    if word:
        facts = facts.filter(pc.equal(facts.column("fuel_raw"), word))
    return {unit for unit in facts.column("unit").unique().to_pylist() if unit}
