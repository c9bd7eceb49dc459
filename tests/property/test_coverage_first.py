"""Coverage first: whoever leaves out the worst reporters gets a warning, never a better headline.

The headline is what is said largest on a goal: a figure, or the coverage where that leads.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from followup.domain.goal import Progress
from followup.i18n.text import LANGUAGES
from followup.services.goal.words import sentence
from tests.support.goals import RULE, amounts, goal, judge

RANK = {"missed": 0, "wrong_way": 0, "too_slow": 1, "not_assessable": 2, "on_pace": 3, "reached": 4}
# What a reporter delivered that counts, in all, and without a known class.
REPORTERS = st.lists(
    st.tuples(st.integers(0, 100), st.integers(1, 100), st.integers(0, 10)),
    min_size=1, max_size=12,
)  # fmt: skip


def told(reported: list[tuple[int, int, int]], expected: int, before: list[int]) -> Progress:
    """The goal after two years; in the second only these of the expected reports are in."""
    counted = sum(min(n, d) for n, d, _ in reported)
    whole, unknown = sum(d for _, d, _ in reported), sum(u for *_, u in reported)
    latest = amounts(
        2025, str(counted), str(whole), str(unknown), str(Decimal(len(reported)) / expected)
    )
    return judge(goal("0.9", base=(2020, "0.2")), amounts(2024, *map(str, before)), latest)


def headline(found: Progress) -> Decimal | None:
    """The figure that leads; None where the coverage does."""
    return None if found.thin is not None or found.latest is None else found.latest.value


def is_warned(found: Progress, lang: str) -> bool:
    """Whether the sentence itself says how many of the reports there are."""
    newest = found.thin or found.latest
    if newest is None or newest.coverage is None:
        return False
    share = f"{int(newest.coverage * 100)}"
    return newest.coverage < 1 and share in sentence(found, lang)


@given(REPORTERS, st.data())
def test_leaving_out_reporters_betters_no_headline_without_the_warning(
    reporters: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(reporters), max_size=len(reporters)))
    left = [r for r, stays in zip(reporters, kept, strict=True) if stays]
    whole = told(reporters, len(reporters), [30, 100])
    part = told(left, len(reporters), [30, 100])
    figures = headline(whole), headline(part)
    is_better = None not in figures and figures[1] > figures[0]  # type: ignore[operator]
    if is_better or RANK[part.status] > max(RANK[whole.status], RANK["not_assessable"]):
        assert all(is_warned(part, lang) for lang in LANGUAGES)
    if len(left) < RULE.coverage_floor * len(reporters):
        assert part.thin is not None
        assert headline(part) is None
        assert part.status == "not_assessable"
        assert all(is_warned(part, lang) for lang in LANGUAGES)


def test_the_worst_of_ten_left_out_is_a_warning_and_three_of_ten_a_coverage() -> None:
    reporters = [(90, 100, 0)] * 7 + [(0, 100, 0)] * 3
    all_in = told(reporters, 10, [30, 100])
    assert (headline(all_in), all_in.thin) == (Decimal("0.63"), None)
    one_out = told(reporters[:9], 10, [30, 100])
    assert headline(one_out) == Decimal("0.7")
    assert is_warned(one_out, "sv")
    three_out = told(reporters[:7], 10, [30, 100])
    assert three_out.thin == three_out.latest
    assert sentence(three_out, "sv").replace("\N{NO-BREAK SPACE}", " ").startswith(
        "Bara 70 % av de väntade rapporterna för 2025 har kommit"
    )  # fmt: skip


def test_a_year_that_nobody_is_expected_to_report_leads_with_no_figure() -> None:
    found = judge(goal("0.9"), amounts(2025, "99", "100", coverage=None))
    assert found.thin == found.latest


def test_nothing_in_for_the_newest_year_does_not_bring_back_the_year_before() -> None:
    empty = amounts(2025, "0", "0", "0", "0")
    found = judge(goal("0.9"), amounts(2024, "95", "100"), empty)
    assert found.thin == empty
    assert found.status == "not_assessable"
