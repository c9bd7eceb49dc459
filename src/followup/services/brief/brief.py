"""The brief: one page in plain words, written by rules from figures and from nothing else.

Where we are, what is not known, what can be decided, and what came of the last decision. Every
number in it is the text of a figure (``figures.py``), or the day or year of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from followup.domain.figure import Figure
from followup.i18n.text import join, t
from followup.render.document import (
    BigNumber,
    Block,
    Bullets,
    Document,
    Heading,
    Key,
    Paragraph,
    Sources,
)
from followup.services.brief import decide
from followup.services.brief.chart import chart
from followup.services.brief.facts import Facts, GoalFacts, is_fed
from followup.services.brief.figures import figures, law_breaks, law_code, settled_code
from followup.services.brief.goal_figures import code, short_names, strongest
from followup.services.goal import ledger_words
from followup.services.goal import words as goal_words

# A page has room for so many confirmed deviations and decisions; the others are counted.
MOST_NAMED: Final = 2
MOST_SETTLED: Final = 2
# Doubts about figures that a board must know of, in the words of the goal's own page.
DOUBTS: Final = ("amount_missing", "declared_share")
# These say the same to who does not know the catalogue: some of the fuel is not known for sure.
UNSURE: Final = frozenset({"share_unknown", "assumed_share"})

Told = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: what it tells of, its figures, and the document written from them."""

    facts: Facts
    figures: tuple[Figure, ...]
    document: Document


def write(facts: Facts) -> Brief:
    """The brief of some facts; the same facts give the same words."""
    found = figures(facts)
    told = {each.code: each for each in found}
    lang = facts.lang
    blocks = (
        *_opening(facts, told),
        *_where(facts, told),
        *_named(facts, told),
        *_section("unknown", _unknown(facts, told), lang),
        *_section("decide", decide.lines(facts, told), lang),
        *_section("happened", _happened(facts, told), lang),
        Sources(tuple(_sources(facts))),
    )
    document = Document(
        title=t("brief.title", lang),
        lang=lang,
        day=facts.as_of,
        blocks=blocks,
        footer=t("brief.footer", lang, day=facts.as_of),
    )
    return Brief(facts, found, document)


def _opening(facts: Facts, told: Told) -> Iterator[Block]:
    lang = facts.lang
    is_from_contracts = any(is_fed(g.progress.goal) for g in facts.goals)
    key = "as_of_contracts" if is_from_contracts else "as_of_official"
    yield Paragraph(t(f"brief.{key}", lang, day=facts.as_of, contracts=told["contracts"].text))
    yield Key(tuple(_big(g, told, lang) for g in facts.goals))


def _big(facts: GoalFacts, told: Told, lang: str) -> BigNumber:
    """The figure, and under it the target and the status in words; an unknown has its word.

    Where too few reports have come, how many have is what is read first.
    """
    goal = facts.progress.goal
    latest, target = told.get(code(goal, "latest")), told.get(code(goal, "target"))
    status = t(f"status.{facts.progress.status}", lang)
    notes = [status]
    coverage = told.get(code(goal, "coverage")) if facts.progress.thin else None
    if coverage is not None:
        notes.insert(0, t("brief.thin", lang, year=coverage.day.year))
    if latest is not None:
        key = "latest_year" if coverage is None else "latest_beside"
        notes.append(t(f"brief.{key}", lang, year=latest.day.year, latest=latest.text))
    if target is not None and goal.status != "unverified":
        notes.append(t("brief.target", lang, target=target.text, year=target.day.year))
    first = coverage or latest
    text = t("unit.unknown", lang) if first is None else first.text
    return BigNumber(goal.title, text, " · ".join(notes))


def _where(facts: Facts, told: Told) -> Iterator[Block]:
    lang = facts.lang
    yield Heading(t("brief.where", lang))
    names = short_names(g.progress.goal.title for g in facts.goals)
    yield Bullets(tuple(_goal(g, names, lang) for g in facts.goals))
    if law := _law(facts, told):
        yield Paragraph(law)
    drawn = next((c for g in facts.goals if (c := chart(g, told, lang)) is not None), None)
    if drawn is not None:
        yield drawn
    pulling = next((g for g in facts.goals if strongest(g)), None)
    if pulling is not None:
        yield Paragraph(_pulls(pulling, told, lang))


def _goal(facts: GoalFacts, names: Mapping[str, str], lang: str) -> str:
    """Status in words, where the goal's own sentence does not begin with it, and that sentence.

    What the law did is told once, apart.
    """
    progress = facts.progress
    sentence = goal_words.sentence(replace(progress, breaks=()), lang)
    if progress.status not in ("reached", "missed"):
        sentence = f"{t(f'status.{progress.status}', lang)}. {sentence}"
    return t("brief.goal", lang, title=names[progress.goal.title], sentence=sentence)


