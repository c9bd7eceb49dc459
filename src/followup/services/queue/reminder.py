"""A reminder of late reports, in words to copy: written by the app, sent by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.parties import Contract
from followup.i18n.text import MASTER, join, number, period_label, t
from followup.services.report.overview import Report
from followup.storage.plans import Reminder

# The reporter's language, not the reader's.
LANGUAGE_OF_COUNTRY: Final[Mapping[str, str]] = {"SE": "sv", "DK": "da"}


def language_of(contract: Contract) -> str:
    """The language of letters about a contract."""
    return LANGUAGE_OF_COUNTRY.get(contract.country, MASTER)


def reminder(late: Sequence[Report], as_of: date, earlier: Sequence[Reminder] = ()) -> str:
    """One letter to the reporter of late reports of one contract, in the contract's language.

    Names contract, clause, reports, periods, due days and days late, what to send and how to
    answer. After ``earlier`` reminders about them it says so, and what follows.
    """
    contract = late[0].contract
    lang = language_of(contract)
    words = {"title": contract.title, "number": contract.number, "reporter": late[0].reporter}
    again = "again_" if earlier else ""
    last = earlier[-1].sent_date if earlier else None
    parts = [
        t(f"reminder.{again}subject", lang, **words),
        t(f"reminder.{again}opening", lang, **words, day=last),
        "\n".join(_line(report, as_of, lang) for report in late),
        *_agreed(late, lang),
        t("reminder.answer", lang),
        _template(late, lang),
        t("reminder.nothing", lang),
        *([t("reminder.again_follows", lang)] if earlier else []),
    ]
    return "\n\n".join([*parts, closing(contract, as_of, lang)])


def reminders(late: Iterable[Report], as_of: date) -> Iterator[tuple[Sequence[Report], str]]:
    """One first letter per contract and reporter, with what it is about, the latest first."""
    for own in by_reporter(late):
        yield own, reminder(own, as_of)


def by_reporter(late: Iterable[Report]) -> Iterator[Sequence[Report]]:
    """Late reports by contract and reporter, in the order they are given."""
    found: dict[tuple[str, str], list[Report]] = {}
    for report in late:
        found.setdefault((report.contract.number, report.reporter), []).append(report)
    yield from found.values()


def _line(report: Report, as_of: date, lang: str) -> str:
    due = report.due_day or as_of
    days = (as_of - due).days
    key = "reminder.line_one_day" if days == 1 else "reminder.line"
    kind = t(f"page_start.report.{report.report_type}", lang)
    period = period_label(report.period, lang)
    return t(key, lang, kind=kind, period=period, day=due, days=number(days, lang))


def _agreed(late: Sequence[Report], lang: str) -> Iterator[str]:
    """What the contract says of reporting: its own clause, and the terms of this reporter."""
    contract = late[0].contract
    for clause in contract.requirements:
        if clause.spec.basis == "reports":
            point = clause.identifier.rpartition("/")[2]
            yield t("reminder.clause", lang, point=point, clause=clause.clause)
    kinds = {r.report_type for r in late}
    for agreed in contract.reporters:
        if agreed.name == late[0].reporter and agreed.report_type in kinds:
            yield t("reminder.terms", lang, kind=t(f"page_start.report.{agreed.report_type}", lang),
                    frequency=t(f"period.{agreed.frequency}", lang),
                    days=number(agreed.due_days, lang))  # fmt: skip


def _template(late: Sequence[Report], lang: str) -> str:
    kinds = dict.fromkeys(t(f"page_start.report.{r.report_type}", lang) for r in late)
    return t("reminder.template", lang, kinds=join(kinds, lang))


def closing(contract: Contract, as_of: date, lang: str) -> str:
    """As of when a letter is written, and by whom."""
    buyers = ", ".join(buyer.name for buyer in contract.buyers)
    names = [contract.responsible, contract.board, buyers]
    return t("reminder.closing", lang, day=as_of, sender="\n".join(n for n in names if n))
