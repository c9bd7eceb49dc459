"""Vehicle identities of a table, and which of them are no registration at all."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.coerce import codes_of, flags, spread
from followup.ingest.headers import names_plate
from followup.ingest.layout import report_type, word_keys
from followup.ingest.numbers import is_nothing
from followup.ingest.plates import is_nordic, is_plate, normalise
from followup.ingest.recognise import Region
from followup.ingest.sections import headed_vehicles, in_titles, plate_in, said_above
from followup.ingest.table_map import Mapped
from followup.ingest.words import clean, key, tokens

_PARTS = re.compile(r"[,;:()–]|\s-\s")
NORDIC_FILE = 0.8  # from this share of Nordic plates on, another form is a slip of the pen
FEW_PLATES = 0.2  # below this share the column holds internal numbers


def raw_vehicles(
    region: Region, rows: np.ndarray, amount: Mapped | None = None
) -> tuple[pa.StringArray, bool]:
    """The vehicle cells of each row, and whether their column is one for registrations."""
    if amount and amount.amount and amount.amount.vehicle:
        return pa.array([amount.amount.vehicle] * len(rows), pa.string()), True
    where = pa.array(rows - region.start)
    for name in ("vehicle_id", "fleet_number"):
        if column := region.table.first(name):
            own = region.sheet.columns[column.index].take(rows).shown
            headed = headed_vehicles(region)
            texts = own if headed is None else pc.coalesce(own, headed.take(where))
            return texts, name == "vehicle_id"
    plate = in_titles(region, names_plate) or _plate_in_titles(region)
    if (heads := said_above(region, names_plate, plate_in)) is not None:
        return pc.fill_null(heads.take(where), plate) if plate else heads.take(where), True
    if plate:
        return pa.array([plate] * len(rows), pa.string()), True
    return pa.nulls(len(rows), pa.string()), False


def raw_texts(region: Region, rows: np.ndarray, name: str) -> pa.StringArray:
    """What each row says in a field, in the report's own words: a place, a receipt, a buyer."""
    column = region.table.first(name)
    if column is None:
        return pa.nulls(len(rows), pa.string())
    said = pc.utf8_trim_whitespace(region.sheet.columns[column.index].take(rows).shown)
    return pc.if_else(pc.equal(said, ""), pa.scalar(None, pa.string()), said)


def _plate_in_titles(region: Region) -> str | None:
    """The one plate that a title names after the word for a vehicle: "Fordon ABC 123, HVO100"."""
    words = report_type("fuel").fields["vehicle_id"].keys
    found: dict[str, str] = {}
    for part in (part for title in region.titles for part in _PARTS.split(clean(title))):
        word, _, rest = part.strip().partition(" ")
        if key(word) in words and names_plate(rest):
            found[normalise(rest)] = rest
    return next(iter(found.values())) if len(found) == 1 else None


def settle_vehicles(
    raw: pa.StringArray, is_registration: np.ndarray
) -> tuple[pa.StringArray, np.ndarray, np.ndarray]:
    """Normalised ids, where a registration is invalid, and where one is missing.

    Internal numbers are kept as they are; a plate from abroad is no error. An invalid
    registration gives no id: its text stays in ``vehicle_raw``.
    """
    words, codes = codes_of(raw)
    plates = ["" if is_nothing(word) else normalise(word) for word in words]
    used = {plates[code] for code in set(codes[is_registration].tolist()) if code >= 0} - {""}
    likely = [plate for plate in used if is_plate(plate)]
    expects = bool(likely) and len(likely) >= FEW_PLATES * len(used)
    nordic = sum(map(is_nordic, likely)) >= NORDIC_FILE * len(likely) and len(likely) >= 3
    vessel = [not word_keys("vessel_words").isdisjoint(tokens(word)) for word in words]
    valid = [
        is_nordic(plate) or (is_plate(plate) and not nordic and not is_vessel)
        for plate, is_vessel in zip(plates, vessel, strict=True)
    ]
    wrong = flags([bool(p) and not ok for p, ok in zip(plates, valid, strict=True)], codes)
    invalid = wrong & is_registration & expects
    missing = (flags([not p for p in plates], codes) | (codes < 0)) & is_registration
    ids = spread([p or None for p in plates], codes, pa.string())
    return pc.if_else(pa.array(invalid), pa.scalar(None, pa.string()), ids), invalid, missing
