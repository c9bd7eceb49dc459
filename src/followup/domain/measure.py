"""What can be measured: each measure's basis, unit and scale; its SQL is in storage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Comparator = Literal[">=", "<="]
Basis = Literal[
    "energy", "volume", "distance", "vehicles", "reports", "assignment_km", "person_km",
    "tonne_km", "trips", "euro_class", "vehicle_age", "machine_stage", "machine_age",
    "machine_drive", "emissions", "exhaust", "evidence", "market",
    "packaging_kg", "packaging_units", "recycled_content", "packaging_return", "rotations",
    "furniture_pieces", "furniture_value", "furniture_ecolabel", "furniture_repair",
    "furniture_take_back", "food_waste", "plate_waste",
]  # fmt: skip
# A share in per cent, a mean in the measure's own unit, or a number of something.
Scale = Literal["share", "mean", "count"]
# What a clause on a level asks for: a Euro class, a machine stage, or an age in years.
LevelKind = Literal["euro", "stage", "age"]
MJ_PER_KWH: Final = Decimal("3.6")
# Vehicle sets a clause can count, by the classes of a vehicle list that are in them; a set of
# none holds the vehicles that are new: made no earlier than the contract's first year.
VEHICLE_SETS: Final[dict[str, tuple[str, ...]]] = {
    "light": ("car", "van"),
    "heavy": ("truck", "bus"),
    "car": ("car",),
    "van": ("van",),
    "truck": ("truck",),
    "bus": ("bus",),
    "new": (),
}


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """What a measure counts and in which unit; its SQL stands in storage/sql/measures.

    ``fuel_set`` is the set used when a requirement names none. ``scale`` says what a limit is:
    a fraction, or an amount in ``unit``. A mean is ``times`` numerator by denominator, in the
    units ``parts``; ``level`` is the kind of level that a clause must state. ``counted`` are the
    classes of packaging or furniture (domain.facts) that the numerator holds.
    """

    name: str
    sql: str
    basis: Basis
    unit: str
    fuel_set: str | None = None
    comparator: Comparator = ">="
    scale: Scale = "share"
    level: LevelKind | None = None
    parts: tuple[str, str] | None = None
    times: Decimal = Decimal(1)
    counted: tuple[str, ...] = ()


def _shares(basis: Basis, sql: str, unit: str) -> tuple[MeasureSpec, ...]:
    return (
        MeasureSpec(f"renewable_{basis}_share", sql, basis, unit, "renewable"),
        MeasureSpec(f"fossil_{basis}_share", sql, basis, unit, "fossil", "<="),
        MeasureSpec(f"zero_emission_{basis}_share", sql, basis, unit, "zero_emission"),
    )


_FUEL = (
    *_shares("energy", "energy_share", "MJ"),
    *_shares("volume", "volume_share", "l")[:2],
    *_shares("distance", "distance_share", "km"),
)
_DRIVEN = (
    *_shares("assignment_km", "activity_share", "km"),
    *_shares("person_km", "activity_share", "person_km"),
    *_shares("tonne_km", "activity_share", "tonne_km"),
    *_shares("trips", "activity_share", "trip"),
    # The part of what was carried or driven that fell on vehicles of a Euro class (R08, R09).
    MeasureSpec("euro_class_assignment_km_share", "euro_activity_share", "assignment_km", "km",
                level="euro"),
    MeasureSpec("euro_class_person_km_share", "euro_activity_share", "person_km", "person_km",
                level="euro"),
    MeasureSpec("euro_class_tonne_km_share", "euro_activity_share", "tonne_km", "tonne_km",
                level="euro"),
)  # fmt: skip
_VEHICLES = (
    MeasureSpec("renewable_vehicle_share", "vehicle_share", "vehicles", "vehicle", "renewable"),
    MeasureSpec("fossil_vehicle_share", "vehicle_share", "vehicles", "vehicle", "fossil", "<="),
    MeasureSpec("zero_emission_vehicle_share", "zero_emission_vehicle_share", "vehicles",
                "vehicle", "zero_emission"),
    MeasureSpec("renewable_vehicle_count", "vehicle_share", "vehicles", "vehicle", "renewable",
                scale="count"),
    MeasureSpec("zero_emission_vehicle_count", "zero_emission_vehicle_share", "vehicles",
                "vehicle", "zero_emission", scale="count"),
    MeasureSpec("euro_class_share", "listed_level_share", "euro_class", "vehicle", level="euro"),
    MeasureSpec("vehicle_age_share", "listed_level_share", "vehicle_age", "vehicle", level="age"),
)  # fmt: skip
_MACHINES = (
    MeasureSpec("machine_stage_share", "listed_level_share", "machine_stage", "machine",
                level="stage"),
    MeasureSpec("machine_age_share", "listed_level_share", "machine_age", "machine", level="age"),
    MeasureSpec("electric_machine_share", "listed_level_share", "machine_drive", "machine"),
)  # fmt: skip
_MEANS = (
    MeasureSpec("ghg_per_km", "ghg_mean", "emissions", "g/km", None, "<=", "mean",
                parts=("g", "km")),
    MeasureSpec("ghg_per_kwh", "ghg_mean", "emissions", "g/kWh", None, "<=", "mean",
                parts=("g", "MJ"), times=MJ_PER_KWH),
    # No source here gives what an engine of a class lets out: every vehicle is without a figure.
    MeasureSpec("nox_per_kwh", "exhaust_mean", "exhaust", "g/kWh", None, "<=", "mean",
                parts=("g", "kWh")),
    MeasureSpec("pm_per_kwh", "exhaust_mean", "exhaust", "g/kWh", None, "<=", "mean",
                parts=("g", "kWh")),
)  # fmt: skip


def _packaging(name: str, *counted: str) -> tuple[MeasureSpec, ...]:
    return (
        MeasureSpec(f"{name}_packaging_share", "circular_share", "packaging_kg", "kg",
                    counted=counted),
        MeasureSpec(f"{name}_packaging_unit_share", "circular_share", "packaging_units",
                    "package", counted=counted),
    )  # fmt: skip


# Furniture that somebody has used before; what is hired spares a purchase, and may be new.
_REUSED = ("reused", "refurbished", "internal")
_CIRCULAR = (
    *_packaging("reused", "reuse"),
    *_packaging("recycled", "recycled"),
    *_packaging("biobased", "biobased"),
    # Kilograms of recycled material in all kilograms: the mean content weighed by weight.
    MeasureSpec("recycled_content_share", "circular_share", "recycled_content", "kg"),
    MeasureSpec("packaging_return_share", "circular_share", "packaging_return", "kg"),
    MeasureSpec("packaging_rotations", "packaging_rotations", "rotations", "rotation",
                scale="mean", parts=("rotation", "package")),
    MeasureSpec("circular_furniture_share_pieces", "circular_share", "furniture_pieces", "piece",
                counted=(*_REUSED, "hired")),
    MeasureSpec("circular_furniture_share_value", "circular_share", "furniture_value", "money",
                counted=(*_REUSED, "hired")),
    MeasureSpec("reused_furniture_share", "circular_share", "furniture_pieces", "piece",
                counted=_REUSED),
    MeasureSpec("furniture_ecolabel_share", "circular_share", "furniture_ecolabel", "piece",
                counted=("yes",)),
    MeasureSpec("furniture_repair_share", "circular_share", "furniture_repair", "piece",
                counted=("yes",)),
    MeasureSpec("furniture_take_back_share", "circular_share", "furniture_take_back", "piece"),
    MeasureSpec("food_waste_per_portion", "food_waste_mean", "food_waste", "g/portion", None, "<=",
                "mean", parts=("g", "portion")),
    MeasureSpec("plate_waste_per_portion", "food_waste_mean", "plate_waste", "g/portion", None,
                "<=", "mean", parts=("g", "portion")),
)  # fmt: skip
_JUDGED = (
    MeasureSpec("report_in_time", "report_in_time", "reports", "report"),
    # Yes or no, by a person who has seen the proof: of a fact, or of a function in words.
    MeasureSpec("evidence", "evidence", "evidence", "evidence"),
    MeasureSpec("function", "evidence", "evidence", "evidence"),
    MeasureSpec("not_on_market", "evidence", "market", "evidence"),
)
MEASURES: dict[str, MeasureSpec] = {
    spec.name: spec for spec in (*_FUEL, *_DRIVEN, *_VEHICLES, *_MACHINES, *_MEANS, *_CIRCULAR,
                                     *_JUDGED)
}  # fmt: skip
