"""Rule 10 and R18: what a receipt showed changes how sure a row is, and never what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from followup.domain.period import parse_period
from followup.domain.spot_check import Sent, SpotCheck
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services import compliance
from followup.services.deviation import rule as deviation_rule
from followup.services.deviation.matter import Desk
from followup.services.installation import Actor, Installation
from followup.services.proof import text as proof_text
from followup.services.proof.explain import explain
from followup.services.queue import lines as inbox_lines
from followup.services.queue import text as inbox_text
from followup.services.queue.lines import Sources
from followup.services.spot_check import coverage as spot_check_coverage
from followup.services.spot_check import findings as spot_check_findings
from followup.services.spot_check import spot_checks
from followup.services.spot_check.spot_checks import Deed, Said, Scope
from followup.storage import questions
from tests.support.world import NUMBER, SUPPLIER, World, clause, monthly

TABLE = """
    vehicle | fuel              | quantity | flags    | from       | to
    ABC123  | hvo100            | 80       | declared | 2025-02-03 | 2025-02-03
    ABC123  | hvo100            | 20       |          | 2025-03-04 | 2025-03-04
    DEF456  | diesel_b0_offroad | 20       |          | 2025-04-05 | 2025-04-05
"""


def deed(day: str) -> Deed:
    return Deed(Actor("Kim"), date.fromisoformat(day), datetime.fromisoformat(f"{day}T09:00:00"))


def own(world: World) -> Installation:
    return replace(world.installation, catalogue=catalogue.load())


def listed(world: World, day: str = "2026-02-01", seed: str = "frö") -> SpotCheck:
    """All three rows on a list."""
    scope = Scope(parse_period("2025"), NUMBER)
    name = spot_checks.draw(own(world), scope, 3, deed(day), seed=seed)
    return next(m for m in spot_checks.every(own(world), date.max) if m.identifier == name)


def number(made: SpotCheck, quantity: int, fuel: str = "hvo100") -> int:
    return next(d.number for d in made.rows if (d.row.fuel, d.row.quantity) == (fuel, quantity))


def say(world: World, made: SpotCheck, day: str, *said: Said) -> None:
    now = next(m for m in spot_checks.every(own(world), date.max)
               if m.identifier == made.identifier)  # fmt: skip
    spot_checks.say(own(world), now, said, "Dnr 1", date.fromisoformat(day), deed(day))


@pytest.fixture
def signed(world: World) -> World:
    world.sign(clause(limit="0.5"), reporters=(monthly(frequency="year"),))
    world.fuel("2025", TABLE)
    return world


def test_a_checked_row_counts_at_any_level_of_the_clause(signed: World) -> None:
    before = signed.one("2025")
    # The declared 80 l count nowhere, so there is no verdict.
    assert (before.verdict, "declared_only" in before.reasons) == ("not_assessable", True)
    made = listed(signed)
    say(signed, made, "2026-02-10", Said(number(made, 80), "agrees"))
    after = signed.one("2025")
    assert after.verdict == "met"
    assert after.measured.numerator == before.measured.numerator * 5  # 100 l in place of 20 l
    # Who asks as of the day before sees what was known then; taken back it is as before.
    assert signed.one("2025", as_of="2026-02-09").verdict == "not_assessable"
    say(signed, made, "2026-02-12", Said(number(made, 80), "taken_back", "fel rad"))
    assert signed.one("2025").verdict == "not_assessable"
    contract = signed.sign(clause(limit="0.5"), reporters=(monthly(frequency="year"),))
    found = spot_check_coverage.of_contract(own(signed), contract, date(2026, 2, 11))
    assert (found.rows, found.checked) == (3, 1)
    assert found.energy_mj == sum(d.row.energy_mj or 0 for d in made.rows)
    energy = {d.row.quantity: d.row.energy_mj for d in made.rows if d.row.fuel == "hvo100"}
    assert found.checked_mj == energy[Decimal(80)]


def rows_line(world: World, day: str, lang: str) -> str:
    """What the proof of 2025 says of its rows, as known on a day."""
    known = date.fromisoformat(day)
    proof = explain(own(world), NUMBER, "K1", parse_period("2025"), known)
    return proof_text.six_lines(proof, lang)[4].text


def test_a_proof_says_how_many_of_its_rows_receipts_confirm_where_any_do(signed: World) -> None:
    made = listed(signed)
    say(signed, made, "2026-02-10", Said(number(made, 20), "agrees"))
    say(signed, made, "2026-02-11", Said(number(made, 20, "diesel_b0_offroad"), "no_receipt"))
    said = {lang: rows_line(signed, "2026-02-11", lang) for lang in LANGUAGES}
    assert said == {
        "sv": "2 räknas, 1 utelämnade. 1 av 2 rader kontrollerade mot kvitto.",
        "da": "2 tæller, 1 udeladt. 1 af 2 rækker kontrolleret mod kvittering.",
        "en": "2 count, 1 left out. 1 of 2 rows checked against receipts.",
    }
    assert rows_line(signed, "2026-02-09", "sv") == "2 räknas, 1 utelämnade"
    # The declared row counts once its own receipt agrees.
    say(signed, made, "2026-02-12", Said(number(made, 80), "agrees"))
    assert rows_line(signed, "2026-02-12", "sv").endswith(" 2 av 3 rader kontrollerade mot kvitto.")


def test_a_receipt_that_differs_leaves_the_amount_unknown_and_unchanged(signed: World) -> None:
    made = listed(signed)
    say(signed, made, "2026-02-10", Said(number(made, 80), "agrees"))
    met = signed.one("2025").measured
    say(signed, made, "2026-02-11", Said(number(made, 20), "differs", "diesel, 20 l"))
    seen = signed.one("2025").measured
    # The row moves from the numerator to the unknown, as rule 15 has it; nothing is lost.
    assert seen.unknown
    assert seen.numerator == met.numerator * 4 / 5
    assert [q.row_count for q in questions.open_questions(signed.installation.database,
                                                          date(2026, 3, 1))] == [1]  # fmt: skip
    drawn = next(d for d in made.rows if d.number == number(made, 20))
    assert drawn.row.quantity == 20
    lists = spot_checks.every(own(signed), date(2026, 3, 1))
    found = [*spot_check_findings.of_file(lists, NUMBER, drawn.row.sha256)]
    assert [(f.code, f.row, f.params["note"]) for f in found] == [
        ("receipt_differs", drawn.row.row, "diesel, 20 l")
    ]
    # Without a receipt it counts as before, with a note.
    say(signed, made, "2026-02-11", Said(number(made, 20), "no_receipt", "bara en lapp"))
    assert signed.one("2025").measured == met
    lists = spot_checks.every(own(signed), date(2026, 3, 1))
    found = [*spot_check_findings.of_file(lists, NUMBER, drawn.row.sha256)]
    assert [f.code for f in found] == ["receipt_missing"]
    # Corrected by a later word, all stay on record.
    say(signed, made, "2026-02-12", Said(number(made, 20), "agrees", "rätt kvitto kom fram"))
    assert len(spot_checks.every(own(signed), date(2026, 3, 1))[0].words) == 4


def test_a_check_speaks_only_of_the_row_as_it_read(signed: World) -> None:
    made = listed(signed)
    say(signed, made, "2026-02-10", Said(number(made, 80), "agrees"))
    assert signed.one("2025").verdict == "met"
    file = next(d.row for d in made.rows if d.row.quantity == 80)
    signed.fuel(
        "2025", TABLE.replace("| 80 ", "| 90 "), received="2026-02-20",
        replaces=(_first(signed),), sha256=file.sha256, file_name=file.file_name,
    )  # fmt: skip
    # The same cell of the same file now reads 90 l: nobody has seen a receipt of that.
    assert signed.one("2025").verdict == "not_assessable"


def _first(world: World) -> str:
    with_rows = "SELECT submission FROM store.main.submission ORDER BY act_id LIMIT 1"
    found = world.installation.database.connection.cursor().execute(with_rows).fetchone()
    return str(found[0]) if found else ""


def test_a_draw_is_on_record_and_can_be_repeated(signed: World) -> None:
    made = listed(signed)
    assert made.identifier == "SP-2026-001"
    assert (made.seed, made.population, len(made.rows)) == ("frö", 3, 3)
    assert spot_checks.is_same(own(signed), made) is True
    # Nobody is asked twice for a receipt, and nothing is left to draw from.
    with pytest.raises(UserError, match="spot_check_nothing"):
        listed(signed, seed="ett annat")
    # Other rows than those it was drawn from: it cannot be repeated, and says so.
    signed.fuel("2025", "fuel | quantity\n hvo100 | 5", received="2026-01-31")
    assert spot_checks.is_same(own(signed), made) is None
    name = spot_checks.draw(own(signed), Scope(parse_period("2025"), None, SUPPLIER), 3,
                            deed("2026-02-02"))  # fmt: skip
    newest = spot_checks.every(own(signed), date.max)[0]
    assert (newest.identifier, name, len(newest.rows)) == ("SP-2026-002", "SP-2026-002", 1)
    assert len(newest.seed) == 16


def test_what_is_said_of_a_receipt_says_who_where_and_what(signed: World) -> None:
    made = listed(signed)
    first = number(made, 80)
    day, now = date(2026, 2, 10), deed("2026-02-10")
    wrong = [
        ([], "Dnr 1", day, "spot_check_nothing_said"),
        ([Said(first, "differs")], "Dnr 1", day, "spot_check_note_missing"),
        ([Said(first, "agrees")], " ", day, "spot_check_place_missing"),
        ([Said(first, "agrees")], "Dnr 1", date(2026, 1, 31), "spot_check_day"),
        ([Said(first, "agrees")], "Dnr 1", date(2026, 2, 11), "spot_check_day"),
    ]
    for said, kept_at, seen, code in wrong:
        with pytest.raises(UserError, match=code):
            spot_checks.say(own(signed), made, said, kept_at, seen, now)
    say(signed, made, "2026-02-10", Said(first, "agrees"))
    newest = spot_checks.every(own(signed), date.max)[0]
    word = newest.holding[first]
    assert (word.kept_at, word.seen_date, word.actor) == ("Dnr 1", day, "Kim (ej verifierad)")
    with pytest.raises(UserError, match="spot_check_note_missing"):  # a change says why
        spot_checks.say(own(signed), newest, [Said(first, "no_receipt")], "", day, now)


def queued(world: World, made: SpotCheck, as_of: date) -> list[str]:
    """What the work queue says of a list."""
    contracts = {c.number: c for c in compliance.contracts_on(own(world), as_of)}
    desk = Desk((), (), deviation_rule.rule_of(catalogue.load(), as_of), {})
    sources = Sources(as_of, contracts, {}, {}, (), desk, (), (), (), (made,))
    found = [i for i in inbox_lines.lines(sources) if i.kind == "spot_check"]
    assert all((i.contract.number, i.deadline) == (NUMBER, made.reply_date) for i in found)
    return [inbox_text.size(i, as_of, "sv") for i in found]


def test_a_list_is_late_when_its_day_has_passed_with_rows_open(signed: World) -> None:
    made = listed(signed)
    assert (made.reply_date, made.is_late(date(2026, 2, 22))) == (date(2026, 2, 22), False)
    assert made.is_late(date(2026, 2, 23))
    assert [queued(signed, made, date(2026, 2, day)) for day in (22, 23)] == [
        [], ["SP-2026-001: 3 av 3 utan svar"],
    ]  # fmt: skip
    again = Sent(date(2026, 2, 23), date(2026, 3, 9), "Påhittad")
    spot_checks.ask(own(signed), made, again, deed("2026-02-23"))
    made = spot_checks.every(own(signed), date.max)[0]
    assert [made.is_late(date(2026, 3, day)) for day in (9, 10)] == [False, True]
    say(signed, made, "2026-02-24", *(Said(d.number, "no_receipt") for d in made.rows))
    assert not spot_checks.every(own(signed), date.max)[0].is_late(date(2026, 3, 10))
