"""Enter contracts: from ready-made requirements, one by one or as an Excel register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from followup.domain.facts import REPORT_FACTS
from followup.domain.parties import Buyer, Contract, Reporter
from followup.domain.period import MONTHS, Frequency
from followup.domain.requirement import Requirement
from followup.domain.timeline import Clock, StepRule, step_date, timeline_of
from followup.errors import UserError
from followup.i18n.text import t
from followup.ingest.draft import Draft
from followup.reference.catalogue import Catalogue
from followup.reference.library import RequirementTemplate
from followup.services.installation import Actor, Installation
from followup.storage import acts, contracts
from followup.storage.acts import Act

REGISTER_KINDS = ("contract", "reporter", "requirement")
DEFAULT_FREQUENCY: Frequency = "quarter"
DEFAULT_DUE_DAYS = 30


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step as people write it: which clock, when on it, and the limit as a fraction."""

    limit: Decimal
    clock: Clock = "date"
    at: str = ""


@dataclass(frozen=True, slots=True)
class RequirementEntry:
    """A requirement as people enter it: a ready-made one, and what is special here."""

    short_id: str
    template: str
    steps: tuple[StepEntry, ...]
    title: str = ""
    clause: str = ""
    assessment_period: Frequency | None = None
    electricity: str = "unknown"


def build_requirement(
    catalogue: Catalogue, contract: Contract, entry: RequirementEntry, lang: str
) -> Requirement:
    """The requirement that an entry asks for; the template's choices where it makes none.

    Raises UserError ``unknown_template``, ``limit_missing``, ``limit_out_of_range`` or
    ``invalid_step``.
    """
    template = template_of(catalogue, entry.template)
    steps = tuple(_step(contract, entry, template, step) for step in entry.steps)
    if not steps:
        raise UserError("limit_missing", requirement=entry.short_id)
    short = entry.short_id.removeprefix(f"{contract.number}/")
    return Requirement(
        contract=contract.number,
        identifier=f"{contract.number}/{short}",
        title=entry.title or t(template.title_key, lang),
        clause=entry.clause,
        measure=template.measure,
        comparator=template.comparator,
        limits=timeline_of(steps, contract.start_date),
        steps=steps,
        assessment_period=entry.assessment_period or template.assessment_period,
        fuel_set=template.fuel_set,
        electricity=cast(Any, entry.electricity),
        source=template.id,
    )


def template_of(catalogue: Catalogue, code: str) -> RequirementTemplate:
    """The ready-made requirement with a code; raises UserError ``unknown_template``."""
    for template in catalogue.requirement_templates:
        if template.id == code:
            return template
    raise UserError("unknown_template", template=code)


def _step(
    contract: Contract, entry: RequirementEntry, template: RequirementTemplate, step: StepEntry
) -> StepRule:
    if not 0 <= step.limit <= 1:
        raise UserError("limit_out_of_range", requirement=entry.short_id, limit=step.limit)
    if template.measure == "report_in_time" and step.limit != 1:
        raise UserError("limit_out_of_range", requirement=entry.short_id, limit=step.limit)
    try:
        step_date(step.clock, step.at, contract.start_date)
    except ValueError as error:
        raise UserError("invalid_step", requirement=entry.short_id, at=step.at) from error
    return StepRule(step.limit, step.clock, step.at)


def save(
    installation: Installation,
    entered: Sequence[Contract],
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """Store contracts, each as a new version, in one act; all or nothing.

    Raises UserError for a contract that cannot be followed up as it stands.
    """
    if not entered:
        raise UserError("nothing_to_save")
    for contract in entered:
        _check(contract)
    _check_unique("contract_twice", [c.number for c in entered])
    complete = [_completed(contract) for contract in entered]
    act = Act(
        actor.stored,
        "save_contracts",
        ", ".join(c.number for c in complete),
        now,
        {"contracts": [c.number for c in complete], "today": today.isoformat()},
    )
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: contracts.insert(own, act_id, complete, today),
    )


def _completed(contract: Contract) -> Contract:
    """Without named reporters the supplier itself is expected to report fuel each quarter."""
    if contract.reporters:
        return contract
    name = contract.supplier or contract.buyers[0].name
    wanted = {"vehicles" if r.spec.sql == "zero_emission_vehicle_share" else "fuel"
              for r in contract.requirements} or {"fuel"}  # fmt: skip
    reporters = (
        Reporter(name, kind, DEFAULT_FREQUENCY, DEFAULT_DUE_DAYS) for kind in sorted(wanted)
    )
    return replace(contract, reporters=tuple(reporters))


