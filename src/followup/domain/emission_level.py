"""Euro classes and machine stages as numbers that can be compared."""

from __future__ import annotations

import re
from typing import Final

from followup.domain.measure import LevelKind

_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7}
_STAGES: Final = {"I": 1, "II": 2, "IIIA": 3, "IIIB": 4, "IV": 5, "V": 6}
_EURO: Final = re.compile(r"(?:EURO)?(VII|VI|IV|V|III|II|I|[1-7])(DTEMP|[A-E])?")
# As lists write a Euro class; the same words as in parts/listed_in_service.sql.
_LISTED: Final = re.compile(
    r"(?:MILJ[ÖO]KLASSE?)?(?:EURO)?(?:NORM|KLASSE?|CLASS)?"
    r"(EEV|VII|VI|IV|V|III|II|I|[1-7])(DTEMP|[A-E])?(?:ISC[A-Z]*|EVAP[A-Z]*|EEV)?"
)
# What drives without exhaust reaches every level.
EVERY_LEVEL: Final = 9999
_OLDEST: Final = 200


def level_rank(kind: LevelKind, written: str) -> int | None:
    """The number a level asks for; None for what is no level of its kind.

    Euro classes count hundreds, with their letters between them: ``Euro VI`` 600, ``6d-TEMP``
    635, ``6d`` 640. Stages count from 1 (I) to 6 (V); an age is in years.

    >>> level_rank("euro", "Euro VI"), level_rank("stage", "IIIB"), level_rank("age", "8")
    (600, 4, 8)
    """
    text = re.sub(r"[\W_]", "", written.upper())
    if kind == "stage":
        return _STAGES.get(text.removeprefix("STEG").removeprefix("STAGE"))
    if kind == "age":
        return int(text) if text.isdecimal() and int(text) <= _OLDEST else None
    if text.removeprefix("EURO") == "EEV":
        return 580
    found = _EURO.fullmatch(text)
    if found is None:
        return None
    number, letter = found.groups()
    whole = _ROMAN.get(number) or int(number)
    return whole * 100 + (
        0 if not letter else 35 if letter == "DTEMP" else "_ABCDE".index(letter) * 10
    )


def listed_ranks(written: str, *, is_vehicle: bool = True) -> tuple[int, int] | None:
    """Where a list's Euro class or machine stage may lie, lowest and highest rank.

    A Euro class without its letter is any of them; None where the words are none.

    >>> listed_ranks("Miljöklass Euro 6"), listed_ranks("6d-TEMP"), listed_ranks("Steg V")
    ((600, 699), (635, 635), None)
    """
    text = re.sub(r"[\W_]", "", written.upper())
    if not is_vehicle:
        stage = level_rank("stage", text.removeprefix("TRIN"))
        return None if stage is None else (stage, stage)
    found = _LISTED.fullmatch(text)
    if found is None:
        return None
    rank = level_rank("euro", found[1] + (found[2] or ""))
    if rank is None:
        return None
    is_exact = found[2] is not None or found[1] == "EEV"
    return (rank, rank) if is_exact else (rank, rank + 99)
