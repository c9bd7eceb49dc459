"""A trial in words: the clause without a contract, the answer, and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.domain.timeline import StepRule
from followup.goals.hiding import HidingRule
from followup.i18n.text import has_text, number, t
from followup.rules.trial import TRIED
from followup.services.requirement import library
from followup.services.requirement.requirements import has_fixed_limit
from followup.services.requirement.text import sentence
from followup.services.tester.evidence import Lacking, Needed
from followup.services.tester.outcomes import TOTAL, AtLevel, Group, Result

GROUP_COLUMNS: Final = ("group", "contracts", "suppliers", "tried")
# A clause that is in no contract yet has no days of its own, and its levels none.
_NO_DAY: Final = date(2000, 1, 1)


def bare() -> Contract:
    """A contract of no days in particular, for a clause that is only proposed."""
    return Contract("", "", None, (), _NO_DAY, _NO_DAY)


def says(clause: Requirement, lang: str) -> str:
    """What a clause asks for, with its levels as they were written: no day is made up for them."""
    levels = [(s.clock, s.at, s.limit) for s in clause.steps]
    first = tuple(StepRule(s.limit) for s in clause.steps[:1])
    said = sentence(bare(), replace(clause, steps=first, part_of=None), lang)
    if has_fixed_limit(clause.measure) or (len(levels) < 2 and not any(at for _, at, _ in levels)):
        return said
    words = library.level_words(clause.measure, clause.comparator, levels, lang)
    return f"{said} {t('tester.steps', lang, levels=words)}"


def answer(result: Result, group: Group, by: HidingRule, lang: str) -> str:
    """How many suppliers would have met the clause; who is hidden or left out is said."""
    return " ".join(_answer(result, group, by, lang))


def _answer(result: Result, group: Group, by: HidingRule, lang: str) -> Iterator[str]:
    if not group.tried:
        yield t("tester.nobody", lang, year=result.year)
        return
    key = "one" if group.tried == 1 else "many"
    yield t(f"tester.tried.{key}", lang, count=number(group.tried, lang), year=result.year)
    if group.counts is None:
        yield hidden(by, lang)
    else:
        yield t("tester.answer", lang, **{o: number(group.counts[o], lang) for o in TRIED})


def hidden(by: HidingRule, lang: str) -> str:
    """Why an outcome is not shown."""
    least, vehicles = number(by.least_suppliers, lang), number(by.least_vehicles, lang)
    return t("tester.hidden", lang, least=least, vehicles=vehicles)


def left_out(result: Result, group: Group, lang: str) -> str:
    """Who stands outside the answer, and why; empty where nobody does."""
    fleets = result.trial.own_fleets if group.name == TOTAL else 0
    counted = {"no_report": group.no_report, "nothing": group.nothing, "own": fleets}
    parts = [
        t(f"tester.left_{name}", lang, count=number(count, lang))
        for name, count in counted.items() if count
    ]  # fmt: skip
    return t("tester.left_out", lang, parts="; ".join(parts)) if parts else ""


def group_name(name: str, lang: str) -> str:
    """A category in its own words; all contracts together by ours."""
    return name if name != TOTAL else t("tester.all", lang)


def group_cells(group: Group) -> dict[str, int | None]:
    """A group's numbers; None where the outcome is not shown."""
    counted: dict[str, int | None] = {
        o: None if group.counts is None else group.counts[o] for o in TRIED
    }
    return {
        "contracts": group.contracts, "suppliers": group.suppliers, "tried": group.tried,
        **counted, "no_report": group.no_report, "nothing": group.nothing,
    }  # fmt: skip


def level_cells(at: AtLevel) -> dict[str, int | None]:
    """A level's numbers."""
    return {"met": at.met, "not_met": at.not_met, "unclear": at.unclear}


def written(cells: Mapping[str, int | None], lang: str) -> dict[str, str]:
    """Numbers as they are read; one that is not shown says so."""
    hidden_words = t("tester.not_shown", lang)
    return {n: hidden_words if c is None else number(c, lang) for n, c in cells.items()}


def column(name: str, lang: str) -> str:
    """The heading of a column of groups or levels."""
    key = f"tester.column.{name}"
    return t(key if name in GROUP_COLUMNS else f"tester.outcome.{name}", lang)


def needed_row(one: Needed, lang: str) -> dict[str, str]:
    """A proof, and how many suppliers send it already; words of one's own stand as they are."""
    if one.code == one.kind:
        name = t("tester.report", lang, kind=t(f"report_type.{one.kind}", lang))
    else:
        key = f"evidence_kind.{one.code}"
        name = t(key, lang) if has_text(key) else one.code
    if one.suppliers is None:
        return {"evidence": name, "sent": t("tester.on_request", lang)}
    counts = {"count": number(one.suppliers, lang), "of": number(one.of, lang)}
    return {"evidence": name, "sent": t("tester.sent", lang, **counts)}


def lacking_words(one: Lacking, lang: str) -> str:
    """What an answer waits for."""
    key = f"tester.lack.{one.code}"
    words = t(key if has_text(key) else "tester.lack.other", lang)
    return words[:1].upper() + words[1:]
