"""What kept sums are worth on a nation: ratios of the same questions by sums and by rows.

    python -m benchmarks.scale [--home FOLDER | --size 300k] [--smaller FOLDER] [--runs 3]
        [--parts kept goal contracts verdicts pandas]

Asks in turn, of one store (``benchmarks.worlds.nation``): a goal over every contract, the contracts
that pull it down, and the verdicts of one organisation, each by kept sums and by the rows alone;
of a smaller store the same by its sums, so that it shows how far the time follows the rows. Then
keeping the sums of one report of 5,000 rows beside making all of them anew; then the verdicts of
one organisation beside the same matrix found with pandas in the rows, from a Parquet file and from
memory. Both sides are held to the same answer. Prints the median of the ratios of single rounds,
and the least and the highest. Seconds are of processor time and belong to the machine. A first
round warms both sides up and is not counted, unless it is the only one.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import process_time

import pandas as pd

from benchmarks.worlds import in_pandas, nation
from followup.domain.access import Scope
from followup.services import compliance, installation
from followup.services.goal import figures, status
from followup.services.installation import Installation
from followup.settings import Settings, from_environment
from followup.storage import summaries
from followup.storage.acts import Cursor

GOAL, ORGANISATION = "KRON_FBF_2030_CONTRACTS", 3
PARTS = ("kept", "goal", "contracts", "verdicts", "pandas")
Work = Callable[[], object]
Question = Callable[[Installation], object]


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
            if asked.smaller:
                _beside_smaller(opened, asked.smaller, max(asked.runs, 3))
            if "kept" in asked.parts:
                _kept(opened)
            _by_sums(opened, asked.parts, asked.runs)
            compliance.assessments(_of_one(opened), nation.AS_OF)
            of_fuels = in_pandas.figures_of(opened)
        if "pandas" not in asked.parts:
            return
        in_pandas.take(Path(settings.database), Path(folder))
        _beside_pandas(settings, Path(folder), of_fuels, max(asked.runs, 3))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What kept sums are worth")
    parser.add_argument("--home", type=Path, help="a folder with a nation")
    parser.add_argument("--smaller", type=Path, help="a folder with a nation of fewer rows")
    parser.add_argument("--size", type=nation.size, default="300k")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def compared(
    name: str, ours: Work, theirs: Work, runs: int, wanted: str, *, is_same: bool = False
) -> None:
    """Both sides in turn, and what each other one takes of ours; ``is_same`` holds them equal."""
    rounds = []
    for _ in range(runs + (runs > 1)):
        (mine, found), (other, expected) = _timed(ours), _timed(theirs)
        assert found == expected or not is_same, name
        rounds.append((mine, other))
    rounds = rounds[-runs:]
    ratios = [b / a for a, b in rounds]
    mine, other = (1000 * statistics.median(column) for column in zip(*rounds, strict=True))
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}, n={runs}"
    print(f"{name}: {mine:.0f} ms beside {other:.0f} ms, {statistics.median(ratios):.2f} times "
          f"({spread}), wanted {wanted}", flush=True)  # fmt: skip


def _timed(work: Work) -> tuple[float, object]:
    begun = process_time()
    found = work()
    return process_time() - begun, found


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


def _questions(opened: Installation) -> dict[str, tuple[str, Installation, str, Question]]:
    """What is asked, of whom, and how many times faster sums should be than rows, by its part."""
    goal = status.goal(opened, GOAL, nation.AS_OF, "sv")
    # A page that shows the contracts has the goal's points already.
    points = figures.series_of(opened, [goal], nation.AS_OF)[GOAL]
    return {
        "goal": ("goal over all",
            opened, "at least 15", lambda i: status.progress_of(i, [goal], nation.AS_OF)),
        "contracts": ("contracts that pull it",
            opened, "at least 15", lambda i: status.contributions(i, goal, nation.AS_OF, points)),
        "verdicts": ("verdicts of one organisation",
            _of_one(opened), "at least 1", lambda i: compliance.assessments(i, nation.AS_OF)),
    }  # fmt: skip


def _by_sums(opened: Installation, parts: Sequence[str], runs: int) -> None:
    for part, (name, whose, wanted, ask) in _questions(opened).items():
        if part in parts:
            ours, theirs = partial(ask, whose), partial(ask, _of_rows(whose))
            compared(f"{name}, sums beside rows", ours, theirs, runs, wanted, is_same=True)


def _beside_smaller(opened: Installation, home: Path, runs: int) -> None:
    with installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as smaller:
        _tell_size(smaller)
        of_smaller = _questions(smaller)
        for part, (name, whose, _, ask) in _questions(opened).items():
            _, fewer, _, the_same = of_smaller[part]
            ours, theirs = partial(the_same, fewer), partial(ask, whose)
            compared(f"{name}, smaller beside larger", ours, theirs, runs, "at most 1.5")


def _kept(opened: Installation) -> None:
    """One report of 5,000 rows, in a transaction that is rolled back each time."""
    own = opened.database.connection.cursor()
    own.execute("USE store")
    act = opened.data_version + 1

    def in_vain(work: Callable[[Cursor], object]) -> float:
        own.execute("BEGIN")
        own.execute(_REPORT, [act])
        own.execute(_ROWS)
        seconds, _ = _timed(lambda: work(own))
        own.execute("ROLLBACK")
        return seconds

    keep = [in_vain(lambda o: summaries.keep(o, act, {"fuel_delivery"}, 0)) for _ in range(5)]
    anew = in_vain(summaries.rebuild)
    own.close()
    ratio = anew / statistics.median(keep)
    print(f"keeping the sums of 5,000 new rows: {1000 * statistics.median(keep):.0f} ms "
          f"({1000 * min(keep):.0f}-{1000 * max(keep):.0f}, n=5) beside {anew:.1f} s for all "
          f"anew (n=1), {ratio:.0f} times, wanted at least 50", flush=True)  # fmt: skip


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


def _beside_pandas(
    settings: Settings, folder: Path, of_fuels: in_pandas.Figures, runs: int
) -> None:
    """The verdicts of one organisation beside what pandas finds of the same clauses."""
    buyer = nation.buyer(ORGANISATION)
    facts = pd.read_parquet(folder / "facts.parquet")
    reports = pd.read_parquet(folder / "reports.parquet")
    buyers = pd.read_parquet(folder / "buyers.parquet")
    numbers = buyers.loc[buyers["buyer"] == buyer, "contract"]
    chosen = reports[reports["contract"].isin(numbers)]
    with installation.opened(settings) as opened:
        one = _of_one(opened)
        ask = partial(compliance.assessments, one, nation.AS_OF)
        read = partial(in_pandas.matrix, folder, of_fuels, buyer)
        held = partial(in_pandas.answered, facts, chosen, of_fuels)
        name = "verdicts of one organisation beside pandas"
        compared(f"{name}, from a file", ask, read, runs, "at least 20")
        compared(f"{name}, everything in memory", ask, held, runs, "at least 20")


if __name__ == "__main__":
    main()
