"""The frame that measures join: one row per question, or per stretch of one.

An ask is a question to a measure: a contract, some days and the settings of a clause. Several
rows with one ``ask_id`` are one question over several contracts or stretches of days: they differ
in contract, days, window, why and a buyer's part alone.
"""

from __future__ import annotations

import pyarrow as pa

ASK = pa.schema(
    [
        pa.field("ask_id", pa.int32()),
        pa.field("contract", pa.string()),
        pa.field("requirement", pa.string()),
        # The stretch of days asked about, and the whole window it belongs to.
        pa.field("start_date", pa.date32()),
        pa.field("end_date", pa.date32()),
        pa.field("window_start", pa.date32()),
        pa.field("window_end", pa.date32()),
        # Why rows of this stretch are listed but do not count; null when they do.
        pa.field("why", pa.string()),
        pa.field("is_uncut", pa.bool_()),
        pa.field("fuel_set", pa.string()),
        pa.field("factor_set", pa.string()),
        pa.field("electricity", pa.string()),
        pa.field("counts_fossil", pa.bool_()),
        pa.field("vehicle_level", pa.decimal128(9, 6)),
        pa.field("accepts_declared", pa.bool_()),
        pa.field("accepts_green_gas", pa.bool_()),
        pa.field("accepts_mass_balance", pa.bool_()),
        pa.field("report_type", pa.string()),
        # What a row is measured on (assignment_km, person_km, tonne_km, trips, or the basis of a
        # circular measure), the unit of the measure, and the level that a vehicle or machine must
        # reach.
        pa.field("activity", pa.string()),
        pa.field("unit", pa.string()),
        pa.field("level_kind", pa.string()),
        pa.field("level_rank", pa.int32()),
        # Which vehicles count: a named set with its classes between spaces, and how (rule 23).
        pa.field("vehicle_set", pa.string()),
        pa.field("vehicle_classes", pa.string()),
        pa.field("vehicle_count", pa.string()),
        # Whose part of a joint contract is asked for, null for all of it: its place among whole
        # weights (rules.division), or without one the rows that name it; "" asks for those that
        # name none of the ``buyers``.
        pa.field("buyer", pa.string()),
        pa.field("buyers", pa.list_(pa.string())),
        pa.field("part_before", pa.int64()),
        pa.field("part_through", pa.int64()),
        pa.field("part_whole", pa.int64()),
        # The classes of packaging or furniture that count, between spaces.
        pa.field("counted", pa.string()),
    ]
)
