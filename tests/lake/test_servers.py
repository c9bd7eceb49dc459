"""Two real servers on one lake, one of them killed while both save: all is there, and once."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest

from followup.services import installation
from followup.storage import chain, database
from tests.support import figures
from tests.support.browserless import Gone, visitor
from tests.support.forked_server import Servers, servers
from tests.support.kills import PAGE, SAVE, UPLOADER, File, Strike, free_port, reports, sign
from tests.support.pages import filled
from tests.support.world import settings

pytestmark = pytest.mark.postgres

SEED, ROUNDS = 20261123, 4
PATIENCE_SECONDS = 60
Stored = dict[str, tuple[str, int, int]]


@dataclass(slots=True)
class Told:
    """What senders were told: the receipts, by the report, and what was sent without one."""

    receipts: dict[str, File] = field(default_factory=dict)
    untold: list[File] = field(default_factory=list)
    saving: float = 1.0


@contextmanager
def two(shared: Path, folder: Path) -> Iterator[list[Servers]]:
    """Two servers with data folders of their own, whose lake and originals are one and the same."""
    chosen = settings(shared)
    common = {
        "FOLLOWUP_DATABASE": chosen.database,
        "FOLLOWUP_LAKE": str(shared / "lake"),
        "FOLLOWUP_ORIGINALS": str(chosen.originals),
    }
    own = []
    for name in ("one", "other"):
        home = folder / name
        home.mkdir()
        shutil.copy(shared / installation.CLOCK_FILE, home)
        samples = {"FOLLOWUP_SAMPLE_HOME": str(folder / f"sample {name}")}
        own.append({**common, **samples, "FOLLOWUP_HOME": str(home)})
    with servers(folder, free_port(), own[0]) as first:
        yield [first, replace(first, port=free_port(), extra=own[1])]


def save(own: Servers, file: File, told: Told, at_once: Barrier, strike: Strike | None) -> None:
    """Send a report and press Save at the same moment as the other; the struck may be cut off."""
    with visitor(own.port, PAGE, f"contract={file.contract}") as guest:
        guest.drop(UPLOADER, file.name, file.content)
        at_once.wait(PATIENCE_SECONDS)
        if strike:
            strike.within(told.saving)
        began = time.monotonic()
        try:
            guest.press(SAVE)
        except Gone:
            assert strike, "the server that nobody killed is gone"
            assert strike.fell.is_set()
            told.untold.append(file)
            return
        if strike is None:
            told.saving = time.monotonic() - began
        assert "Rapporten är sparad." in guest.words, guest.words
        told.receipts[guest.query.split("receipt=")[1].split("&")[0]] = file


def is_known(own: Servers, file: File) -> bool:
    """Whether a server says of a report that it is stored already."""
    with visitor(own.port, PAGE, f"contract={file.contract}") as guest:
        guest.drop(UPLOADER, file.name, file.content)
        said = any("Precis den här filen togs emot" in words for words in guest.words)
        assert said != guest.offers(SAVE), guest.words
        return said


def stored(own: installation.Installation) -> Stored:
    """What the lake holds: of each report its sha256, its rows as told and its rows as stored."""
    with database.cursor(own.database) as cursor:
        found = cursor.execute(
            "SELECT s.submission, s.sha256, s.row_count, count(f.submission) "
            "FROM own.submission AS s LEFT JOIN own.fuel_delivery AS f USING (submission) "
            "GROUP BY ALL"
        ).fetchall()
    return {name: (digest, rows, there) for name, digest, rows, there in found}


def faults(own: installation.Installation, told: Told, sent: list[File]) -> dict[str, int]:
    """Hold the lake against what was told: receipts lost, reports torn, reports doubled."""
    there, of_rows = stored(own), {file.sha256: file.rows for file in sent}
    digests = [digest for digest, _, _ in there.values()]
    originals = {file.name: file for file in own.settings.originals.iterdir() if file.is_file()}
    return {
        "lost": sum(
            there.get(name) != (file.sha256, file.rows, file.rows)
            for name, file in told.receipts.items()
        ),
        "torn": sum(
            not (of_rows[digest] == rows == held)
            or sha256(originals[digest].read_bytes()).hexdigest() != digest
            for digest, rows, held in there.values()
        ),
        "doubled": len(digests) - len(set(digests)),
    }


def rounds(
    both: list[Servers], files: list[File], told: Told, own: installation.Installation
) -> None:
    """Let both save at once, in all rounds but the first with one of them killed meanwhile."""
    chance = random.Random(SEED)
    processes = [one.start() for one in both]
    for number, pair in enumerate(zip(files[::2], files[1::2], strict=True)):
        struck = chance.randrange(2)
        strike = Strike(both[struck], processes[struck], chance)
        at_once = Barrier(2)
        with ThreadPoolExecutor(2) as together:
            sent = [
                together.submit(
                    save,
                    both[n],
                    pair[n],
                    told,
                    at_once,
                    strike if number and n == struck else None,
                )
                for n in (0, 1)
            ]
        strike.end()
        for one in sent:
            one.result()
        spared = 1 - struck
        there = {digest for digest, _, _ in stored(own).values()}
        assert is_known(both[spared], pair[struck]) == (pair[struck].sha256 in there)
        processes[struck] = both[struck].start()
        assert is_known(both[struck], pair[spared])


def test_of_two_servers_on_a_lake_one_is_killed_and_all_receipts_hold(tmp_path: Path) -> None:
    files = reports(2 * ROUNDS, random.Random(SEED))
    shared, told = tmp_path / "shared", Told()
    filled(shared, lambda world: sign(world, {file.contract for file in files}))
    own = installation.open_installation(settings(shared))
    try:
        with two(shared, tmp_path) as both:
            rounds(both, files, told, own)
        found = faults(own, told, files)
        figures.keep(
            "rounds_on_a_lake", rounds=ROUNDS, receipts_seen=len(told.receipts),
            killed_while_saving=len(told.untold), **found,
        )  # fmt: skip
        assert found == {"lost": 0, "torn": 0, "doubled": 0}
        # The server that was spared gave a receipt in every round, and both did in the first.
        assert len(told.receipts) > ROUNDS
        assert told.untold, "no kill hit a save, so nothing was shown"
        with database.cursor(own.database) as cursor:
            acts = [
                n for (n,) in cursor.execute("SELECT act_id FROM own.act ORDER BY 1").fetchall()
            ]
        assert acts[0] == 1
        assert all(after == before + 1 for before, after in pairwise(acts))
        assert chain.verify(own.database).holds
    finally:
        database.close(own.database)
