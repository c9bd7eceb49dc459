"""The words of a table's text columns, each once, and the rows where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.recognise import Region


@dataclass(frozen=True, slots=True)
class WordColumn:
    """A column of words: the field it was mapped to, or none, and its words by code."""

    field: str
    coded: pa.DictionaryArray

    def rows(self, hits: pa.BooleanArray) -> np.ndarray:
        """The rows of the words that ``hits`` says True of; an empty cell is none of them."""
        found = pc.fill_null(hits.take(self.coded.indices), False)
        return np.asarray(found).astype(bool)


@dataclass(frozen=True, slots=True)
class RowWords:
    """The columns of words of a table of ``size`` rows, those without a word left out.

    To compile a pattern costs more than to try it on the words of a usual file, so it is tried
    on those of all columns at once, and only once.
    """

    size: int
    each: tuple[WordColumn, ...]
    _tried: dict[str, pa.BooleanArray] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region) -> RowWords:
        """The words of a table's rows."""
        size = region.stop - region.start
        fields = {column.index: column.field for column in region.table.columns}
        texts = (
            (fields.get(i, ""), region.sheet.columns[i].text.slice(region.start, size))
            for i in region.labels
        )
        return cls(
            size,
            tuple(WordColumn(f, t.dictionary_encode()) for f, t in texts if t.null_count < len(t)),
        )

    def fitting(self, pattern: str) -> Iterator[pa.BooleanArray]:
        """For each column which of its words fit a pattern."""
        words = [column.coded.dictionary for column in self.each]
        if not words:
            return
        if pattern not in self._tried:
            every = pa.concat_arrays(words)
            self._tried[pattern] = pc.match_substring_regex(every, pattern)
        ends = np.cumsum([0, *map(len, words)]).tolist()
        for start, stop in pairwise(ends):
            yield self._tried[pattern].slice(start, stop - start)
