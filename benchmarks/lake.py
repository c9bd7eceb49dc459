"""What a lake costs beside the file it was moved from: the same questions asked of both, in turn.

    python -m benchmarks.lake [--home FOLDER | --size 500k] [--runs 5]

Takes a nation (``benchmarks.worlds.nation``), moves a copy of it to a lake with its catalogue in a
PostgreSQL of its own and tidies that, as a timer does each night. Asks what the pages ask first
after somebody has stored something, with nothing remembered: the verdicts and the queue of one
organisation, a goal over every contract, the contracts that pull it down, and the rows behind one
verdict. Every answer of both is held to be the same first. Prints the median of the ratios of
single rounds, and the least and the highest, by processor time of the process that asks and by the
clock; PostgreSQL's own time is in the second alone. Without PostgreSQL it says so and ends.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.worlds import nation
from followup.domain.access import Scope
from followup.domain.requirement import Assessment
from followup.services import compliance, installation
from followup.services.backup import move
from followup.services.goal import status
from followup.services.installation import Installation
from followup.services.proof import explain
from followup.services.queue import inbox
from followup.settings import Settings, from_environment
from followup.storage import contracts, tidying
from followup.storage.lake import POSTGRES
from tests.support import postgres

GOAL, ORGANISATION = "KRON_FBF_2030_CONTRACTS", 3
MOST = 3
# Measures of which one verdict has rows to open.
_OF_ROWS = ("renewable_energy_share", "zero_emission_energy_share")
Ask = Callable[[Installation], object]


def main() -> None:
    """Move, ask, and tell."""
    asked = _arguments()
    if postgres.program("initdb") is None:
        print("no PostgreSQL on this machine: nothing measured")
        return
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        server = held.enter_context(postgres.running())
        file = _file(asked, folder)
        lake = _moved(file, folder, f"{POSTGRES}{server.create('nation')}")
        here, there = (held.enter_context(installation.opened(one)) for one in (file, lake))
        found = tidying.tidy(there.database, installation.now_utc())
        print(f"tidied: {found.counts if found else None}", flush=True)
        for name, ask in _questions(here).items():
            _compared(name, here, there, ask, asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a lake costs beside a file")
    parser.add_argument("--home", type=Path, help="a folder with a nation, which stays as it is")
    parser.add_argument("--size", type=nation.size, default="500k")
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def _file(asked: argparse.Namespace, folder: Path) -> Settings:
    home = folder / "file"
    if asked.home:
        shutil.copytree(asked.home, home)
    settings = from_environment({"FOLLOWUP_HOME": str(home)})
    if asked.home is None:
        with installation.opened(settings) as opened:
            nation.build(opened, nation.Nation.of(asked.size))
    return settings


def _moved(file: Settings, folder: Path, address: str) -> Settings:
    """The lake that a copy of the file was moved to."""
    home = folder / "lake"
    shutil.copytree(file.home, home)
    copy = from_environment({"FOLLOWUP_HOME": str(home)})
    begun = perf_counter()
    moved = move.move(copy, address, installation.now_utc())
    print(f"{moved.contents.row_count:,} rows of {moved.acts} acts moved "
          f"in {perf_counter() - begun:.0f} s", flush=True)  # fmt: skip
    return replace(copy, database=address)


def _questions(opened: Installation) -> dict[str, Ask]:
    goal = status.goal(opened, GOAL, nation.AS_OF, "sv")
    found = compliance.assessments(_of_one(opened), nation.AS_OF)
    one = next(a for a in found if a.measure in _OF_ROWS and a.measured.denominator)
    return {
        "verdicts of one organisation": (
            lambda i: compliance.assessments(_of_one(i), nation.AS_OF)),
        "queue of one organisation": (
            lambda i: _queue(_of_one(i), found)),
        "goal over all": (
            lambda i: status.progress_of(i, [goal], nation.AS_OF)),
        "contracts that pull it": (
            lambda i: status.contributions(i, goal, nation.AS_OF)),
        "rows behind one verdict": (
            lambda i: explain.explain(
                _of_one(i), one.contract, one.requirement, one.period, nation.AS_OF)),
    }  # fmt: skip


def _queue(opened: Installation, found: Sequence[Assessment]) -> object:
    known = contracts.load(opened.database, nation.AS_OF)
    return inbox.build(opened, known, found, nation.AS_OF)


def _of_one(opened: Installation) -> Installation:
    scope = Scope("strategist", frozenset({nation.buyer(ORGANISATION)}))
    return _forgetful(installation.seen_by(opened, scope))


def _forgetful(opened: Installation) -> Installation:
    return replace(opened, database=replace(opened.database, kept={}, kept_of={}))


def _compared(name: str, here: Installation, there: Installation, ask: Ask, runs: int) -> None:
    """Both in turn, after one round that is not counted."""
    both = [lambda: ask(_forgetful(here)), lambda: ask(_forgetful(there))]
    assert both[0]() == both[1](), name
    rounds = [[_spent(one) for one in both] for _ in range(runs)]
    said = []
    for what, column in (("processor", 0), ("clock", 1)):
        ratios = [lake[column] / file[column] for file, lake in rounds]
        mine, other = (1000 * statistics.median(r[side][column] for r in rounds) for side in (0, 1))
        spread = f"{min(ratios):.1f}-{max(ratios):.1f}"
        said.append(f"{what} {statistics.median(ratios):.1f} times ({spread}; {other:.0f} ms "
                    f"beside {mine:.0f})")  # fmt: skip
    print(f"{name}, lake beside file, n={runs}: {', '.join(said)}; at most {MOST}", flush=True)


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    processor, clock = process_time(), perf_counter()
    work()
    return process_time() - processor, perf_counter() - clock


if __name__ == "__main__":
    main()