def _law(facts: Facts, told: Told) -> str:
    """The changes of the law between the official figures, with the law explained in a line."""
    lang = facts.lang
    changes = {(b.day, b.subject): b for g in facts.goals for b in law_breaks(g.progress)}
    if not changes:
        return ""
    levels = [
        t("brief.law_level", lang, product=t(f"goal.product.{b.subject}", lang),
          before=told[law_code(b, "before")].text, after=told[law_code(b, "after")].text,
          day=b.day)
        for _, b in sorted(changes.items())
    ]  # fmt: skip
    return t("brief.law", lang, levels=join(levels, lang))


def _pulls(facts: GoalFacts, told: Told, lang: str) -> str:
    goal = facts.progress.goal
    items = [
        t(
            f"brief.pulls_{'up' if c.pull > 0 else 'down'}", lang, contract=c.title,
            board=c.board or t("page_goals.no_board", lang),
            points=told[code(goal, f"pull/{c.contract}")].text,
        )
        for c in strongest(facts)
    ]  # fmt: skip
    return t("brief.pulls", lang, year=strongest(facts)[0].year, contracts=join(items, lang))


def _named(facts: Facts, told: Told) -> Iterator[Block]:
    """Deviations that a person has confirmed; the others are a number among the unknown."""
    lang = facts.lang
    if not facts.named:
        return
    items = []
    for named in facts.named[:MOST_NAMED]:
        words = t(
            "page_deviations.goal_named", lang, title=named.title, board=named.board,
            finding=f"{named.what}, {told[f'deviation/{named.case}/found'].text}",
            state=named.state,
        )  # fmt: skip
        step = t("page_deviations.goal_next", lang, step=named.next_step)
        items.append(f"{words} {step}" if named.next_step else words)
    if len(facts.named) > MOST_NAMED:
        items.append(t("brief.named_more", lang, count=told["deviations/named"].text))
    yield Heading(t("brief.named", lang))
    yield Bullets(tuple(items))


def _unknown(facts: Facts, told: Told) -> Iterator[str]:
    lang = facts.lang
    if facts.late:
        yield _counted("late", facts.late, told["reports/late"], lang)
    if facts.unsure:
        judged = told["requirements/judged"].text
        yield t("brief.unsure", lang, count=told["requirements/unsure"].text, judged=judged)
    if facts.under_review:
        key = "goal_review_one" if facts.under_review == 1 else "goal_review"
        count = told["deviations/under_review"].text
        yield t(f"page_deviations.{key}", lang, count=count)
    reasons = {r for g in facts.goals for r in g.progress.reasons}
    for reason in DOUBTS:
        if reason in reasons:
            yield t(f"goal.reason.{reason}", lang)
    if reasons & UNSURE:
        yield t("brief.unsure_fuel", lang)
    if any(is_fed(g.progress.goal) for g in facts.goals):
        yield t("brief.outside", lang)
    if years := [y for g in facts.goals if (y := _published(g, facts)) is not None]:
        yield t("brief.published", lang, year=min(years))


def _published(goal: GoalFacts, facts: Facts) -> int | None:
    """The last year of official figures that are behind the last whole year."""
    latest = goal.progress.latest
    if latest is None or latest.source is None or latest.day.year >= facts.as_of.year - 1:
        return None
    return latest.day.year


def _happened(facts: Facts, told: Told) -> Iterator[str]:
    lang = facts.lang
    ledger = facts.ledger
    if ledger is not None and ledger.parts:
        yield t("brief.since", lang, day=ledger.then.standpoint.as_of,
                goal=short_names(g.progress.goal.title for g in facts.goals)[ledger.goal.title],
                sentence=ledger_words.sentence(ledger, lang))  # fmt: skip
    for settled in facts.settled[:MOST_SETTLED]:
        figure = told[settled_code(settled)]
        is_sum = figure.value is not None and settled.kind in ("penalty", "bonus")
        yield t(
            f"brief.settled.{settled.kind}{'_amount' if is_sum else ''}", lang, day=settled.day,
            title=settled.title, board=settled.board or t("page_goals.no_board", lang),
            amount=figure.text,
        )  # fmt: skip
    if not facts.settled:
        yield t("brief.settled.none", lang)


def _sources(facts: Facts) -> Iterator[str]:
    lang = facts.lang
    named = dict.fromkeys(g.source for g in facts.goals)
    yield " ".join([
        t("brief.source_line", lang, sources="; ".join(named)),
        t("brief.method", lang),
    ])  # fmt: skip


def _section(code: str, lines: Iterator[str], lang: str) -> tuple[Block, ...]:
    items = tuple(lines)
    return (Heading(t(f"brief.{code}", lang)), Bullets(items)) if items else ()


def _counted(key: str, count: int, figure: Figure, lang: str) -> str:
    return t(f"brief.{key}{'_one' if count == 1 else ''}", lang, count=figure.text)
