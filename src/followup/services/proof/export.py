"""A proof to take away: the workbook with living formulas, and the files as they were received."""

from __future__ import annotations

from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.i18n.text import period_label, t
from followup.reference.catalogue import Catalogue
from followup.render.proof_workbook import (
    AMOUNTS,
    FACTORS,
    PLACES,
    SUMS,
    BookRow,
    ProofBook,
    RowRule,
    write,
)
from followup.services.dispens.text import why_words
from followup.services.installation import Installation
from followup.services.proof import lines as proof_lines
from followup.services.proof import text as proof_text
from followup.services.proof.explain import Proof, ProofRow
from followup.storage import files_seen

# What forbids a comparison, whatever the sums say.
HINDRANCES = frozenset(
    {
        "dispens",
        "period_not_finished",
        "report_not_due",
        "no_activity",
        "no_report_expected",
        "missing_report",
        "declared_only",
        "evidence_missing",
        "not_on_market",
        "review_due",
        "monthly_rows_needed",
        "net_negative",
    }
)
# How a row counts, by its basis; whatever is not here is counted one by one.
RULES: dict[str, RowRule] = {
    "energy": "product",
    "volume": "product",
    "distance": "product",
    "reports": "on_time",
}


def workbook(proof: Proof, catalogue: Catalogue, lang: str) -> bytes:
    """The proof as an Excel workbook that computes it anew."""
    return write(book(proof, catalogue, lang))


def book(proof: Proof, catalogue: Catalogue, lang: str) -> ProofBook:
    """What the workbook says, in a language."""
    found = proof.assessment
    return ProofBook(
        title=t("proof.title", lang),
        lines=tuple((line.label, line.text) for line in proof_lines.lines(proof, lang)),
        rule="given" if found.unit == "declared" else RULES.get(found.spec.basis, "given"),
        rows=tuple(_row(row, proof, lang) for row in proof.rows),
        excluded=tuple(_row(row, proof, lang) for row in proof.excluded),
        factors=tuple(
            (f.fuel, f.factor, f.factor_source, f.share, f.share_status, f.share_source)
            for f in proof_text.factor_lines(proof, catalogue, lang)
        ),
        limit=found.limit,
        scale=found.spec.scale,
        times=found.spec.times,
        comparator=found.comparator,
        numerator=found.measured.numerator,
        denominator=found.measured.denominator,
        unknown=found.measured.unknown,
        share_low=found.measured.low,
        share_high=found.measured.high,
        hindrance=_hindrance(found, lang),
        verdict=found.verdict,
        words=_words(lang),
    )


def file_name(proof: Proof) -> str:
    """A name for the workbook that any file system takes."""
    found = proof.assessment
    words = f"{found.requirement}_{found.period}"
    return "".join(c if c.isalnum() or c in "-._" else "_" for c in words) + ".xlsx"


def original(installation: Installation, sha256: str) -> bytes:
    """A file as it was received. Raises as ``files_seen.opened``."""
    return files_seen.opened(installation.database, installation.settings.originals, sha256)


def _hindrance(found: Assessment, lang: str) -> str:
    codes = [code for code in found.reasons if code in HINDRANCES]
    return " ".join(proof_text.reason_words(codes, lang))


def _words(lang: str) -> dict[str, str]:
    own = (
        "missing", "why", "limit", "missing_rows", "hindrance", "verdict_here", "verdict_app",
        "precision", "precision_note",
    )  # fmt: skip
    headings = (*PLACES, *AMOUNTS, *SUMS, *FACTORS, *own)
    words = {code: t(f"proof.column.{code}", lang) for code in headings}
    for sheet in ("proof", "rows", "excluded", "factors"):
        words[f"sheet_{sheet}"] = t(f"proof.sheet.{sheet}", lang)
    for verdict in ("met", "not_met", "not_assessable", "not_due", "exempt"):
        words[verdict] = t(f"verdict.{verdict}", lang)
    return words


def _row(row: ProofRow, proof: Proof, lang: str) -> BookRow:
    return BookRow(
        places=places(row, lang),
        amount=row.amount,
        unit=unit_name(row.amount_unit, lang),
        factor=row.factor,
        share_low=row.share_low,
        share_high=row.share_high,
        numerator=row.numerator,
        denominator=row.denominator,
        unknown=row.unknown,
        missing=t(f"reason.{row.unbounded}", lang) if row.unbounded else "",
        why=why_words(row, proof, lang),
    )


def places(row: ProofRow, lang: str) -> tuple[str, ...]:
    """Where a row stands and what it said, as texts in the order of the workbook's columns."""
    return (
        row.file or t("proof.no_file", lang),
        row.sheet or "",
        "" if row.row is None else str(row.row),
        row.column or "",
        row.cell or "",
        row.vehicle_id or "",
        row.fuel_raw or "",
        proof_text.fuel_name(row.fuel, lang) if row.fuel else "",
        period_label(Period(row.part_start, row.part_end), lang),
    )


def unit_name(unit: str | None, lang: str) -> str:
    """A unit in words; empty where a row states none."""
    known = {"days": "day"}
    return "" if unit is None else t(f"unit.{known.get(unit, unit)}", lang)
