"""CPV codes: the European names of what is bought (Regulation 213/2008)."""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"(\d{8})(?:\s*-\s*(\d))?")
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


def cpv_code(text: str) -> str:
    """The eight digits of a code as written, with or without its check digit.

    Raises ValueError ``invalid_cpv`` for another shape and ``cpv_check_digit`` for a digit that
    is not the code's own.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError("invalid_cpv")
    code, digit = match.groups()
    expected = check_digit(code)
    if digit is not None and expected is not None and int(digit) != expected:
        raise ValueError("cpv_check_digit")
    return code


def check_digit(code: str) -> int | None:
    """The digit that follows a code; None where the list's own digits follow no rule.

    The rule is the weighted sum that the published codes agree with. The divisions that begin
    with 0 came with the revision of 2008 and do not: theirs are taken as they are written.
    """
    if code.startswith("0"):
        return None
    return sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True)) % 10


def shown_cpv(code: str) -> str:
    """A code as it is written in notices: with its check digit where that is known."""
    digit = check_digit(code)
    return code if digit is None else f"{code}-{digit}"
