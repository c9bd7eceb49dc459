"""The data files read into checked rows, and one checksum over all of them."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, TypeVar

import yaml
from pydantic import TypeAdapter

from followup.reference.circular import Circular
from followup.reference.clean_scope import CleanScope
from followup.reference.contract_class import ClassModel
from followup.reference.disclosure import Ground
from followup.reference.fuel_tags import FuelTag
from followup.reference.library import RequirementTemplate
from followup.reference.network import Answer, LawChange, Partner
from followup.reference.retention import RetentionLaw
from followup.reference.schema import (
    Area,
    FactorSet,
    Figure,
    Fuel,
    FuelSet,
    FuelSwap,
    GoalSeed,
    Source,
)

Row = TypeVar("Row")

FIGURES: Final = (
    "energy_content",
    "renewable_share",
    "blend_volumes",
    "reduction_obligation",
    "parameters",
    "plausibility",
    "ghg_factor",
    "series",
    "clean_vehicles",
)


@dataclass(frozen=True, slots=True)
class Files:
    """Every row of the data folder, in file order."""

    figures: dict[str, tuple[Figure, ...]]
    fuels: tuple[Fuel, ...]
    fuel_sets: tuple[FuelSet, ...]
    fuel_swaps: tuple[FuelSwap, ...]
    factor_sets: tuple[FactorSet, ...]
    sources: tuple[Source, ...]
    areas: tuple[Area, ...]
    goals: tuple[GoalSeed, ...]
    templates: tuple[RequirementTemplate, ...]
    class_model: ClassModel
    clean_scope: CleanScope
    circular: Circular
    fuel_tags: tuple[FuelTag, ...]
    law_changes: tuple[LawChange, ...]
    partners: tuple[Partner, ...]
    retention: tuple[RetentionLaw, ...]
    answers: tuple[Answer, ...]
    grounds: tuple[Ground, ...]
    checksum: str


def read() -> Files:
    """Read the whole data folder; pydantic.ValidationError on a row that breaks the schema."""
    return Files(
        figures={name: rows(_csv(name), Figure) for name in FIGURES},
        fuels=rows(_yaml("fuels"), Fuel),
        fuel_sets=rows(_yaml("fuel_sets"), FuelSet),
        fuel_swaps=rows(_yaml("fuel_swaps"), FuelSwap),
        factor_sets=rows(_yaml("factor_sets"), FactorSet),
        sources=rows(_csv("sources"), Source),
        areas=rows(_csv("areas"), Area),
        goals=rows(_yaml("goals"), GoalSeed),
        templates=rows(_yaml("requirement_templates"), RequirementTemplate),
        class_model=TypeAdapter(ClassModel).validate_python(_yaml("contract_classes")),
        clean_scope=TypeAdapter(CleanScope).validate_python(_yaml("clean_scope")),
        fuel_tags=rows(_yaml("fuel_tags"), FuelTag),
        circular=TypeAdapter(Circular).validate_python(_yaml("circular")),
        law_changes=rows(_yaml("law_changes"), LawChange),
        partners=rows(_yaml("partners"), Partner),
        retention=rows(_yaml("retention"), RetentionLaw),
        answers=rows(_yaml("questions"), Answer),
        grounds=rows(_yaml("disclosure_grounds"), Ground),
        checksum=_checksum(),
    )


def rows(items: object, kind: type[Row]) -> tuple[Row, ...]:
    """Items checked against one kind of row."""
    checked: TypeAdapter[tuple[Row, ...]] = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]
    return checked.validate_python(items)


def _csv(name: str) -> list[dict[str, str]]:
    text = _folder().joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


def _yaml(name: str) -> Any:
    text = _folder().joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _folder() -> Any:
    return files("followup.reference").joinpath("data")


def _checksum() -> str:
    digest = hashlib.sha256()
    for entry in sorted(_folder().iterdir(), key=lambda e: e.name):
        digest.update(entry.name.encode())
        digest.update(entry.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
