"""A problem in a supplier's data: a value with an address, never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "question", "note"]

# error: no fact possible from the row; question: unknown until answered; note: counts.
SEVERITY: Mapping[str, Severity] = {
    "ambiguous_date": "question",
    "ambiguous_number": "question",
    "ambiguous_period": "question",
    "approximate_value": "note",
    "buyer_not_named": "question",
    "buyer_unknown": "question",
    "consumption_implausible": "question",
    "certificate_elsewhere": "note",
    "certificate_in_two_contracts": "question",
    "certificate_with_other_buyer": "question",
    "control_total_mismatch": "note",
    "credit_note": "note",
    "credit_without_minus": "question",
    "date_in_future": "question",
    "date_system_1904": "note",
    "detail_left_out": "note",
    "duplicate_row": "note",
    "error_cell": "error",
    "explained": "note",
    "external_links": "note",
    "filling_exceeds_tank": "question",
    "formula_without_cached_value": "error",
    "fuel_needs_mapping": "question",
    "has_macros": "note",
    "hidden_row": "note",
    "hidden_sheet_with_data": "note",
    "implausible_odometer": "question",
    "implausible_quantity": "question",
    "implausible_year": "note",
    "invalid_date": "error",
    "invalid_registration": "note",
    "missing_date": "question",
    "missing_fuel": "question",
    "missing_period": "question",
    "missing_pieces": "note",
    "missing_registration": "note",
    "missing_value": "question",
    "negative_quantity": "note",
    "odometer_backwards": "question",
    "receipt_differs": "question",
    "receipt_in_two_contracts": "question",
    "receipt_missing": "note",
    "receipt_with_other_buyer": "question",
    "rows_outside_period": "note",
    "same_as_earlier_report": "question",
    "total_row_mixes_units": "note",
    "unit_not_for_fuel": "question",
    "unknown_unit": "question",
    "unknown_word": "question",
    "vehicle_in_two_contracts": "question",
    "vehicle_not_in_list": "question",
    "vehicle_with_other_buyer": "question",
    "vehicle_without_fuel": "note",
    "zero_quantity": "note",
}

# Questions that a person may answer by letting the reading in the record stand, and the field
# of the fact that must hold a reading for that. A row without a date belongs to the report's own
# days. What was never read (a fuel's name, a unit, an amount) cannot be accepted, only answered.
READING: Mapping[str, str | None] = {
    "ambiguous_date": "period_start",
    "ambiguous_number": "quantity",
    "buyer_not_named": None,
    "buyer_unknown": None,
    "certificate_in_two_contracts": None,
    "certificate_with_other_buyer": None,
    "consumption_implausible": None,
    "credit_without_minus": "quantity",
    "date_in_future": "period_start",
    "filling_exceeds_tank": "quantity",
    "implausible_odometer": None,
    "implausible_quantity": "quantity",
    "missing_date": None,
    "odometer_backwards": None,
    "receipt_in_two_contracts": None,
    "receipt_with_other_buyer": None,
    "same_as_earlier_report": None,
    "vehicle_in_two_contracts": None,
    "vehicle_not_in_list": None,
    "vehicle_with_other_buyer": None,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, where a spreadsheet shows it, and the text that stood there.

    ``row`` counts from 1 and ``column`` is a letter, as a spreadsheet shows them; both are
    None for a finding about a whole sheet or file. ``params`` fill the text ``finding.<code>``.
    """

    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much the finding weighs; the code decides."""
        return SEVERITY[self.code]

    @property
    def is_acceptable(self) -> bool:
        """Whether a person may answer by letting the reading stand, with a reason."""
        return self.code in READING
