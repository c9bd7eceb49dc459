"""What a fuel is good for beside the climate: made locally, preparedness, cleaner air."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from followup.reference.schema import STRICT, Code, Status


@dataclass(frozen=True, slots=True, config=STRICT)
class FuelTag:
    """One quality of one fuel, with where it is read and how sure it is.

    ``note`` is the key of why, under ``fuel_mix.tag_why``.
    """

    fuel: Code
    tag: Literal["local", "preparedness", "air_quality"]
    source: Code
    where: Annotated[str, Field(min_length=1)]
    status: Status
    note: Code
