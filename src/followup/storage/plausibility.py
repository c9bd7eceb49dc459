"""Questions to an incoming report that only the reports already stored can raise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.sqltext import text

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

    ``frames`` are the tables they name (``incoming``, ``listed``). The stored rows that may
    matter are looked up once, as ``held``; the views cost more than the checks.
    """
    with cursor(database) as own:
        for name, frame in frames.items():
            own.register(name, frame)
        for name in ("held", "bound"):
            query = text("plausibility", name)
            own.execute(query, _named(query, given))
        rules = own.execute("SELECT part, high FROM bound WHERE subject = 'any_report'").fetchall()
        known = {**given, **dict(rules)}
        needless = _needless(own, given)

        def ask(check: str) -> list[dict[str, Any]]:
            return [] if check in needless else _rows(own, text("plausibility", check), known)

        yield ask


def _needless(own: Cursor, given: Mapping[str, object]) -> set[str]:
    """The checks against rows that nobody holds: to look costs less than to ask them."""
    found = own.execute(
        "SELECT bool_or(contract != $contract), "
        "bool_or(contract = $contract AND reporter = $reporter) FROM held",
        {name: given[name] for name in ("contract", "reporter")},
    ).fetchone()
    others, earlier = found or (False, False)
    needs = {"contracts": others, "copies": earlier, "odometers": others or earlier}
    return {check for check, is_held in needs.items() if not is_held}


def _rows(own: Cursor, query: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
    found = own.execute(query, _named(query, given))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _named(query: str, given: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if f"${name}" in query}
