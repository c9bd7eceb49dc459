"""The facts of every kind in a file, out of its tables; which are kept, and the days they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.period import Period
from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts, assemble_fuel
from followup.ingest.fuel import FuelPart, read_fuel
from followup.ingest.kinds import READERS, SPOKEN, by_kind
from followup.ingest.layout import report_type
from followup.ingest.numbers import is_nothing
from followup.ingest.recaps import without_recaps
from followup.ingest.recognise import Region
from followup.ingest.shown import Sorted


def facts_of(lots: Sequence[Sorted], asked: Asked) -> tuple[dict[str, Facts], list[FuelPart]]:
    """Facts of every kind, and the parts of the fuel facts for the control of totals."""
    facts: dict[str, Facts] = {}
    by_type: dict[str, list[tuple[Region, np.ndarray]]] = {}
    for region, rows in lots:
        if len(rows.facts):
            by_type.setdefault(region.table.type, []).append((region, rows.facts))
    fuel = [one for name, own in by_type.items() if _is_fuel(name) for one in own]
    parts, wrong = without_recaps(
        [part for region, rows in asked.in_time(fuel) for part in read_fuel(region, rows, asked)]
    )
    for kind, regions in by_kind(by_type).items():
        if kind == "fuel_delivery":
            facts[kind] = _in_rows(assemble_fuel(parts, asked)) if parts else Facts(pa.table({}))
            facts[kind].findings += wrong
        else:
            facts[kind] = READERS[kind](regions, asked)
    return facts, parts


def _is_fuel(type_name: str) -> bool:
    return report_type(type_name).fact == "fuel_delivery"


def _in_rows(facts: Facts) -> Facts:
    """Facts of one row beside each other, though read column by column."""
    table = facts.table
    sheets = {s: n for n, s in enumerate(pc.unique(table.column("sheet")).to_pylist())}
    order = pa.array([sheets[s] for s in table.column("sheet").to_pylist()], pa.int32())
    keyed = table.append_column("_order", order)
    index = pc.sort_indices(keyed, [("_order", "ascending"), ("row", "ascending")])
    return Facts(table.take(index), facts.findings, facts.questions)


def tables_of(facts: Mapping[str, Facts]) -> dict[str, pa.Table]:
    """The facts by kind; none at all where fuel without a single amount is all there is."""
    tables = {kind: f.table for kind, f in facts.items() if f.table.num_rows}
    if tables.keys() == {"fuel_delivery"} and not _holds_amounts(tables["fuel_delivery"]):
        return {}
    return tables


def _holds_amounts(table: pa.Table) -> bool:
    """True when any row states an amount, or a text where one should be ("enligt faktura")."""
    if table.column("quantity").null_count < table.num_rows:
        return True
    cells = pc.unique(table.column("cell").drop_null()).to_pylist()
    return not all(map(is_nothing, cells))


def outside(facts: Mapping[str, Facts], period: Period | None) -> set[str]:
    """The finding about a file with rows outside the period that was stated for it."""
    leaves = period and any(_leaves(kind.table, period) for kind in facts.values())
    return {"rows_outside_period"} if leaves else set()


def _leaves(table: pa.Table, period: Period) -> bool:
    """True when a row's own days lie outside the period that was stated for the file."""
    if "period_start" not in table.column_names:
        return False
    early = pc.less(table.column("period_start"), pa.scalar(period.start, pa.date32()))
    late = pc.greater(table.column("period_end"), pa.scalar(period.end, pa.date32()))
    return bool(pc.any(early).as_py() or pc.any(late).as_py())


def span(tables: Mapping[str, pa.Table]) -> Period | None:
    """From the first day the fuel rows name to the last; other kinds speak where no fuel does."""
    for kind in SPOKEN:
        if kind in tables:
            low = pc.min(tables[kind].column("period_start")).as_py()
            high = pc.max(tables[kind].column("period_end")).as_py()
            if low and high and low <= high:
                return Period(low, high)
    return None
