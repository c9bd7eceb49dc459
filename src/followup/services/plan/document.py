"""The routine as a document: its sections, the contracts it is about, and the days ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.parties import Contract
from followup.i18n.text import day, t
from followup.render.document import Block, Document, Heading, Paragraph, Table
from followup.render.document_docx import DOCX, write_docx
from followup.services import compliance
from followup.services.contract import classes as contract_class
from followup.services.contract.classes import Graded
from followup.services.installation import Installation
from followup.services.plan import export as calendar_export
from followup.services.plan import routine
from followup.services.plan.events import Event, events

__all__ = ["DOCX", "document", "word_file"]
# The days ahead fill at most some pages; the calendar has them all.
MOST_DAYS: Final = 60


def word_file(installation: Installation, organisation: str, as_of: date, lang: str) -> bytes:
    """The routine of an organisation as a Word file."""
    return write_docx(document(installation, organisation, as_of, lang))


def document(installation: Installation, organisation: str, as_of: date, lang: str) -> Document:
    """The routine with the register's contracts and days as they are on ``as_of``."""
    known = compliance.contracts_on(installation, as_of)
    classes = contract_class.graded(installation.catalogue, known, as_of)
    contracts = [
        c for c in known
        if organisation in {b.name for b in c.buyers} and c.days.end >= as_of
    ]  # fmt: skip
    blocks: list[Block] = [Paragraph(t("routine.as_of", lang, day=as_of))]
    for section in routine.sections(installation, organisation, lang):
        blocks += [Heading(section.title), Paragraph(section.body)]
    blocks += _contracts(contracts, classes, lang)
    blocks += _days(events(installation, contracts, as_of, classes), as_of, lang)
    title = t("routine.document_title", lang, organisation=organisation)
    return Document(title, lang, as_of, blocks)


def _contracts(
    contracts: Sequence[Contract], classes: Mapping[str, Graded], lang: str
) -> Iterator[Block]:
    yield Heading(t("routine.contracts", lang))
    if not contracts:
        yield Paragraph(t("routine.no_contracts", lang))
        return
    names = ("contract", "responsible", "reports", "ends")
    yield Table(
        tuple(_contract(c, classes[c.number].grade, lang) for c in contracts),
        tuple(t(f"routine.column.{name}", lang) for name in names),
    )


def _contract(contract: Contract, grade: str | None, lang: str) -> tuple[str, ...]:
    reports = dict.fromkeys(
        t("routine.reports_line", lang, kind=t(f"page_start.report.{r.report_type}", lang),
          frequency=t(f"period.{r.frequency}", lang), days=r.due_days)
        for r in contract.reporters
    )  # fmt: skip
    title = f"{contract.title} ({contract.number})"
    if grade:
        title += f", {t('queue.grade', lang, grade=grade)}"
    whose = [name for name in (contract.responsible, contract.board) if name]
    return (
        title,
        ", ".join(whose) or t("queue.no_owner", lang),
        "; ".join(reports),
        day(contract.days.end, lang),
    )


def _days(found: Sequence[Event], as_of: date, lang: str) -> Iterator[Block]:
    yield Heading(t("routine.days", lang))
    ahead = [e for e in found if e.day >= as_of or e.kind == "report_late"]
    rows = tuple(
        (
            day(e.day, lang), t(f"calendar.kind.{e.kind}", lang),
            f"{e.contract.title} ({e.contract.number})", calendar_export.what(e, lang),
        )
        for e in ahead[:MOST_DAYS]
    )  # fmt: skip
    names = ("day", "what", "contract", "about")
    yield Table(rows, tuple(t(f"plan.column.{name}", lang) for name in names))
    if len(ahead) > MOST_DAYS:
        yield Paragraph(t("routine.more_days", lang, count=len(ahead) - MOST_DAYS))
