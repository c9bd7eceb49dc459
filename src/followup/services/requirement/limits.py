"""A limit as it is written in a form or a register, and the number on the measure's scale."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from followup.domain.measure import MEASURES
from followup.errors import UserError
from followup.i18n.text import exact

_LEADING = re.compile(r"^[-+]?[\d\s.,]*\d")


def limit_field(measure: str, value: Decimal, lang: str) -> str:
    """What stands in a form for a limit: per cent without its sign, or the amount itself."""
    return exact(value * 100 if MEASURES[measure].scale == "share" else value, lang)


def form_limit(measure: str, text: str) -> Decimal:
    """``82,5`` of a form: per cent for a share, else an amount in the measure's unit.

    Raises UserError ``invalid_limit`` for a share and ``invalid_amount_limit`` for an amount.
    """
    is_share = MEASURES[measure].scale == "share"
    value = _number(text.replace("%", ""))
    if value is None or value < 0 or (is_share and value > 100):
        raise UserError("invalid_limit" if is_share else "invalid_amount_limit", text=text)
    return value / 100 if is_share else value


def register_limit(measure: str, text: str) -> Decimal | None:
    """A limit in a cell: of a share 80, "80 %" and 0.8 are the same, and 1 is all of it.

    An amount may stand with its unit behind it. None for what cannot be read.
    """
    if MEASURES[measure].scale != "share":
        found = _LEADING.match(text.strip())
        value = _number(found.group()) if found else None
        return value if value is not None and value >= 0 else None
    value = _number(text.replace("%", "").replace("procent", ""))
    if value is None or not 0 <= value <= 100:
        return None
    return value / 100 if "%" in text or value > 1 else value


def register_text(measure: str, value: Decimal, unit: str) -> str:
    """A limit for a cell: exact, with its unit, and without marks between thousands."""
    if MEASURES[measure].scale == "share":
        return percent_text(value)
    return f"{value.normalize():f} {unit}"


def percent_text(share: Decimal | None) -> str:
    """A fraction in per cent with its mark, so that half a per cent is not read as a half.

    Three decimals could be thousands, so a zero follows them.
    """
    if share is None:
        return ""
    figure = f"{(share * 100).normalize():f}"
    whole, mark, decimals = figure.partition(".")
    return f"{whole}{mark}{decimals}{'0' if len(decimals) == 3 else ''} %"


def _number(text: str) -> Decimal | None:
    bare = re.sub(r"\s", "", text).replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
