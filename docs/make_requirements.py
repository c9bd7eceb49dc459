"""Write docs/requirements.md anew: what the library says of requirements found in practice."""

from __future__ import annotations

from pathlib import Path

from followup.i18n.text import has_text, t
from followup.reference import catalogue
from followup.reference.catalogue import Catalogue
from followup.services.requirement import library

FILE = Path(__file__).with_name("requirements.md")
LANG = "en"
ROWS = tuple(f"R{number:02}" for number in range(1, 48))
HEAD = """# Requirements found in practice, and what the library says of each

Made by `docs/make_requirements.py` from `reference/data/requirement_templates.yaml` and the texts;
a test fails where this file, the entries or the reasons no longer agree. R01 to R47 are the
requirements that were read at the sources when the library was made. A level stands only where a
source gives one; "set by you" is a shape without a level.

| no. | entries | level in the source | source | status | what is not expressed, and why |
|---|---|---|---|---|---|
"""


def text(known: Catalogue) -> str:
    """The whole file."""
    return HEAD + "".join(f"{_line(known, row)}\n" for row in ROWS) + _others(known)


def _line(known: Catalogue, row: str) -> str:
    made = [m for m in known.requirement_templates if row in m.rows]
    publishers = {source.id: source.publisher for source in known.sources}
    key = f"reference.gap.{row}"
    cells = [
        row,
        "; ".join(f"{t(m.title_key, LANG)} (`{m.id}`)" for m in made),
        "; ".join(library.levels(m, LANG) or "yes or no" for m in made),
        "; ".join(dict.fromkeys(f"{publishers[m.source]} ({m.source})" for m in made)),
        ", ".join(dict.fromkeys(t(f"source_status.{m.status}", LANG) for m in made)),
        t(key, LANG) if has_text(key) else "",
    ]
    return "| " + " | ".join(cells) + " |"


def _others(known: Catalogue) -> str:
    """What stands beside the 47: shapes of the service's own, and later finds with their source."""
    publishers = {source.id: source.publisher for source in known.sources}
    made = [m for m in known.requirement_templates if not m.rows]
    own = [f"- {t(m.title_key, LANG)} (`{m.id}`)\n" for m in made if m.source == "OWN"]
    found = [
        f"- {t(m.title_key, LANG)} (`{m.id}`): {publishers[m.source]} ({m.source}), "
        f"{t(f'source_status.{m.status}', LANG).lower()}\n"
        for m in made
        if m.source != "OWN"
    ]
    return (
        f"\nEntries of the service's own, shapes to start from:\n\n{''.join(own)}"
        f"\nRequirements of other kinds, found later:\n\n{''.join(found)}"
    )


if __name__ == "__main__":
    FILE.write_text(text(catalogue.load()), encoding="utf-8")
