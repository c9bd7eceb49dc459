"""The request for receipts: which rows, where they stand in the supplier's own files, by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from followup.domain.parties import Contract
from followup.domain.spot_check import SpotCheck
from followup.i18n.text import MASTER, day, number, period_label, t
from followup.render.document import Block, Document, Heading, Paragraph, Table
from followup.services.queue.reminder import language_of
from followup.services.spot_check import text

# The columns and their proportions.
COLUMNS = {"number": 7, "place": 27, "days": 17, "vehicle": 14, "fuel": 19, "amount": 16}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter's language, its own day and the day to answer by."""

    lang: str
    day: date
    reply_date: date


def usual(made: SpotCheck, contracts: Sequence[Contract], today: date, reply_days: int) -> Wanted:
    """A letter as it is usually written: in the contract's language, today.

    Where the day to answer by has passed, the supplier gets the usual ``reply_days`` anew.
    """
    lang = language_of(contracts[0]) if contracts else MASTER
    by = made.reply_date if made.reply_date >= today else today + timedelta(days=reply_days)
    return Wanted(lang, today, by)


def file_name(made: SpotCheck, lang: str) -> str:
    """A name for the file that any file system takes."""
    return f"{t('spot_check.letter.file', lang)}_{made.identifier}.docx"


def request(made: SpotCheck, contracts: Sequence[Contract], wanted: Wanted) -> Document:
    """The letter; it asks for the rows that nobody has said anything of, and says why so."""
    return Document(
        title=t("spot_check.letter.title", wanted.lang),
        lang=wanted.lang,
        day=wanted.day,
        blocks=tuple(_blocks(made, contracts, wanted)),
        footer=f"{made.identifier} · {', '.join(made.contracts)}",
    )


def _blocks(made: SpotCheck, contracts: Sequence[Contract], wanted: Wanted) -> Iterator[Block]:
    lang = wanted.lang
    rows = made.open_rows or made.rows
    yield Table(_addresses(made, contracts, wanted))
    words = {
        "count": number(len(rows), lang), "period": period_label(made.period, lang),
        "population": number(made.population, lang),
    }  # fmt: skip
    yield Paragraph(t("spot_check.letter.intro", lang, **words))
    yield Paragraph(t("spot_check.letter.how_drawn", lang, seed=made.seed))
    yield Heading(t("spot_check.letter.rows", lang))
    yield Table(
        tuple(
            (str(d.number), text.place(d.row, lang), text.days(d.row.period, lang),
             text.vehicle(d.row, lang), d.row.fuel_raw or text.fuel(d.row, lang),
             text.amount(d.row, lang))
            for d in rows
        ),
        tuple(t(f"spot_check.column.{name}", lang) for name in COLUMNS),
        tuple(COLUMNS.values()),
    )  # fmt: skip
    yield Heading(t("spot_check.letter.asked", lang))
    yield Paragraph(t("spot_check.letter.ask", lang))
    yield Paragraph(t("spot_check.letter.reply_by", lang, day=wanted.reply_date), is_strong=True)
    yield Paragraph(t("spot_check.letter.personal", lang))
    yield Paragraph(t("spot_check.letter.nothing_decided", lang))
    yield Paragraph("\n".join([t("letter.regards", lang), "", *_senders(contracts)]))


def _addresses(
    made: SpotCheck, contracts: Sequence[Contract], wanted: Wanted
) -> tuple[tuple[str, str], ...]:
    lang = wanted.lang
    first = contracts[0] if contracts else None
    supplier = made.supplier or (first.supplier if first else None)
    number_ = first.supplier_org_number if first else None
    reporters = dict.fromkeys(d.row.reporter for d in made.rows)
    rows = (
        ("to", ", ".join(filter(None, [supplier, number_])) or ", ".join(reporters)),
        ("from", ", ".join(_senders(contracts))),
        ("day", day(wanted.day, lang)),
        ("contract", "\n".join(f"{c.number} {c.title}" for c in contracts)),
        ("diary", ", ".join(c.diary_number for c in contracts if c.diary_number)),
        ("reference", made.identifier),
    )
    return tuple((t(f"letter.{name}", lang), words) for name, words in rows if words)


def _senders(contracts: Sequence[Contract]) -> list[str]:
    names = [
        name
        for c in contracts
        for name in (c.responsible, c.board, *(b.name for b in c.buyers))
        if name
    ]
    return list(dict.fromkeys(names))
