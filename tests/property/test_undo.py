"""Whatever was submitted, undoing it leaves verdicts, goals and memory exactly as they were."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from followup.domain.parties import NilReport
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.ingest.draft import Draft, TableRead
from followup.services import compliance, installation, memory, wire, wire_goals
from followup.services.dispens import decide
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, Installation
from followup.services.report import undo
from followup.services.upload import submit
from followup.services.upload.destination import Destination
from followup.services.upload.submit import Receipt
from followup.storage import acts, contracts, submissions
from followup.storage.submissions import Submission
from tests.support.facts import fuel_facts
from tests.support.world import SUPPLIER, World, agreement, clause
from tests.support.world import settings as folder

AS_OF = date(2026, 6, 30)
ACTOR = Actor("Testperson")
ANSWERED = "fuel:Förnybar diesel"
TABLES = [
    "vehicle | fuel | quantity\n AAA111 | hvo100 | 900\n BBB222 | diesel_mk1 | 40",
    "vehicle | fuel | quantity\n AAA111 | hvo100 | 90\n BBB222 | diesel_mk1 | 400",
    "vehicle | fuel | quantity | flags\n AAA111 | hvo100 | 900 | questioned",
]
_numbers = count()


@dataclass(slots=True)
class Desk:
    """A contract of its own in a shared data folder, and the reports on its desk."""

    opened: Installation
    number: str = field(default_factory=lambda: f"U{next(_numbers):04}")
    nil_act: int = 0

    def send(
        self,
        days: str,
        table: pa.Table,
        mode: str = "replace",
        *,
        is_compared: bool = False,
        received: date = AS_OF,
    ) -> Receipt:
        """Submit a report under a name of its own; each answers a word in its own way."""
        n = next(_numbers)
        read = TableRead("Blad1", (1,), "fuel", (), "layout")
        draft = Draft(f"{n}.xlsx", f"{n:064}", tables=(read,), facts={"fuel_delivery": table})
        where = Destination(
            self.number, "fuel", SUPPLIER, parse_period(days), received, mode=mode, is_shared=True
        )
        return submit.submit(
            self.opened, b"x", draft, [where], ACTOR, self.now(), as_of=AS_OF,
            remember={ANSWERED: f"answer {n}"}, supplier=SUPPLIER, is_compared=is_compared,
        )  # fmt: skip

    def undo(self, submission: str) -> None:
        undo.undo(self.opened, submission, ACTOR, "fel fil", AS_OF, self.now(), is_compared=False)

    def say_nothing(self, days: str) -> None:
        nil = NilReport(self.number, SUPPLIER, "fuel", parse_period(days), "stillestånd", AS_OF)
        decide.report_nothing(self.opened, nil, ACTOR, self.now())
        self.nil_act = acts.data_version(self.opened.database)

    def take_back_nil(self) -> None:
        undo.undo_nil(
            self.opened, self.nil_act, ACTOR, "fel period", AS_OF, self.now(), is_compared=False
        )

    def now(self) -> datetime:
        return datetime.fromisoformat("2026-06-30T12:00:00") + timedelta(seconds=next(_numbers))

    def state(self) -> str:
        """All that can be asked of the data, in the form the command line gives it."""
        opened = self.opened
        found: list[Any] = [
            [wire.assessment(a) for a in compliance.assessments(opened, AS_OF)],
            [wire_goals.progress(p) for p in goal_status.progress(opened, AS_OF, "sv")],
            sorted(s.submission for s in submissions.current(opened.database, AS_OF)),
            sorted(s.submission for s in submissions.delivered(opened.database, AS_OF)),
            repr(memory.of(opened, SUPPLIER)),
        ]
        return json.dumps(found)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = installation.open_installation(folder(tmp_path_factory.mktemp("undo")))
    yield made
    installation.close(made)


def desk_in(opened: Installation) -> Desk:
    desk = Desk(opened)
    clauses = (
        clause(contract=desk.number, limit="0.5", assessment_period="quarter"),
        clause("report_in_time", "1", contract=desk.number, short="K2"),
    )
    made = agreement(*clauses, number=desk.number, days="2025-Q1")
    World(opened).act(lambda own, n: contracts.insert(own, n, [made], date(2025, 1, 1)))
    return desk


STEPS = st.lists(
    st.one_of(
        st.just(None),
        st.tuples(
            st.sampled_from(["2025-01", "2025-02", "2025-Q1"]),
            st.sampled_from(TABLES),
            st.sampled_from(["replace", "replace", "add"]),
        ),
    ),
    min_size=3,
    max_size=5,
)


@settings(
    # A state costs a third of a second to ask for.
    max_examples=30 if os.environ.get("FOLLOWUP_SEARCH") else 1,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@example([("2025-01", TABLES[0], "replace"), ("2025-01", TABLES[1], "add"),
          ("2025-Q1", TABLES[2], "replace"), None, ("2025-01", TABLES[2], "replace")])  # fmt: skip
@given(STEPS)
def test_undo_restores_what_was_before_exactly(
    opened: Installation, steps: list[tuple[str, str, str] | None]
) -> None:
    """None takes back the newest report; at the end everything is taken back."""
    desk = desk_in(opened)
    states, sent = [desk.state()], list[str]()
    for step in [*steps, *[None] * len(steps)]:
        if step is not None:
            days, table, mode = step
            with suppress(UserError):  # other days may not be added to, only replaced
                receipt = desk.send(days, fuel_facts(table), mode)
                sent.append(receipt.plans[0].submission.submission)
                states.append(desk.state())
        elif sent:
            desk.undo(sent.pop())
            states.pop()
            assert desk.state() == states[-1]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_nil_report_taken_back_leaves_everything_as_it_was(
    opened: Installation, is_first: bool
) -> None:
    """With a report for the same days before or after it; both kinds of one act go at once."""
    desk = desk_in(opened)
    other = lambda: desk.send("2025-02", fuel_facts(TABLES[0]))  # noqa: E731
    if not is_first:
        other()
    before = desk.state()
    desk.say_nothing("2025-02-01..2025-03-31")
    assert desk.state() != before
    if is_first:
        sent = other().plans[0].submission.submission
        desk.take_back_nil()
        desk.undo(sent)
    else:
        desk.take_back_nil()
    assert desk.state() == before
    with pytest.raises(UserError, match="unknown_nil"):
        desk.take_back_nil()
    desk.say_nothing("2025-02-01..2025-03-31")
    assert desk.state() != before


def test_the_same_rows_in_another_file_and_order_differ_in_nothing(opened: Installation) -> None:
    desk = desk_in(opened)
    rows = fuel_facts(TABLES[0] + "\n AAA111 | hvo100 | 7")
    first = desk.send("2025-01", rows)
    elsewhere = rows.take([2, 0, 1]).set_column(0, "sheet", pa.array(["Annat blad"] * 3))
    again = desk.send("2025-01", elsewhere, is_compared=True)
    assert again.plans[0].supersedes == (first.plans[0].submission.submission,)
    assert again.counts is not None
    assert (again.counts.differs, again.counts.unchanged) == (False, 3)
    assert again.changes == ()


def test_only_the_newest_word_on_some_days_is_undone_and_may_be_said_again(
    opened: Installation,
) -> None:
    desk = desk_in(opened)

    def sent(days: str, table: int = 0) -> Submission:
        return desk.send(days, fuel_facts(TABLES[table])).plans[0].submission

    january, quarter, february = sent("2025-01"), sent("2025-Q1"), sent("2025-02", 1)
    for hindered, by in ((january, quarter), (quarter, february)):
        with pytest.raises(UserError) as caught:
            desk.undo(hindered.submission)
        assert caught.value.code == "newer_report"
        assert caught.value.params["file"] == by.file_name
    desk.undo(february.submission)
    with pytest.raises(UserError) as caught:
        desk.undo(february.submission)
    assert caught.value.code == "unknown_report"
    # The very same file is a new report, and replaces what it replaced before.
    told = Draft("februari.xlsx", february.sha256, facts={"fuel_delivery": fuel_facts(TABLES[1])})
    where = Destination(desk.number, "fuel", SUPPLIER, february.period, AS_OF, is_shared=True)
    again = submit.submit(
        opened, b"x", told, [where], ACTOR, desk.now(), as_of=AS_OF, is_compared=False
    )
    assert not again.is_repeat
    assert again.plans[0].supersedes == (quarter.submission,)


def test_who_asks_what_was_known_before_still_sees_what_was_undone(opened: Installation) -> None:
    desk = desk_in(opened)
    day_before = AS_OF - timedelta(days=1)

    def known() -> str:
        found = compliance.assessments(opened, day_before, contract=desk.number)
        return json.dumps([wire.assessment(a) for a in found])

    report = desk.send("2025-Q1", fuel_facts(TABLES[0]), received=day_before)
    before = known()
    desk.undo(report.plans[0].submission.submission)
    assert known() == before
    assert '"rows_used": 2' in before


def test_what_comes_late_in_place_of_something_ended_since_counts_alone_on_the_days_between(
    opened: Installation,
) -> None:
    desk = desk_in(opened)
    early, between = (AS_OF - timedelta(days=days) for days in (9, 5))

    def in_force(day: date) -> list[str]:
        every = submissions.current(opened.database, day)
        return [s.submission for s in every if s.contract == desk.number]

    def sent(table: int, received: date) -> str:
        receipt = desk.send("2025-Q1", fuel_facts(TABLES[table]), received=received)
        return receipt.plans[0].submission.submission

    wrong = sent(0, early)
    desk.undo(wrong)
    right = sent(1, early)
    assert in_force(between) == in_force(AS_OF) == [right]
    # A correction that is entered after a later one, though it came before it.
    newer = sent(0, AS_OF - timedelta(days=2))
    oldest = sent(1, between)
    assert in_force(between) == in_force(AS_OF - timedelta(days=1)) == [oldest]
    desk.undo(oldest)
    assert in_force(AS_OF) == [newer]