def _check(contract: Contract) -> None:
    if not contract.number.strip():
        raise UserError("contract_number_missing")
    if not contract.buyers:
        raise UserError("buyer_missing", contract=contract.number)
    if contract.end_date < contract.start_date:
        raise UserError("contract_ends_before_start", contract=contract.number)
    if contract.supplier is None and not contract.is_internal:
        raise UserError("supplier_missing", contract=contract.number)
    for reporter in contract.reporters:
        _check_reporter(contract, reporter)
    identifiers = [r.identifier for r in contract.requirements]
    if len(set(identifiers)) != len(identifiers):
        raise UserError("requirement_twice", contract=contract.number)
    for requirement in contract.requirements:
        days = [step.valid_from for step in requirement.limits.steps]
        if len(set(days)) != len(days):
            raise UserError("step_twice", requirement=requirement.identifier)


def _check_reporter(contract: Contract, reporter: Reporter) -> None:
    """Refuse what could be stored but never followed up: nobody would see a report missing."""
    here = {"contract": contract.number, "reporter": reporter.name}
    if not reporter.name.strip():
        raise UserError("reporter_name_missing")
    if reporter.frequency not in MONTHS:
        raise UserError("reporter_frequency", **here, frequency=reporter.frequency)
    if reporter.report_type not in REPORT_FACTS:
        raise UserError("reporter_type", **here, type=reporter.report_type)
    if reporter.due_days < 0:
        raise UserError("reporter_due_days", **here, days=reporter.due_days)
    same = [r for r in contract.reporters
            if (r.name, r.report_type) == (reporter.name, reporter.report_type)]  # fmt: skip
    if len(same) > 1:
        raise UserError("reporter_twice", **here)


def _check_unique(code: str, numbers: Sequence[str]) -> None:
    for number in numbers:
        if numbers.count(number) > 1:
            raise UserError(code, contract=number)


def is_register(draft: Draft) -> bool:
    """True when a file holds contracts rather than a supplier's report."""
    return "contract" in draft.facts


def from_register(catalogue: Catalogue, draft: Draft, lang: str) -> tuple[Contract, ...]:
    """The contracts that a register workbook describes.

    Raises UserError ``register_row`` naming the sheet and row that cannot be used, and
    ``register_orphan`` for reporters or requirements of a contract that is not in the file.
    """
    tables = {
        kind: draft.facts[kind].to_pylist() if kind in draft.facts else []
        for kind in REGISTER_KINDS
    }
    numbers = {row["number"] for row in tables["contract"]}
    for row in (*tables["reporter"], *tables["requirement"]):
        if row["contract"] not in numbers:
            raise UserError("register_orphan", **_where(row), contract=row["contract"])
    reporters = _grouped(tables["reporter"], "contract")
    requirements = _grouped(tables["requirement"], "contract")
    return tuple(
        _from_rows(catalogue, row, reporters[row["number"]], requirements[row["number"]], lang)
        for row in tables["contract"]
    )


def _from_rows(
    catalogue: Catalogue,
    row: dict[str, Any],
    reporters: Sequence[dict[str, Any]],
    requirements: Sequence[dict[str, Any]],
    lang: str,
) -> Contract:
    for name in ("number", "title", "start_date", "end_date", "buyers"):
        if not row.get(name):
            raise UserError("register_row", **_where(row), field=name)
    contract = Contract(
        number=row["number"],
        title=row["title"],
        supplier=row.get("supplier"),
        buyers=tuple(Buyer(b.strip()) for b in row["buyers"].split(";") if b.strip()),
        start_date=row["start_date"],
        end_date=row["end_date"],
        country=row.get("country") or "SE",
        supplier_org_number=row.get("supplier_org_number"),
        category=row.get("category"),
        board=row.get("board"),
        responsible=row.get("responsible"),
        diary_number=row.get("diary_number"),
        is_internal=bool(row.get("is_internal")),
        reporters=tuple(
            Reporter(
                r["reporter"],
                r.get("report_type") or "fuel",
                r.get("frequency") or DEFAULT_FREQUENCY,
                DEFAULT_DUE_DAYS if r.get("due_days") is None else int(r["due_days"]),
                r.get("role") or "supplier",
            )
            for r in reporters
        ),
    )
    entries = (_entry(rows) for rows in _grouped(requirements, "requirement").values())
    built = (build_requirement(catalogue, contract, entry, lang) for entry in entries)
    return replace(contract, requirements=tuple(built))


def _entry(rows: Sequence[dict[str, Any]]) -> RequirementEntry:
    first = rows[0]
    for row in rows:
        if row.get("limit") is None:
            raise UserError("register_row", **_where(row), field="limit")
    return RequirementEntry(
        short_id=first["requirement"],
        template=first["template"],
        steps=tuple(
            StepEntry(r["limit"], r.get("clock") or "date", r.get("at") or "") for r in rows
        ),
        title=first.get("title") or "",
        clause=first.get("clause") or "",
        assessment_period=first.get("assessment_period"),
    )


def _grouped(rows: Iterable[dict[str, Any]], name: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def _where(row: dict[str, Any]) -> dict[str, object]:
    return {"sheet": row.get("sheet") or "", "row": row.get("row") or ""}
