"""Vehicle identities: number plates in any spelling, and internal numbers."""

from __future__ import annotations

import re

from followup.ingest.words import clean, without_brackets

SWEDISH = re.compile(r"[A-Z]{3}\d{2}[A-Z0-9]")
DANISH = re.compile(r"[A-Z]{2}\d{5}")
_COUNTRY = re.compile(r"(?:S|SE|SWE|DK)[ :/-]+(?=[A-Z])")


def normalise(text: str) -> str:
    """Upper case without spaces, hyphens or other marks: ``abc 12-3`` is ``ABC123``."""
    upper = clean(text).upper()
    bare = "".join(c for c in upper if c.isalnum())
    for other in (_COUNTRY.sub("", upper, count=1), without_brackets(upper)[0]):
        plate = "".join(c for c in other if c.isalnum())
        if plate != bare and is_nordic(plate):
            return plate
    return bare


def is_nordic(plate: str) -> bool:
    """True for a Swedish (ABC123, ABC12A) or Danish (AB12345) plate, normalised."""
    return bool(SWEDISH.fullmatch(plate) or DANISH.fullmatch(plate))


def is_plate(plate: str) -> bool:
    """True when a normalised text can be a plate of some country: letters and digits, short."""
    return is_nordic(plate) or (
        3 <= len(plate) <= 8 and any(c.isdigit() for c in plate) and any(c.isalpha() for c in plate)
    )


def looks_like_plate(text: str) -> bool:
    """True when a cell is written like a plate, not a sentence or a product."""
    return len(text) <= 12 and is_plate(normalise(text))
