"""Storing a report: planned on what is there, asked about when doubtful, tried without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from followup.domain.period import parse_period
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services.installation import Actor
from followup.services.upload import submit
from followup.services.upload.destination import Destination, destinations
from followup.services.upload.submit import Receipt
from followup.storage import originals, submissions
from tests.support.facts import fuel_facts
from tests.support.world import NUMBER, SUPPLIER, World, agreement, clause, monthly

ACTOR, NOW, AS_OF = (
    Actor("Testperson"),
    datetime.fromisoformat("2026-06-30T12:00:00"),
    date(2026, 6, 30),
)
TABLE = "fuel | quantity\n hvo100 | 10\n hvo100 | 30"


def draft_of(content: bytes, table: str = TABLE) -> Draft:
    return Draft(
        "rapport.xlsx", originals.digest(content), facts={"fuel_delivery": fuel_facts(table)}
    )


def to(contract: str = NUMBER, days: str = "2025", **changes: Any) -> Sequence[Destination]:
    return (Destination(contract, "fuel", SUPPLIER, parse_period(days), AS_OF, **changes),)


def send(world: World, content: bytes, where: Sequence[Destination], table: str = TABLE) -> Receipt:
    return submit.submit(
        world.installation, content, draft_of(content, table), where, ACTOR, NOW, as_of=AS_OF
    )


def files_of(world: World) -> set[Path]:
    """Every file of the installation but the write-ahead log, which readers touch too."""
    home = world.installation.settings.home
    return {p for p in home.rglob("*") if p.is_file() and not p.name.endswith(".wal")}


def test_a_report_sent_at_once_by_another_process_is_replaced_and_never_counted_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.sign(clause(limit="0.5"))
    keep = originals.keep

    def keep_and_be_overtaken(folder: Path, content: bytes) -> str:
        # The other one's report lands after ours was planned and before it is stored.
        monkeypatch.setattr(originals, "keep", keep)
        send(world, b"den andra", to())
        return keep(folder, content)

    monkeypatch.setattr(originals, "keep", keep_and_be_overtaken)
    mine = send(world, b"min", to())
    (other,) = mine.plans[0].supersedes
    in_force = submissions.current(world.installation.database)
    assert [s.submission for s in in_force] == [mine.plans[0].submission.submission]
    assert other != mine.plans[0].submission.submission
    assert world.one("2025").measured.denominator == 40 * 30


def test_a_trial_shows_the_verdict_and_leaves_no_trace(each_world: World) -> None:
    each_world.sign(clause(limit="0.5"))
    before, version = files_of(each_world), each_world.installation.data_version
    tried = submit.preview(each_world.installation, draft_of(b"x"), to(), NOW, as_of=AS_OF)
    assert [c.after.verdict for c in tried.changes] == ["met"]
    assert submissions.every(each_world.installation.database) == ()
    assert each_world.installation.data_version == version
    assert files_of(each_world) == before


def test_a_row_in_error_leaves_the_share_without_verdict(world: World) -> None:
    world.sign(clause(limit="0.5"))
    unread = fuel_facts("fuel | quantity | flags\n hvo100 | | questioned")
    draft = replace(draft_of(b"a"), unread={"fuel_delivery": unread})
    submit.submit(world.installation, b"a", draft, to(), ACTOR, NOW, as_of=AS_OF)
    found = world.one("2025")
    assert (found.measured.unknown, found.verdict) == (None, "not_assessable")
    again = submit.submit(world.installation, b"a", draft, to(), ACTOR, NOW, as_of=AS_OF)
    assert again.is_repeat


def test_the_same_file_for_a_second_contract_is_asked_about_also_without_vehicles(
    world: World,
) -> None:
    world.sign(clause())
    world.sign(clause(contract="T-2"))
    send(world, b"x", to())
    with pytest.raises(UserError) as caught:
        send(world, b"x", to("T-2"))
    assert (caught.value.code, caught.value.params["contract"]) == (
        "rows_in_other_contract",
        NUMBER,
    )
    send(world, b"x", to("T-2", is_shared=True))


@pytest.mark.parametrize("content", [b"x", b"sparad om"])
def test_rows_that_another_reporter_sent_would_count_twice_and_are_asked_about(
    world: World, content: bytes
) -> None:
    world.sign(clause(), reporters=(monthly(), monthly("Påhittad Underentreprenör AB")))
    table = "vehicle | fuel | quantity\n AAA111 | hvo100 | 10"
    send(world, b"x", to(), table)
    (where,) = to()
    with pytest.raises(UserError) as caught:
        send(world, content, [replace(where, reporter="Påhittad Underentreprenör AB")], table)
    assert caught.value.code == "rows_already_received"
    # A correction that replaces the report is no repetition of it.
    send(world, b"y", to(), table + "\n AAA111 | hvo100 | 11")
    assert world.one("2025").measured.rows_used == 2


def test_the_same_dated_rows_sent_for_other_days_are_asked_about(world: World) -> None:
    world.sign(clause())
    table = "fuel | quantity | from\n hvo100 | 10 | 2025-01-15"
    send(world, b"x", to(days="2025-01"), table)
    with pytest.raises(UserError) as caught:
        send(world, b"x", to(days="2025-02"), table)
    assert caught.value.code == "rows_already_received"


def test_rows_without_days_are_known_again_by_the_days_of_their_report(world: World) -> None:
    world.sign(clause())
    world.sign(clause(contract="T-2"))
    table = "vehicle | fuel | quantity\n AAA111 | hvo100 | 10"
    send(world, b"x", to(), table)
    with pytest.raises(UserError) as caught:
        send(world, b"sparad om", to("T-2"), table)
    assert caught.value.code == "rows_in_other_contract"
    # Other days are another report.
    send(world, b"y", to("T-2", "2026-01"), table)


@pytest.mark.parametrize(
    ("frequency", "received", "covered"),
    [
        ("quarter", "2025-04-10", "2025-Q1"),
        ("quarter", "2025-03-31", "2025-Q1"),
        # Received before the quarter or the year was over: it covers no day that had not come.
        ("quarter", "2025-03-10", "2025-01-01..2025-02-28"),
        ("year", "2025-04-10", "2025-01-01..2025-02-28"),
        ("month", "2025-02-20", "2025-01-01..2025-02-14"),
    ],
)
def test_a_report_covers_no_day_after_it_came(frequency: str, received: str, covered: str) -> None:
    contract = agreement(clause(), reporters=(monthly(frequency=frequency),))
    draft = replace(draft_of(b"x"), period=parse_period("2025-01-07..2025-02-14"))
    (where,) = destinations(draft, contract, date.fromisoformat(received))
    assert where.period == parse_period(covered)
