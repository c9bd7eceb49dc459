"""What may be told to everybody: the figures of goals, and contracts by title and board.

Nothing of a single contract has a figure here, since one supplier stands behind it. A year behind
which too few suppliers or vehicles stand is left out, and a goal whose latest year is such is
named without its figures. What the board is asked to decide belongs to the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from followup.domain.figure import Figure
from followup.goals.hiding import HidingRule
from followup.i18n.text import number, t
from followup.render.document import Block, Bullets, Document, Heading, Key, Paragraph, Sources
from followup.services.brief import brief
from followup.services.brief.cases import Named
from followup.services.brief.facts import Facts, GoalFacts

STRONGEST = 5
# Sections of the brief that are for the board.
_FOR_THE_BOARD = ("decide", "happened", "named")
_TOLD = ("goal/", "law/", "contracts", "reports/late", "requirements/judged",
         "requirements/unsure", "deviations/under_review")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Open:
    """What an edition says in one language."""

    lang: str
    figures: tuple[Figure, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class _Shown:
    """A goal as it may be told, and the days of its years that are hidden."""

    goal: GoalFacts
    hidden: frozenset[date]

    @property
    def is_hidden(self) -> bool:
        latest = self.goal.progress.latest
        return latest is not None and latest.day in self.hidden


def tell(whole: Facts, away: Mapping[str, frozenset[date]], rule: HidingRule) -> Open:
    """The open text and figures of a brief's facts; ``away`` are the hidden years, by goal."""
    none = frozenset[date]()
    shown = [_Shown(g, away.get(g.progress.goal.identifier, none)) for g in whole.goals]
    goals = tuple(_without(each) for each in shown if not each.is_hidden)
    told = replace(whole, goals=goals, named=(), settled=(), near=0, near_mwh=None,
                   ledger=None)  # fmt: skip
    written = brief.write(told)
    blocks = (
        *_public_blocks(written.document.blocks, whole.lang),
        *_contracts([each.goal for each in shown if not each.is_hidden], whole.lang),
        *_confirmed(whole, whole.lang),
        *_hidden(shown, rule, whole.lang),
    )
    found = tuple(replace(f, place="") for f in written.figures if f.code.startswith(_TOLD))
    return Open(
        whole.lang,
        found,
        replace(written.document, title=t("open_view.title", whole.lang), blocks=blocks),
    )


def _without(shown: _Shown) -> GoalFacts:
    """The goal without its hidden years, and without the pull of each contract."""
    progress = shown.goal.progress
    previous = progress.previous
    is_previous_hidden = previous is not None and previous.day in shown.hidden
    return replace(
        shown.goal,
        contributions=(),
        progress=replace(
            progress,
            series=tuple(p for p in progress.series if p.day not in shown.hidden),
            previous=None if is_previous_hidden else previous,
            latest_per_year=None if is_previous_hidden else progress.latest_per_year,
            trend=None if shown.hidden else progress.trend,
            scenario=() if shown.hidden else progress.scenario,
        ),
    )


def _public_blocks(blocks: Sequence[Block], lang: str) -> Iterator[Block]:
    """The brief's blocks but for the sections that are the board's."""
    away = {t(f"brief.{code}", lang) for code in _FOR_THE_BOARD}
    is_away = False
    for block in blocks:
        if isinstance(block, Heading):
            is_away = block.text in away
        elif not isinstance(block, Bullets | Paragraph):
            is_away = False
        is_empty = isinstance(block, Key) and not block.numbers
        if isinstance(block, Sources):
            # The brief points to a page of the program, which is not there on the web.
            inside, outside = t("brief.method", lang), t("open_view.method", lang)
            yield Sources(tuple(item.replace(inside, outside) for item in block.items))
        elif not is_away and not is_empty:
            yield block


def _contracts(goals: Sequence[GoalFacts], lang: str) -> Iterator[Block]:
    """The contracts that move the figures most, by title and board, without a figure of theirs."""
    named = dict.fromkeys(
        _titled(c.title, c.board, lang) for g in goals for c in g.contributions[:STRONGEST]
    )
    if named:
        yield Heading(t("open_view.contracts", lang))
        yield Paragraph(t("open_view.contracts_why", lang))
        yield Bullets(tuple(named))


def _confirmed(whole: Facts, lang: str) -> Iterator[Block]:
    """Shortfalls that a person has confirmed; the others are only counted (rule 27)."""
    if whole.named:
        yield Heading(t("open_view.confirmed", lang))
        yield Bullets(tuple(dict.fromkeys(_named(n, lang) for n in whole.named)))


def _named(named: Named, lang: str) -> str:
    about = _titled(named.title, named.board, lang)
    return t("open_view.confirmed_one", lang, contract=about, state=named.state)


def _titled(title: str, board: str | None, lang: str) -> str:
    where = board or t("page_goals.no_board", lang)
    return t("open_view.contract", lang, title=title, board=where)


def _hidden(shown: Sequence[_Shown], rule: HidingRule, lang: str) -> Iterator[Block]:
    names = [s.goal.progress.goal.title for s in shown if s.is_hidden]
    years = any(s.hidden for s in shown if not s.is_hidden)
    if not names and not years:
        return
    counts = {
        "suppliers": number(rule.least_suppliers, lang),
        "vehicles": number(rule.least_vehicles, lang),
    }
    yield Heading(t("open_view.hidden", lang))
    yield Paragraph(t("open_view.hidden_why", lang, **counts))
    if names:
        yield Bullets(tuple(names))
