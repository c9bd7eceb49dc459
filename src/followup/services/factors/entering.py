"""A value of one's own as it is written in a form or a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.services import written as text_of

SHARE_UNIT: Final = "share"
_PERCENT: Final = Decimal(100)
# Six decimals are kept; what is finer would be stored as something else than was written.
_FINEST: Final = -6
# A point before three digits parts thousands in Danish and decimals elsewhere: nobody guesses.
_DOUBTFUL: Final = re.compile(r"-?\d{1,3}(\.\d{3})+")


def figure(written: Mapping[str, str], fuel: str, country: str, today: date) -> OwnFigure:
    """The value as it is written, known from ``today``; shares are written in per cent.

    Raises UserError ``factor_number``, ``invalid_day`` and ``factor_first_day``.
    """
    unit = written["unit"]
    low, high, value = (number(written[name], unit) for name in ("low", "high", "value"))
    if not written["valid_from"].strip():
        raise UserError("factor_first_day")
    return OwnFigure(
        kind=written["kind"], subject=fuel, country=country, part=written["part"], unit=unit,
        value=value, low=low, high=high,
        valid_from=text_of.day(written["valid_from"]),
        valid_to=text_of.maybe_day(written["valid_to"]),
        status=written["status"], known_from=today,
        publisher=written["publisher"].strip(), title=written["title"].strip(),
        year=written["year"].strip(), address=written["address"].strip(),
        read_at=written["read_at"].strip(), note=written["note"].strip(),
    )  # fmt: skip


def number(text: str, unit: str) -> Decimal | None:
    """A number as people write it, a share from per cent; None for nothing.

    Raises UserError ``factor_number``.
    """
    plain = re.sub(r"[\s\u00a0\u202f%]", "", text)
    if not plain:
        return None
    try:
        if _DOUBTFUL.fullmatch(plain):
            raise InvalidOperation  # noqa: TRY301
        found = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise UserError("factor_number", text=text) from error
    found = found / _PERCENT if unit == SHARE_UNIT else found
    if not found.is_finite() or int(found.normalize().as_tuple().exponent) < _FINEST:
        raise UserError("factor_number", text=text)
    return found
