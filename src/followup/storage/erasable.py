"""What of each table is erased with a contract: which rows are its own, and what becomes of them.

Amounts, days and codes stay. ``$column`` is the column itself; ``erased`` in a cursor are the signs
that stand for numbers, and the new texts of JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from followup.domain.retention import ERASED

OF_CONTRACT: Final = "contract = $contract"
OF_REPORT: Final = (
    "submission IN (SELECT submission FROM store.main.submission WHERE contract = $contract)"
)
OF_CASE: Final = (
    "deviation IN (SELECT deviation FROM store.main.deviation WHERE contract = $contract)"
)
_DRAWN: Final = (
    "spot_check IN (SELECT spot_check FROM store.main.spot_check WHERE contract = $contract)"
)
_DISCLOSED: Final = f"act_id IN (SELECT act_id FROM store.main.disclosure WHERE {OF_REPORT})"  # noqa: S608
_ANSWERED: Final = "act_id IN (SELECT act_id FROM store.main.submission WHERE contract = $contract)"
# What takes the place of a value.
_NOTHING: Final = "NULL"
_MARK: Final = f"CASE WHEN $column != '' THEN '{ERASED}' ELSE $column END"
SIGN: Final = "getvariable('erased')[$column]"
PLACE: Final = "getvariable('erased')[lower(trim($column))]"
SIGNS: Final = "list_transform($column, lambda x: getvariable('erased')[x])"


def _understood(code: str) -> str:
    return f"CASE WHEN $column IS NOT NULL THEN coalesce({code}, {SIGN}) END"


_CELL: Final = {"cell": _NOTHING}
_NUMBER: Final = {**_CELL, "vehicle_id": SIGN, "vehicle_raw": _NOTHING}
_FUEL: Final = {"fuel_raw": _understood("fuel")}
# Each table with the rows that are the contract's and what becomes of each column.
CHANGED: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "fuel_delivery": (OF_REPORT, {**_NUMBER, **_FUEL, "place": PLACE, "receipt": _NOTHING}),
    "vehicle": (OF_REPORT, {
        **_NUMBER, "make_model": _NOTHING, "drivetrain_raw": _understood("drivetrain"),
    }),
    "activity": (OF_REPORT, {**_NUMBER, **_FUEL}),
    "machine": (OF_REPORT, {
        **_CELL, **_FUEL, "machine_id": SIGN, "make_model": _NOTHING,
        "stage_raw": _understood("stage"),
    }),
    "declared_share": (OF_REPORT, {**_CELL, **_FUEL}),
    "certificate": (OF_REPORT, _CELL),
    "packaging": (OF_REPORT, {
        **_CELL, "packaging_class_raw": _understood("packaging_class"),
    }),
    "furniture": (OF_REPORT, {**_CELL, "acquisition_raw": _understood("acquisition")}),
    "food_waste": (OF_REPORT, {**_CELL, "waste_scope_raw": _understood("waste_scope")}),
    "submission": (OF_CONTRACT, {"file_name": _MARK, "received_reason": _MARK}),
    "nil_report": (OF_CONTRACT, {"reason": _MARK, "file_name": _MARK}),
    "exemption": (OF_CONTRACT, {
        "vehicle_id": SIGN, "vehicles": SIGNS, "place": PLACE, "reason": _MARK, "note": _MARK,
        "approved_by": _MARK,
    }),
    "procured_vehicle": (OF_CONTRACT, {"vehicle_id": SIGN}),
    "evidence_given": (OF_CONTRACT, {"seen": _MARK, "given_by": _MARK}),
    "follow_up_held": (OF_CONTRACT, {"found": _MARK}),
    "double_claim_answer": (OF_CONTRACT, {"thing": SIGN, "reason": _MARK}),
    "division": (OF_CONTRACT, {"note": _MARK}),
    "index_adjustment": (OF_CONTRACT, {"note": _MARK}),
    "borrowed_check": (OF_CONTRACT, {"reason": _MARK}),
    "deviation_step": (OF_CASE, {"reason": _MARK, "detail": SIGN}),
    "spot_check_row": (OF_CONTRACT, {
        "vehicle_id": SIGN, "file_name": _MARK, "fuel_raw": _understood("fuel"),
    }),
    "spot_check_sent": (_DRAWN, {"sent_to": _MARK}),
    "spot_check_outcome": (_DRAWN, {"note": _MARK, "kept_at": _MARK}),
    "contract": (OF_CONTRACT, {
        "responsible": _MARK, "grade_reason": _MARK, "supplier_org_number": SIGN,
    }),
    "secrecy_request": (OF_REPORT, {"header": _MARK, "reason": _MARK, "asked_by": _MARK}),
    "disclosure": (OF_REPORT, {"asked_by": _MARK}),
    "disclosure_column": (_DISCLOSED, {"header": _MARK, "reason": _MARK}),
    "contract_score": (OF_CONTRACT, {"reason": _MARK}),
    "contract_subcontractor": (OF_CONTRACT, {"org_number": SIGN}),
}  # fmt: skip
# What goes as a whole: what was said of cells, and what was answered about the supplier's words.
REMOVED: Final = {"finding": OF_REPORT, "remembered": _ANSWERED}
# What vehicles and machines are known by, which stands in the texts of cases too.
NUMBERS: Final = frozenset({"vehicle_id", "machine_id", "vehicles", "thing"})
# Of these only a person's own number goes, which a sole trader's is.
ORG_NUMBERS: Final = ("supplier_org_number", "org_number")
# Keys of a step that hold words or names.
STEP_WORDS: Final = ("sent_to", "attendees", "what", "responsible", "file_name", "evidence",
                 "legal_note", "lesson")  # fmt: skip
# A contract's tables in which nothing is erased: they hold its parties, days, codes and amounts, or
# sums that are made anew from rows.
STAYS: Final = frozenset({
    "contract_buyer", "contract_extension", "deviation", "division_part", "erasure", "fuel_month",
    "fuel_vehicle_month", "index_clause", "reminder_sent", "reporter", "supersession",
})  # fmt: skip
