"""What one version of a report says otherwise than another: rows new, gone and changed.

``compare`` is a plain function of two tables of facts. A report is a bag of facts: where a row
stands, how its words were spelled and in which order it came say nothing of what was delivered,
so a file that was only sorted or saved in another format shows no difference.

What is left when equal facts have met is paired, the best likeness first, so that a corrected
amount is one changed row and not one gone and one new. Everything is done on whole columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.facts import REPORT_FACTS
from followup.domain.period import Period
from followup.services.installation import Installation
from followup.services.report import reports
from followup.services.report.reports import Total
from followup.storage import submissions
from followup.storage.submissions import Submission

# Where a row stands and what was remarked about it; neither is part of what it says.
PLACE = ("sheet", "row", "column", "cell")
REMARKS = ("findings", "submission")
# Who, what, when and how much, in whatever kind of fact has them.
WHO = ("vehicle_id", "vehicle_raw", "machine_id", "certificate_number")
_WHAT = ("fuel", "fuel_raw", "share_of", "certificate_kind", "product_group", "packaging_type",
         "packaging_class", "item_group", "acquisition", "kitchen", "waste_scope")  # fmt: skip
DAYS = ("period_start", "period_end")
_AMOUNT = ("quantity", "share", "weight_kg", "units", "pieces", "waste_kg")
# Two rows are taken for versions of one row when all of these agree, tried in this order. The
# second part must be told at all: two rows that both lack it are not alike for that.
_LIKENESSES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((*WHO, *_WHAT, *DAYS, *_AMOUNT), ()),
    ((*WHO, *_WHAT, *DAYS), ()),
    ((*WHO, *DAYS, *_AMOUNT), _AMOUNT),
    ((*WHO, *DAYS), WHO),
    ((*WHO, *_WHAT, *_AMOUNT), _AMOUNT),
    ((*_WHAT, *DAYS, *_AMOUNT), _AMOUNT),
    ((*WHO, *_WHAT), WHO),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are new, gone, changed and the same."""

    new: int
    gone: int
    changed: int
    unchanged: int

    @property
    def differs(self) -> bool:
        """True when any row says something else."""
        return bool(self.new or self.gone or self.changed)

    @property
    def had_rows(self) -> bool:
        """True when there was anything to differ from."""
        return bool(self.gone or self.changed or self.unchanged)


@dataclass(frozen=True, slots=True)
class Sum:
    """A fuel's total before and after; None where no row of it was there."""

    fuel: str | None
    unit: str | None
    before: Total | None
    after: Total | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows that differ, as facts with the place each has in its own file.

    ``before`` and ``after`` hold the changed rows, line by line; ``vehicles`` counts those of a
    vehicle list before and after.
    """

    new: pa.Table
    gone: pa.Table
    before: pa.Table
    after: pa.Table
    unchanged: int
    sums: tuple[Sum, ...] = ()
    vehicles: tuple[int, int] | None = None

    @property
    def counts(self) -> Counts:
        """How many rows of each sort."""
        changed = self.before.num_rows
        return Counts(self.new.num_rows, self.gone.num_rows, changed, self.unchanged)


def compared_columns(facts: pa.Table) -> list[str]:
    """The columns that say what was delivered."""
    return [name for name in facts.column_names if name not in (*PLACE, *REMARKS)]


def said(facts: pa.Table, period: Period) -> pa.Table:
    """The facts as they count: rows without days have the report's own, and a spelling says
    something only where nobody has understood it.
    """
    for name, day in zip(DAYS, (period.start, period.end), strict=True):
        if name in facts.column_names:
            facts = _put(facts, name, pc.fill_null(facts[name], pa.scalar(day, pa.date32())))
    for raw in (n for n in facts.column_names if n.endswith("_raw")):
        stem = raw.removesuffix("_raw")
        for name in (stem, f"{stem}_id"):
            if name in facts.column_names:
                known = pc.is_valid(facts[name])
                facts = _put(
                    facts, raw, pc.if_else(known, pa.scalar(None, pa.string()), facts[raw])
                )
    return facts


def compare(old: pa.Table, new: pa.Table) -> Difference:
    """What turns the old rows into the new ones; the tables come from ``said``."""
    old = old.select(new.column_names).cast(new.schema)
    columns = compared_columns(new)
    same = _pairs(*_codes(old, new, columns))
    left_old = _sorted(old, _without(old.num_rows, same[0]), columns)
    left_new = _sorted(new, _without(new.num_rows, same[1]), columns)
    before, after = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for alike, told in _LIKENESSES:
        if not len(left_old) or not len(left_new):
            break
        first, second = _alike(old.take(left_old), new.take(left_new), alike, told)
        before.append(left_old[first])
        after.append(left_new[second])
        left_old, left_new = np.delete(left_old, first), np.delete(left_new, second)
    changed_old, changed_new = np.concatenate(before), np.concatenate(after)
    order = np.argsort(changed_new)
    return Difference(
        new=new.take(np.sort(left_new)),
        gone=old.take(np.sort(left_old)),
        before=old.take(changed_old[order]),
        after=new.take(changed_new[order]),
        unchanged=len(same[0]),
    )


def changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """The fields of a changed row that say something else, places and remarks aside."""
    skipped = (*PLACE, *REMARKS)
    return tuple(n for n in after if n not in skipped and before.get(n) != after[n])


def _put(facts: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return facts.set_column(facts.column_names.index(name), facts.field(name), column)


def _codes(old: pa.Table, new: pa.Table, columns: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """A number for every row, the same where all the columns agree; unknown equals unknown."""
    codes = np.zeros(old.num_rows + new.num_rows, np.int64)
    for name in columns:
        both = pa.chunked_array([*old[name].chunks, *new[name].chunks], new[name].type)
        coded = both.combine_chunks().dictionary_encode()
        size = len(coded.dictionary)
        own = np.asarray(coded.indices.fill_null(size)).astype(np.int64)
        # Made dense after each column, so that the product never outgrows its 64 bits.
        dense = pa.array(codes * (size + 1) + own).dictionary_encode()
        codes = np.asarray(dense.indices).astype(np.int64)
    return codes[: old.num_rows], codes[old.num_rows :]


def _pairs(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of equal code, the nth of one side with the nth of the other; each is used once."""
    most = max(len(first), len(second)) + 1
    found = np.intersect1d(
        _nth(first, most), _nth(second, most), assume_unique=True, return_indices=True
    )
    return found[1], found[2]


