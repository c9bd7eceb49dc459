"""What a chart shows of what is known, unknown and missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import pytest

from followup.i18n.text import t
from followup.services.contract.overview import Amounts, WindowOverview
from followup.ui import charts
from followup.ui.contract import figures as contract_figures
from followup.ui.kept_figure import kept
from tests.support.world import World, clause, monthly

REPORTED = charts.RequirementPeriod(
    label="2025 Q1",
    state="reported",
    fuels=(
        charts.FuelEnergy("hvo100", Decimal("71.4")),
        charts.FuelEnergy("diesel_mk1", Decimal("28.6")),
    ),
    share_low=Decimal("0.714"),
    share_high=Decimal("0.714"),
    limit=Decimal("0.8"),
)
MISSING = charts.RequirementPeriod(label="2025 Q2", state="missing", limit=Decimal("0.9"))
OPEN = charts.RequirementPeriod(
    label="2025 Q3",
    state="reported",
    fuels=(charts.FuelEnergy("hvo100", Decimal(60)), charts.FuelEnergy("electricity", None)),
    share_low=Decimal("0.6"),
    share_high=Decimal("0.95"),
    limit=Decimal("0.9"),
)


@pytest.fixture(autouse=True)
def fuel_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followup.ui.requirement_chart.fuel_name", lambda fuel, lang: fuel)


def traces(*periods: charts.RequirementPeriod, worst: str = "low") -> dict[str, object]:
    figure = charts.requirement_figure(periods, "sv", share_name="Andel", worst=worst)  # type: ignore[arg-type]
    return {trace.name: trace for trace in figure.data} | {"figure": figure}


def test_a_missing_period_is_hatched_and_labelled_and_breaks_the_line() -> None:
    drawn = traces(REPORTED, MISSING, REPORTED)
    assert drawn["saknas"].x == (1,)
    assert drawn["saknas"].marker.pattern.shape == "/"
    assert drawn["Andel"].y == (71.4, None, 71.4)
    assert drawn["hvo100"].y == (71.4, None, 71.4)
    assert drawn["Andel"].connectgaps is None


def test_the_limit_steps_at_the_border_between_periods() -> None:
    limit = traces(REPORTED, MISSING)["Gräns"]
    assert list(zip(limit.x, limit.y, strict=True)) == [(-0.5, 80), (0.5, 80), (0.5, 90), (1.5, 90)]
    assert limit.line.dash == "dash"


@pytest.mark.parametrize(("worst", "decisive"), [("low", 60.0), ("high", 95.0)])
def test_the_line_follows_the_end_that_decides(worst: str, decisive: float) -> None:
    drawn = traces(OPEN, worst=worst)
    assert drawn["Andel"].y == (decisive,)
    assert (min(drawn["Osäkerhet"].y), max(drawn["Osäkerhet"].y)) == (60.0, 95.0)


def test_an_unknown_amount_is_named_and_not_drawn() -> None:
    drawn = traces(OPEN)
    assert "electricity" not in drawn
    assert "+ okänt" in [note.text for note in drawn["figure"].layout.annotations]


def test_a_goal_shows_a_gap_where_nothing_is_known() -> None:
    points = [
        charts.GoalPoint(date(2024, 1, 1), Decimal("0.5")),
        charts.GoalPoint(date(2025, 1, 1), None),
    ]
    path = [charts.PathPoint(date(2024, 1, 1), Decimal("0.5"))]
    note = charts.Note(date(2024, 1, 1), "reduktionsplikten sänktes")
    figure = charts.goal_figure(points, path, "sv", unit="percent", notes=[note])
    drawn = {trace.name: trace for trace in figure.data}
    assert drawn["Utfall"].y == (50.0, None)
    assert drawn["Behövs"].line.dash == "dash"
    assert note.text in [shown.text for shown in figure.layout.annotations]


def test_the_latest_known_value_is_written_as_the_interval_it_is() -> None:
    points = [
        charts.GoalPoint(date(2024, 12, 31), Decimal("0.7375"), Decimal("0.724"), Decimal("0.751")),
        charts.GoalPoint(date(2025, 12, 31), None),
    ]
    figure = charts.goal_figure(points, [], "sv", unit="percent")
    (label,) = figure.layout.annotations
    assert (label.x, label.text) == (points[0].day, "72–75\N{NO-BREAK SPACE}%")


def test_a_year_that_is_not_whole_stands_off_the_line_and_is_not_the_one_labelled() -> None:
    points = [
        charts.GoalPoint(date(2024, 12, 31), Decimal("0.70")),
        charts.GoalPoint(date(2025, 12, 31), Decimal("0.73")),
        charts.GoalPoint(date(2026, 12, 31), Decimal("0.85"), is_complete=False),
    ]
    figure = charts.goal_figure(points, [], "sv", unit="percent")
    drawn = {trace.name: trace for trace in figure.data}
    assert drawn["Utfall"].y == (70.0, 73.0)
    assert drawn["Hittills"].y == (85.0,)
    assert drawn["Hittills"].mode == "markers"
    assert [label.x for label in figure.layout.annotations] == [points[1].day]


def test_a_nil_report_is_named_and_never_called_missing() -> None:
    bars = [charts.Bar("2025 Q1", Decimal(38690)), charts.Bar("2025 Q2", None, is_nil=True)]
    small = charts.small_figure(bars, "sv", title="Körsträcka", unit="km")
    nil = charts.RequirementPeriod(label="2025 Q2", state="nil", limit=Decimal("0.9"))
    for figure in (small, traces(REPORTED, nil)["figure"]):
        said = [note.text for note in figure.layout.annotations]
        assert "nollrapport" in said
        assert "saknas" not in [trace.name for trace in figure.data]


def test_a_nil_report_is_told_from_a_dispens_and_from_a_report_that_is_missing(
    world: World,
) -> None:
    world.sign(clause(assessment_period="quarter"), reporters=(monthly(frequency="quarter"),))
    world.nil("2025-Q1")
    world.dispens("2025-Q2")
    windows = [WindowOverview(world.one(f"2025-Q{n}"), Amounts()) for n in (1, 2, 3)]
    assert [contract_figures.state(w) for w in windows] == ["nil", "reported", "missing"]


def test_the_limit_is_written_where_it_begins_and_where_it_steps() -> None:
    notes = traces(REPORTED, REPORTED, OPEN)["figure"].layout.annotations
    named = [(note.x, note.text) for note in notes if note.text and note.text[-1] == "%"]
    # At the right edge the figure ends where the chart does, so that a phone shows all of it.
    assert named == [(-0.5, "Gräns 80\N{NO-BREAK SPACE}%"), (2.5, "90\N{NO-BREAK SPACE}%")]


def test_a_small_chart_hatches_what_is_missing() -> None:
    bars = [charts.Bar("2025 Q1", Decimal(38690)), charts.Bar("2025 Q2", None)]
    figure = charts.small_figure(bars, "sv", title="Körsträcka", unit="km")
    drawn = {trace.name: trace for trace in figure.data}
    assert drawn["Körsträcka"].y == (38690, None)
    assert drawn["saknas"].x == (1,)


def test_many_periods_name_every_nth_and_always_the_newest() -> None:
    axis = charts.requirement_figure([REPORTED] * 24, "sv", share_name="Andel").layout.xaxis
    assert len(axis.tickvals) == 8
    assert axis.tickvals[-1] == 23


def test_a_chart_without_words_is_refused() -> None:
    figure = charts.small_figure([], "sv", title="x", unit="km")
    with pytest.raises(ValueError, match="alt"):
        charts.show(figure, "sv", key="k", alt=" ", rows=[], columns=[])


def test_a_kept_figure_is_never_shown_for_other_values_words_or_another_size() -> None:
    def points(value: str) -> list[charts.GoalPoint]:
        return [charts.GoalPoint(date(2024, 12, 31), Decimal(value))]

    def drawn(value: str, lang: str, **asked: bool) -> tuple[object, ...]:
        figure = charts.goal_figure(points(value), [], lang, unit="percent", **asked)
        trace = figure.data[-1]
        return trace.y, trace.name, figure.layout.annotations[0].text, figure.layout.showlegend

    first = drawn("0.70", "sv")
    assert first == ((70.0,), "Utfall", "70\N{NO-BREAK SPACE}%", None)
    assert drawn("0.71", "sv")[:3] == ((71.0,), "Utfall", "71\N{NO-BREAK SPACE}%")
    assert drawn("0.70", "en")[1] == t("chart.actual", "en")
    assert drawn("0.70", "sv", is_card=True)[3] is False
    assert drawn("0.70", "sv") == first, "a card's size stays on the card"


def test_the_same_figure_is_built_once_however_its_points_are_listed_anew() -> None:
    built: list[int] = []

    @kept
    def figure(points: list[charts.GoalPoint]) -> go.Figure:
        built.append(len(points))
        return go.Figure()

    for count in (1, 2, 1, 2):
        figure([charts.GoalPoint(date(2024, 12, 31), Decimal("0.70"))] * count)
    assert built == [1, 2]
