"""Step 5 of an upload: what was found, by what one does about it, and the totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from followup.domain.finding import READING, Finding, Severity
from followup.i18n.text import day, exact, has_text, number, quantity, t
from followup.ingest.draft import Draft
from followup.services.installation import Installation
from followup.services.upload import finding_text
from followup.services.upload.remedies import Remedy, by_remedy
from followup.ui.components import escape
from followup.ui.requirement_chart import fuel_name
from followup.ui.tables import Column, plain_table
from followup.ui.theme import mark
from followup.ui.upload import accepting
from followup.ui.upload.words import DOUBTS
from followup.ui.upload.work import Work

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "question", "note")
SHOWN_CELLS: Final = 50
_STOP: Final = re.compile(r"(?<!\\)\. ")
# One answer in step 4 settles every one of these.
ASKED_ABOVE: Final = (*DOUBTS, "fuel_needs_mapping", "missing_fuel", "unknown_unit")
ICONS: Final[dict[Remedy, str]] = {
    "answer": ":material/edit:",
    "supplier": ":material/forward_to_inbox:",
    "file": ":material/table_edit:",
    "nothing": ":material/visibility:",
}


def findings(
    draft: Draft, lang: str, installation: Installation | None = None, work: Work | None = None
) -> None:
    """Errors, questions and notes apart, each by what to do; with ``work``, answers are taken."""
    if not draft.findings:
        st.markdown(t("page_upload.no_findings", lang))
    for severity in SEVERITIES:
        own = [f for f in draft.findings if f.severity == severity]
        if own:
            _severity(severity, own, installation, work, lang)
    if installation is not None and work is not None:
        accepting.answered(installation, work, lang)


def _severity(
    severity: Severity,
    found: Sequence[Finding],
    installation: Installation | None,
    work: Work | None,
    lang: str,
) -> None:
    look = mark(severity)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = t(f"page_upload.{severity}_count", lang, count=number(len(found), lang))
        st.badge(label, icon=look.icon, color=look.tone)
        st.caption(t(f"page_upload.{severity}_next", lang), width="content")
    for what, codes in by_remedy(found):
        st.markdown(f"{ICONS[what]} **{t(f'page_upload.remedy_{what}', lang)}**")
        for code, own in codes.items():
            if all(f.row is None and f.column is None for f in own):
                st.markdown(f"- {message(own[0], lang)}")
                continue
            title = f"{_title(own, lang)} ({number(len(own), lang)})"
            is_open = severity == "error" or (what == "answer" and len(own) <= SHOWN_CELLS)
            with st.expander(title, key=f"finding-{severity}-{code}", expanded=is_open):
                _do(own[0], lang)
                _cells(own, work.draft if work else None, lang)
                if installation is not None and work is not None:
                    accepting.ask(installation, work, own, lang)


def _title(found: Sequence[Finding], lang: str) -> str:
    """What was found, in one sentence; its name where each row has figures of its own."""
    name = f"finding_name.{found[0].code}"
    if has_text(name) and len({message(f, lang) for f in found}) > 1:
        return t(name, lang)
    return _sentences(message(found[0], lang))[0]


def _sentences(words: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest; an escaped stop ends none."""
    first, *rest = _STOP.split(words, maxsplit=1)
    return first.removesuffix("."), "".join(rest)


def _do(found: Finding, lang: str) -> None:
    """What should stand there and what to do; else the rest of what the title began to say."""
    code = found.code
    if code in ASKED_ABOVE:
        st.markdown(f"**{t('page_upload.answer_above', lang)}**")
        return
    told = [(name, f"remark.{code}.{name}") for name in ("expected", "do")]
    words = [
        f"**{t(f'page_upload.{name}', lang)}** {t(key, lang).rstrip('.')}."
        for name, key in told
        if has_text(key)
    ]
    if rest := "  \n".join(words) or _sentences(message(found, lang))[1]:
        st.markdown(rest)


def _cells(found: Sequence[Finding], draft: Draft | None, lang: str) -> None:
    read_as = _readings(found[:SHOWN_CELLS], draft, lang)
    rows = [
        {
            "sheet": f.sheet or "–",
            "place": f"{f.column or ''}{f.row or ''}",
            "value": f.value or t("page_upload.nothing_there", lang),
            "read_as": read_as.get((f.sheet, f.row)),
        }
        for f in found[:SHOWN_CELLS]
    ]
    columns = [
        Column("sheet", t("page_upload.sheet", lang)),
        Column("place", t("page_upload.cell", lang)),
        Column("value", t("page_upload.value", lang)),
    ]
    if len({f.sheet for f in found}) == 1 and found[0].sheet is None:
        columns = columns[1:]
    told = [_sentences(finding_text.words(f, lang))[0] for f in found[:SHOWN_CELLS]]
    if len(set(told)) > 1:
        rows = [{**row, "what": what} for row, what in zip(rows, told, strict=True)]
        columns.append(Column("what", t("page_upload.what_found", lang)))
    if read_as:
        columns.append(Column("read_as", t("page_upload.reading_now", lang)))
    plain_table(rows, columns, lang, alt=message(found[0], lang))
    if len(found) > SHOWN_CELLS:
        shown, count = number(SHOWN_CELLS, lang), number(len(found), lang)
        st.caption(t("page_upload.cells_shown", lang, shown=shown, count=count))


def _readings(
    found: Sequence[Finding], draft: Draft | None, lang: str
) -> dict[tuple[str | None, int | None], str]:
    """How the doubtful cells are read now, by sheet and row; empty where nothing was read."""
    field = READING.get(found[0].code)
    facts = draft.facts.get("fuel_delivery") if draft else None
    if field is None or facts is None:
        return {}
    rows = pa.array([f.row for f in found if f.row is not None], pa.int32())
    own = facts.filter(pc.is_in(facts.column("row"), rows))
    told: dict[tuple[str | None, int | None], str] = {}
    for fact in own.select(["sheet", "row", "unit", field]).to_pylist():
        value = fact[field]
        if isinstance(value, Decimal):
            told[fact["sheet"], fact["row"]] = f"{exact(value, lang)} {fact['unit'] or ''}".strip()
        elif isinstance(value, date):
            told[fact["sheet"], fact["row"]] = day(value, lang)
    return told


def message(found: Finding, lang: str) -> str:
    """A finding in words; words from the file are made inert."""
    return finding_text.words(found, lang, clean=escape)


def totals(draft: Draft, lang: str) -> None:
    """Sums per fuel as read: duplicates once, credits netted."""
    if not draft.totals:
        return
    rows = []
    for name, amount in draft.totals.items():
        fuel, _, unit = name.partition("|")
        known = fuel_name(fuel, lang)
        sum_ = (
            t("page_upload.unit_unknown", lang, amount=number(amount, lang, 2))
            if unit == "unknown"
            else quantity(amount, unit, lang, 2)
        )
        rows.append({"fuel": known, "amount": sum_})
    columns = [
        Column("fuel", t("page_upload.fuel", lang)),
        Column("amount", t("page_upload.total", lang)),
    ]
    st.markdown(f"**{t('page_upload.totals', lang)}**")
    plain_table(rows, columns, lang, alt=t("page_upload.totals", lang))
    st.caption(t("page_upload.totals_note", lang))
