"""Questions to an incoming report that only the reports already stored can raise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.sqltext import text

_NONE_HELD = pa.schema(
    [
        pa.field("submission", pa.string()),
        pa.field("contract", pa.string()),
        pa.field("reporter", pa.string()),
        pa.field("vehicle_id", pa.string()),
        pa.field("fuel", pa.string()),
        pa.field("quantity", pa.decimal128(18, 3)),
        pa.field("unit", pa.string()),
        pa.field("period_start", pa.date32()),
        pa.field("period_end", pa.date32()),
        pa.field("odometer_km", pa.decimal128(18, 3)),
        pa.field("findings", pa.string()),
        pa.field("is_duplicate", pa.bool_()),
        pa.field("receipt", pa.string()),
    ]
).empty_table()

Ask = Callable[[str], list[dict[str, Any]]]


def listed(database: Database, given: Mapping[str, object]) -> list[dict[str, Any]]:
    """Vehicles (``vehicle_id``, ``category``) of a contract's lists in force over some days."""
    query = text("plausibility", "listed")
    with cursor(database) as own:
        return _rows(own, query, given)


@contextmanager
def beside(
    database: Database, frames: Mapping[str, pa.Table], given: Mapping[str, object]
) -> Iterator[Ask]:
    """A way to ask the checks in ``sql/plausibility`` about an incoming report.

    ``frames`` are the tables they name (``incoming``, ``receipts``, ``listed``). The stored rows
    that may matter are looked up once, as ``held``; the views cost more than the checks.
    """
    with cursor(database) as own:
        for name, frame in frames.items():
            own.register(name, frame)
        if _is_alone(own, given):
            own.register("held", _NONE_HELD)
        else:
            _look_up(own, "held", given)
        _look_up(own, "bound", given)
        rules = own.execute("SELECT part, high FROM bound WHERE subject = 'any_report'").fetchall()
        known = {**given, **dict(rules)}
        needless = _needless(own, given)

        def ask(check: str) -> list[dict[str, Any]]:
            return [] if check in needless else _rows(own, text("plausibility", check), known)

        yield ask


def _is_alone(own: Cursor, given: Mapping[str, object]) -> bool:
    """Whether no report ever stored is of the contract or names a vehicle of the incoming one.

    The tables say so sooner than the views.
    """
    query = text("plausibility", "alone")
    return own.execute(query, _named(query, given)).fetchall() == [(True,)]


def _look_up(own: Cursor, name: str, given: Mapping[str, object]) -> None:
    query = text("plausibility", name)
    own.execute(query, _named(query, given))


def _needless(own: Cursor, given: Mapping[str, object]) -> set[str]:
    """The checks against rows that nobody holds: to look costs less than to ask them."""
    found = own.execute(
        "SELECT bool_or(contract != $contract), "
        "bool_or(contract = $contract AND reporter = $reporter) FROM held",
        {name: given[name] for name in ("contract", "reporter")},
    ).fetchone()
    others, earlier = found or (False, False)
    needs = {
        "contracts": others,
        "receipts": others,
        "copies": earlier,
        "odometers": others or earlier,
    }
    return {check for check, is_held in needs.items() if not is_held}


def _rows(own: Cursor, query: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
    found = own.execute(query, _named(query, given))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _named(query: str, given: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if f"${name}" in query}
