"""What a decision on a public document may rest on, in Sweden and Denmark."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from followup.reference.schema import STRICT, Code, Country, Status


@dataclass(frozen=True, slots=True, config=STRICT)
class Ground:
    """A provision by its name in its own country; what it says is ``disclosure_ground.<id>``.

    ``kind``: a ground to mask on, that the rest is given out, how the decision is appealed, or
    that nobody need say who they are.
    """

    id: Code
    country: Country
    kind: Literal["secrecy", "part", "appeal", "unnamed"]
    provision: str
    source: Code
    status: Status
