"""What no forecast may do, whatever was measured and whatever limits lie ahead."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from followup.domain.period import parse_period
from followup.domain.requirement import Measured
from followup.rules.assess import assess
from followup.rules.forecast import Outlook, outlook, targets
from followup.rules.windows import windows
from tests.support.world import agreement, clause
from tests.unit.test_forecast import RULE

DAYS = parse_period("2024-01-01..2026-12-31")
per_cent = st.integers(0, 100)
# Known part, unknown, and whether all of the quarter's months are in.
QUARTERS = st.lists(
    st.tuples(per_cent, st.integers(0, 30), st.booleans()), min_size=12, max_size=12
)
DATES = st.dates(DAYS.start, DAYS.end + timedelta(days=400))
STEPS = st.lists(st.tuples(DATES, per_cent), max_size=4)


def _ahead(
    quarters: list[tuple[int, int, bool]], steps: list[tuple[date, int]], as_of: date, raised: int
) -> list[Outlook]:
    limits = [("1900-01-01", 50), *((str(day), limit) for day, limit in steps)]
    asked = [(day, str(Decimal(limit + raised) / 100)) for day, limit in limits]
    contract = agreement(clause(steps=asked, assessment_period="quarter"), days=str(DAYS))
    (requirement,) = contract.requirements
    found = []
    for window, (known, unknown, is_in) in zip(
        windows(contract, requirement, as_of), quarters * 2, strict=False
    ):
        total = Decimal(200 - unknown)
        measured = Measured(Decimal(known), total, Decimal(unknown), expected=3,
                            covered=3 if is_in else 2)  # fmt: skip
        found.append(assess(requirement, window.period, window.limit, measured, as_of))
    asked_of = targets(contract, requirement, found, as_of)
    return [outlook(target, found, RULE) for target in asked_of]


@given(QUARTERS, STEPS, st.dates(DAYS.start, DAYS.end), st.integers(1, 50))
def test_a_higher_limit_never_makes_a_break_hold_and_no_forecast_leaves_the_contract(
    quarters: list[tuple[int, int, bool]], steps: list[tuple[date, int]], as_of: date, raised: int
) -> None:
    lower, higher = (_ahead(quarters, steps, as_of, by) for by in (0, raised))
    ranks = {"breaks": 0, "cannot_tell": 1, "holds": 2}
    assert [o.target.period for o in lower] == [o.target.period for o in higher]
    for mild, strict in zip(lower, higher, strict=True):
        assert ranks[strict.answer] <= ranks[mild.answer]
        assert DAYS.start <= mild.target.period.start <= mild.target.period.end <= DAYS.end
        assert (mild.low is None) == (mild.high is None)
        if mild.low is not None and mild.high is not None:
            assert 0 <= mild.low <= mild.high <= 1
        assert (mild.answer == "cannot_tell") == (mild.reason is not None)
