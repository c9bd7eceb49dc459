"""The calendar: what stands in it, and a file that another reader of the format understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup.domain.parties import Classification
from followup.render.calendar_file import Entry, write_calendar
from followup.services.plan import export as calendar_export
from tests.support.world import NUMBER, SUPPLIER, World, clause, lent_world, monthly, real_world

STAMP = datetime.fromisoformat("2026-02-16T08:30:00")
FUEL = "fuel | quantity\n hvo100 | 10"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world with the real catalogue, which holds the classes and how often each is followed."""
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def parsed(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar, read as RFC 5545 says, by no code of ours."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    raw = content[:-2].split(b"\r\n")
    assert max(map(len, raw)) <= 75
    lines = [each.decode() for each in raw]  # each line is whole characters by itself
    text = "\n".join(lines).replace("\n ", "")
    assert (text.split("\n")[0], text.split("\n")[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found = []
    for event in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, re.S):
        pairs = [re.fullmatch(r"([A-Z-]+)(?:;[^:]*)?:(.*)", line) for line in event.split("\n")]
        found.append({m[1]: _unescaped(m[2]) for m in pairs if m})
        assert len(found[-1]) == len(pairs)
    return found


def _unescaped(text: str) -> str:
    signs = {"n": "\n", "N": "\n"}
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", text)
    return re.sub(r"\\(.)", lambda m: signs.get(m[1], m[1]), text)


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n")))
@example("å" * 60 + "\U0001f690" * 30)
@example("a;b,c\\n\nBEGIN:VEVENT\n:")
def test_any_text_is_read_back_as_it_was_written(text: str) -> None:
    entry = Entry("1@x", date(2026, 12, 31), text, text, "Rapport")
    (event,) = parsed(write_calendar(text, "sv", "Europe/Stockholm", [entry], STAMP))
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (text, text)
    assert (event["DTSTART"], event["DTEND"]) == ("20261231", "20270101")
    assert (event["UID"], event["DTSTAMP"]) == ("1@x", "20260216T083000Z")


def calendar(world: World, as_of: str, **chosen: str) -> dict[str, tuple[str, str]]:
    """Each event's day and summary by its name."""
    day = date.fromisoformat(as_of)
    content = calendar_export.calendar(world.installation, day, "sv", STAMP, **chosen)
    assert SUPPLIER.encode() not in content
    assert b"Eva" not in content
    assert len({e["UID"] for e in parsed(content)}) == len(parsed(content))
    return {e["UID"]: (e["DTSTART"], e["SUMMARY"]) for e in parsed(content)}


def test_reports_steps_and_the_last_day_stand_under_names_that_stay(world: World) -> None:
    steps = [("1900-01-01", "0.8"), ("2025-07-01", "0.9")]
    world.sign(
        clause(steps=steps), responsible="Eva",
        reporters=(monthly(frequency="half_year"), monthly("Underåkeri", frequency="half_year")),
    )  # fmt: skip
    before = calendar(world, "2025-06-20")
    # Two reporters owe the same: one event.
    assert list(before.values()) == [
        ("20250701", f"Ny gräns gäller: Skolskjuts ({NUMBER}), K1 Förnybart"),
        ("20250715", f"Rapport väntas: Skolskjuts ({NUMBER}), drivmedelsrapport 2025 halvår 1"),
        ("20251231", f"Avtalet löper ut: Skolskjuts ({NUMBER})"),
        ("20260115", f"Rapport väntas: Skolskjuts ({NUMBER}), drivmedelsrapport 2025 halvår 2"),
    ]
    world.fuel("2025-H1", FUEL)
    after = calendar(world, "2025-07-20", responsible="Eva")
    # One of them has come, the other is late; nothing has changed its name.
    assert [said for _, said in after.values()][1].startswith("Rapport saknas: ")
    assert list(after) == list(before)
    world.fuel("2025-H1", FUEL, reporter="Underåkeri")
    assert len(calendar(world, "2025-07-20", contract=NUMBER)) == 3


def test_a_contract_is_followed_up_on_the_days_of_its_class(world: World) -> None:
    world.sign(clause(), reporters=(), classification=Classification(grade="A", reason="stort"))
    # Class A: every fourth month.
    assert list(calendar(world, "2025-03-01").values()) == [
        ("20250501", f"Uppföljning, klass A: Skolskjuts ({NUMBER})"),
        ("20250901", f"Uppföljning, klass A: Skolskjuts ({NUMBER})"),
        ("20251231", f"Avtalet löper ut: Skolskjuts ({NUMBER})"),
    ]
