"""What reading a report costs: ratios of whole processes, measured side by side in one run.

    python benchmarks/ingest.py [--rows 1000 10000 100000 1000000] [--runs 3]

Prints, for invented reports of ten columns:
- guard to finished draft against ``pandas.read_excel(engine="openpyxl")`` only reading the file;
- the memory of the reader process, and of the process that starts it;
- storing the facts against reading them;
- the cost of a row at each size, which stays level when the cost grows linearly.

Only the ratios mean something; seconds belong to the machine. The two sides run in turn.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

PEER = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')"
PEER_ROWS = 100_000
HEADERS = (
    "Registreringsnummer", "Datum", "Drivmedel", "Mängd", "Enhet",
    "Körsträcka (km)", "Station", "Belopp", "Kortnummer", "Kommun",
)  # fmt: skip
FUELS = ("HVO100", "Diesel MK1", "Bensin 95", "RME")
TODAY = date(2026, 1, 10)
RECEIVED = "2026-01-10"


def main() -> None:
    asked = _arguments()
    if asked.child:
        print(json.dumps(_read_and_store(Path(asked.child), is_stored=asked.store)))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = {rows: Path(folder) / f"{rows}.xlsx" for rows in asked.rows}
        for rows, path in files.items():
            make_report(path, rows)
        by_rows = {rows: _compared(path, rows, asked.runs) for rows, path in files.items()}
    _tell_growth(by_rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ratios of reading reports")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--store", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def make_report(path: Path, rows: int) -> None:
    """An invented fuel report: a thousand vehicles, four fuels, the days of 2025."""
    import xlsxwriter

    chance = random.Random(rows)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, day = book.add_worksheet("Drivmedel"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADERS)
    plates = [f"{''.join(chance.choices('ABCDEFGHJKLM', k=3))}{n:03d}" for n in range(1_000)]
    first = date(2025, 1, 1)
    for row in range(1, rows + 1):
        sheet.write_string(row, 0, chance.choice(plates))
        sheet.write_datetime(row, 1, first + timedelta(days=chance.randrange(365)), day)
        sheet.write_string(row, 2, chance.choice(FUELS))
        sheet.write_number(row, 3, chance.randrange(10_000, 90_000) / 1_000)
        sheet.write_string(row, 4, "l")
        sheet.write_number(row, 5, chance.randrange(10, 900))
        sheet.write_string(row, 6, f"Påhittad station {chance.randrange(200)}")
        sheet.write_number(row, 7, chance.randrange(200_000) / 100)
        sheet.write_number(row, 8, chance.randrange(10**8))
        sheet.write_string(row, 9, "Påhittad kommun")
    book.close()


def _compared(path: Path, rows: int, runs: int) -> dict[str, float]:
    """Medians of one size; the peer is run beside it at the size the claim is about."""
    ours: list[dict[str, float]] = []
    seconds: list[float] = []
    peer: list[float] = []
    for run in range(1 if rows > PEER_ROWS else runs):
        begun = perf_counter()
        ours.append(_child(path))
        seconds.append(perf_counter() - begun)
        if rows == PEER_ROWS:
            begun = perf_counter()
            subprocess.run([sys.executable, "-c", PEER, str(path)], check=True)
            peer.append(perf_counter() - begun)
            print(f"  run {run + 1}: {seconds[-1]:.2f} s against {peer[-1]:.2f} s")
    stored = _child(path, "--store")
    medians = {name: statistics.median(one[name] for one in ours) for name in ours[0]}
    _tell(rows, medians, statistics.median(seconds), peer, seconds, stored)
    return medians


def _child(path: Path, *more: str) -> dict[str, float]:
    words = [sys.executable, __file__, "--child", str(path), *more]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(said)
    return found


def _tell(
    rows: int,
    found: dict[str, float],
    seconds: float,
    peer: Sequence[float],
    own: Sequence[float],
    stored: dict[str, float],
) -> None:
    print(f"{rows:>9} rows: {found['records']:.0f} records, whole process {seconds:.2f} s, "
          f"reader {found['reader_mb']:.0f} MB, parent {found['parent_mb']:.0f} MB")  # fmt: skip
    share = stored["store"] / stored["read"]
    print(f"{'':>9} storing / reading = {share:.2f} (at most 0.50)")
    if peer:
        ratio = statistics.median(a / b for a, b in zip(own, peer, strict=True))
        print(f"{'':>9} draft / pandas with openpyxl only reading = {ratio:.3f} (at most 0.250)")


def _tell_growth(by_rows: dict[int, dict[str, float]]) -> None:
    """Cost of a row against that of the largest size, without what every start costs."""
    largest = max(by_rows)
    base = by_rows[largest]["read"] / largest
    print("cost of a row, against that of the largest file:")
    for rows, found in by_rows.items():
        print(f"{rows:>9} rows: {found['read'] / rows / base:.2f}")


def _read_and_store(path: Path, *, is_stored: bool) -> dict[str, Any]:
    # From the guard to the draft; nothing of the store is loaded until something is stored.
    from followup.ingest.read import read as read_report
    from followup.settings import from_environment

    content = path.read_bytes()
    here = from_environment({"FOLLOWUP_HOME": tempfile.mkdtemp()})
    begun = perf_counter()
    draft = read_report(content, path.name, limits=here.limits, today=TODAY)
    read = perf_counter() - begun
    if draft.refusal:
        raise SystemExit(f"refused: {draft.refusal.code}")
    found: dict[str, Any] = {
        "records": draft.record_count, "read": read,
        "parent_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }  # fmt: skip
    if is_stored:
        found["store"] = _store(here, content, draft)
    return found


def _store(here: Any, content: bytes, draft: Any) -> float:
    """Seconds to store a draft in an empty installation, original included."""
    from followup.domain.parties import Buyer, Contract, Reporter
    from followup.services.contract import contracts
    from followup.services.installation import Actor, now_utc, opened
    from followup.services.upload import destination, submit

    supplier, actor = "Påhittad Åkeri AB", Actor("benchmark")
    contract = Contract(
        number="T-1", title="Påhittat avtal", supplier=supplier, buyers=(Buyer("Påhittad kommun"),),
        start_date=date(2025, 1, 1), end_date=date(2025, 12, 31),
        board="Påhittad nämnd", responsible="Påhittad ansvarig",
        reporters=(Reporter(name=supplier, report_type="fuel", frequency="year", due_days=30),),
    )  # fmt: skip
    with opened(here) as installation:
        contracts.save(installation, [contract], actor, date(2025, 1, 1), now_utc())
        begun = perf_counter()
        wheres = destination.destinations(draft, contract, TODAY)
        submit.submit(installation, content, draft, wheres, actor, now_utc(), as_of=TODAY)
        return perf_counter() - begun


if __name__ == "__main__":
    main()
