"""What a list's row says of a vehicle, in codes, and what cannot be true of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from followup.domain.emission_level import listed_ranks
from followup.domain.fleet import Conflict, Fuelled, Listing
from followup.ingest.layout import choice_keys
from followup.ingest.words import key
from followup.services.upload.plausibility import vehicle_class

# What fuels a drive without exhaust can take.
_FUELS: Final[Mapping[str, tuple[str, ...]]] = {
    "electric": ("electricity", "electricity_green"),
    "hydrogen": ("hydrogen", "hydrogen_green", "electricity", "electricity_green"),
}
# What a machine's list says it takes, as a drive.
_DRIVE_OF_FUEL: Final[Mapping[str, str]] = {
    "electricity": "electric", "electricity_green": "electric", "hydrogen": "hydrogen",
    "hydrogen_green": "hydrogen", "biogas_100": "gas", "vehicle_gas": "gas", "lbg": "gas",
    "lng": "gas", "lpg": "gas", "e85": "ethanol", "ed95": "ethanol", "petrol_95": "petrol",
    "petrol_98": "petrol", "alkylate": "petrol",
}  # fmt: skip


def fuelled(said: Mapping[str, Any]) -> Fuelled:
    """What a vehicle was given of one fuel."""
    grades = tuple((said["grades"] or "").split(","))
    return Fuelled(
        said["fuel"], said["unit"], said["amount"], said["row_count"], said["doubtful"], grades
    )


def listing(said: Mapping[str, Any], *, is_vehicle: bool) -> Listing:
    """What the newest row says; a questioned one says nothing for sure (rule 15)."""
    sure = not said["is_questioned"]
    level = said["level_raw"]
    drive = drive_code(said["drivetrain"], level, is_vehicle=is_vehicle) if sure else None
    return Listing(
        said["submission"], said["sheet"], said["line"], said["category"],
        vehicle_class(said["category"]) if sure else None, said["make_model"],
        said["model_year"] if sure else None, said["first_registered"] if sure else None, level,
        ranks(level, is_vehicle=is_vehicle) if sure else None, drive, said["drivetrain_raw"],
        said["eu_category"], said["total_weight_kg"], said["co2_g_km"], said["co2_cycle"],
        said["hvo_approved"] if sure else None, said["is_questioned"],
    )  # fmt: skip


@lru_cache(maxsize=4096)
def ranks(level: str | None, *, is_vehicle: bool) -> tuple[int, int] | None:
    """Where a list's class or stage may lie."""
    return listed_ranks(level, is_vehicle=is_vehicle) if level else None


def drive_code(drive: str | None, level: str | None, *, is_vehicle: bool) -> str | None:
    """The drive a list says, in whichever column; a machine that takes a fuel burns it."""
    known = drive if is_vehicle or drive is None else _DRIVE_OF_FUEL.get(drive, "diesel")
    return known or (choice_keys("drivetrains").get(key(level)) if level else None)


def conflicts(
    row: Mapping[str, Any], known: Listing | None, fuels: Sequence[Fuelled]
) -> Iterator[Conflict]:
    """What lists say otherwise of the same vehicle, and what it was given but cannot take."""
    if known is None:
        return
    is_vehicle = row["is_vehicle"]
    spans = [r for word in row["levels"] or () if (r := ranks(word, is_vehicle=is_vehicle))]
    if spans and max(low for low, _ in spans) > min(high for _, high in spans):
        yield "level"
    said = (drive_code(d, None, is_vehicle=is_vehicle) for d in row["drives"] or ())
    if len({drive for drive in said if drive}) > 1:
        yield "drive"
    if _years_differ(row["years"] or ()):
        yield "year"
    if len({c for word in row["categories"] or () if (c := vehicle_class(word))}) > 1:
        yield "class"
    given = {fuel.fuel for fuel in fuels if fuel.fuel}
    if given - set(_FUELS.get(known.drive or "", given)):
        yield "fuel"
    if known.hvo_approved is False and "hvo100" in given:
        yield "hvo"


def _years_differ(years: Iterable[Mapping[str, Any]]) -> bool:
    """A year that is only that of the first registration may lie one from the model year."""
    days = {said["day"] for said in years if said["day"]}
    every = {said["year"] for said in years if said["year"]}
    model = {
        said["year"]
        for said in years
        if said["year"] and (said["day"] is None or said["day"].year != said["year"])
    }
    return len(days) > 1 or len(model) > 1 or (bool(every) and max(every) - min(every) > 1)
