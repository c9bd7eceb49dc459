"""Tenders assessed for packaging: how many of those known here, and which nobody has noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.circular import TenderAssessment
from followup.domain.requirement import Measured
from followup.i18n.text import number, percent, percent_range, t
from followup.services.circular import tenders, written
from followup.services.circular.tenders import Question, Tender
from followup.services.proof.text import source_title
from followup.ui import address, components, reads, resources, tables
from followup.ui.circular import form
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.tables import Column, Row

COLUMNS: Final = ("tender", "organisation", "is_assessed", "has_order", "requirements", "reference")
QUESTIONS: Final[tuple[Question, ...]] = ("assessed", "order")
ANSWERS: Final = {True: "yes", False: "no", None: "unknown"}


def chosen(now: State, choice: Choice) -> tuple[Tender, ...]:
    """The tenders of the year and the organisation that count."""
    return tuple(
        each for each in own_reads.tenders(now)
        if each.year == choice.year
        and (choice.organisation is None or choice.organisation in each.organisation.split(", "))
    )  # fmt: skip


def show(now: State, choice: Choice, lang: str) -> None:
    """Both shares with what is not known, and every tender behind them."""
    found = chosen(now, choice)
    source = resources.installation().catalogue.circular.tender_assessment.source
    where = source_title(resources.installation().catalogue, source, lang)
    st.markdown(t("page_circular.tenders_intro", lang, source=components.escape(where)))
    if not found:
        components.empty_state(t("page_circular.tenders_none", lang, year=choice.year))
        _new(lang)
        return
    for place, question in zip(st.columns(2), QUESTIONS, strict=True):
        with place, st.container(border=True, height="stretch"):
            share(found, question, lang)
    _new(lang)
    _list(found, now, lang)


def share(found: Sequence[Tender], question: Question, lang: str) -> None:
    """A share of the tenders: its ends where some are unknown, and of how many it is."""
    measured = tenders.share(found, question)
    st.metric(t(f"page_circular.tenders_{question}", lang), _figure(measured, lang))
    st.caption(share_words(measured, lang))


def _figure(measured: Measured, lang: str) -> str:
    if not measured.denominator:
        return t("unit.unknown", lang)
    return percent_range(measured.low, measured.high, lang, 0)


def share_words(measured: Measured, lang: str) -> str:
    """``4 av 9 upphandlingar. Om 3 är inget känt. Underlaget täcker 67 %.``"""
    count = measured.denominator + (measured.unknown or 0)
    return t(
        "page_circular.tenders_of", lang, yes=number(measured.numerator, lang),
        count=number(count, lang), unknown=number(measured.unknown, lang),
        coverage=percent(measured.coverage, lang, 0),
    )  # fmt: skip


def row_of(tender: Tender, lang: str) -> Row:
    """A tender as the list and the file have it."""
    note = tender.note
    order = tender.answer("order")
    return {
        "tender": tender.title,
        "organisation": tender.organisation,
        "is_assessed": t(f"page_circular.answer_{ANSWERS[tender.answer('assessed')]}", lang),
        "has_order": t(f"page_circular.answer_{ANSWERS[order]}", lang),
        "requirements": note.requirements if note else t("page_circular.not_noted", lang),
        "reference": note.reference if note else tender.contract,
    }


def _list(found: Sequence[Tender], now: State, lang: str) -> None:
    st.header(t("page_circular.tenders", lang), anchor=False)
    columns = [Column(name, t(f"page_circular.column_{name}", lang)) for name in COLUMNS]
    key = f"circular_tenders_{now.version}"
    picked = tables.grid(
        [row_of(each, lang) for each in found], columns, lang, key=key, pick=True,
        alt=t("page_circular.tenders_alt", lang, count=number(len(found), lang)),
    )  # fmt: skip
    names = {_name(each): each for each in found}
    opened = st.selectbox(
        t("page_circular.open_one", lang), list(names), index=None,
        format_func=lambda name: names[name].title, placeholder=t("app.choose", lang),
        key="circular_open_tender",
    )  # fmt: skip
    name = _name(found[picked.row]) if picked else opened
    if name:
        st.session_state.pop(key, None)
        address.put(note=name)
        st.rerun()


def _answer(lang: str, code: str) -> str:
    return t(f"page_circular.answer_{code}", lang)


def _name(tender: Tender) -> str:
    """The note to open, or a new one on the contract that nobody has noted anything of."""
    return tender.note.identifier if tender.note else f"new|{tender.contract}"


def _new(lang: str) -> None:
    query = {"part": "tenders", "note": "new"}
    components.link(Place(t("page_circular.tender_new", lang), "circular", query), ":material/add:")


def edit(now: State, name: str, lang: str) -> None:
    """A new note, one on a contract, or the one that has this name."""
    before = next((n for n in own_reads.notes(now) if n.identifier == name), None)
    asked, _, contract = name.partition("|")
    if before is None and asked != "new":
        components.empty_state(t("error.unknown_circular_entry", lang))
        return
    form.frame(
        "tenders", before, partial(_fields, now, before, contract, lang=lang),
        lambda fields: written.tender(fields, before), now, lang,
    )  # fmt: skip


def _fields(
    now: State, before: TenderAssessment | None, numbered: str, key: str, *, lang: str
) -> Mapping[str, str]:
    found: dict[str, str] = {}
    contracts = {c.number: c for c in reads.contracts(now)}
    named = contracts.get(numbered)
    starts = {
        "title": named.title if named else "",
        "organisation": ", ".join(b.name for b in named.buyers) if named else "",
        "day": (named.award_date or named.start_date if named else now.as_of).isoformat(),
        "contract": numbered if named else "",
    }
    if before is not None:
        starts = {name: str(getattr(before, name) or "") for name in starts}
    left, right = st.columns(2)
    with left:
        found["title"] = form.text("title", starts["title"], key, lang)
        found["contract"] = form.choice(
            "contract", ["", *contracts], starts["contract"], key, lang,
            lambda n: f"{contracts[n].title} ({n})" if n else t("page_circular.no_contract", lang),
        )  # fmt: skip
    with right:
        found["organisation"] = form.text("organisation", starts["organisation"], key, lang)
        found["day"] = form.text("tender_day", starts["day"], key, lang)
    for name, place in zip(("is_relevant", "is_assessed", "has_order"), st.columns(3), strict=True):
        with place:
            value = getattr(before, name) if before else None
            options = ("yes", "no") if name == "is_relevant" else ("unknown", "yes", "no")
            start = "yes" if before is None and name == "is_relevant" else ANSWERS[value]
            found[name] = form.choice(name, options, start, key, lang, partial(_answer, lang))
    found["requirements"] = form.text(
        "requirements", before.requirements or "" if before else "", key, lang, is_long=True
    )
    found["reference"] = form.text("reference", before.reference or "" if before else "", key, lang)
    return found
