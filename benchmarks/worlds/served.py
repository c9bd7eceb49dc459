"""The real server for measuring, as a program.

Beside ``python -m followup.ui.serve`` it does three things, the last two where the environment
asks: it makes no backup; with FACTS_ONLY kept sums are left unread, so that one build of the app
can be measured with and without them; with UPLOAD_SECONDS a report of 20 rows is read (in a
process of its own, as any upload) and stored that often, while others read.
"""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from dataclasses import replace
from itertools import count

import xlsxwriter

from benchmarks.worlds import nation
from followup.domain.period import parse_period
from followup.services import folders, installation
from followup.services.installation import Actor, Installation, now_utc
from followup.services.upload import destination, reading, submit
from followup.settings import Settings, from_environment
from followup.ui import backups, serve
from followup.ui.opened import installation_of

HEADERS = ("Reg.nr", "Drivmedel", "Liter", "Månad")
MONTH = "2026-11"


def main() -> None:
    """Serve until ended from outside."""
    backups.start = lambda: None
    if os.environ.get("FACTS_ONLY"):
        ordinary = installation.open_installation

        def of_facts(settings: Settings) -> Installation:
            opened = ordinary(settings)
            return replace(opened, database=replace(opened.database, reads_facts=True))

        installation.open_installation = of_facts
    if seconds := os.environ.get("UPLOAD_SECONDS"):
        threading.Thread(target=_upload, args=(float(seconds),), daemon=True).start()
    serve.main()


def _upload(seconds: float) -> None:
    # Nothing is opened before the first visitor has opened it.
    time.sleep(seconds)
    own = folders.folders(from_environment()).own
    for n in count():
        begun = time.monotonic()
        opened = installation_of(own)
        # By the clock: the same file twice is no new report.
        _store(opened, nation.number(n % nation.OF_ONE), int(begun * 1000))
        print(f"upload {time.monotonic() - begun:.3f}", file=sys.stderr, flush=True)
        time.sleep(max(0.0, seconds - (time.monotonic() - begun)))


def _store(opened: Installation, number: str, salt: int) -> None:
    """One report, the whole way from bytes to rows."""
    today, period = now_utc().date(), parse_period(MONTH)
    contract = destination.contract_of(opened, number)
    draft = reading.read_file(
        opened, report(salt), "rapport.xlsx", today, supplier=contract.supplier, answers={},
        period=period,
    )  # fmt: skip
    wheres = destination.destinations(
        draft, contract, today, reporter=None, period=period, mode="replace"
    )
    submit.submit(
        opened, report(salt), draft, wheres, Actor("Prov"), now_utc(), as_of=today,
        supplier=contract.supplier, reason="prov",
    )  # fmt: skip


def report(salt: int, rows: int = 20) -> bytes:
    """An invented report."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Drivmedel")
        sheet.write_row(0, 0, HEADERS)
        for row in range(rows):
            sheet.write_row(row + 1, 0, (f"ABC{row:03}", "HVO100", 100 + row + salt % 9973, MONTH))
    return content.getvalue()


if __name__ == "__main__":
    main()
