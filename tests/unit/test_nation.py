"""The invented nation of the benchmarks is judged as any world is: pandas finds the same sums."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.worlds import in_pandas, nation
from benchmarks.worlds.nation import Nation
from followup.domain.requirement import Assessment
from followup.services import compliance, installation
from followup.settings import from_environment

Judged = tuple[list[Assessment], dict[str, pd.DataFrame]]
SHARE = "renewable_energy_share"
SMALL = Nation(organisations=1, rows=12, month_count=8)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Our verdicts on a small nation, and what pandas finds of its clauses, by their measures."""
    home = tmp_path_factory.mktemp("nation")
    settings = from_environment({"FOLLOWUP_HOME": str(home)})
    with installation.opened(settings) as opened:
        nation.build(opened, SMALL)
        ours = compliance.assessments(opened, nation.AS_OF)
        figures = in_pandas.figures_of(opened)
    in_pandas.take(Path(settings.database), home)
    theirs = in_pandas.matrix(home, figures, nation.buyer(0))
    return ours, dict(zip([measure for measure, _, _ in nation.ASKED], theirs, strict=True))


def _start(found: Assessment, months: int) -> pd.Timestamp:
    """The first day of its calendar period; the contract's first one is a part of one."""
    days = pd.Series([pd.Timestamp(found.period.end)])
    return in_pandas.start_of(days, months)[0]


@pytest.mark.parametrize(("measure", "months"), [(SHARE, 3), ("zero_emission_energy_share", 6)])
def test_every_period_has_the_sums_that_pandas_finds(
    judged: Judged, measure: str, months: int
) -> None:
    ours, theirs = judged[0], judged[1][measure]
    asked = [a for a in ours if a.measure == measure and a.measured.covered]
    assert len(asked) == len(theirs)
    for a in asked:
        found = theirs.loc[(a.contract, _start(a, months))]
        for name in in_pandas.SUMS:
            assert float(getattr(a.measured, name)) == pytest.approx(found[name], rel=1e-9), a


def test_reports_come_in_time_as_pandas_finds(judged: Judged) -> None:
    ours, theirs = judged[0], judged[1]["report_in_time"]
    last = SMALL.months[-1].end
    asked = [a for a in ours if a.measure == "report_in_time" and a.period.end <= last]
    assert len(asked) == len(theirs)
    for a in asked:
        share = theirs.loc[(a.contract, _start(a, 3)), "share"]
        assert float(a.measured.numerator / a.measured.denominator) == pytest.approx(share), a


def test_the_verdicts_follow_from_those_sums(judged: Judged) -> None:
    ours, theirs = judged[0], judged[1][SHARE]
    asked = [a for a in ours if a.measure == SHARE]
    whole = [a for a in asked if a.measured.covered == a.measured.expected == 3]
    seen = set()
    for a in whole:
        found = theirs.loc[(a.contract, _start(a, 3))]
        all_of_it = found["denominator"] + found["unknown"]
        worst, best = found["numerator"], found["numerator"] + found["unknown"]
        limit = float(a.limit) * all_of_it
        expected = "met" if worst >= limit else "not_met" if best < limit else "not_assessable"
        assert a.verdict == expected, a
        seen.add(expected)
    assert seen == {"met", "not_met", "not_assessable"}


def test_the_same_seed_gives_the_same_nation(tmp_path: Path) -> None:
    built = []
    for name in ("one", "other"):
        settings = from_environment({"FOLLOWUP_HOME": str(tmp_path / name)})
        with installation.opened(settings) as opened:
            nation.build(opened, Nation(1, 2, month_count=1))
        in_pandas.take(Path(settings.database), tmp_path / name)
        built.append(pd.read_parquet(tmp_path / name / "facts.parquet"))
    pd.testing.assert_frame_equal(*built)


def test_a_size_is_about_as_many_rows_as_asked() -> None:
    for written in ("100k", "1M", "10M", "100M"):
        asked = nation.size(written)
        assert abs(Decimal(Nation.of(asked).facts) / asked - 1) < Decimal("0.05")
