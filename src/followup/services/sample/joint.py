"""How the sample world's joint contract is divided among its buyers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.division import Division, Part
from followup.services.installation import Actor, Installation, now_utc
from followup.services.joint import division
from followup.services.upload import destination


def divide(opened: Installation, step: Mapping[str, Any]) -> None:
    """Write down the rule on the day it was decided."""
    day: date = step["decided"]
    parts = tuple(Part(name, Decimal(str(amount))) for name, amount in step["parts"].items())
    said = Division(
        step["division"], step["valid_from"], step["rule"], parts, step.get("key_unit"),
        step["note"],
    )  # fmt: skip
    contract = destination.contract_of(opened, step["division"])
    division.divide(opened, contract, said, Actor(step["who"]), day, now_utc())
