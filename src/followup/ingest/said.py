"""Everything outside a file that decided how it was read, in plain values to keep and use again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from followup.domain.period import parse_period
from followup.ingest.answers import Asked, Layout, Remembered
from followup.ingest.cells import Cells
from followup.ingest.draft import Draft
from followup.ingest.understand import understand

Said = Mapping[str, Any]


def plain(asked: Asked) -> Said:
    """What was said of a file, as JSON can hold it."""
    known = asked.remembered
    return {
        "answers": dict(asked.answers),
        "period": str(asked.period) if asked.period else None,
        "today": asked.today.isoformat(),
        "remembered": asdict(known)
        | {"headers": sorted(known.headers), "skips": sorted(map(list, known.skips))},
    }


def read_again(cells: Cells, said: Said) -> Draft:
    """The draft that the same cells gave when they were read with what was said then."""
    known = said["remembered"]
    layouts = {name: Layout(**layout) for name, layout in known["layouts"].items()}
    remembered = Remembered(
        layouts,
        known["fuels"],
        known["units"],
        known["classes"],
        frozenset(known["headers"]),
        frozenset((sheet, fingerprint) for sheet, fingerprint in known["skips"]),
    )
    period = parse_period(said["period"]) if said["period"] else None
    today = date.fromisoformat(said["today"])
    return understand(
        cells, answers=said["answers"], remembered=remembered, period=period, today=today
    )
