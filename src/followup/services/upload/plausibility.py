"""Doubts about a report that only show beside what is stored: asked, never decided.

One place for preview, saving, import and the wizard. A filling larger than any tank is a doubt
about an amount: its row is unknown until answered. The others ask about the file: they are
answered or explained once and leave the amounts as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import SEVERITY, Finding
from followup.domain.period import Period
from followup.ingest.accept import explained, reason_for
from followup.ingest.draft import FUEL_DELIVERY, Draft
from followup.ingest.layout import choice_keys
from followup.ingest.marks import put
from followup.ingest.plates import DANISH, SWEDISH
from followup.ingest.words import key
from followup.services.installation import Installation
from followup.services.joint import naming
from followup.services.upload import buyers, certificates
from followup.services.upload.destination import Destination
from followup.storage import database, plausibility

# The check of each question, in the order they are asked; ``lists`` asks two.
CHECKS: Final[Mapping[str, str]] = {
    "fillings": "filling_exceeds_tank",
    "consumption": "consumption_implausible",
    "odometers": "odometer_backwards",
    "copies": "same_as_earlier_report",
    "contracts": "vehicle_in_two_contracts",
    "receipts": "receipt_in_two_contracts",
}
# What is asked instead where the other contract is another buyer's and may not be named.
UNNAMED: Final[Mapping[str, str]] = {
    "vehicle_in_two_contracts": "vehicle_with_other_buyer",
    "receipt_in_two_contracts": "receipt_with_other_buyer",
}
DOUBTS_AMOUNT: Final = "filling_exceeds_tank"
NAMED: Final = 20  # vehicles that a note about the whole file names
# Shorter numbers than these are met everywhere, and tell no receipt from another.
RECEIPT_SIGNS: Final = 5
_RECEIPT: Final = pa.schema(
    [("number", pa.string()), ("shown", pa.string()), ("position", pa.int32()),
     ("period_start", pa.date32()), ("period_end", pa.date32())]
)  # fmt: skip
_LISTED: Final = pa.schema([("vehicle_id", pa.string()), ("vehicle_class", pa.string())])
THINGS: Final = ("vehicle", "receipt")  # what a question may be about
_FUEL: Final = (
    "vehicle_id", "fuel", "fuel_raw", "quantity", "unit", "period_start", "period_end",
    "distance_km", "odometer_km", "receipt", "is_duplicate", "is_questioned", "findings",
    "sheet", "row",
)  # fmt: skip


def examined(
    installation: Installation, draft: Draft, wheres: Sequence[Destination], today: date
) -> Draft:
    """The draft with what its facts give reason to ask beside the reports in force.

    Questions that the draft's answers explain are notes. Without a destination, or examined
    before, the draft is given back as it is.
    """
    if draft.is_examined or draft.refusal is not None or not wheres:
        return draft
    found = list(_found(installation, draft, wheres, today))
    asked = (
        *certificates.claimed_elsewhere(installation, draft, wheres),
        *buyers.unplaced(installation, draft, wheres, today),
    )
    found += [(explain(finding, draft.answers), None) for finding in asked]
    doubted = tuple((finding.code, at) for finding, at in found if at is not None)
    return replace(
        draft,
        facts=flagged(draft.facts, doubted),
        findings=(*draft.findings, *(f for f, _ in found)),
        is_examined=True,
        doubted=doubted,
    )


Found = tuple[Finding, int | None]  # what was found, and the fuel fact whose amount it doubts


def _found(
    installation: Installation, draft: Draft, wheres: Sequence[Destination], today: date
) -> Iterator[Found]:
    fuel, vehicles = draft.facts.get("fuel_delivery"), draft.facts.get("vehicle")
    if fuel is None and vehicles is None:
        return
    given = _given(wheres, today)
    named = naming.may_name(installation, wheres[0].contract)
    given["named"] = sorted(named)
    given["is_limited"] = installation.scope.is_limited
    stored = plausibility.listed(installation.database, given) if vehicles is None else ()
    frames = {
        "incoming": _incoming(fuel, wheres),
        "listed": _listed(vehicles, stored),
    }
    frames["receipts"] = _receipts(frames["incoming"])
    everywhere = database.whole(installation.database)
    with plausibility.beside(everywhere, frames, given) as ask:
        for check in _checks(frames["incoming"], wheres):
            for row in ask(check):
                code, at = CHECKS[check], row.pop("position", None)
                if code in UNNAMED and row["contract"] not in named:
                    # Only what the report itself says of it: the rest is another buyer's.
                    code, row = UNNAMED[code], {n: row[n] for n in THINGS if n in row}
                finding = explain(_finding(code, fuel, at, row), draft.answers)
                yield finding, at if code == DOUBTS_AMOUNT else None
        if len(frames["listed"]):
            for finding in _of_lists(ask("lists"), fuel):
                yield explain(finding, draft.answers), None


def _checks(incoming: pa.Table, wheres: Sequence[Destination]) -> Iterator[str]:
    """The checks that the rows hold anything for."""
    needed = {
        "consumption": "distance_km", "odometers": "odometer_km", "receipts": "receipt",
    }  # fmt: skip
    for check in CHECKS if len(incoming) else ():
        column = needed.get(check, "quantity")
        if check in ("contracts", "receipts") and wheres[0].is_shared:
            continue  # somebody has said already that these rows count in two
        if check == "fillings" and not _is_any_of_one_day(incoming):
            continue
        if incoming.column(column).null_count < len(incoming):
            yield check


def _is_any_of_one_day(incoming: pa.Table) -> bool:
    """Whether any row can be a single filling; what stands for more days is a sum."""
    days = (incoming.column("period_start"), incoming.column("period_end"))
    return bool(pc.any(pc.equal(*days)).as_py())


def explain(found: Finding, answers: Mapping[str, str]) -> Finding:
    """A finding as it stands, or as the note it becomes where it was answered."""
    reason = reason_for(found, answers)
    return explained(found, reason) if reason else found


def _given(wheres: Sequence[Destination], today: date) -> dict[str, object]:
    main = next((w for w in wheres if w.report_type == "fuel"), wheres[0])
    return {
        "contract": main.contract, "reporter": main.reporter,
        "replaces": main.report_type == "fuel" and main.mode != "add",
        "period_start": main.period.start, "period_end": main.period.end,
        "today": today, "plate": f"{SWEDISH.pattern}|{DANISH.pattern}",
    }  # fmt: skip


def _incoming(fuel: pa.Table | None, wheres: Sequence[Destination]) -> pa.Table:
    """The fuel rows with their place in the file; rows without days take the report's own."""
    days = next((w.period for w in wheres if w.report_type == "fuel"), wheres[0].period)
    table = (FUEL_DELIVERY.empty_table() if fuel is None else fuel).select(_FUEL)
    for name, day in (("period_start", days.start), ("period_end", days.end)):
        column = table.column(name).combine_chunks()
        table = put(table, name, pc.fill_null(column, pa.scalar(day, column.type)))
    return table.append_column("position", pa.array(np.arange(len(table), dtype=np.int32)))


