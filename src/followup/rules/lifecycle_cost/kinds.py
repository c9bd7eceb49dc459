"""The kinds of values that the functions of life-cycle cost share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from followup.domain.exact import Number

Timing = Literal["start", "middle", "end", "first_year_now"]
"""When a year's amount is paid: at its start, in its middle or at its end; or, as in example 1 of
the course "Energikartläggning i stora företag", the first year's now and each later year's at the
end of that year."""

GrowthFrom = Literal["first_year", "today"]
"""What price a growing yearly amount is stated in: that of the first year's payment, or today's,
so that the first payment has grown already for the time until it is paid."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of an alternative: what for, when (years from now), and how much.

    An income (residual value, subsidy) is negative. ``amount`` is None where it is not known.
    """

    part: str
    at_years: Number
    amount: Number | None


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One payment with its discount factor and its present value, in the payment's currency."""

    part: str
    at_years: Decimal
    amount: Decimal | None
    factor: Decimal
    present_value: Decimal | None


@dataclass(frozen=True, slots=True)
class Working:
    """All lines of an alternative, and their sum.

    ``total`` is None as long as any amount is unknown; ``missing`` names those parts in order.
    ``known_total`` is the sum of what is known, which is no total.
    """

    lines: tuple[WorkingLine, ...]
    total: Decimal | None
    known_total: Decimal
    missing: tuple[str, ...]
