"""The addresses on the way down from a goal: part, contract, requirement and period, report."""

from __future__ import annotations

from datetime import date
from typing import Final

from followup.domain.requirement import Assessment
from followup.storage.submissions import Submission
from followup.ui.components import Place
from followup.ui.report import parts as report_parts

# Parts of the address of the goals page: the goal, the day its ledger is compared with, the open
# part of the ledger, the open contract with the year told of, and the open report of it.
GOAL: Final = "goal"
SINCE: Final = "since"
PART: Final = "part"
CONTRACT: Final = "contract"
YEAR: Final = "year"
REPORT: Final = "report"


def to_part(label: str, goal: str, then: date | None, part: str | None) -> Place:
    """The goal's page with a part of its ledger open, or with none."""
    parts = {SINCE: None if then is None else then.isoformat(), PART: part}
    return Place(label, "goals", {GOAL: goal} | {n: v for n, v in parts.items() if v})


def to_contract(label: str, goal: str, contract: str, year: int) -> Place:
    """A contract behind the goal's figure of a year."""
    return Place(label, "goals", {GOAL: goal, CONTRACT: contract, YEAR: str(year)})


def to_rows(label: str, goal: str, contract: str, year: int, report: str) -> Place:
    """The rows of a report behind the goal's figure."""
    query = dict(to_contract(label, goal, contract, year).query or {})
    return Place(label, "goals", query | {REPORT: report})


def to_proof(label: str, verdict: Assessment) -> Place:
    """The proof of a requirement in a period."""
    query = {"only": verdict.contract, "contract": verdict.contract,
             "requirement": verdict.requirement, "period": str(verdict.period)}  # fmt: skip
    return Place(label, "compliance", query)


def to_report(label: str, report: Submission) -> Place:
    """A report with its receipt and all its versions."""
    return report_parts.place(
        label, report.contract, report.reporter, report.report_type, report.period
    )
