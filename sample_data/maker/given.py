"""Reports whose rows are given as they stand: packaging, furniture and food waste."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maker.cells import INVENTED, Row, workbook


def write(path: Path, series: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """The rows of one report under the series' headers, with who sent it above."""
    rows: list[Row] = [
        (f"{series['title']} {sent['days']}",),
        (series["reporter"],),
        (),
        series["heads"],
        *sent["rows"],
        (),
        (INVENTED[series["lang"]],),
    ]
    workbook(path, {str(sent["days"]): rows}, [18] * len(series["heads"]))
