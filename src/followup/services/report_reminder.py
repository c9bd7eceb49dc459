"""A reminder of late reports, in words to copy: written by the app, sent by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.parties import Contract
from followup.i18n.text import MASTER, number, period_label, t
from followup.services.report_list import Report

# The reporter's language, not the reader's.
LANGUAGE_OF_COUNTRY: Final[Mapping[str, str]] = {"SE": "sv", "DK": "da"}


def reminder(late: Sequence[Report], as_of: date) -> str:
    """One letter to the reporter of late reports of one contract, in the contract's language.

    Names contract, reports, periods, due days and days late, and how to answer.
    """
    contract = late[0].contract
    lang = LANGUAGE_OF_COUNTRY.get(contract.country, MASTER)
    words = {"title": contract.title, "number": contract.number, "reporter": late[0].reporter}
    parts = [
        t("reminder.subject", lang, **words),
        t("reminder.opening", lang, **words),
        "\n".join(_line(report, as_of, lang) for report in late),
        t("reminder.answer", lang),
        t("reminder.nothing", lang),
    ]
    return "\n\n".join([*parts, _closing(contract, as_of, lang)])


def reminders(late: Iterable[Report], as_of: date) -> Iterator[tuple[Sequence[Report], str]]:
    """One letter per contract and reporter, with what it is about, the longest waiting first."""
    by_reporter: dict[tuple[str, str], list[Report]] = {}
    for report in late:
        by_reporter.setdefault((report.contract.number, report.reporter), []).append(report)
    for own in by_reporter.values():
        yield own, reminder(own, as_of)


def _line(report: Report, as_of: date, lang: str) -> str:
    due = report.due_day or as_of
    days = (as_of - due).days
    key = "reminder.line_one_day" if days == 1 else "reminder.line"
    kind = t(f"page_start.report.{report.report_type}", lang)
    period = period_label(report.period, lang)
    return t(key, lang, kind=kind, period=period, day=due, days=number(days, lang))


def _closing(contract: Contract, as_of: date, lang: str) -> str:
    buyers = ", ".join(buyer.name for buyer in contract.buyers)
    names = [contract.responsible, contract.board, buyers]
    return t("reminder.closing", lang, day=as_of, sender="\n".join(n for n in names if n))
