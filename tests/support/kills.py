"""Rounds of uploading to the real server and killing it, and what the store must then hold."""

from __future__ import annotations

import random
import shutil
import socket
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import duckdb

from followup.settings import DATABASE_FILE, ORIGINALS_FOLDER
from tests.support.browserless import Gone, visitor
from tests.support.forked_server import Servers, servers
from tests.support.pages import filled
from tests.support.workbooks import workbook
from tests.support.world import World

PAGE, SAVE, UPLOADER = "ladda-upp", "upload_save_valid", "upload_files"
HEADER = ["Reg.nr", "Produkt", "Liter", "Månad"]
MONTHS = 12
# Of the files stored before their sender was told, so many are sent again.
SENT_AGAIN = 4
# The moment is drawn from somewhat longer than the work takes, so that some of it is done.
BEYOND = 1.25


@dataclass(frozen=True, slots=True)
class File:
    """A report of one month of one contract; no two are alike."""

    contract: str
    name: str
    content: bytes
    rows: int

    @property
    def sha256(self) -> str:
        """What it is stored under."""
        return sha256(self.content).hexdigest()


@dataclass(slots=True)
class Outcome:
    """What visitors were told over all rounds, and what was found wrong after each.

    ``unanswered``: rounds in which the server died while it saved; ``untold``: those in which it
    had stored the file by then. ``known_again``: of these, sent again and recognised.
    """

    rounds: int = 0
    receipts: dict[str, File] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    known_again: set[str] = field(default_factory=set)
    unanswered: int = 0
    untold: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Pace:
    """How long it last took to read a file and to save it, in seconds."""

    reading: float = 2.0
    saving: float = 1.0


@dataclass(slots=True)
class Strike:
    """The end of one server: at a random moment, or at the latest when its round is over."""

    own: Servers
    process: int
    chance: random.Random
    fell: threading.Event = field(default_factory=threading.Event)
    timer: threading.Timer | None = None

    def within(self, seconds: float) -> None:
        """Let it fall some time from now."""
        self.timer = threading.Timer(self.chance.uniform(0, BEYOND * seconds), self._fall)
        self.timer.start()

    def end(self) -> None:
        """Let it fall now, unless it has; the number may soon be another process's."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer.join()
        if not self.fell.is_set():
            self._fall()

    def _fall(self) -> None:
        self.fell.set()
        self.own.kill(self.process)


def killed(home: Path, rounds: int, seed: int) -> Outcome:
    """Upload to a server that is killed in every round at a random moment, and look each time.

    The first round is left alone until its receipt, to learn how long one takes.
    """
    chance, found, pace = random.Random(seed), Outcome(), Pace()
    files = reports(rounds, chance)
    filled(home, lambda world: sign(world, {file.contract for file in files}))
    waiting = deque(files)
    with servers(home, free_port()) as own:
        for number in range(rounds):
            process = own.start()
            strike = Strike(own, process, chance)
            try:
                _send(own.port, waiting[0], found, pace, strike, number)
            except Gone:
                if not strike.fell.is_set():
                    raise
            finally:
                strike.end()
            found.rounds += 1
            look(home, found, home.parent / f"copy {home.name}")
            _go_on(waiting, found, number)
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _go_on(waiting: deque[File], found: Outcome, number: int) -> None:
    """Leave a file that is stored, also where nobody was told; some of these are sent again."""
    answered = {file.sha256 for file in found.receipts.values()} | found.known_again
    if waiting and waiting[0].sha256 in found.stored:
        is_untold = waiting[0].sha256 not in answered
        if is_untold:
            found.untold.add(waiting[0].sha256)
        if not is_untold or number % SENT_AGAIN:
            waiting.popleft()


def _send(port: int, file: File, found: Outcome, pace: Pace, strike: Strike, number: int) -> None:
    """Send a file, until its receipt or until the server is gone."""
    with visitor(port, PAGE, f"contract={file.contract}") as guest:
        began = time.monotonic()
        if number and number % 5 == 0:
            strike.within(pace.reading + pace.saving)
        guest.drop(UPLOADER, file.name, file.content)
        if file.sha256 in found.stored:
            assert not guest.offers(SAVE), "a file in force is offered to be stored again"
            found.known_again.add(file.sha256)
            return
        pace.reading = time.monotonic() - began
        if number % 5:
            strike.within(pace.saving)
        found.unanswered += 1
        began = time.monotonic()
        guest.press(SAVE)
        pace.saving = time.monotonic() - began
        found.unanswered -= 1
        assert "Rapporten är sparad." in guest.words, guest.words
        assert any(file.sha256[:12] in words for words in guest.words)
        submission = guest.query.split("receipt=")[1].split("&")[0]
        found.receipts[submission] = file


def look(home: Path, found: Outcome, beside: Path) -> None:
    """Open the store as it was left, in a copy, and hold every receipt against it."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for file in home.glob(f"{DATABASE_FILE}*"):
        shutil.copy(file, beside)
    with duckdb.connect(str(beside / DATABASE_FILE)) as own:
        stored = {
            name: (digest, rows)
            for name, digest, rows in own.execute(
                "SELECT submission, sha256, row_count FROM submission"
            ).fetchall()
        }
        facts = dict(
            own.execute("SELECT submission, count(*) FROM fuel_delivery GROUP BY ALL").fetchall()
        )
        acts = own.execute("SELECT count(*), max(act_id) FROM act").fetchone()
        head = own.execute("SELECT data_version FROM head").fetchall()
        named = own.execute(
            "SELECT count(*) FROM act WHERE kind = 'submit' AND subject IN "
            "(SELECT submission FROM submission)"
        ).fetchone()
    originals = home / ORIGINALS_FOLDER
    for name, file in found.receipts.items():
        if stored.get(name) != (file.sha256, file.rows):
            found.lost.append(name)
    for name in {*stored, *facts}:
        digest, rows = stored.get(name, ("", 0))
        place = originals / digest
        is_whole = place.is_file() and sha256(place.read_bytes()).hexdigest() == digest
        if facts.get(name) != rows or not is_whole:
            found.torn.append(name)
    if acts is None or named is None or [acts[1:]] != head or acts[0] != acts[1]:
        found.torn.append("head")
    elif named[0] != len(stored):
        found.torn.append("acts")
    digests = [digest for digest, _ in stored.values()]
    found.doubled += {digest for digest in digests if digests.count(digest) > 1}
    # What a copy of the store once held stays, whether or not anybody was told.
    found.lost += found.stored - set(digests)
    found.stored |= set(digests)


def reports(count: int, chance: random.Random) -> list[File]:
    """Reports of month after month, a year to a contract."""
    made = []
    for number in range(count):
        contract, month = f"T-{number // MONTHS:03}", number % MONTHS + 1
        rows = chance.randrange(1, 40)
        cells = [
            [f"{chr(65 + number // MONTHS % 26)}{chr(65 + number // MONTHS // 26)}A{row:03}",
             "HVO100", 100 + number + row / 8, f"2025-{month:02}"]
            for row in range(rows)
        ]  # fmt: skip
        made.append(File(contract, f"rapport {number}.xlsx", workbook([HEADER, *cells]), rows))
    return made


def sign(world: World, contracts: set[str]) -> None:
    """Enter the contracts that the reports are of."""
    for number in sorted(contracts):
        world.sign(number=number)
