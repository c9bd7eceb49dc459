"""Vehicle identities: number plates in any spelling, and internal numbers."""

from __future__ import annotations

import re

from followup.ingest.words import clean, kept

SWEDISH = re.compile(r"[A-Z]{3}\d{2}[A-Z0-9]")
DANISH = re.compile(r"[A-Z]{2}\d{5}")
_SEP = r"[ ._-]?"
_INSIDE = re.compile(
    rf"(?<![A-Z\d])(?:[A-Z]{{3}}{_SEP}\d{{2}}{_SEP}[A-Z\d]|[A-Z]{{2}}{_SEP}\d\d{_SEP}\d{{3}})(?![A-Z\d])"
)
_BEFORE = re.compile(r"(?:(?:S|SE|SWE|DK)[ :/-]+|.*\(|\W*)")


@kept(20_000)
def normalise(text: str) -> str:
    """Upper case without spaces, hyphens or other marks: ``abc 12-3`` is ``ABC123``.

    "ABC123 (Volvo)" and "Buss 12 (ABC123)" name the plate they hold. With a space inside it a
    plate must come first: "Volvo FMX 540" is a model.
    """
    upper = clean(text).upper()
    bare = _bare(upper)
    if is_nordic(bare):
        return bare
    matches = [*_INSIDE.finditer(upper)]
    found = {_bare(m[0]) for m in matches}
    if len(found) == 1:
        one = matches[0]
        if one[0] == _bare(one[0]) or _BEFORE.fullmatch(upper[: one.start()]):
            return found.pop()
    return bare


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


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
