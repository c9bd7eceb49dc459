"""What a report says, by kind of fact. Names carry their unit; None is unknown, never zero."""

from __future__ import annotations

from typing import Literal

Grade = Literal["measured", "declared", "estimated", "checked"]
FactKind = Literal[
    "fuel_delivery", "vehicle", "activity", "machine", "declared_share", "certificate",
    "nil_report", "contract", "reporter", "requirement", "extension", "subcontractor",
    "contract_score", "procured_vehicle", "official_series",
    "own_figure", "packaging", "furniture", "food_waste", "index_series", "shared_requirement",
]  # fmt: skip
# What a declared share is the share of, and what it is a share in.
ShareOf = Literal["renewable", "fossil_free", "zero_emission"]

# Base unit of each physical form a fuel is sold in.
BASE_UNITS = ("l", "kg", "Nm3", "kWh")

# Kinds of report a supplier sends, and the fact each is made of.
# A nil report is no kind of its own: it says of one of these that there was nothing.
REPORT_FACTS: dict[str, FactKind] = {
    "fuel": "fuel_delivery",
    "vehicles": "vehicle",
    "activity": "activity",
    "machines": "machine",
    "declared": "declared_share",
    "certificates": "certificate",
    "packaging": "packaging",
    "furniture": "furniture",
    "food_waste": "food_waste",
}

# The order in which packaging is wanted: reuse before recycled before biobased before other.
PACKAGING_CLASSES = ("reuse", "recycled", "biobased", "other")
# How a piece of furniture was acquired; what was disposed of is counted beside, and never here.
ACQUISITIONS = ("reused", "refurbished", "internal", "hired", "new")
# Where food was wasted; ``total`` where a kitchen weighs it all together.
WASTE_SCOPES = ("plate", "serving", "kitchen", "total")
