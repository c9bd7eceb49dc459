"""What two versions of a requirement say otherwise, line by line in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import Shared
from followup.i18n.text import day, has_text, t
from followup.services.requirement import library, rows
from followup.services.requirement.requirements import has_fixed_limit

_OWN: Final = ("status", "status_date", "result", "tested_by", "advised_by", "decision",
               "applies_from")  # fmt: skip
# What names a clause rather than says anything of what is asked for.
_NAMES: Final = ("contract", "requirement", "template")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is said otherwise; empty where nothing is said of it."""

    what: str
    before: str
    after: str


def between(before: Shared, after: Shared, lang: str) -> tuple[Difference, ...]:
    """The differences of two published versions, what is asked for before how far it has come."""
    first = _said(before.clause, lang) | _told(before, lang)
    second = _said(after.clause, lang) | _told(after, lang)
    return _compared(first, second)


def of_clause(before: Requirement, after: Requirement, lang: str) -> tuple[Difference, ...]:
    """The differences of two clauses in what they ask for."""
    return _compared(_said(before, lang), _said(after, lang))


def _compared(first: Mapping[str, str], second: Mapping[str, str]) -> tuple[Difference, ...]:
    names = dict.fromkeys((*first, *second))
    pairs = ((n, first.get(n, ""), second.get(n, "")) for n in names)
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _said(clause: Requirement, lang: str) -> dict[str, str]:
    """A clause by the headings of the register, its levels in one line."""
    cells = dict(rows.rows(clause, lang)[0])
    found = {
        _heading(name, lang): str(words)
        for name, words in cells.items()
        if name not in (*_NAMES, "limit", "clock", "at")
    }
    if not has_fixed_limit(clause.measure):
        steps = [(s.clock, s.at, s.limit) for s in clause.steps]
        words = library.level_words(clause.measure, clause.comparator, steps, lang)
        found[_heading("limit", lang)] = words
    return found


def _heading(name: str, lang: str) -> str:
    own = f"requirement_setting.{name}"
    words = t(own if has_text(own) else f"field.{name}", lang)
    return words[:1].upper() + words[1:]


def _told(one: Shared, lang: str) -> dict[str, str]:
    values = {
        "status": t(f"shared.status.{one.status}", lang),
        "status_date": day(one.status_date, lang),
        "applies_from": day(one.applies_from, lang) if one.applies_from else "",
    }
    named = {name: values.get(name, getattr(one, name)) for name in _OWN}
    return {t(f"shared.field.{name}", lang): str(words) for name, words in named.items()}
