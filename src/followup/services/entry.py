"""A contract as a person writes it in a form, and the contract it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from stdnum.dk import cvr
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from followup.domain.org_number import MASKED
from followup.domain.parties import Contract, Reporter
from followup.domain.period import Frequency
from followup.domain.requirement import Requirement
from followup.domain.timeline import Clock
from followup.errors import UserError
from followup.ingest.plates import normalise
from followup.reference.catalogue import Catalogue
from followup.services.requirement.requirements import (
    RequirementEntry,
    StepEntry,
    build_requirement,
    redated,
)
from followup.services.written import WrittenMore, buyers, maybe_day, more
from followup.services.written import day as day

# A Swedish number is written with a hyphen, a Danish one without.
_NUMBERS = {
    "SE": lambda text: str(orgnr.format(orgnr.validate(text))),
    "DK": lambda text: str(cvr.validate(text)),
}


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step of a limit: per cent as written, which clock, and when on it."""

    limit: str
    clock: Clock = "date"
    at: str = ""


@dataclass(frozen=True, slots=True)
class WrittenRequirement:
    """A requirement as written: a ready-made one and what is special here."""

    short_id: str
    template: str
    steps: tuple[WrittenStep, ...]
    title: str = ""
    clause: str = ""
    assessment_period: Frequency | None = None


@dataclass(frozen=True, slots=True)
class WrittenContract:
    """The fields of the form as they stand; days in ISO, buyers apart by semicolon or line."""

    number: str
    title: str
    start: str
    end: str
    buyers: str
    supplier: str = ""
    org_number: str = ""
    country: str = "SE"
    category: str = ""
    board: str = ""
    responsible: str = ""
    diary_number: str = ""
    is_internal: bool = False
    reporters: tuple[Reporter, ...] = ()
    requirements: tuple[WrittenRequirement, ...] = ()
    more: WrittenMore = field(default_factory=WrittenMore)
    reporter_days: tuple[tuple[str, str], ...] = ()


def build(
    catalogue: Catalogue, written: WrittenContract, lang: str, before: Contract | None = None
) -> Contract:
    """The contract that a form means; ``before`` is the version that is being changed.

    Its requirements are kept: they are changed one by one. Raises UserError
    ``contract_number_missing``, ``contract_title_missing``, ``invalid_day``,
    ``invalid_org_number``, ``reporter_name_missing``, ``invalid_limit`` and those of
    ``build_requirement``; ``contracts.save`` checks the whole.
    """
    if not written.number.strip():
        raise UserError("contract_number_missing")
    if not written.title.strip():
        raise UserError("contract_title_missing")
    if any(not reporter.name.strip() for reporter in written.reporters):
        raise UserError("reporter_name_missing")
    contract = Contract(
        number=written.number.strip(),
        title=written.title.strip(),
        supplier=_text(written.supplier),
        buyers=buyers(written.buyers),
        start_date=day(written.start),
        end_date=day(written.end),
        country=written.country,
        supplier_org_number=_supplier_number(written, before),
        category=_text(written.category),
        board=_text(written.board),
        responsible=_text(written.responsible),
        diary_number=_text(written.diary_number),
        is_internal=written.is_internal,
        reporters=tuple(_reporters(written)),
    )
    contract = replace(contract, **more(written.more, contract, before))
    if before is not None:
        kept = (redated(contract, requirement) for requirement in before.requirements)
        return replace(contract, requirements=tuple(kept))
    built = (_requirement(catalogue, contract, r, lang) for r in written.requirements)
    return replace(contract, requirements=tuple(built))


def _requirement(
    catalogue: Catalogue, contract: Contract, written: WrittenRequirement, lang: str
) -> Requirement:
    entry = RequirementEntry(
        short_id=written.short_id.strip(),
        template=written.template,
        steps=tuple(StepEntry(percent(s.limit), s.clock, s.at.strip()) for s in written.steps),
        title=written.title.strip(),
        clause=written.clause.strip(),
        assessment_period=written.assessment_period,
    )
    return build_requirement(catalogue, contract, entry, lang)


def amount(text: str) -> Decimal | None:
    """``12 500,50`` or ``12.500,50``; None for nothing. Raises UserError ``invalid_amount``."""
    written = "".join(text.split()).replace("\N{NO-BREAK SPACE}", "")
    if not written:
        return None
    if "," in written:
        written = written.replace(".", "").replace(",", ".")
    elif written.count(".") > 1 or written[-4:-3] == ".":
        written = written.replace(".", "")
    try:
        return Decimal(written)
    except InvalidOperation as error:
        raise UserError("invalid_amount", text=text) from error


def percent(text: str) -> Decimal:
    """``82,5`` or ``82.5 %`` as a fraction. Raises UserError ``invalid_limit``."""
    try:
        value = Decimal(text.replace("%", "").replace(",", ".").strip())
    except InvalidOperation as error:
        raise UserError("invalid_limit", text=text) from error
    if not value.is_finite() or not 0 <= value <= 100:
        raise UserError("invalid_limit", text=text)
    return value / 100


def _reporters(written: WrittenContract) -> Iterator[Reporter]:
    """The reporters with the days written beside them; without, those they have."""
    days = written.reporter_days or (("", ""),) * len(written.reporters)
    for reporter, (first, last) in zip(written.reporters, days, strict=True):
        if written.reporter_days:
            yield replace(
                reporter, name=reporter.name.strip(), valid_from=maybe_day(first),
                valid_to=maybe_day(last),
            )  # fmt: skip
        else:
            yield replace(reporter, name=reporter.name.strip())


def _supplier_number(written: WrittenContract, before: Contract | None) -> str | None:
    """The supplier's number; left as it was shown, masked, it is the one already known."""
    if before is not None and written.org_number.strip() == MASKED:
        return before.supplier_org_number
    return org_number(written.org_number, written.country)


def org_number(text: str, country: str) -> str | None:
    """An organisation number in its usual form. Raises UserError ``invalid_org_number``."""
    if not text.strip():
        return None
    numbers = _NUMBERS.get(country)
    if numbers is None:
        return text.strip()
    try:
        return numbers(text)
    except ValidationError as error:
        raise UserError("invalid_org_number", text=text) from error


def vehicle(text: str) -> str | None:
    """A registration as the reader writes it: upper case, no spaces or hyphens."""
    return normalise(text) or None


def _text(text: str) -> str | None:
    return text.strip() or None
