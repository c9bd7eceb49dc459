"""Tables of one layout together, and what an answer about a column says of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from followup.ingest.draft import Draft, TableRead

NOT_USED: Final = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Tables of one layout, which one answer concerns; ``names`` begin the answers' names."""

    table: TableRead
    names: tuple[str, ...]

    def answers(self, column: str, field: str) -> dict[str, str | None]:
        """What says that a column of every table of the group is a field."""
        return {f"{name}{column}": field for name in self.names}


def groups(draft: Draft) -> list[Group]:
    """The tables of a draft, those of one layout together."""
    alike: dict[tuple[object, ...], list[TableRead]] = {}
    for table in (*draft.tables, *draft.pointed):
        look = tuple((m.column, m.header, m.field) for m in table.mapping)
        alike.setdefault((table.report_type, look), []).append(table)
    sheets = {table.sheet for table in (*draft.tables, *draft.pointed)}
    return [
        Group(tables[0], _names({table.sheet for table in tables}, sheets))
        for tables in alike.values()
    ]


def _names(own: set[str | None], every: set[str | None]) -> tuple[str, ...]:
    if own == every:
        return ("column:",)
    return tuple(sorted(f"column:{sheet}!" for sheet in own))


def moved(group: Group, before: str, field: str, now: str) -> dict[str, str | None]:
    """A field read from another column than before, or from none."""
    left = group.answers(before, NOT_USED) if now != before else {}
    return left | (group.answers(now, field) if now else {})


def settled(group: Group, field: str, columns: Sequence[str], now: str) -> dict[str, str | None]:
    """A field read from one of several columns that name it, and none of the others."""
    found: dict[str, str | None] = {}
    for column in columns:
        found |= group.answers(column, field if column == now else NOT_USED)
    return found


def taken(group: Group, column: str, field: str) -> dict[str, str | None]:
    """A column for a field; the column that had it gives it up, but amounts may be several."""
    held = [m.column for m in group.table.mapping if m.field == field and field != "quantity"]
    found: dict[str, str | None] = {}
    for other in held:
        found |= group.answers(other, NOT_USED)
    return found | group.answers(column, field)
