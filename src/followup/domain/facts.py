"""What a report says, by kind of fact. Names carry their unit; None is unknown, never zero."""

from __future__ import annotations

from typing import Literal

Grade = Literal["measured", "declared", "estimated", "checked"]
FactKind = Literal["fuel_delivery", "vehicle", "contract", "reporter", "requirement"]

# Base unit of each physical form a fuel is sold in.
BASE_UNITS = ("l", "kg", "Nm3", "kWh")

# Kinds of report a supplier sends, and the fact each is made of.
REPORT_FACTS: dict[str, FactKind] = {"fuel": "fuel_delivery", "vehicles": "vehicle"}
