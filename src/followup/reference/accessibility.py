"""What is known of how accessible the program is, for its accessibility statement."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from followup.reference.schema import STRICT, Country, Status


@dataclass(frozen=True, slots=True, config=STRICT)
class Shortcoming:
    """Something that does not conform: the criteria of WCAG, and where it is reported."""

    code: str
    criteria: tuple[str, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class Law:
    """A country's law on it: where to complain, and where that was read."""

    country: Country
    address: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class Statement:
    """The whole of it; ``works``, ``methods`` and ``untested`` are codes of texts."""

    conformance: Literal["full", "partial", "none"]
    reviewed: date
    updated: date
    works: tuple[str, ...]
    shortcomings: tuple[Shortcoming, ...]
    methods: tuple[str, ...]
    untested: tuple[str, ...]
    laws: tuple[Law, ...]


@cache
def statement() -> Statement:
    """The statement; pydantic.ValidationError where the file breaks its form."""
    text = files("followup.reference").joinpath("accessibility.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader)
    return TypeAdapter(Statement).validate_python(found)
