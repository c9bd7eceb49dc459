"""What kept sums are worth on a nation: ratios of the same questions by sums and by rows.

    python -m benchmarks.scale [--home FOLDER | --size 2M] [--runs 5]

Asks in turn, of one store (``benchmarks.worlds.nation``): a goal over every contract, the contracts
that pull it down, and the verdicts of one organisation, each by kept sums and by the rows alone.
Then keeping the sums of one report of 5,000 rows beside making all of them anew; then the verdicts
of one organisation beside the same sums found with pandas in the rows, from a Parquet file and
from memory. Every answer of both sides is held to be the same first. Prints the median of the
ratios of single rounds, and the least and the highest; seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pandas as pd

from benchmarks.worlds import in_pandas, nation
from followup.domain.access import Scope
from followup.services import compliance, installation
from followup.services.goal import status
from followup.services.installation import Installation
from followup.settings import Settings, from_environment
from followup.storage import summaries
from followup.storage.acts import Cursor

GOAL, ORGANISATION = "KRON_FBF_2030_CONTRACTS", 3
Work = Callable[[], object]


def main() -> None:
    """Ask, and tell."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder) / "home"
        settings = from_environment({"FOLLOWUP_HOME": str(home)})
        if asked.home is None:
            with installation.opened(settings) as opened:
                nation.build(opened, nation.Nation.of(asked.size))
        with installation.opened(settings) as opened:
            _tell_size(opened)
            _by_sums(opened, asked.runs)
            _kept(opened, asked.runs)
            figures = in_pandas.figures_of(opened)
        in_pandas.take(Path(settings.database), Path(folder))
        _beside_pandas(settings, Path(folder), figures, asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What kept sums are worth")
    parser.add_argument("--home", type=Path, help="a folder with a nation")
    parser.add_argument("--size", type=nation.size, default="2M")
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def compared(name: str, ours: Work, theirs: Work, runs: int, least: float) -> None:
    """Both sides in turn, after one round that is not counted."""
    ours(), theirs()
    rounds = [(_seconds(ours), _seconds(theirs)) for _ in range(runs)]
    ratios = [b / a for a, b in rounds]
    mine, other = (1000 * statistics.median(column) for column in zip(*rounds, strict=True))
    spread = f"{min(ratios):.1f}-{max(ratios):.1f}, n={runs}"
    print(f"{name}: {mine:.0f} ms beside {other:.0f} ms, {statistics.median(ratios):.1f} times "
          f"({spread}), at least {least:g}", flush=True)  # fmt: skip


def _seconds(work: Work) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _tell_size(opened: Installation) -> None:
    own = opened.database.connection.cursor()
    tables = ("fuel_delivery", summaries.MONTHS, summaries.VEHICLES)
    counts = [own.table(f"store.main.{table}").count("*").fetchone()[0] for table in tables]
    own.close()
    print("{:,} rows; sums: {:,} of months, {:,} of vehicles' months".format(*counts), flush=True)


def _of_rows(opened: Installation) -> Installation:
    return replace(opened, database=replace(opened.database, reads_facts=True, kept={}))


def _of_one(opened: Installation) -> Installation:
    scope = Scope("strategist", frozenset({nation.buyer(ORGANISATION)}))
    return installation.seen_by(opened, scope)


def _by_sums(opened: Installation, runs: int) -> None:
    goal = status.goal(opened, GOAL, nation.AS_OF, "sv")
    questions = {
        "goal over all": (
            opened, 15, lambda i: status.progress_of(i, [goal], nation.AS_OF)),
        "contracts that pull it": (
            opened, 15, lambda i: status.contributions(i, goal, nation.AS_OF)),
        "verdicts of one organisation": (
            _of_one(opened), 1, lambda i: compliance.assessments(i, nation.AS_OF)),
    }  # fmt: skip
    for name, (whose, least, ask) in questions.items():
        rows = _of_rows(whose)
        assert ask(whose) == ask(rows), name
        compared(f"{name}, sums beside rows", lambda: ask(whose), lambda: ask(rows), runs, least)  # noqa: B023


def _kept(opened: Installation, runs: int) -> None:
    """One report of 5,000 rows, in a transaction that is rolled back each time."""
    own = opened.database.connection.cursor()
    own.execute("USE store")
    act = opened.data_version + 1

    def in_vain(work: Callable[[Cursor], object]) -> float:
        own.execute("BEGIN")
        own.execute(_REPORT, [act])
        own.execute(_ROWS)
        seconds = _seconds(lambda: work(own))
        own.execute("ROLLBACK")
        return seconds

    keep = [in_vain(lambda o: summaries.keep(o, act, {"fuel_delivery"}, 0)) for _ in range(runs)]
    anew = in_vain(summaries.rebuild)
    own.close()
    ratio = anew / statistics.median(keep)
    print(f"keeping the sums of 5,000 new rows: {1000 * statistics.median(keep):.0f} ms "
          f"({1000 * min(keep):.0f}-{1000 * max(keep):.0f}, n={runs}) beside {anew:.1f} s for all "
          f"anew (n=1), {ratio:.0f} times, at least 50", flush=True)  # fmt: skip


_REPORT = """
    INSERT INTO store.main.submission BY NAME
    SELECT * REPLACE ($1 AS act_id, 'new' AS submission, 5000 AS row_count)
    FROM store.main.submission WHERE submission = '00003-00-0'
"""
_ROWS = """
    INSERT INTO store.main.fuel_delivery BY NAME
    SELECT f.* REPLACE ('new' AS submission, CAST(n.range AS INTEGER) AS "row")
    FROM (SELECT * FROM store.main.fuel_delivery WHERE submission = '00003-00-0' LIMIT 1) AS f
    CROSS JOIN range(5000) AS n
"""


def _beside_pandas(settings: Settings, folder: Path, figures: in_pandas.Figures, runs: int) -> None:
    """The verdicts of one organisation beside the sums of its one clause on energy."""
    buyer = nation.buyer(ORGANISATION)
    facts = pd.read_parquet(folder / "facts.parquet")
    reports = pd.read_parquet(folder / "reports.parquet")
    buyers = pd.read_parquet(folder / "buyers.parquet")
    numbers = buyers.loc[buyers["buyer"] == buyer, "contract"]
    chosen = reports[reports["contract"].isin(numbers)]
    with installation.opened(settings) as opened:
        one = _of_one(opened)
        ask = lambda: compliance.assessments(one, nation.AS_OF)  # noqa: E731
        read = lambda: in_pandas.matrix(folder, figures, buyer)  # noqa: E731
        held = lambda: in_pandas.sums(facts, chosen, figures)  # noqa: E731
        compared("verdicts of one organisation beside pandas from a file", ask, read, runs, 20)
        compared("the same beside pandas with everything in memory", ask, held, runs, 20)


if __name__ == "__main__":
    main()
