"""How often forecasts come true: on generated histories, and on the sample world.

    python benchmarks/forecast.py [--histories 200] [--seed 1] [--without-sample]

Each history is a contract with monthly deliveries, a quarterly, half-yearly or monthly clause and
steps, judged by the rules themselves. Once a period it is asked, knowing only what was in by then,
what its running window and its later steps will come to; the answer is held against the verdict
given when the days are over. Beside it stands the plain guess: the newest verdict's interval
against the coming limit, "same as last period". The sample world is asked on the first of each
month in the same way.

Of the questions that a verdict answered later: ``right`` is the part of the given answers that came
true, ``silent`` the part without answer, ``net`` right minus wrong answers by all questions.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import cos, pi
from pathlib import Path

from followup.domain.parties import Buyer, Contract
from followup.domain.period import Frequency, Period, add_months, parse_period, tile
from followup.domain.requirement import MEASURES, Assessment, Measured, Requirement
from followup.domain.timeline import Step, Timeline
from followup.rules.assess import assess, compare
from followup.rules.forecast import Answer, ForecastRule, Outlook, outlook, targets
from followup.rules.windows import windows
from followup.services import compliance, installation
from followup.services.forecast import forecast
from followup.services.sample import sample
from followup.settings import from_environment

KINDS = ("steady", "trend", "seasonal", "change", "missing")
FREQUENCIES: tuple[Frequency, ...] = ("quarter", "half_year", "month")
YEARS = parse_period("2021-01-01..2024-12-31")
# Reports are in so many days after the month that they are of.
IN_AFTER = timedelta(days=20)
TOLD: dict[str, Answer] = {"met": "holds", "not_met": "breaks"}


@dataclass(slots=True)
class Score:
    """What became of the answers to the questions that were answered later."""

    asked: int = 0
    right: int = 0
    false_alarms: int = 0
    missed: int = 0

    def count(self, answer: Answer, truth: Answer) -> None:
        """Hold one answer against what came."""
        self.asked += 1
        self.right += answer == truth
        self.false_alarms += (answer, truth) == ("breaks", "holds")
        self.missed += (answer, truth) == ("holds", "breaks")

    @property
    def given(self) -> int:
        """Answers that were given."""
        return self.right + self.false_alarms + self.missed

    @property
    def right_part(self) -> float:
        """The part of the given answers that came true."""
        return self.right / max(self.given, 1)

    @property
    def silent_part(self) -> float:
        """The part of the questions that got no answer."""
        return 1 - self.given / max(self.asked, 1)

    @property
    def net(self) -> float:
        """Right minus wrong answers, by questions."""
        return (2 * self.right - self.given) / max(self.asked, 1)


@dataclass(slots=True)
class Scores:
    """The method and the plain guess on the same questions."""

    method: Score = field(default_factory=Score)
    plain: Score = field(default_factory=Score)

    def count(self, found: Outlook, truth: Answer) -> None:
        """Hold both answers against what came."""
        self.method.count(found.answer, truth)
        self.plain.count(plain(found), truth)


def plain(found: Outlook) -> Answer:
    """Same as last period: the newest interval against the coming limit."""
    newest = found.newest
    if newest is None or set(newest.reasons) & {"missing_report", "declared_only"}:
        return "cannot_tell"
    verdict, _ = compare(newest.comparator, found.target.limit.value, newest.measured)
    return TOLD.get(verdict, "cannot_tell")


@dataclass(frozen=True, slots=True)
class Month:
    """What was delivered in a month; ``is_in`` says whether it was ever reported."""

    days: Period
    numerator: Decimal
    unknown: Decimal
    total: Decimal
    is_in: bool


@dataclass(frozen=True, slots=True)
class History:
    """A made contract with its one clause, and what was delivered."""

    contract: Contract
    clause: Requirement
    months: tuple[Month, ...]

    def verdicts(self, as_of: date) -> list[Assessment]:
        """Every verdict on a day, by the rules."""
        return [
            assess(self.clause, w.period, w.limit, self._measured(w.period, as_of), as_of)
            for w in windows(self.contract, self.clause, as_of)
        ]

    def _measured(self, period: Period, as_of: date) -> Measured:
        first, last = (12 * d.year + d.month for d in (period.start, period.end))
        since = 12 * YEARS.start.year + 1
        own = self.months[first - since : last - since + 1]
        held = [m for m in own if m.is_in and m.days.end + IN_AFTER <= as_of]
        pending = sum(m.days.end + IN_AFTER > as_of for m in own)
        total = sum((m.total for m in held), Decimal(0))
        unknown = sum((m.unknown for m in held), Decimal(0))
        known = sum((m.numerator for m in held), Decimal(0))
        return Measured(known, total - unknown, unknown, len(held), expected=len(own),
                        covered=len(held), pending=pending)  # fmt: skip


def history(kind: str, own: random.Random) -> History:
    """A contract of four years whose share goes as ``kind`` says; a third are on at most."""
    frequency = own.choice(FREQUENCIES)
    level = own.uniform(0.35, 0.9)
    shares = [*_shares(kind, level, own)]
    days = tile(YEARS, "month")
    months = [_month(d, x, kind, own) for d, x in zip(days, shares, strict=True)]
    is_most = own.random() < 1 / 3
    measure = "fossil_energy_share" if is_most else "renewable_energy_share"
    if is_most:
        months = [Month(m.days, m.total - m.unknown - m.numerator, m.unknown, m.total, m.is_in)
                  for m in months]  # fmt: skip
    clause = Requirement(
        contract="P", identifier="P/K1", title="", clause="", measure=measure,
        comparator=MEASURES[measure].comparator, assessment_period=frequency,
        limits=Timeline.of(_steps(level, frequency, is_most=is_most, own=own)),
    )  # fmt: skip
    made = Contract("P", "", "", (Buyer("P"),), YEARS.start, YEARS.end, requirements=(clause,))
    return History(made, clause, tuple(months))


def _shares(kind: str, level: float, own: random.Random) -> Iterator[float]:
    noise, jump = own.uniform(0.01, 0.06), own.choice((-1, 1)) * own.uniform(0.1, 0.3)
    per_year, swing = own.choice((-1, 1)) * own.uniform(0.04, 0.16), own.uniform(0.06, 0.18)
    phase, at = own.uniform(0, 2 * pi), own.randint(8, 40)
    for n in range(48):
        share = level + own.gauss(0, noise)
        share += per_year * (n - 24) / 12 if kind == "trend" else 0
        share += swing * cos(2 * pi * n / 12 + phase) if kind == "seasonal" else 0
        share += jump if kind == "change" and n >= at else 0
        yield min(max(share, 0.0), 1.0)


def _month(days: Period, share: float, kind: str, own: random.Random) -> Month:
    total = Decimal(own.randint(600, 1400))
    unknown = total * Decimal(f"{own.uniform(0, 0.1):.3f}") if own.random() < 0.2 else Decimal(0)
    known = (total - unknown) * Decimal(f"{share:.4f}")
    return Month(days, known, unknown, total, not (kind == "missing" and own.random() < 0.1))


def _steps(
    level: float, frequency: Frequency, *, is_most: bool, own: random.Random
) -> Iterator[Step]:
    """A first limit near the level, and steps upward at the start of some periods."""
    limit = level - own.uniform(-0.02, 0.12)
    for period in tile(YEARS, frequency):
        is_first = period.start == YEARS.start
        if is_first or own.random() < (0.06 if frequency == "month" else 0.2):
            limit = min(limit + (0 if is_first else own.uniform(0.03, 0.12)), 1.0)
            yield Step(period.start, Decimal(f"{1 - limit if is_most else limit:.2f}"))


def on_histories(count: int, seed: int, rule: ForecastRule) -> dict[str, Scores]:
    """The scores by kind, on so many histories of each."""
    scores: dict[str, Scores] = defaultdict(Scores)
    for kind in KINDS:
        own = random.Random(f"{seed} {kind}")
        for _ in range(count):
            for found, truth in _questions(history(kind, own), own, rule):
                scores[kind].count(found, truth)
    return scores


def _questions(
    made: History, own: random.Random, rule: ForecastRule
) -> Iterator[tuple[Outlook, Answer]]:
    """What was said on a day in each period, and the truth where a verdict told it."""
    later = _by_period(made.verdicts(YEARS.end + timedelta(days=60)))
    for period in tile(YEARS, made.clause.assessment_period):
        as_of = period.start + timedelta(days=own.randrange(25, period.days + 25))
        if as_of > YEARS.end:
            return
        found = made.verdicts(as_of)
        for target in targets(made.contract, made.clause, found, as_of):
            truth = TOLD.get(later[target.period].verdict)
            if truth is not None:
                yield outlook(target, found, rule), truth


def _by_period(found: Iterable[Assessment]) -> dict[Period, Assessment]:
    return {a.period: a for a in found}


def on_sample(home: Path | None) -> tuple[Scores, int]:
    """The scores on the sample world, and on how many days it was asked."""
    with tempfile.TemporaryDirectory() as folder:
        settings = from_environment({"FOLLOWUP_HOME": str(home or Path(folder) / "sample")})
        if home is None:
            sample.build(settings, "sv", lambda _done, _of: None)
        with installation.opened(settings) as opened:
            today = installation.today(settings, date.today())  # noqa: DTZ011
            rule = forecast.rule_of(opened.catalogue, today)
            later = {(a.requirement, a.period): a for a in compliance.assessments(opened, today)}
            days = [*_firsts(date(2024, 6, 1), today)]
            scores = Scores()
            for day in days:
                found = compliance.assessments(opened, day)
                for one in forecast.build(compliance.contracts_on(opened, day), found, day, rule):
                    for said in one.outlooks:
                        came = later.get((one.requirement.identifier, said.target.period))
                        truth = TOLD.get(came.verdict) if came else None
                        if truth is not None:
                            scores.count(said, truth)
            return scores, len(days)


def _firsts(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start = add_months(start, 1)


def table(scores: Sequence[tuple[str, Scores]]) -> Iterator[str]:
    """Lines of words: the method, and the plain guess in brackets."""
    yield (f"{'':14}{'asked':>8}{'right %':>16}{'silent %':>16}{'false alarms':>16}"
           f"{'missed':>16}{'net %':>16}")  # fmt: skip
    for name, both in scores:
        method, guess = both.method, both.plain
        cells = (
            f"{100 * method.right_part:.1f} ({100 * guess.right_part:.1f})",
            f"{100 * method.silent_part:.1f} ({100 * guess.silent_part:.1f})",
            f"{method.false_alarms} ({guess.false_alarms})",
            f"{method.missed} ({guess.missed})",
            f"{100 * method.net:.1f} ({100 * guess.net:.1f})",
        )
        yield f"{name:14}{method.asked:>8}" + "".join(f"{cell:>16}" for cell in cells)


def total(scores: Iterable[Scores]) -> Scores:
    """All of them together."""
    whole = Scores()
    for each in scores:
        for to, own in ((whole.method, each.method), (whole.plain, each.plain)):
            to.asked += own.asked
            to.right += own.right
            to.false_alarms += own.false_alarms
            to.missed += own.missed
    return whole


def main() -> None:
    """Ask, and tell."""
    asked = argparse.ArgumentParser(description="How often forecasts come true")
    asked.add_argument("--histories", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--without-sample", action="store_true")
    asked.add_argument("--sample", type=Path, help="a sample that is built already")
    chosen = asked.parse_args()
    rule = published()
    scores = on_histories(chosen.histories, chosen.seed, rule)
    print(f"{chosen.histories} generated histories of each kind, seed {chosen.seed}; "
          "in brackets: same as last period")  # fmt: skip
    print("\n".join(table([*scores.items(), ("all", total(scores.values()))])))
    if not chosen.without_sample:
        found, days = on_sample(chosen.sample)
        print(f"\nsample world, asked on {days} days")
        print("\n".join(table([("sample", found)])))


def published() -> ForecastRule:
    """The parameters as the catalogue has them."""
    with tempfile.TemporaryDirectory() as folder:
        settings = from_environment({"FOLLOWUP_HOME": folder})
        with installation.opened(settings) as opened:
            return forecast.rule_of(opened.catalogue, date.today())  # noqa: DTZ011


if __name__ == "__main__":
    main()
