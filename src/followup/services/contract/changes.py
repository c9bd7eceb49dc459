"""What a new version of a contract changes, field by field, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.cpv import shown_cpv
from followup.domain.org_number import shown_org_number
from followup.domain.parties import Contract
from followup.i18n.text import day, exact, join, t
from followup.services.requirement.limits import percent_text

ORDER: Final = (
    "title", "supplier", "supplier_org_number", "buyers", "start_date", "end_date", "extensions",
    "responsible", "board", "value", "cpv", "award_date", "procedure_start",
    "is_above_threshold", "category", "diary_number", "country", "is_internal",
    "classification", "subcontractors", "reporters", "requirements",
)  # fmt: skip

_ANSWERS: Final = {
    answer: f"clean_vehicle.answer.{code}"
    for answer, code in ((True, "yes"), (False, "no"), (None, "unknown"))
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field and what it said before and after; empty words for nothing."""

    field: str
    before: str
    after: str


def changes(before: Contract, after: Contract, lang: str) -> tuple[Change, ...]:
    """Every field that says something else, in the order of the page."""
    found = []
    for name in ORDER:
        old, new = words(before, name, lang), words(after, name, lang)
        if _value(before, name) != _value(after, name):
            found.append(Change(t(f"page_contract.part_{name}", lang), old, new))
    return tuple(found)


def is_same(before: Contract, after: Contract) -> bool:
    """Whether two versions say the same, in whatever order their parts stand."""
    return all(_value(before, name) == _value(after, name) for name in ORDER)


def _value(contract: Contract, name: str) -> object:
    if name == "value":
        return contract.value, contract.currency
    value = getattr(contract, name)
    return sorted(value, key=repr) if isinstance(value, tuple) else value


def words(contract: Contract, name: str, lang: str) -> str:
    """A field of a contract as a person reads it; empty where it says nothing."""
    if write := _WORDS.get(name):
        return write(contract, lang)
    value = getattr(contract, name)
    return day(value, lang) if isinstance(value, date) else str(value or "")


def money(contract: Contract, lang: str) -> str:
    """The contract's value with its currency; empty where it is not known."""
    if contract.value is None:
        return ""
    return f"{exact(contract.value, lang)} {contract.currency}"


def extension_words(extension: Any, lang: str) -> str:
    """From when to when, and whether it is decided or by when it has to be."""
    if extension.decided_date is not None:
        state = t("page_contract.extension_decided", lang, day=extension.decided_date)
    elif extension.notice_date is not None:
        state = t("page_contract.extension_open", lang, day=extension.notice_date)
    else:
        state = t("page_contract.extension_undated", lang)
    span = f"{day(extension.from_date, lang)} – {day(extension.to_date, lang)}"
    return f"{span}, {state}"


def reporter_words(reporter: Any, lang: str) -> str:
    """Who reports what, how often, how late, and on which days if not the contract's."""
    line = t(
        "page_contract.reporter_line",
        lang,
        name=reporter.name,
        type=t(f"report_type.{reporter.report_type}", lang),
        frequency=t(f"period.{reporter.frequency}", lang),
        days=str(reporter.due_days),
    )
    return _dated(line, reporter.valid_from, reporter.valid_to, lang)


def requirement_words(requirement: Any, lang: str) -> str:
    """Number, title and the limits with the days they hold from."""
    short = requirement.identifier.rpartition("/")[2]
    limits = ", ".join(
        t(
            "page_contract.limit_from",
            lang,
            limit=_limit(requirement, step.value, lang),
            day=step.valid_from,
        )
        for step in requirement.limits.steps
    )
    return f"{short} {requirement.title}: {limits}"


def _limit(requirement: Any, value: Decimal, lang: str) -> str:
    is_share = requirement.spec.scale == "share"
    return f"{exact(value * 100, lang)} %" if is_share else exact(value, lang)


def _classification(contract: Contract, lang: str) -> str:
    classed = contract.classification
    if classed is None:
        return ""
    scores = (
        f"{t(f'class_criterion.{s.criterion}', lang)} {s.points}"
        + (f" ({s.reason})" if s.reason else "")
        for s in sorted(classed.scores, key=lambda s: s.criterion)
    )
    decided = [f"{classed.grade} ({classed.reason})"] if classed.grade else []
    return ", ".join([*decided, *scores])


def _buyer(name: str, share: str) -> str:
    return f"{name} {share}" if share else name


def _dated(text: str, first: date | None, last: date | None, lang: str) -> str:
    if first is None and last is None:
        return text
    return f"{text} ({day(first, lang)} – {day(last, lang)})"


def _lines(parts: Iterable[str]) -> str:
    found: Sequence[str] = sorted(parts)
    return "; ".join(found)


_WORDS: Final[Mapping[str, Callable[[Contract, str], str]]] = {
    "buyers": lambda c, lang: join((_buyer(b.name, percent_text(b.share)) for b in c.buyers), lang),
    "value": money,
    "cpv": lambda c, _: ", ".join(map(shown_cpv, c.cpv)),
    "supplier_org_number": lambda c, _: shown_org_number(c.supplier_org_number) or "",
    "is_internal": lambda c, lang: t("field.yes_word", lang) if c.is_internal else "",
    "is_above_threshold": lambda c, lang: t(_ANSWERS[c.is_above_threshold], lang),
    "country": lambda c, lang: t(f"page_contract.country_{c.country}", lang),
    "classification": _classification,
    "extensions": lambda c, lang: _lines(extension_words(e, lang) for e in c.extensions),
    "subcontractors": lambda c, lang: _lines(
        _dated(s.name, s.valid_from, s.valid_to, lang) for s in c.subcontractors
    ),
    "reporters": lambda c, lang: _lines(reporter_words(r, lang) for r in c.reporters),
    "requirements": lambda c, lang: _lines(requirement_words(r, lang) for r in c.requirements),
}
