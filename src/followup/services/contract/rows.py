"""A row of a register and the rows that belong to it, and the contract they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from followup.domain.org_number import MASKED
from followup.domain.parties import (
    Buyer,
    Classification,
    Contract,
    Extension,
    Reporter,
    Score,
    Subcontractor,
)
from followup.domain.period import ONE_DAY
from followup.domain.requirement import Requirement
from followup.errors import UserError
from followup.i18n.text import t
from followup.ingest.register import ASKED_ONCE
from followup.reference.catalogue import Catalogue
from followup.reference.tables import CURRENCIES
from followup.services.contract.codes import cpv_codes
from followup.services.contract.defaults import defaults_of
from followup.services.requirement import rows as requirement_rows
from followup.services.requirement.requirements import build_requirement, redated
from followup.services.requirement.rows import where

Row = dict[str, Any]
_TEXTS: Final = (
    "title", "supplier", "supplier_org_number", "country", "start_date", "end_date", "category",
    "board", "responsible", "diary_number", "is_internal", "value", "currency",
    "award_date", "procedure_start", "is_above_threshold",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a row of the first table is read with."""

    catalogue: Catalogue
    lang: str
    known: Mapping[str, Contract]
    given: Mapping[str, str]
    columns: frozenset[str]
    parts: Mapping[str, Mapping[str, list[Row]]]
    unreadable: frozenset[tuple[str, int]]


def contract_of(read: Reading, row: Row) -> Contract:
    """The contract of a row; raises UserError for what cannot be used."""
    before = read.known.get(row["number"])
    own = [row, *(r for part in read.parts.values() for r in part[row["number"]])]
    for each in own:
        if (each["sheet"] or "", each["row"]) in read.unreadable:
            raise UserError("register_unreadable", **where(each), contract=row["number"])
    values = {name: _value(read, row, before, name) for name in _TEXTS}
    buyers = _buyers(read, row, before)
    for name in ("number", "title", "start_date", "end_date"):
        if not (values | {"number": row["number"]})[name]:
            raise _missing(read, row, name)
    if not buyers:
        raise _missing(read, row, "buyers")
    values["country"] = values["country"] or "SE"
    values["is_internal"] = bool(values["is_internal"])
    if values["is_above_threshold"] in ("yes", "no"):
        values["is_above_threshold"] = values["is_above_threshold"] == "yes"
    if values["value"] is not None and not values["currency"]:
        values["currency"] = CURRENCIES.get(values["country"])
    if values["supplier_org_number"] == MASKED and before is not None:
        values["supplier_org_number"] = before.supplier_org_number
    contract = Contract(
        number=row["number"],
        buyers=buyers,
        cpv=_cpv(read, row, before),
        classification=_classification(read, row, before),
        **values,
    )
    contract = replace(contract, **_parts(read, row, before, contract))
    return replace(contract, requirements=_requirements(read, contract, before))


def _value(read: Reading, row: Row, before: Contract | None, name: str) -> Any:
    """A cell; what the file does not say as it stands, else the answer for the whole file."""
    value = row.get(name)
    if name == "country" and name not in read.columns:
        # The reader fills in a country that no column tells.
        return before.country if before else read.given.get(name) or value
    if value not in (None, ""):
        return value
    if before is not None and (name not in read.columns or name in ASKED_ONCE):
        return getattr(before, name)
    return (read.given.get(name) or None) if name in ASKED_ONCE else value


def _buyers(read: Reading, row: Row, before: Contract | None) -> tuple[Buyer, ...]:
    text = row.get("buyers") or ""
    if not text and before is not None:
        return before.buyers
    names = [n.strip() for n in (text or read.given.get("buyers") or "").split(";") if n.strip()]
    if "buyer_shares" not in read.columns:
        old = {b.name: b.share for b in before.buyers} if before else {}
        return tuple(Buyer(name, old.get(name)) for name in names)
    return tuple(Buyer(n, s) for n, s in zip(names, _shares(row, len(names)), strict=True))


