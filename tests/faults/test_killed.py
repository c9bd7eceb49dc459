"""The real server killed at random moments of real uploads: no receipt lost, torn or doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support import figures
from tests.support.kills import Outcome, killed

SEED = 20261123


def sums(found: list[Outcome]) -> dict[str, int]:
    """What is counted, over several data folders."""
    return {
        "rounds": sum(one.rounds for one in found),
        "receipts_seen": sum(len(one.receipts) for one in found),
        "killed_while_saving": sum(one.unanswered for one in found),
        "stored_before_the_answer": sum(len(one.untold) for one in found),
        "sent_again_and_recognised": sum(len(one.known_again) for one in found),
        "lost": sum(len(one.lost) for one in found),
        "torn": sum(len(one.torn) for one in found),
        "doubled": sum(len(one.doubled) for one in found),
    }


@pytest.mark.parametrize(
    ("figure", "folders", "rounds"),
    [
        ("rounds_killed", 1, 20),
        pytest.param("rounds_killed_long", 3, 100, marks=pytest.mark.long),
    ],
)
def test_every_receipt_is_in_the_store_whole_and_once_after_each_kill(
    tmp_path: Path, figure: str, folders: int, rounds: int
) -> None:
    homes = [tmp_path / f"home{number}" for number in range(folders)]
    with ThreadPoolExecutor(folders) as together:
        seeds = range(SEED, SEED + folders)
        found = list(
            together.map(lambda of: killed(of[0], rounds, of[1]), zip(homes, seeds, strict=True))
        )
    counted = sums(found)
    figures.keep(figure, **counted)
    assert (counted["lost"], counted["torn"], counted["doubled"]) == (0, 0, 0)
    assert counted["rounds"] == folders * rounds
    # The kills must hit before, during and after saving, or they would show nothing.
    assert counted["killed_while_saving"] > counted["rounds"] / 5
    assert counted["receipts_seen"] > 0
