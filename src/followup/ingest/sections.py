"""What lone cells and titles say of the rows below them: their fuel, vehicle or time."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from followup.ingest.coerce import spread
from followup.ingest.headers import names_plate
from followup.ingest.recognise import Region
from followup.ingest.vocabulary import look_up_fuel
from followup.ingest.words import clean, key

_PLATE = re.compile(r"(?<!\w)(?:[A-ZÅÄÖ]{3}[ -]?\d\d[A-Z0-9]|[A-Z]{2} ?\d\d ?\d{3})(?!\w)")
Naming = Callable[[str], bool]


def said_above(
    region: Region, names: Naming, part: Callable[[str], str] | None = None
) -> pa.StringArray | None:
    """For each row of the region the last lone cell above it that names something.

    ``part`` finds in a text what may name it; else that is what stands after its colon.
    """
    part = part or value_of
    filled = filled_cells(region)
    alone = np.nonzero(filled == 1)[0]
    heads: dict[int, str] = {}
    for index in region.labels:
        cells = region.sheet.columns[index].shown.take(pa.array(alone + region.start))
        pairs = zip(alone.tolist(), cells.to_pylist(), strict=True)
        heads |= {row: value for row, text in pairs if text and names(value := part(text))}
    # A name with nothing under it heads nothing: it is a row of its own, or a note.
    heads = {row: text for row, text in heads.items() if _has_rows(filled, row)}
    if not heads:
        return None
    last = np.full(len(filled), -1)
    for n, row in enumerate(sorted(heads)):
        last[row:] = n
    return spread([heads[row] for row in sorted(heads)], last, pa.string())


def _has_rows(filled: np.ndarray, row: int) -> bool:
    below = np.nonzero(filled[row + 1 :])[0]
    return bool(len(below)) and bool(filled[row + 1 + below[0]] > 1)


def filled_cells(region: Region) -> np.ndarray:
    """How many cells of each row of the region hold anything; none where its own are empty."""
    total = np.zeros(region.stop - region.start, dtype=np.int32)
    for index in region.own or region.labels:
        total += region.sheet.columns[index].filled[region.start : region.stop]
    return total


def names_fuel(text: str) -> bool:
    """True for a text that is the name of one fuel."""
    return look_up_fuel(text).code is not None


def value_of(text: str) -> str:
    """What stands after the colon of "Fordon: ABC123"; a text without one as it is."""
    label, colon, value = clean(text).partition(":")
    return value.strip() if colon and value.strip() else label.strip()


def plate_in(text: str) -> str:
    """The one plate of "Kort 7521, ABC 123"; without one what value_of gives."""
    whole = value_of(text)
    plates = {word for word in _PLATE.findall(text) if names_plate(word)}
    return plates.pop() if len(plates) == 1 and not names_plate(whole) else whole


def in_titles(region: Region, names: Naming) -> str | None:
    """The one thing named by the table's own titles, the sheet, or the sheet's first titles."""
    for texts in ((*region.titles, region.sheet.name or ""), region.context):
        said = [value for text in texts if names(value := value_of(text))]
        named = {look_up_fuel(value).code or key(value): value for value in said}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def vehicle_heads(region: Region) -> np.ndarray:
    """Rows with a lone vehicle that stands for the rows below, where its column is empty."""
    size = region.stop - region.start
    found = np.zeros(size, dtype=bool)
    column = region.table.first("vehicle_id")
    if column is None:
        return found
    cells = region.sheet.columns[column.index].rows(region.start, region.stop)
    filled = filled_cells(region)
    for row in np.nonzero((filled == 1) & cells.filled)[0].tolist():
        below = np.nonzero(filled[row + 1 :])[0]
        follows = len(below) and not cells.filled[row + 1 + below[0]]
        found[row] = bool(follows) and names_plate(cells.shown[row].as_py())
    return found


def headed_vehicles(region: Region) -> pa.StringArray | None:
    """For each row without a vehicle the lone one above it, up to the next that has its own."""
    heads = vehicle_heads(region)
    column = region.table.first("vehicle_id")
    if column is None or not heads.any():
        return None
    cells = region.sheet.columns[column.index].rows(region.start, region.stop)
    rows = np.arange(len(heads))
    last = np.maximum.accumulate(np.where(cells.filled, rows, -1))
    headed = (last >= 0) & heads[last]
    return cells.shown.take(pa.array(last, mask=~headed))
