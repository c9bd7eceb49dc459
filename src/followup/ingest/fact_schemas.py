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
    ("tonne_km", AMOUNT),
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
NIL_REPORT = _schema(("report_type", _TEXT), ("reason", _TEXT))
SCHEMAS = {
    "activity": ACTIVITY,
    "machine": MACHINE,
    "declared_share": DECLARED_SHARE,
    "certificate": CERTIFICATE,
    "nil_report": NIL_REPORT,
}
