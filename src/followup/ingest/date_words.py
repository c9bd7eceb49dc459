"""Months and ordinals in Swedish, Danish and English, and the patterns that find them."""

from __future__ import annotations

import re

_MONTHS = {
    1: "januari januar january jan", 2: "februari februar february feb febr",
    3: "mars marts march mar mrs", 4: "april apr", 5: "maj may mai", 6: "juni june jun",
    7: "juli july jul", 8: "augusti august aug", 9: "september sep sept",
    10: "oktober october okt oct", 11: "november nov", 12: "december dec",
}  # fmt: skip
MONTHS = {word: number for number, words in _MONTHS.items() for word in words.split()}
_ORDINALS = {
    1: "första første first 1:a 1a 1. 1:e 1st i", 2: "andra anden andet second 2:a 2a 2. 2nd ii",
    3: "tredje third 3:e 3e 3. 3rd iii", 4: "fjärde fjerde fourth 4:e 4e 4. 4th iv",
}  # fmt: skip
ORDINALS = {w: n for n, ws in _ORDINALS.items() for w in ws.split()} | {
    str(n): n for n in (1, 2, 3, 4)
}
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
NTH = "|".join(re.escape(word) for word in sorted(ORDINALS, key=len, reverse=True))


def month_name(number: int) -> str:
    """A word that stands for the month of a number from 1 to 12."""
    return next(word for word, n in MONTHS.items() if n == number)
