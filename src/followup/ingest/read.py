"""The one way in: the bytes of a file to a draft."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING

from followup.domain.period import Period
from followup.ingest.cells import Stage, read_cells, read_cells_of
from followup.ingest.draft import Draft
from followup.settings import Limits

if TYPE_CHECKING:
    from followup.ingest.answers import Remembered

# Most of the reader's code; loaded while the child process works, where nobody waits for it.
_UNDERSTAND = "followup.ingest.understand"


def read(
    content: bytes,
    file_name: str,
    *,
    limits: Limits | None = None,
    answers: Mapping[str, str] | None = None,
    remembered: Remembered | None = None,
    period: Period | None = None,
    today: date,
) -> Draft:
    """Read a report; whatever the bytes are, the result is facts with findings or a refusal.

    ``answers`` are described at ``answers.Asked``; ``period`` holds for rows that name none.
    Amounts are in thousandths of l, kg, Nm3 or kWh.
    """
    cells = read_cells(content, file_name, limits or Limits(), _load_meanwhile)
    return _understand()(
        cells,
        answers=answers,
        remembered=remembered,
        period=period,
        today=today,
    )


def read_many(
    files: Sequence[tuple[bytes, str, Period | None]], *, limits: Limits, today: date
) -> list[Draft]:
    """Drafts of several small files (bytes, name, period) as ``read`` gives them, at less cost.

    One child reads them all; where any of them is refused, each is read on its own.
    """
    read_before = read_cells_of([(content, name) for content, name, _ in files], limits)
    understand = _understand()
    return [
        understand(cells, period=period, today=today)
        for cells, (_, _, period) in zip(read_before, files, strict=True)
    ]


def _load_meanwhile(stage: Stage, _rows: int) -> None:
    if stage == "cells" and _UNDERSTAND not in sys.modules:
        Thread(target=importlib.import_module, args=(_UNDERSTAND,), daemon=True).start()


def _understand() -> Callable[..., Draft]:
    from followup.ingest.understand import understand

    return understand
