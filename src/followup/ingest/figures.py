"""The amounts of a column as written, and which of them are sums of the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.coerce import read_amounts, round_amount
from followup.ingest.recognise import Region

# In thousandths: a total may be rounded to whole units where its parts are not.
ROUNDING = 510


@dataclass(frozen=True)
class Figures:
    """The amounts of a column in thousandths, where there are any, and its total rows."""

    values: np.ndarray
    known: np.ndarray
    is_total: np.ndarray

    def only(self, positions: np.ndarray) -> Figures:
        """The figures at some positions; the others as if they were not there."""
        kept = np.zeros_like(self.known)
        kept[positions] = True
        return Figures(self.values, self.known & kept, self.is_total)

    def is_sum(self, total: int, start: int, stop: int) -> bool:
        """True when the rows between two positions add up to a total."""
        inside = self.known[start:stop] & ~self.is_total[start:stop]
        return bool(inside.any()) and abs(self.add(start, stop) - total) <= ROUNDING

    def add(self, start: int, stop: int) -> int:
        """Sum of the rows between two positions, totals left out."""
        inside = self.known[start:stop] & ~self.is_total[start:stop]
        return int(self.values[start:stop][inside].sum())


def read_figures(region: Region, index: int, total_rows: np.ndarray) -> Figures:
    """The amounts of one column of a table as written, before units."""
    rows = np.arange(region.start, region.stop)
    values = round_amount(read_amounts(region.sheet.columns[index].take(rows)).values)
    known = np.asarray(pc.is_valid(values)).astype(bool)
    # Amounts stay below 10^12 (see coerce), so thousandths are exact in a double.
    whole = np.rint(np.nan_to_num(np.asarray(values.cast(pa.float64()))) * 1000).astype(np.int64)
    return Figures(whole, known, np.isin(rows, [*total_rows, *region.repeated]))


def unlabelled_totals(region: Region, nameless: np.ndarray) -> np.ndarray:
    """Rows that name nothing and hold the sum of the rows above them.

    ``nameless`` marks, by position, rows with an amount and no vehicle, fuel, unit or day.
    """
    found = np.zeros(len(nameless), dtype=bool)
    amounts = region.table.all("quantity")
    if not amounts or not nameless.any():
        return found
    figures = read_figures(region, amounts[0].index, np.zeros(0, dtype=np.int64))
    after = 0
    for position in np.nonzero(nameless)[0].tolist():
        stated = int(figures.values[position])
        if any(figures.is_sum(stated, start, position) for start in (after, 0)):
            found[position] = figures.is_total[position] = True
            after = position + 1
    return found
