"""Codes of a contract as people write them."""

from __future__ import annotations

from followup.domain.cpv import cpv_code
from followup.errors import UserError


def cpv_codes(text: str, contract: str) -> tuple[str, ...]:
    """Codes apart by semicolon, comma or line.

    Raises UserError ``invalid_cpv`` or ``cpv_check_digit``.
    """
    found = []
    parts = text.replace(",", ";").replace("\n", ";").split(";")
    for part in filter(None, (p.strip() for p in parts)):
        try:
            found.append(cpv_code(part))
        except ValueError as error:
            raise UserError(str(error), contract=contract, text=part) from error
    return tuple(dict.fromkeys(found))
