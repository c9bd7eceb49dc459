"""Easy wins: requirements that were missed by little in the period judged last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.i18n.text import energy, quantity, t
from followup.rules import remedy as rule
from followup.services import compliance
from followup.services.installation import Installation
from followup.services.remedy.text import found_words

MJ_PER_MWH = 3600
# What comes late or is shown in words is no amount to be near.
_NO_AMOUNT = ("reports", "evidence", "market")


@dataclass(frozen=True, slots=True)
class Win:
    """A breach and how little it was: the energy that did not count and had to, in MWh.

    ``lacking`` is the same in ``unit`` for what is not measured in energy, None for a mean;
    ``gap`` is the part of the limit that is lacking.
    """

    contract: Contract
    assessment: Assessment
    title: str
    energy_mwh: Decimal | None
    lacking: Decimal | None
    unit: str
    gap: Fraction


def easy_wins(installation: Installation, as_of: date) -> tuple[Win, ...]:
    """Every easy win of the contracts that run on ``as_of``, the least energy first."""
    contracts = compliance.contracts_on(installation, as_of)
    return of(contracts, compliance.assessments(installation, as_of), as_of)


def of(contracts: Iterable[Contract], found: Iterable[Assessment], as_of: date) -> tuple[Win, ...]:
    """The same from verdicts already given: their sums say how much is lacking.

    The least energy first, then what is not measured in energy by the part of the limit it lacks.
    """
    running = {c.number: c for c in contracts if c.days.start <= as_of <= c.days.end}
    latest: dict[str, Assessment] = {}
    for each in found:
        if each.contract in running and each.verdict != "not_due":
            known = latest.get(each.requirement)
            if known is None or known.period.end < each.period.end:
                latest[each.requirement] = each
    wins = [_win(running[a.contract], a) for a in latest.values() if _is_near(a)]
    return tuple(sorted(wins, key=_order))


def _is_near(found: Assessment) -> bool:
    is_amount = found.spec.basis not in _NO_AMOUNT and found.unit != "declared"
    return found.verdict == "not_met" and is_amount


def _order(win: Win) -> tuple[bool, Decimal, Fraction, str]:
    mwh = win.energy_mwh
    return mwh is None, mwh or Decimal(0), win.gap, win.assessment.requirement


def _win(contract: Contract, found: Assessment) -> Win:
    held = rule.bars(found.comparator, found.limit, found.measured)
    most = max(held, key=lambda b: b.shortfall)
    lacking = Decimal(most.shortfall.numerator) / Decimal(most.shortfall.denominator)
    titles = {r.identifier: r.title for r in contract.requirements}
    spec = found.spec
    wanted = most.limit * Fraction(found.measured.by)
    return Win(
        contract, found, titles[found.requirement],
        energy_mwh=lacking / MJ_PER_MWH if spec.basis == "energy" else None,
        lacking=None if spec.scale == "mean" else lacking,
        unit=found.unit,
        gap=most.shortfall / wanted if wanted else Fraction(1),
    )  # fmt: skip


def line(win: Win, lang: str) -> str:
    """``Förnybart, 2025 Q4: 71,4 % av 80 %, saknar 1,2 MWh``; the contract stands beside it."""
    return t(
        "remedy.wins_line", lang, requirement=win.title, period=win.assessment.period,
        found=found_words(win.assessment, lang), lacking=_lacking(win, lang),
    ).strip(" ,")  # fmt: skip


def _lacking(win: Win, lang: str) -> str:
    if win.energy_mwh is not None:
        amount = energy(win.energy_mwh, lang)
    elif win.lacking is None:
        return ""
    else:
        amount = quantity(-(-win.lacking // 1), win.unit, lang)
    return t("remedy.wins_lacking", lang, amount=amount)
