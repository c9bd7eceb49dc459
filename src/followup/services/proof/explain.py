"""The proof of a verdict: clause, limit that day, formula, factors, and the very rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from followup.domain.parties import Contract, Exemption
from followup.domain.period import Period
from followup.domain.remedy import Remedy
from followup.domain.requirement import Assessment, Requirement
from followup.errors import UserError
from followup.services import compliance
from followup.services.asks import Inquiry, concerns, inquiries
from followup.services.installation import Installation
from followup.services.proof.row import ProofRow as ProofRow
from followup.services.proof.row import row_of
from followup.services.remedy import smallest as remedy
from followup.storage import certificates, spot_checks
from followup.storage import exemptions as exemption_store
from followup.storage.certificates import Certificate


@dataclass(frozen=True, slots=True)
class Factor:
    """A figure the sum rests on: a fuel's factor and share, with status and source."""

    fuel: str | None
    unit: str | None
    factor: Decimal | None
    factor_source: str | None
    share_low: Decimal | None
    share_high: Decimal | None
    share_status: str | None
    share_source: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything behind one assessment. ``rows`` sum exactly to its measure.

    ``exemptions`` are those from the clause on any of the period's days; ``certificates`` those
    reported for any of them, beside the measure and not counted in it. ``remedy`` is what had
    been enough, None where nothing is asked for. ``checked`` of ``rows`` are rows of fuel whose
    receipt agrees; a receipt shows fuel, so of other measures it is 0.
    """

    assessment: Assessment
    contract: Contract
    requirement: Requirement
    rows: tuple[ProofRow, ...]
    excluded: tuple[ProofRow, ...]
    factors: tuple[Factor, ...]
    exemptions: tuple[Exemption, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    remedy: Remedy | None = None
    checked: int = 0


def explain(
    installation: Installation, contract: str, requirement: str, period: Period, as_of: date
) -> Proof:
    """The proof of one verdict as seen on ``as_of``.

    ``requirement`` may be its short name (K1). Raises UserError ``unknown_contract``,
    ``unknown_requirement`` or ``unknown_period``.
    """
    known = compliance.contracts_on(installation, as_of, contract)[0]
    names = (requirement, f"{contract}/{requirement}")
    clause = next((r for r in known.requirements if r.identifier in names), None)
    if clause is None:
        raise UserError("unknown_requirement", contract=contract, requirement=requirement)
    asked = inquiries([known], as_of, clause.identifier)
    found = [i for i in asked if i.window.period == period]
    if not found:
        raise UserError("unknown_period", requirement=clause.identifier, period=str(period))
    return _proof(installation, found[0], as_of)


def _proof(installation: Installation, inquiry: Inquiry, as_of: date) -> Proof:
    exemptions = exemption_store.granted(installation.database, as_of)
    assessment, table = compliance.assessment_with_rows(installation, inquiry, exemptions, as_of)
    records = table.to_pylist()
    rows = [row_of(record) for record in records]
    used = tuple(row for row in rows if row.why is None)
    return Proof(
        assessment=assessment,
        contract=inquiry.contract,
        requirement=inquiry.requirement,
        rows=used,
        excluded=tuple(row for row in rows if row.why is not None),
        factors=_factors(used, inquiry.requirement.spec.basis),
        exemptions=tuple(e for e in exemptions if concerns(e, inquiry)),
        certificates=_certificates(installation, inquiry, as_of),
        remedy=remedy.smallest(installation, inquiry, assessment, used, as_of),
        checked=_checked(installation, inquiry, records, as_of),
    )


# What a receipt for fuel can confirm the amounts of.
_ON_RECEIPT = ("energy", "volume", "emissions")


def _checked(
    installation: Installation, inquiry: Inquiry, records: list[dict[str, Any]], as_of: date
) -> int:
    """How many rows that count a spot check has found to agree with their receipt."""
    if inquiry.requirement.spec.basis not in _ON_RECEIPT:
        return 0
    places = spot_checks.checked(installation.database, inquiry.contract.number, as_of)
    place = itemgetter("submission", "sheet", "row", "column")
    return sum(record["why"] is None and place(record) in places for record in records)


def _certificates(
    installation: Installation, inquiry: Inquiry, as_of: date
) -> tuple[Certificate, ...]:
    if inquiry.requirement.spec.basis not in ("energy", "volume", "distance"):
        return ()
    number, days = inquiry.contract.number, inquiry.window.period
    return certificates.on_days(installation.database, number, days, as_of)


# Where each row is of a fuel, named or not; elsewhere only a named one has figures of its own.
_OF_FUEL = ("energy", "volume", "distance", "emissions")


def _factors(rows: tuple[ProofRow, ...], basis: str) -> tuple[Factor, ...]:
    found = {
        Factor(
            r.fuel, r.amount_unit, r.factor, r.factor_source, r.share_low, r.share_high,
            r.share_status, r.share_source,
        ): None
        for r in rows
        if (basis in _OF_FUEL or r.fuel is not None)
        and (r.factor is not None or r.share_status not in (None, "declared"))
    }  # fmt: skip
    return tuple(found)
