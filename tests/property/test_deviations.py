"""Whatever steps people take in a case, none is lost, and the numbers stay as they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.domain.deviation import (
    ALLOWED,
    FREEZING,
    Action,
    Attachment,
    Case,
    Detail,
    Frozen,
    Step,
    Subject,
    allowed,
    state,
)
from followup.domain.period import parse_period
from followup.storage import acts, database, deviations
from followup.storage.acts import Act
from followup.storage.database import Database
from tests.support.world import settings as folder

SUBJECT = Subject("T-1", "not_met", parse_period("2025-Q3"), "T-1/K1", parts=("AV-1", "AV-2"))
_names = count()
_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
_words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
_amounts = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**9
)


def frozen(numerator: Decimal | None, words: str) -> Frozen:
    return Frozen(
        date(2026, 1, 20), "not_met", "MJ", numerator, Decimal("33397.000"), None,
        Decimal("0.800000"), 6, 6, ("missing_report",), "ab", "cd",
        {"sv": (("Gräns", words),)}, {"sv": words},
    )  # fmt: skip


details = st.builds(
    Detail,
    is_small=st.booleans(),
    reply_date=st.none() | _days,
    attendees=st.lists(_words, max_size=2).map(tuple),
    actions=st.lists(st.builds(Action, _words, _words, _days), max_size=2).map(tuple),
    evidence_period=st.none() | st.just(parse_period("2026-02")),
    attachments=st.lists(st.builds(Attachment, _words, _words), max_size=1).map(tuple),
    amount=st.none() | _amounts,
    lesson=st.none() | _words,
)


@st.composite
def walks(draw: st.DrawFn) -> list[Step]:
    """Steps of which each was allowed when it was taken."""
    steps: list[Step] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        kinds = allowed(Case("AV-1", SUBJECT, tuple(steps)))
        if not kinds:
            break
        kind = draw(st.sampled_from(kinds))
        detail = draw(details)
        if kind in FREEZING:
            detail = replace(detail, frozen=frozen(draw(st.none() | _amounts), draw(_words)))
        if kind == "take_back":
            detail = Detail(takes_back=Case("AV-1", SUBJECT, tuple(steps)).holding[-1].number)
        at = datetime(2026, 2, 1) + timedelta(hours=number)  # noqa: DTZ001
        steps.append(Step(number, kind, draw(_days), at, "Kim", draw(_words), detail))
    return steps


@given(walks())
@settings(max_examples=60, deadline=None)
def test_every_walk_stands_in_a_known_state_and_can_be_taken_back(steps: list[Step]) -> None:
    case = Case("AV-1", SUBJECT, tuple(steps))
    assert case.state in ALLOWED
    assert len(case.steps) == len(steps)
    sure = [s for s in case.holding if s.kind in FREEZING]
    if sure:
        assert case.frozen is sure[-1].detail.frozen
    while case.holding:
        number = len(case.steps) + 1
        back = Step(
            number, "take_back", date(2026, 3, 1), steps[0].logged_at, "Kim", "fel",
            Detail(takes_back=case.holding[-1].number),
        )  # fmt: skip
        before = case.holding
        case = replace(case, steps=(*case.steps, back))
        assert case.holding == before[:-1]
    assert (case.state, case.is_confirmed) == ("proposed", False)
    assert case.steps[: len(steps)] == tuple(steps)
    assert state(case.steps) == state(())


@pytest.fixture(scope="module", params=["embedded", pytest.param("lake", marks=pytest.mark.long)])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    home: Path = tmp_path_factory.mktemp(request.param)
    opened = database.open_database(folder(home, lake=request.param == "lake"))
    yield opened
    database.close(opened)


@given(walks())
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_was_stored_is_read_back_to_the_letter(store: Database, steps: list[Step]) -> None:
    name = f"AV-{next(_names)}"
    for step in steps:

        def write(own: acts.Cursor, act_id: int, step: Step = step) -> None:
            if step.number == 1:
                deviations.open_case(own, act_id, Case(name, SUBJECT, ()))
            deviations.insert_step(own, act_id, name, step)

        acts.commit(store, Act(step.actor, "deviation", name, step.logged_at, {}), write)
    found = {case.identifier: case for case in deviations.load(store)}
    assert found[name] == Case(name, SUBJECT, tuple(steps))
