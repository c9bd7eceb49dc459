"""The JSON forms of the command line: amounts as text, dates in ISO, unknown as null."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

from followup.domain.parties import Exemption
from followup.domain.remedy import Move, Remedy
from followup.domain.requirement import Assessment
from followup.i18n.text import t
from followup.services.proof.explain import Factor, Proof, ProofRow
from followup.services.proof.text import formula_code
from followup.storage.certificates import Certificate

SHARE_STEP = Decimal("0.000001")
COVERAGE_STEP = Decimal("0.0001")


def plain(value: Decimal | None) -> str | None:
    """A Decimal in full, without exponent or trailing zeros: ``71400``, ``0.8``."""
    if value is None:
        return None
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def share(value: Decimal | None) -> str | None:
    """A share for eyes, to six decimals; verdicts never compare it."""
    if value is None:
        return None
    return plain(value.quantize(SHARE_STEP, ROUND_HALF_EVEN))


def coverage(value: Decimal | None) -> str | None:
    """Coverage rounded down, so that less than everything never prints as 1."""
    return None if value is None else plain(value.quantize(COVERAGE_STEP, ROUND_FLOOR))


def assessment(found: Assessment) -> dict[str, Any]:
    """One entry of ``assess --json``."""
    measured = found.measured
    return {
        "contract": found.contract,
        "requirement": found.requirement,
        "measure": found.measure,
        "period": str(found.period),
        "period_start": found.period.start.isoformat(),
        "period_end": found.period.end.isoformat(),
        "verdict": found.verdict,
        "comparator": found.comparator,
        "limit": limit(found.limit),
        "numerator": plain(measured.numerator),
        "denominator": plain(measured.denominator),
        "unknown": plain(measured.unknown),
        "unit": found.unit,
        "scale": found.spec.scale,
        "share_low": share(measured.low),
        "share_high": share(measured.high),
        "rows_used": measured.rows_used,
        "rows_excluded": measured.rows_excluded,
        "coverage": coverage(measured.coverage),
        "reasons": list(found.reasons),
    }


def limit(value: Decimal) -> str:
    """A limit with at least two decimals, as clauses are written: ``0.80``, ``0.385``."""
    text = plain(value) or "0"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction:0<2}"


def proof(found: Proof, lang: str) -> dict[str, Any]:
    """``explain --json``: the assessment with clause, formula, factors, rows and exclusions."""
    is_declared = found.assessment.unit == "declared"
    basis = "declared" if is_declared else formula_code(found.requirement)
    return assessment(found.assessment) | {
        "clause": found.requirement.clause,
        "limit_valid_from": found.assessment.limit_valid_from.isoformat(),
        "formula": t(f"proof.formula.{basis}", lang),
        "factors": [_factor(f) for f in found.factors],
        "rows": [_proof_row(r) for r in found.rows],
        "excluded": [_proof_row(r) | {"why": r.why} for r in found.excluded],
        "rows_checked": found.checked,
        "certificates": [_certificate(c) for c in found.certificates],
        "dispenses": [_dispens(e) for e in found.exemptions],
        "remedy": None if found.remedy is None else _remedy(found.remedy),
    }


def _remedy(found: Remedy) -> dict[str, Any]:
    """What had been enough: alternatives that are each enough, or what has to be said first."""
    fewest = found.fewest
    return {
        "moves": [[_move(m) for m in each] for each in found.moves],
        "amount": plain(found.work),
        "unit": found.work_unit,
        "fewest": None
        if fewest is None
        else {"count": fewest.count, "of": fewest.of, "names": list(fewest.names),
              "counted": fewest.counted, "way": fewest.way},
        "missing": [
            {"code": m.code, "count": m.count, "names": list(m.names)} for m in found.missing
        ],
    }  # fmt: skip


def _move(move: Move) -> dict[str, Any]:
    return {
        "fuel": move.fuel, "amount": plain(move.amount), "unit": move.unit,
        "to_fuel": move.to_fuel, "to_amount": plain(move.to_amount),
        "energy_mj": plain(move.energy_mj),
    }  # fmt: skip


def _dispens(found: Exemption) -> dict[str, Any]:
    """A dispens that touches the period; excluded rows name theirs under ``dispenses``."""
    return {
        "dispens": found.identifier,
        "requirement": found.requirement,
        "vehicles": list(found.vehicles),
        "vehicle_categories": list(found.categories),
        "fuel": found.fuel,
        "place": found.place,
        "period_start": found.period.start.isoformat(),
        "period_end": found.period.end.isoformat(),
        "reason": found.reason,
        "approved_by": found.approved_by,
        "decided": found.decided_date.isoformat() if found.decided_date else None,
        "is_afterwards": found.is_afterwards,
        "diary_number": found.diary_number,
    }


def _certificate(found: Certificate) -> dict[str, Any]:
    """A certificate beside the measure; it is in none of its sums."""
    days = {"period_start": found.period.start, "period_end": found.period.end}
    return {
        "kind": found.kind,
        "number": found.number,
        "issuer": found.issuer,
        "quantity": plain(found.quantity),
        "unit": found.unit,
        **{name: day.isoformat() for name, day in days.items()},
        "file": found.file,
        "sha256": found.sha256,
        "sheet": found.sheet,
        "row": found.row,
        "column": found.column,
        "is_used_before": found.is_used_before,
    }


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "fuel": factor.fuel,
        "unit": factor.unit,
        "factor": plain(factor.factor),
        "factor_source": factor.factor_source,
        "share_low": plain(factor.share_low),
        "share_high": plain(factor.share_high),
        "share_status": factor.share_status,
        "share_source": factor.share_source,
    }


def _proof_row(row: ProofRow) -> dict[str, Any]:
    return {
        "file": row.file,
        "sha256": row.sha256,
        "sheet": row.sheet,
        "row": row.row,
        "column": row.column,
        "cell": row.cell,
        "vehicle_id": row.vehicle_id,
        "fuel": row.fuel,
        "fuel_raw": row.fuel_raw,
        "amount": plain(row.amount),
        "amount_unit": row.amount_unit,
        "period_start": row.part_start.isoformat(),
        "period_end": row.part_end.isoformat(),
        "factor": plain(row.factor),
        "share_low": plain(row.share_low),
        "share_high": plain(row.share_high),
        "numerator": plain(row.numerator),
        "denominator": plain(row.denominator),
        "unknown": plain(row.unknown),
        "missing": row.unbounded,
        "place": row.place,
        "dispenses": list(row.exemptions),
    }
