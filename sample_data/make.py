"""Write the sample world's files again: ``python sample_data/make.py``.

Everything here is invented: suppliers, vehicles and amounts, and the Danish municipality. The
other buyers are real, so that the goals have a place; their contracts are not. ``contracts.yaml``
says what was agreed, ``reports.yaml`` what was sent; the same words give the same files, and the
files are kept so that a reader can open them as a supplier sent them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from maker import dated, fleets, given, lists, procured, register, tables
from maker.cells import Fuel, Report, months_of

HERE = Path(__file__).parent
LAYOUTS: dict[str, Callable[[Report], None]] = {
    layout.__name__: layout
    for layout in (
        lists.taxi, lists.short_list, lists.month_sheets, lists.depot,
        dated.fillings, dated.fleet_csv, dated.cards, dated.danish_fillings, dated.danish_months,
        tables.machines, tables.quarters, tables.cars, tables.vehicles,
    )
}  # fmt: skip


def load(name: str) -> Any:
    """One of the files that say what to write."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def report(series: Mapping[str, Any], sent: Mapping[str, Any], title: str) -> Report:
    """What one file is to hold: the series' fuels with this report's amounts."""
    fuels = [
        Fuel(sent.get("words", {}).get(fuel["word"], fuel["word"]), fuel["unit"],
             sent.get("vehicles", {}).get(fuel["word"], fuel["vehicles"]), amount)
        for fuel, amount in zip(series["fuels"], sent["amounts"], strict=True)
    ]  # fmt: skip
    return Report(
        path=HERE / sent["file"],
        contract=series["contract"],
        title=title,
        reporter=series["reporter"],
        months=months_of(str(sent["days"])),
        fuels=fuels,
        note=sent.get("note", ""),
    )


def main() -> None:
    """Write every file."""
    registers = load("contracts.yaml")
    titles = {c["number"]: c["title"] for each in registers for c in each["contracts"]}
    (HERE / "files").mkdir(exist_ok=True)
    for each in registers:
        register.write(HERE, each)
    procured.write(HERE, load("procured.yaml"))
    for series in load("reports.yaml"):
        for sent in series["reports"]:
            if "fleet" in series:
                fleets.write(HERE / sent["file"], series, sent)
                continue
            if "heads" in series:
                given.write(HERE / sent["file"], series, sent)
                continue
            layout = LAYOUTS[sent.get("layout", series["layout"])]
            layout(report(series, sent, titles[series["contract"]]))


if __name__ == "__main__":
    main()
