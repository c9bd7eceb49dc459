"""What the tests counted, printed by each and kept in docs/reliability.md."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
# Set to rewrite the page; without it the tests print what they counted and change no file.
REWRITE = "FOLLOWUP_FIGURES"


def keep(name: str, **counted: int | str) -> None:
    """Print what was counted; where FOLLOWUP_FIGURES=1 is set, also keep it in its row.

    ``name`` is the first cell of a row in the page, written by hand with what is counted and
    where; only the last cell is rewritten. Raises LookupError when the page has no such row.
    """
    said = ", ".join(f"{_words(what)} {_number(count)}" for what, count in counted.items())
    print(f"\n{_words(name)}: {said}")  # noqa: T201 - what make test -s shows
    if os.environ.get(REWRITE) == "1":
        # Several processes run the tests; each rewrites a row of its own.
        with PAGE.open("r+", encoding="utf-8") as page:
            fcntl.flock(page, fcntl.LOCK_EX)
            written = rewritten(page.read(), _words(name), said)
            page.seek(0)
            page.write(written)
            page.truncate()


def rewritten(page: str, name: str, said: str) -> str:
    """The page with the last cell of a row in other words."""
    lines = page.splitlines()
    rows = [at for at, line in enumerate(lines) if line.startswith(f"| {name} |")]
    if len(rows) != 1:
        raise LookupError(f"{name!r} has {len(rows)} rows in {PAGE.name}")
    cells = lines[rows[0]].strip("|").split("|")
    lines[rows[0]] = "|".join(["", *cells[:-1], f" {said} ", ""])
    return "\n".join(lines) + "\n"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _number(count: int | str) -> str:
    return f"{count:,}" if isinstance(count, int) else count