def _nth(codes: np.ndarray, most: int) -> np.ndarray:
    """Each row's code together with how many rows of that code stand before it."""
    order = np.argsort(codes, kind="stable")
    place = np.arange(len(codes))
    starts = np.r_[True, np.diff(codes[order]) != 0][: len(codes)]
    found = np.empty(len(codes), np.int64)
    found[order] = place - np.maximum.accumulate(np.where(starts, place, 0))
    return codes * most + found


def _without(size: int, used: np.ndarray) -> np.ndarray:
    return np.delete(np.arange(size), used)


def _sorted(facts: pa.Table, rows: np.ndarray, columns: Sequence[str]) -> np.ndarray:
    """The rows in the order of what they say, so that the order of the file decides nothing."""
    keys = [(name, "ascending") for name in columns]
    order = pc.sort_indices(facts.select(columns).take(rows), sort_keys=keys)
    return np.asarray(rows[np.asarray(order)])


def _alike(
    old: pa.Table, new: pa.Table, alike: Sequence[str], told: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    columns = [name for name in alike if name in new.column_names]
    first, second = (_telling(facts, told) for facts in (old, new))
    codes = _codes(old.take(first), new.take(second), columns)
    pairs = _pairs(*codes)
    return first[pairs[0]], second[pairs[1]]


def _telling(facts: pa.Table, told: Sequence[str]) -> np.ndarray:
    """The rows in which at least one of the columns is known; all rows where none is asked for."""
    if not told:
        return np.arange(facts.num_rows)
    known = np.zeros(facts.num_rows, bool)
    for name in told:
        if name in facts.column_names:
            known |= np.asarray(pc.is_valid(facts[name]))
    return np.flatnonzero(known)


def incoming(
    installation: Installation, report: Submission, facts: pa.Table, supersedes: Sequence[str]
) -> Difference:
    """What a report on its way in changes in those it takes the place of."""
    of_contract = submissions.every(installation.database, contract=report.contract)
    old = [s for s in of_contract if s.submission in supersedes]
    return _weighed(_stored(installation, old, facts.slice(0, 0)), said(facts, report.period))


def between(installation: Installation, old: Submission, new: Submission) -> Difference:
    """What one stored report says otherwise than another of the same kind."""
    after = _stored(installation, [new])
    return _weighed(_stored(installation, [old], after.slice(0, 0)), after)


def _stored(
    installation: Installation, stored: Sequence[Submission], empty: pa.Table | None = None
) -> pa.Table:
    """The facts of stored reports together, as they count."""
    tables = [
        said(submissions.facts(installation.database, s.submission, kind), s.period)
        for s in stored
        if (kind := REPORT_FACTS[s.report_type])
    ]
    return pa.concat_tables(tables) if tables or empty is None else empty


def _weighed(old: pa.Table, new: pa.Table) -> Difference:
    found = compare(old, new)
    sums: tuple[Sum, ...] = ()
    vehicles = None
    if "quantity" in new.column_names and "fuel" in new.column_names:
        sums = _sums(reports.totals(old), reports.totals(new))
    elif "drivetrain" in new.column_names:
        vehicles = (reports.vehicles(old), reports.vehicles(new))
    return Difference(
        found.new, found.gone, found.before, found.after, found.unchanged, sums, vehicles
    )


def _sums(before: Iterable[Total], after: Iterable[Total]) -> tuple[Sum, ...]:
    old = {(total.fuel, total.unit): total for total in before}
    new = {(total.fuel, total.unit): total for total in after}
    keys = sorted({*old, *new}, key=lambda key: (key[0] or "~", key[1] or ""))
    return tuple(Sum(*key, old.get(key), new.get(key)) for key in keys)
