"""The columns of each kind of fact besides fuel and vehicles, and what a kind is checked by."""

from __future__ import annotations

import pyarrow as pa

from followup.ingest.draft import ADDRESS, AMOUNT, FLAGS, SHARE

_DAYS = [pa.field("period_start", pa.date32()), pa.field("period_end", pa.date32())]


def _schema(*own: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema([*ADDRESS, *(pa.field(*one) for one in own), *_DAYS, *FLAGS])


_TEXT = pa.string()
ACTIVITY = _schema(
    ("vehicle_id", _TEXT), ("vehicle_raw", _TEXT), ("fuel", _TEXT), ("fuel_raw", _TEXT),
    ("distance_km", AMOUNT), ("hours", AMOUNT), ("trips", AMOUNT), ("person_km", AMOUNT),
    ("tonne_km", AMOUNT), ("buyer", _TEXT),
)  # fmt: skip
# ``stage`` is the engine's emission stage (I, II, IIIA, IIIB, IV, V); ``hours`` its running hours.
MACHINE = _schema(
    ("machine_id", _TEXT), ("category", _TEXT), ("make_model", _TEXT), ("stage", _TEXT),
    ("stage_raw", _TEXT), ("power_kw", AMOUNT), ("model_year", pa.int32()), ("hours", AMOUNT),
    ("fuel", _TEXT), ("fuel_raw", _TEXT),
)  # fmt: skip
# ``share_of`` is what is counted (domain.facts.ShareOf), ``basis`` what it is a share in
# (energy, volume, distance, vehicles); both None where nobody says.
DECLARED_SHARE = _schema(
    ("share", SHARE), ("share_of", _TEXT), ("basis", _TEXT), ("fuel", _TEXT), ("fuel_raw", _TEXT),
)  # fmt: skip
CERTIFICATE = _schema(
    ("certificate_kind", _TEXT), ("certificate_number", _TEXT), ("issuer", _TEXT),
    ("quantity", AMOUNT), ("unit", _TEXT),
)  # fmt: skip
# The classes are those of domain.facts; None where nobody says or nobody can read it.
PACKAGING = _schema(
    ("product_group", _TEXT), ("packaging_type", _TEXT), ("material", _TEXT),
    ("packaging_class", _TEXT), ("packaging_class_raw", _TEXT), ("weight_kg", AMOUNT),
    ("units", AMOUNT), ("rotations", AMOUNT), ("recycled_content", SHARE),
    ("is_separable", pa.bool_()), ("has_unwanted", pa.bool_()), ("returned_kg", AMOUNT),
)  # fmt: skip
# Money is in ``currency`` (SEK, DKK); ``co2_factor`` is kilograms CO2e a piece, with its source.
FURNITURE = _schema(
    ("item_group", _TEXT), ("acquisition", _TEXT), ("acquisition_raw", _TEXT), ("pieces", AMOUNT),
    ("purchase_value", AMOUNT), ("avoided_value", AMOUNT), ("currency", _TEXT),
    ("avoided_co2e_kg", AMOUNT), ("co2_factor", AMOUNT), ("co2_source", _TEXT),
    ("weight_kg", AMOUNT), ("is_ecolabelled", pa.bool_()), ("is_repaired", pa.bool_()),
    ("warranty_years", AMOUNT), ("taken_back_pieces", AMOUNT), ("disposed_pieces", AMOUNT),
    ("disposal_route", _TEXT),
)  # fmt: skip
FOOD_WASTE = _schema(
    ("kitchen", _TEXT), ("waste_scope", _TEXT), ("waste_scope_raw", _TEXT), ("waste_kg", AMOUNT),
    ("portions", AMOUNT), ("served_kg", AMOUNT),
)  # fmt: skip
NIL_REPORT = _schema(("report_type", _TEXT), ("reason", _TEXT))
SCHEMAS = {
    "activity": ACTIVITY,
    "machine": MACHINE,
    "declared_share": DECLARED_SHARE,
    "certificate": CERTIFICATE,
    "nil_report": NIL_REPORT,
    "packaging": PACKAGING,
    "furniture": FURNITURE,
    "food_waste": FOOD_WASTE,
}
