"""The compliance matrix asked of the rows with pandas, as somebody without this program would.

One merge with the figures of each fuel and set, one sum per contract and period, and the share of
reports that came in time. It knows only what the
nation (``benchmarks.worlds.nation``) holds: reports on fuel that are corrected, copies, questions
and rows that name no fuel; no dispens, no vehicle lists, no certificates. It sums in floats, so
it decides nothing: it is what the real answer is timed against and held up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from benchmarks.worlds.nation import DUE_DAYS
from followup.services.installation import Installation

FACTS = ["submission", "fuel", "unit", "quantity", "period_start", "is_duplicate", "is_questioned"]
SUMS = ["numerator", "denominator", "unknown"]
# What an analyst would take away: the columns a share needs, in the format that is read fastest.
_TAKEN = """
    COPY (
        SELECT submission, fuel, unit, CAST(quantity AS DOUBLE) AS quantity,
            CAST(period_start AS TIMESTAMP) AS period_start, is_duplicate, is_questioned
        FROM store.main.fuel_delivery
    ) TO '{}' (FORMAT parquet)
"""
_REPORTS = """
    SELECT submission, contract, CAST(period_start AS TIMESTAMP) AS month,
        CAST(period_end AS TIMESTAMP) AS month_end, CAST(received_date AS TIMESTAMP) AS received
    FROM store.main.submission
    WHERE submission NOT IN (SELECT submission FROM store.main.supersession)
"""
# The first stretch begins before any day that pandas can name.
_FIGURES = """
    SELECT DISTINCT
        fuel_set, fuel, unit,
        CAST(greatest(valid_from, DATE '1900-01-01') AS TIMESTAMP) AS valid_from,
        CAST(mj_per_unit AS DOUBLE) AS mj_per_unit, CAST(share_low AS DOUBLE) AS share_low,
        CAST(share_high AS DOUBLE) AS share_high
    FROM layout
    WHERE fuel_set IN ('renewable', 'zero_emission') AND country = 'SE'
        AND valid_from < DATE '2100-01-01' AND mj_per_unit IS NOT NULL AND share_low IS NOT NULL
"""
_RICHEST = "SELECT unit, CAST(mj_per_unit_max AS DOUBLE) AS mj_per_unit FROM highest"
_BUYERS = "SELECT contract, buyer FROM store.main.contract_buyer"


@dataclass(frozen=True, slots=True)
class Figures:
    """Energy and share in each set of each fuel from a day on; energy of each unit's richest."""

    of_fuels: pd.DataFrame
    richest: pd.DataFrame


def take(database: Path, folder: Path) -> None:
    """Take rows, reports in force and buyers away from a store that nobody has open."""
    with duckdb.connect() as own:
        own.execute(f"ATTACH '{database}' AS store (READ_ONLY)")
        own.execute(_TAKEN.format(folder / "facts.parquet"))
        own.sql(_REPORTS).df().to_parquet(folder / "reports.parquet")
        own.sql(_BUYERS).df().to_parquet(folder / "buyers.parquet")


def matrix(folder: Path, figures: Figures, buyer: str) -> list[pd.DataFrame]:
    """The matrix of an organisation, from what ``take`` took away."""
    buyers = pd.read_parquet(folder / "buyers.parquet")
    reports = pd.read_parquet(folder / "reports.parquet")
    facts = pd.read_parquet(folder / "facts.parquet")
    contracts = buyers.loc[buyers["buyer"] == buyer, "contract"]
    return answered(facts, reports[reports["contract"].isin(contracts)], figures)


def answered(facts: pd.DataFrame, reports: pd.DataFrame, figures: Figures) -> list[pd.DataFrame]:
    """What the nation's three clauses ask of some contracts' reports."""
    rows = facts[~facts["is_duplicate"]].merge(reports, on="submission")
    return [
        sums(rows, figures, "renewable", 3),
        sums(rows, figures, "zero_emission", 6),
        in_time(reports),
    ]


def sums(rows: pd.DataFrame, figures: Figures, fuel_set: str, months: int) -> pd.DataFrame:
    """Numerator, denominator and unknown (MJ) of each contract and ``months`` of a calendar year.

    A row that names no fuel, or is a question, may be any fuel of its unit: at most the richest,
    with a share from nought to one.
    """
    of_set = figures.of_fuels[figures.of_fuels["fuel_set"] == fuel_set]
    rows = rows.assign(
        fuel=rows["fuel"].mask(rows["is_questioned"]),
        day=rows["month"].where(rows["period_start"].isna(), rows["period_start"]),
    ).sort_values("day")
    known = pd.merge_asof(
        rows[rows["fuel"].notna()], of_set.sort_values("valid_from"),
        left_on="day", right_on="valid_from", by=["fuel", "unit"],
    )  # fmt: skip
    unnamed = rows[rows["fuel"].isna()].merge(figures.richest, on="unit")
    unnamed = unnamed.assign(share_low=0.0, share_high=1.0)
    both = pd.concat([known, unnamed], ignore_index=True)
    energy = both["quantity"] * both["mj_per_unit"]
    spread = both["share_high"] - both["share_low"]
    return (
        pd.DataFrame({
            "contract": both["contract"],
            "start": start_of(both["month"], months),
            "numerator": energy * both["share_low"],
            "denominator": energy * (1 - spread),
            "unknown": energy * spread,
        })
        .groupby(["contract", "start"])[SUMS]
        .sum()
    )  # fmt: skip


def in_time(reports: pd.DataFrame) -> pd.DataFrame:
    """The share of each contract's reports of a quarter that came within fifteen days."""
    is_timely = reports["received"] <= reports["month_end"] + pd.Timedelta(days=DUE_DAYS)
    found = pd.DataFrame({
        "contract": reports["contract"], "start": start_of(reports["month"], 3), "share": is_timely,
    })  # fmt: skip
    return found.groupby(["contract", "start"])[["share"]].mean()


def start_of(day: pd.Series, months: int) -> pd.Series:
    """The first day of the ``months`` of a calendar year that a day lies in."""
    first = (day.dt.month - 1) // months * months + 1
    return pd.to_datetime(pd.DataFrame({"year": day.dt.year, "month": first, "day": 1}))


def figures_of(opened: Installation) -> Figures:
    """The figures of energy in Sweden, of those that the store has laid out."""
    layouts = opened.database.editions.figures.values()
    with duckdb.connect() as own:
        own.register("layout", pa.concat_tables(layouts))
        of_fuels = own.sql(_FIGURES).df()
        own.register("highest", opened.catalogue.tables()["unknown_fuel_energy"])
        return Figures(of_fuels, own.sql(_RICHEST).df())
