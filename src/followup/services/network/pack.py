"""The pack for the network's meetings, three times a year: the law, good examples, follow-up.

The follow-up is the brief's own words and figures, so that a number reads the same in both. Every
number of the pack is a figure with a code, or a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from followup.domain.figure import Figure
from followup.domain.network import Entry
from followup.domain.parties import Contract
from followup.domain.requirement import Measured
from followup.i18n.text import day, t
from followup.render.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Sources,
    Table,
)
from followup.services.brief import places
from followup.services.brief.brief import Brief
from followup.services.network import cases
from followup.services.network.laws import Change
from followup.services.network.meetings import Meeting
from followup.services.network.reviews import Waiting, waiting


@dataclass(frozen=True, slots=True)
class Told:
    """What a pack is written from; ``brief`` is None where no goal is followed."""

    lang: str
    as_of: date
    meeting: Meeting
    entries: Sequence[Entry]
    contracts: Sequence[Contract]
    changes: Sequence[Change]
    brief: Brief | None


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: its figures, and the document written from them."""

    figures: tuple[Figure, ...]
    document: Document


def write(told: Told) -> Pack:
    """The pack; the same facts give the same words."""
    lang, coming = told.lang, told.meeting.coming
    title = t("pack.title", lang) if coming is None else t(
        "pack.title_meeting", lang, meeting=coming.title, day=coming.day
    )  # fmt: skip
    own = [c for c in told.entries if c.kind == "case" and c.state == "published"]
    fresh = [c for c in own if c.known_from > told.meeting.since]
    blocks = (
        *_opening(told),
        *_laws(told),
        *_examples(told, fresh),
        *_dialogue(told),
        *_follow_up(told),
        *_to_do(told),
        Sources(tuple(_sources(told))),
    )
    footer = t("pack.footer", lang, day=told.as_of)
    figures = (*(f for change in told.changes for f in change.figures),
               *(_figure(c, told.contracts, lang) for c in fresh if c.frozen is not None),
               *(told.brief.figures if told.brief else ()))  # fmt: skip
    return Pack(figures, Document(title, lang, told.as_of, blocks, footer))


def _opening(told: Told) -> Iterator[Block]:
    lang, meeting = told.lang, told.meeting
    key = "since" if meeting.had_one else "since_usual"
    yield Paragraph(t(f"pack.{key}", lang, day=meeting.since, as_of=told.as_of))
    if meeting.coming and meeting.coming.of("agenda"):
        yield Heading(t("pack.agenda", lang))
        yield Paragraph(meeting.coming.of("agenda"))


def _laws(told: Told) -> Iterator[Block]:
    lang = told.lang
    columns = ("day", "when", "country", "what", "source")
    yield Heading(t("pack.laws", lang))
    if not told.changes:
        yield Paragraph(t("pack.no_laws", lang))
        return
    yield Table(
        tuple(
            (day(c.day, lang), t(f"pack.when.{c.when}", lang), t(f"pack.country.{c.country}", lang),
             c.words, c.source)
            for c in told.changes
        ),
        tuple(t(f"pack.column.{name}", lang) for name in columns),
        (2, 2, 2, 7, 4),
    )  # fmt: skip


def _examples(told: Told, fresh: Sequence[Entry]) -> Iterator[Block]:
    lang = told.lang
    yield Heading(t("pack.examples", lang))
    if not fresh:
        yield Paragraph(t("pack.no_examples", lang))
        return
    yield Bullets(tuple(_example(told, case) for case in fresh))


def _example(told: Told, case: Entry) -> str:
    contract = cases.contract_of(told.contracts, case)
    about = cases.about(case, contract, told.lang)
    found = "" if case.frozen is None else f" {cases.verdict_words(case.frozen, told.lang)}."
    lesson = case.of("lesson") or case.of("outcome")
    return t("pack.example", told.lang, title=case.title, about=about, found=found, lesson=lesson)


def _dialogue(told: Told) -> Iterator[Block]:
    lang = told.lang
    held = [e for e in told.entries if e.kind == "dialogue"
            and told.meeting.since < e.day <= told.as_of]  # fmt: skip
    yield Heading(t("pack.dialogue", lang))
    if not held:
        yield Paragraph(t("pack.no_dialogue", lang))
        return
    yield Bullets(tuple(
        t("pack.talk", lang, day=e.day, organisation=e.organisation, title=e.title,
          outcome=e.of("outcome"))
        for e in held
    ))  # fmt: skip


def _follow_up(told: Told) -> Iterator[Block]:
    """The brief as it stands, its headings one level down and its sources in ours.

    What a board may decide is left out: the network decides on nothing.
    """
    lang = told.lang
    yield Heading(t("pack.follow_up", lang))
    if told.brief is None:
        yield Paragraph(t("pack.no_goals", lang))
        return
    is_for_board = False
    for block in told.brief.document.blocks:
        if isinstance(block, Heading):
            is_for_board = block.text == t("brief.decide", lang)
            block = replace(block, level=block.level + 1)
        if not is_for_board and not isinstance(block, Sources):
            yield block


def _to_do(told: Told) -> Iterator[Block]:
    lang = told.lang
    found = waiting(told.entries, told.as_of)
    if found:
        yield Heading(t("pack.to_do", lang))
        yield Bullets(tuple(line(w, lang) for w in found))


def line(found: Waiting, lang: str) -> str:
    """Something that waits, in a line."""
    return t(f"network.waiting.{found.kind}", lang, title=found.entry.title.rstrip("."),
             organisation=found.entry.organisation, day=found.day)  # fmt: skip


def _figure(case: Entry, contracts: Sequence[Contract], lang: str) -> Figure:
    """A good example's figure on its measure's scale, exact and with its place.

    Where the requirement is no longer there, only its words are known.
    """
    kept = case.frozen
    if kept is None:
        raise ValueError(case.identifier)
    spec = next((r.spec for c in contracts for r in c.requirements
                 if r.identifier == case.requirement), None)  # fmt: skip
    low = high = None
    if spec is not None and kept.numerator is not None and kept.denominator is not None:
        found = Measured(
            kept.numerator, kept.denominator, kept.unknown, scale=spec.scale, times=spec.times
        )
        low, high = found.low, found.high
    return Figure(
        code=f"example/{case.identifier}/found",
        label=f"{case.title} ({case.requirement}, {case.period})",
        text=kept.finding[lang],
        value=low if low == high else None,
        low=low,
        high=high,
        unit="share" if spec is None or spec.scale == "share" else spec.unit,
        day=kept.as_of,
        coverage=Decimal(kept.covered) / kept.expected if kept.expected else None,
        source=t("brief.source.kept", lang, case=case.identifier),
        place=places.compliance_of(case.contract or ""),
    )


def _sources(told: Told) -> Iterator[str]:
    yield t("pack.sources", told.lang, day=told.as_of)
    if told.brief is not None:
        for block in told.brief.document.blocks:
            if isinstance(block, Sources):
                yield from block.items