def _receipts(incoming: pa.Table) -> pa.Table:
    """The numbers of invoices and receipts that can tell one from another, once for their days."""
    names = ("receipt", "position", "period_start", "period_end", "is_duplicate")
    rows = incoming.select(names).filter(pc.is_valid(incoming.column("receipt"))).to_pylist()
    found: dict[tuple[str, date, date], dict[str, object]] = {}
    for row in rows:
        number = key(row["receipt"])
        days = {name: row[name] for name in ("period_start", "period_end")}
        if (
            len(number) >= RECEIPT_SIGNS
            and any(map(str.isdigit, number))
            and not row["is_duplicate"]
        ):
            said = {"number": number, "shown": row["receipt"], "position": row["position"], **days}
            found.setdefault((number, *days.values()), said)
    return pa.Table.from_pylist(list(found.values()), _RECEIPT)


def _listed(own: pa.Table | None, stored: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The vehicles of the file's own list, else of the lists in force, each once."""
    rows = stored if own is None else own.select(["vehicle_id", "category"]).to_pylist()
    found: dict[str, str | None] = {}
    for row in rows:
        if row["vehicle_id"]:
            found.setdefault(row["vehicle_id"], vehicle_class(row["category"]))
    return pa.table([pa.array(found, pa.string()), pa.array(found.values(), pa.string())], _LISTED)


def vehicle_class(category: str | None) -> str | None:
    """The class a list's own word stands for; None for a word that names none."""
    return choice_keys("vehicle_class").get(key(category)) if category else None


def _finding(code: str, fuel: pa.Table | None, at: int | None, row: Mapping[str, Any]) -> Finding:
    """A row of a check as a finding, at the amount it is about or about the file as a whole."""
    days = ("period_start", "period_end")
    params = {name: _plain(value) for name, value in row.items() if name not in days}
    if "period_start" in row:
        params["period"] = str(Period(row["period_start"], row["period_end"]))
    if at is None or fuel is None:
        return Finding(code, value=_thing(params), params=params)
    sheet, line, letters, cell = (
        fuel.column(n)[at].as_py() for n in ("sheet", "row", "column", "cell")
    )
    value = cell if code == DOUBTS_AMOUNT else _thing(params)
    return Finding(code, sheet, line, letters, value, params)


def _thing(params: Mapping[str, str]) -> str | None:
    return next((params[name] for name in THINGS if name in params), None)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _of_lists(rows: Sequence[Mapping[str, Any]], fuel: pa.Table | None) -> Iterator[Finding]:
    """Vehicles in one list only; those of other reports' fuel rows were asked about there."""
    idle = [row["vehicle"] for row in rows if not row["is_fuelled"]]
    for row in rows:
        if row["is_fuelled"] and (fuel is None or row["position"] is not None):
            vehicle = {"vehicle": row["vehicle"]}
            yield _finding("vehicle_not_in_list", fuel, row["position"], vehicle)
    if idle:
        named = ", ".join(idle[:NAMED]) + (" …" if len(idle) > NAMED else "")
        yield Finding("vehicle_without_fuel", params={"vehicles": named, "rows": str(len(idle))})


def flagged(
    facts: Mapping[str, pa.Table], doubts: Sequence[tuple[str, int]]
) -> Mapping[str, pa.Table]:
    """The facts with the doubts about their amounts: such a row is unknown until answered."""
    if not doubts:
        return facts
    table = facts["fuel_delivery"]
    codes = table.column("findings").to_pylist()
    questioned = table.column("is_questioned").to_pylist()
    for code, at in doubts:
        codes[at] = ",".join(filter(None, [codes[at], code]))
        questioned[at] = questioned[at] or SEVERITY[code] == "question"
    table = put(table, "findings", pa.array(codes, pa.string()))
    return {**facts, "fuel_delivery": put(table, "is_questioned", pa.array(questioned))}