def _shares(row: Row, count: int) -> list[Decimal | None]:
    """Per cent apart by semicolons, in the buyers' order; an empty place is no share."""
    written = row.get("buyer_shares") or ""
    if not written.strip():
        return [None] * count
    parts = [p.replace("%", "").replace(",", ".").strip() for p in written.split(";")]
    try:
        shares = [Decimal(p) / 100 if p else None for p in parts]
    except ArithmeticError as error:
        raise UserError("register_shares", **where(row), text=written) from error
    if len(shares) != count:
        raise UserError("register_shares", **where(row), text=written)
    return shares


def _cpv(read: Reading, row: Row, before: Contract | None) -> tuple[str, ...]:
    if before is not None and "cpv" not in read.columns:
        return before.cpv
    return cpv_codes(row.get("cpv") or "", row["number"])


def _classification(read: Reading, row: Row, before: Contract | None) -> Classification | None:
    own = read.parts["contract_score"][row["number"]]
    old = (before.classification if before else None) or Classification()
    scores = tuple(Score(s["criterion"], s["points"], s.get("reason") or "") for s in own)
    is_said = "decided_class" in read.columns
    made = Classification(
        scores or old.scores,
        row.get("decided_class") if is_said else old.grade,
        (row.get("class_reason") or "") if is_said else old.reason,
    )
    return made if made.scores or made.grade else None


def _parts(read: Reading, row: Row, before: Contract | None, contract: Contract) -> Row:
    """Reporters, extensions and sub-contractors; where the file has none, those that stand."""
    number = row["number"]
    rows = {kind: read.parts[kind][number] for kind in ("reporter", "extension", "subcontractor")}
    kept = before or contract
    usual = defaults_of(read.catalogue)
    return {
        "reporters": tuple(
            Reporter(
                r["reporter"],
                r.get("report_type") or "fuel",
                r.get("frequency") or usual.frequency,
                usual.due_days if r.get("due_days") is None else int(r["due_days"]),
                r.get("role") or "supplier",
                r.get("valid_from"),
                r.get("valid_to"),
            )
            for r in rows["reporter"]
        )
        or kept.reporters,
        "extensions": tuple(
            Extension(e["from_date"], e["to_date"], e.get("notice_date"), e.get("decided_date"))
            for e in rows["extension"]
        )
        or kept.extensions
        or _listed_extension(row, contract),
        "subcontractors": tuple(
            Subcontractor(s["name"], s.get("org_number"), s.get("valid_from"), s.get("valid_to"))
            for s in rows["subcontractor"]
        )
        or kept.subcontractors,
    }


def _listed_extension(row: Row, contract: Contract) -> tuple[Extension, ...]:
    """The option that a list tells in one column: until when the contract can be prolonged."""
    until = row.get("extended_to")
    if until is None or until <= contract.end_date:
        return ()
    return (Extension(contract.end_date + ONE_DAY, until, row.get("notice_date")),)


def _requirements(
    read: Reading, contract: Contract, before: Contract | None
) -> tuple[Requirement, ...]:
    rows = read.parts["requirement"][contract.number]
    if not rows:
        old = before.requirements if before else ()
        return tuple(redated(contract, r) for r in old)
    made = contract
    for own in grouped(rows, "requirement").values():
        built = _built(read, made, own)
        made = replace(made, requirements=(*made.requirements, built))
    return made.requirements


def _built(read: Reading, contract: Contract, rows: Sequence[Row]) -> Requirement:
    entry = requirement_rows.entry(read.catalogue, rows, read.lang)
    return build_requirement(read.catalogue, contract, entry, read.lang)


def grouped(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    """Rows by what stands in one column, in order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def _missing(read: Reading, row: Row, name: str) -> UserError:
    field = t(f"field.{name}", read.lang)
    return UserError("register_row", **where(row), field=f"”{field}”")
