"""The monthly question asked of the Excel files themselves, as people do today, and of Followup.

    python -m benchmarks.excel_files [--rows 278] [--months 60] [--runs 2]

One organisation of 20 contracts (``benchmarks.worlds.nation``): a report of each contract and month
as a workbook of its own. One side opens every workbook with pandas and finds what the three clauses
ask (``benchmarks.worlds.in_pandas``); the other asks a store that took the same rows in when they
came. Prints how many times longer the files take, in processor time: the median, least and highest
of single rounds. Both sides are held to as many answers of the same sums.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

import pandas as pd

from benchmarks.scale import compared
from benchmarks.worlds import in_pandas, nation
from followup.services import compliance, installation
from followup.settings import from_environment


def main() -> None:
    """Write the files, ask both sides, and tell."""
    parser = argparse.ArgumentParser(description="The same question of Excel files")
    parser.add_argument("--rows", type=int, default=278, help="rows in each report")
    parser.add_argument("--months", type=int, default=nation.MONTHS)
    parser.add_argument("--runs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = from_environment({"FOLLOWUP_HOME": str(folder / "home")})
        with installation.opened(settings) as opened:
            nation.build(opened, nation.Nation(1, asked.rows, month_count=asked.months))
            ours = len(compliance.assessments(opened, nation.AS_OF))
            of_fuels = in_pandas.figures_of(opened)
        in_pandas.take(Path(settings.database), folder)
        reports = pd.read_parquet(folder / "reports.parquet")
        files = write(folder, reports)
        held_same(folder, files, reports, of_fuels)
        with installation.opened(settings) as opened:
            print(f"{len(files)} workbooks of {asked.rows} rows, {ours} verdicts", flush=True)
            ask = partial(compliance.assessments, opened, nation.AS_OF)
            open_all = partial(from_files, files, reports, of_fuels)
            name = "verdicts of one organisation beside pandas on its Excel files"
            compared(name, ask, open_all, asked.runs, "at least 100")


def write(folder: Path, reports: pd.DataFrame) -> dict[str, Path]:
    """A workbook of each report in force, by the report's name."""
    facts = pd.read_parquet(folder / "facts.parquet")
    files = {}
    for report, rows in facts[facts["submission"].isin(reports["submission"])].groupby(
        "submission"
    ):
        files[report] = folder / f"{report}.xlsx"
        rows.drop(columns="submission").to_excel(files[report], index=False, engine="xlsxwriter")
    return files


def from_files(
    files: dict[str, Path], reports: pd.DataFrame, of_fuels: in_pandas.Figures
) -> list[pd.DataFrame]:
    """The matrix from every workbook, read as ``pandas.read_excel`` reads it."""
    return in_pandas.answered(read(files), reports, of_fuels)


def read(files: dict[str, Path]) -> pd.DataFrame:
    """The rows of every workbook together."""
    each = (pd.read_excel(path, engine="openpyxl").assign(submission=report)
            for report, path in files.items())  # fmt: skip
    facts = pd.concat(each, ignore_index=True)
    return facts.assign(period_start=pd.to_datetime(facts["period_start"]))


def held_same(
    folder: Path, files: dict[str, Path], reports: pd.DataFrame, of_fuels: in_pandas.Figures
) -> None:
    """The workbooks say what was taken from the store; raises AssertionError otherwise."""
    taken = in_pandas.answered(pd.read_parquet(folder / "facts.parquet"), reports, of_fuels)
    for ours, theirs in zip(taken, from_files(files, reports, of_fuels), strict=True):
        pd.testing.assert_frame_equal(ours, theirs, rtol=1e-9)


if __name__ == "__main__":
    main()
