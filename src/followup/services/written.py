"""The fields of a contract beside its parties as a person writes them, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from followup.domain.org_number import MASKED
from followup.domain.parties import (
    Buyer,
    Classification,
    Contract,
    Extension,
    Grade,
    Score,
    Subcontractor,
)
from followup.errors import UserError
from followup.services.contract.codes import cpv_codes

_DANISH_DAY = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})")
_SHARED = re.compile(r"(.+?)[\s,:]+(\d+(?:[.,]\d+)?)\s*%")


@dataclass(frozen=True, slots=True)
class WrittenMore:
    """The fields as they stand. Extensions are (from, to, decide by, decided), sub-contractors
    (name, number, from, to); days in ISO or day first, empty for none."""

    value: str = ""
    currency: str = ""
    cpv: str = ""
    extensions: tuple[tuple[str, ...], ...] = ()
    subcontractors: tuple[tuple[str, ...], ...] = ()
    scores: tuple[Score, ...] = ()
    grade: str = ""
    grade_reason: str = ""
    award_date: str = ""
    procedure_start: str = ""
    is_above_threshold: bool | None = None


def more(written: WrittenMore, contract: Contract, before: Contract | None) -> dict[str, Any]:
    """The fields of a contract that are meant.

    Raises UserError ``invalid_day``, ``invalid_value`` and those of ``cpv_codes``.
    """
    value = amount(written.value, contract.number)
    reason = written.grade_reason.strip() if written.grade else ""
    is_classed = written.scores or written.grade
    return {
        "value": value,
        "currency": written.currency or None if value is not None else None,
        "cpv": cpv_codes(written.cpv, contract.number),
        "extensions": tuple(
            Extension(day(first), day(last), maybe_day(notice), maybe_day(decided))
            for first, last, notice, decided in written.extensions
        ),
        "subcontractors": tuple(
            Subcontractor(
                name.strip(), _number(name.strip(), org, before), maybe_day(first), maybe_day(last)
            )
            for name, org, first, last in written.subcontractors
        ),
        "award_date": maybe_day(written.award_date),
        "procedure_start": maybe_day(written.procedure_start),
        "is_above_threshold": written.is_above_threshold,
        "classification": Classification(written.scores, _grade(written.grade), reason)
        if is_classed
        else None,
    }


def _grade(text: str) -> Grade | None:
    return cast(Grade, text) if text else None


def _number(name: str, text: str, before: Contract | None) -> str | None:
    """A sub-contractor's number; left as it was shown, masked, it is the one already known."""
    if text.strip() == MASKED and before is not None:
        return next((s.org_number for s in before.subcontractors if s.name == name), None)
    return text.strip() or None


def amount(text: str, contract: str) -> Decimal | None:
    """``12 500 000,50`` as an amount; None for nothing. Raises UserError ``invalid_value``."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("kr")
    if not plain:
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise UserError("invalid_value", contract=contract, text=text) from error
    if not value.is_finite():
        raise UserError("invalid_value", contract=contract, text=text)
    return value.quantize(Decimal("0.01"))


def buyers(text: str) -> tuple[Buyer, ...]:
    """Buyers apart by semicolon or line, each with its share in per cent behind it if agreed."""
    found: dict[str, Decimal | None] = {}
    for part in (p.strip() for p in text.replace("\n", ";").split(";")):
        shared = _SHARED.fullmatch(part)
        if shared:
            found[shared[1].strip()] = Decimal(shared[2].replace(",", ".")) / 100
        elif part:
            found[part] = None
    return tuple(Buyer(name, share) for name, share in found.items())


def maybe_day(text: str) -> date | None:
    """A day, or None for nothing. Raises UserError ``invalid_day``."""
    return day(text) if text.strip() else None


def day(text: str) -> date:
    """A day in ISO or as Danes write it, day first. Raises UserError ``invalid_day``."""
    written = text.strip()
    danish = _DANISH_DAY.fullmatch(written)
    try:
        if danish:
            return date(*(int(part) for part in reversed(danish.groups())))
        return date.fromisoformat(written)
    except ValueError as error:
        raise UserError("invalid_day", text=text) from error
