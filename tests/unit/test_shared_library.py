"""Published requirements: versions, copies, differences, the exchange file and the demand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from followup.domain.parties import Buyer
from followup.domain.penalty import PenaltyRule
from followup.domain.shared_requirement import Shared, origin_of
from followup.domain.timeline import StepRule
from followup.errors import UserError
from followup.reference import catalogue as reference
from followup.services.installation import Actor
from followup.services.queue import inbox
from followup.services.queue import text as queue_text
from followup.services.shared import copies, demand, differences, exchange, publish
from followup.services.shared import text as shared_text
from tests.support.world import World, agreement, clause

NOW = datetime.fromisoformat("2026-02-16T08:00:00")
TODAY = date(2026, 2, 16)
WHO = Actor("Kim Exempel")
HERE, THERE = "Påhittad region", "Opdigtet Kommune"


def draft(organisation: str = HERE, limit: str = "0.6", **changes: object) -> Shared:
    asked = clause(
        limit=limit, title="Förnybart", evidence=("fuel_invoices", "eget intyg"),
        fuel_set="renewable_outside_mandate", accepts_green_gas=True,
        steps=[],
    )  # fmt: skip
    steps = (StepRule(Decimal(limit)), StepRule(Decimal("0.9"), "contract_year", "3"))
    made = Shared(organisation, "", 0, "idea", TODAY, replace(asked, steps=steps))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def shelf(world: World) -> World:
    """A world with the real catalogue beside it: the exchange file is written in its words."""
    return replace(world, installation=replace(world.installation, catalogue=reference.load()))


def put(world: World, one: Shared) -> Shared:
    return publish.save(world.installation, one, WHO, TODAY, NOW)


def every(world: World) -> tuple[Shared, ...]:
    return publish.history(world.installation, TODAY)


def test_each_change_is_a_version_and_an_unchanged_one_is_none(shelf: World) -> None:
    first = put(shelf, draft())
    assert (first.code, first.version) == ("PARE-001", 1)
    with pytest.raises(UserError, match="shared_unchanged"):
        put(shelf, replace(first, note="samma"))
    second = put(shelf, replace(draft("  påhittad REGION "), code=first.code, status="in_contract"))
    assert second.version == 2
    assert [s.version for s in every(shelf)] == [1, 2]
    assert put(shelf, draft()).code == "PARE-002"
    (changed,) = (
        d for d in differences.between(every(shelf)[0], every(shelf)[1], "sv")
        if d.what == "Läge"
    )  # fmt: skip
    assert (changed.before, changed.after) == ("Idé", "I avtal")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation": " "}, "shared_organisation_missing"),
        ({"status_date": date(2026, 2, 17)}, "shared_status_day"),
        ({"status": "tested", "result": "5 av 6"}, "shared_result_missing"),
        ({"applies_from": date(2027, 1, 1)}, "shared_decision_missing"),
    ],
)
def test_what_is_published_says_whose_it_is_and_what_it_rests_on(
    shelf: World, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        put(shelf, draft(**changes))
    assert every(shelf) == ()


def test_a_copy_keeps_its_origin_and_hears_of_a_newer_version_that_it_does_not_take(
    shelf: World,
) -> None:
    first = put(shelf, draft())
    source = first.here.source
    copy = put(shelf, replace(draft(THERE), origin=origin_of(source)))
    assert copy.origin == first.here
    assert publish.newer(every(shelf), copy.origin) is None
    newer = put(shelf, replace(draft(limit="0.7"), code=first.code))
    assert publish.newer(every(shelf), copy.origin) == every(shelf)[-1]
    found = {d.what: (d.before, d.after) for d in differences.between(first, newer, "sv")}
    no_break = "\N{NO-BREAK SPACE}"
    assert found == {
        "Nivåerna": (
            f"≥{no_break}60{no_break}%, ≥{no_break}90{no_break}% avtalsår 3",
            f"≥{no_break}70{no_break}%, ≥{no_break}90{no_break}% avtalsår 3",
        )
    }
    kept = next(s for s in every(shelf) if s.organisation == THERE)
    assert kept.clause.steps[0].limit == Decimal("0.6")
    publish.withdraw(shelf.installation, newer, "Ersatt", WHO, TODAY, NOW)
    assert [s.organisation for s in publish.in_force(every(shelf))] == [THERE]


def test_a_contract_hears_of_a_newer_version_until_it_has_ended_or_the_origin_is_withdrawn(
    shelf: World,
) -> None:
    first = put(shelf, draft())
    copied = clause(source=first.here.source, steps=[("2025-01-01", "0.6")])
    running = shelf.sign(copied, days="2025-01-01..2027-12-31")
    assert copies.outdated(shelf.installation, [running], TODAY) == ()
    newer = put(shelf, replace(draft(limit="0.7"), code=first.code))
    (item,) = (
        i for i in inbox.build(shelf.installation, [running], [], TODAY).items
        if i.kind == "newer_version"
    )  # fmt: skip
    assert queue_text.size(item, TODAY, "sv") == (
        "K1: Påhittad region har publicerat version 2 av kravet som det kopierades från."
    )
    ended = replace(running, end_date=date(2026, 1, 31))
    assert copies.outdated(shelf.installation, [ended], TODAY) == ()
    publish.withdraw(shelf.installation, newer, "Ersatt", WHO, TODAY, NOW)
    assert copies.outdated(shelf.installation, [running], TODAY) == ()


def test_the_exchange_file_is_the_same_in_another_installation(shelf: World) -> None:
    rule = PenaltyRule("per_month", "shortfall", Decimal(5000))
    given = put(shelf, draft(
        status="tested", result="5 av 6 klarade kravet", tested_by="Påhittad kommun",
        advised_by="Nätverket (påhittat)", decision="RS 2026/1", applies_from=date(2027, 1, 1),
    ))  # fmt: skip
    judged = replace(
        clause("evidence", limit="1", title="Miljöplan"), consequence="penalty", penalty=rule,
    )  # fmt: skip
    put(shelf, replace(draft(THERE), clause=judged, origin=given.here))
    before = publish.in_force(every(shelf))
    for lang in ("sv", "da"):
        content = exchange.workbook(before, lang)
        again = exchange.read(shelf.installation, content, "krav.xlsx", TODAY, "sv")
        assert (again.problems, again.new, again.same) == ((), (), 2)
    # Elsewhere all of it is new, and what is stored there says the same.
    publish.withdraw(shelf.installation, before[0], "prov", WHO, TODAY, NOW)
    elsewhere = replace(before[0], version=9), replace(before[1], version=9)
    content = exchange.workbook(elsewhere, "da")
    read = exchange.read(shelf.installation, content, "krav.xlsx", TODAY, "sv")
    assert read.problems == ()
    exchange.save(shelf.installation, read, content, WHO, TODAY, NOW)
    stored = publish.in_force(every(shelf))
    assert [publish.content(s) for s in stored] == [publish.content(s) for s in elsewhere]
    assert {s.came_from for s in stored} == {"krav.xlsx"}
    with pytest.raises(UserError, match="shared_foreign"):
        put(shelf, replace(stored[0], status="in_contract"))
    other = exchange.workbook([replace(elsewhere[0], result="annat")], "sv")
    (problem,) = exchange.read(shelf.installation, other, "k.xlsx", TODAY, "sv").problems
    assert problem.error.code == "shared_conflict"


def test_the_demand_counts_what_is_decided_at_the_level_that_holds_in_the_year() -> None:
    steps = [("2025-01-01", "0.5"), ("2027-07-01", "0.8"), ("2028-01-01", "1")]
    running = agreement(
        clause(steps=steps), clause("report_in_time", "1", short="K2"),
        days="2025-01-01..2028-12-31", buyers=(Buyer(HERE), Buyer(THERE)),
    )  # fmt: skip
    ended = agreement(clause(limit="0.1"), days="2025-01-01..2026-12-31", number="T2")
    fleet = replace(running, number="T3", is_internal=True, buyers=(Buyer("Egen"),))
    asked = clause(limit="0.6", steps=[])
    levels = replace(asked, steps=(StepRule(Decimal("0.6")),))
    decided = draft(
        clause=levels, code="A", version=1, status="tested", decision="RS 1",
        applies_from=date(2027, 3, 1),
    )  # fmt: skip
    later = replace(decided, code="B", applies_from=date(2028, 1, 1))
    idea = replace(decided, code="C", decision="", applies_from=None)
    nowhere = replace(decided, code="D", status="not_on_market", applies_from=None)
    found = demand.of_year([running, ended, fleet], [decided, later, idea, nowhere], 2027)
    (line,) = found.lines
    rows = [shared_text.asked_row(line, one, "sv") for one in line.asked]
    assert rows[1] == {
        "organisation": HERE, "level": "minst 60\N{NO-BREAK SPACE}% till 80\N{NO-BREAK SPACE}%",
        "since": "2027-03-01", "from_where": "1 avtal och 1 publicerat beslut",
    }  # fmt: skip
    assert rows[0]["level"] == "minst 80\N{NO-BREAK SPACE}%"
    assert (found.ideas, found.undelivered) == (2, (nowhere,))
    book = load_workbook(BytesIO(shared_text.workbook(found, TODAY, "sv")))
    assert [s.title for s in book] == ["Krävs 2027", "Finns inte än"]
    assert shared_text.paper(found, TODAY, "sv").startswith(b"%PDF")
    assert demand.of_year([running], [], 2030).lines == ()
