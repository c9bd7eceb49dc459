"""Facts of a brief in short, and the numbers in what was written from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.figure import Figure
from followup.domain.goal import PolicyBreak, Progress
from followup.domain.period import parse_period
from followup.goals import ledger as rule
from followup.goals.ledger import Sums
from followup.i18n.text import day
from followup.render.document import Bullets, Document, Heading, Key, Paragraph, Sources
from followup.services.brief.cases import Named, Settled
from followup.services.brief.facts import Facts, GoalFacts
from followup.services.goal.contributions import Contribution
from followup.services.goal.ledger import End, Ledger, Standpoint
from tests.support.goals import amounts, figure, goal, judge

AS_OF = date(2026, 2, 16)
BUSES, WASTE, STREETS = "Påhittad busstrafik", "Påhittad avfallshämtning", "Påhittad gatudrift"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def shares() -> Progress:
    """A goal that contracts feed and that goes too slowly; one report of 25 is missing."""
    own = goal(
        identifier="EGNA", title="Påhittat mål 2030: förnybart i avtalen", base=(2020, "0.5")
    )
    points = (amounts(2024, "710", "990", "10"), amounts(2025, "724", "970", "30", "0.96"))
    return judge(own, *points, as_of=AS_OF)


def official() -> Progress:
    """A goal that official figures follow and that goes the wrong way while the law changes."""
    own = goal(
        "30", identifier="LAND", title="Påhittat landsmål", indicator="series:x/transport_ghg",
        scope="territory", unit="index", direction="down", base=(2010, "100"),
    )  # fmt: skip
    points = (figure(2023, "65", source="s1"), figure(2024, "80", source="s1"))
    broken = PolicyBreak(date(2024, 1, 1), "diesel", Decimal("0.305"), Decimal("0.06"))
    return replace(judge(own, *points, as_of=AS_OF), breaks=(broken,))


def missed() -> Progress:
    """A goal whose day has passed."""
    own = goal(identifier="BILAR", title="Påhittade egna bilar 2023", target_year=2023)
    return judge(own, amounts(2024, "57", "100"), amounts(2025, "69", "100"), as_of=AS_OF)


def pull(number: str, title: str, points: str, year: int = 2025) -> Contribution:
    """A contract that pulls a share by some percentage points."""
    drawn = Decimal(points) / 100
    some = Decimal(100)
    return Contribution(number, title, "Påhittad nämnd", year, some, some, some, None, drawn)


def of_goal(progress: Progress, *contributions: Contribution) -> GoalFacts:
    """A goal with the contracts behind it."""
    is_official = progress.goal.indicator.startswith("series:")
    source = "Påhittad statistik" if is_official else "Leverantörernas rapporter i avtalen"
    return GoalFacts(progress, contributions, source, "Påhittat beslut")


NAMED = Named(
    "AV-2026-003", BUSES, "Påhittad nämnd", "K1 Förnybart, 2025 Q3", "65,6–70,9 % mot minst 80 %",
    Decimal("0.656"), Decimal("0.709"), date(2026, 2, 6), "Leverantören underrättad",
    "Anteckna svar",
)  # fmt: skip
BONUS = Settled(
    "AV-2026-001", BUSES, "Påhittad nämnd", "bonus", date(2026, 2, 12), Decimal(40000), "SEK"
)
CURED = Settled("AV-2024-001", WASTE, "Påhittad nämnd", "cured", date(2025, 2, 19))


def moved() -> Ledger:
    """What moved the first goal's figure from 71 % to 74 % since a year before."""
    first = {"K1": Sums(Decimal(71), Decimal(100), Decimal(1))}
    factors = {"K1": Sums(Decimal("71.5"), Decimal(100), Decimal(1))}
    last = {"K1": Sums(Decimal(74), Decimal(100), Decimal(2))}
    days = (date(2025, 2, 16), AS_OF)
    ends = [
        End(Standpoint(day, parse_period(str(day.year - 1))), rule.figure(state),
            rule.unknown(state), None)
        for day, state in zip(days, (first, last), strict=True)
    ]  # fmt: skip
    parts = rule.split(first, [("factors", factors), ("real", last)])
    return Ledger(shares().goal, ends[0], ends[1], parts, (), (), {})


def facts(*goals: GoalFacts, lang: str = "sv", **changes: Any) -> Facts:
    """A board's facts: of one goal in contracts, one official and one missed if none are given."""
    usual = (
        of_goal(
            shares(), pull("K1", BUSES, "7.6"), pull("K2", WASTE, "-2.6"),
            pull("K3", STREETS, "-1.2"),
        ),
        of_goal(official()),
        of_goal(missed()),
    )  # fmt: skip
    return Facts(**{
        "lang": lang, "as_of": AS_OF, "goals": goals or usual, "contracts": 15, "late": 2,
        "judged": 22, "unsure": 4, "near": 3, "near_mwh": Decimal("15.11"), "under_review": 4,
        "named": (NAMED,), "settled": (BONUS, CURED), "ledger": None if goals else moved(),
        **changes,
    })  # fmt: skip


def texts(document: Document) -> Iterator[str]:
    """Everything a document says in sentences, in order; a chart's words are not in it."""
    yield document.title
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets() | Sources():
                yield from block.items
            case Key():
                yield from (part for n in block.numbers for part in (n.label, n.text, n.note))
            case _:
                pass


def numbers(text: str) -> set[str]:
    """The numbers in a text, as they are written."""
    return set(_NUMBER.findall(text))


def known(figures: Iterable[Figure], document: Document) -> set[str]:
    """Every number that may stand in a document: those of its figures, and their days."""
    lang, found = document.lang, numbers(day(document.day, document.lang))
    for each in figures:
        found |= numbers(each.text) | numbers(day(each.day, lang)) | {str(each.day.year)}
    return found
