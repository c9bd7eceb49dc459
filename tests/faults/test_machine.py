"""A full disk, a folder that is locked, too little memory: told, and nothing half stored."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.ingest.draft import Draft
from followup.services.installation import Actor
from followup.services.upload import drafts, submit
from followup.services.upload.destination import Destination
from followup.services.upload.submit import Receipt
from followup.storage import acts, database, originals, submissions, trouble
from tests.support.facts import fuel_facts
from tests.support.reference import fixed_tables
from tests.support.world import NUMBER, SUPPLIER, World, clause, close_world, open_world

AS_OF = date(2026, 6, 30)
NOW = datetime.fromisoformat("2026-06-30T12:00:00")
ROOT = Path(__file__).resolve().parents[2]
ROWS = "\n".join(["fuel | quantity", *(f"hvo100 | {row}" for row in range(1, 400))])
NOBODY = 65534


def send(world: World, name: str = "r.xlsx", table: str = ROWS) -> Receipt:
    draft = Draft(name, originals.digest(b"x" * 9000), facts={"fuel_delivery": fuel_facts(table)})
    where = Destination(NUMBER, "fuel", SUPPLIER, parse_period("2025"), AS_OF)
    return submit.submit(
        world.installation, b"x" * 9000, draft, [where], Actor("Testperson"), NOW, as_of=AS_OF,
        is_compared=False,
    )  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Iterator[World]:
    """A world with a contract, in a store of its own."""
    world = open_world(tmp_path, fixed_tables())
    world.sign(clause())
    yield world
    close_world(world)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file grows beyond a size: what a full disk does, without one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def log_size(world: World) -> int:
    return Path(world.installation.settings.database + ".wal").stat().st_size


def test_a_full_disk_is_told_at_once_leaves_nothing_and_hinders_nothing_later(own: World) -> None:
    folder = own.installation.settings.originals
    for room in (100, log_size(own) + 9500):
        began = time.monotonic()
        with largest_file(room), pytest.raises(UserError) as caught:
            send(own)
        assert caught.value.code == "storage_full"
        # No waiting as for another writer, which would end in being told of somebody else.
        assert time.monotonic() - began < 3
        assert submissions.every(own.installation.database) == ()
        assert own.installation.data_version == 1
        assert not list(folder.glob("*.part"))
    assert [plan.is_repeat for plan in send(own).plans] == [False]
    assert originals.read(folder, originals.digest(b"x" * 9000))


def test_a_draft_on_a_full_disk_is_whole_or_none(own: World) -> None:
    settings = own.installation.settings
    draft = drafts.begin("r.xlsx", "Testperson", NOW)
    with largest_file(100), pytest.raises(UserError) as caught:
        drafts.keep(settings, draft, b"x" * 9000)
    assert caught.value.code == "storage_full"
    assert list((settings.home / drafts.FOLDER).iterdir()) == []
    drafts.keep(settings, draft, b"x" * 9000)
    with largest_file(10), pytest.raises(UserError):
        drafts.update(settings, draft, answers={"fuel:Tor": "hvo100"})
    assert drafts.load(settings, draft.token, "Testperson", NOW) == draft


def test_what_a_killed_process_left_half_written_is_swept(own: World) -> None:
    settings = own.installation.settings
    left = settings.home / drafts.FOLDER / ("x" * 32)
    left.mkdir(parents=True)
    (left / drafts.BYTES).write_bytes(b"ABC123")
    settings.originals.mkdir(exist_ok=True)
    parts = [settings.originals / f"{age}.part" for age in ("old", "new")]
    for part in parts:
        part.write_bytes(b"ABC123")
    long_ago = time.time() - 90_000
    for path in (left, parts[0]):
        os.utime(path, (long_ago, long_ago))
    drafts.sweep(settings, datetime.utcfromtimestamp(time.time()))  # noqa: DTZ004
    originals.sweep(settings.originals, time.time())
    assert not left.exists()
    assert [part.exists() for part in parts] == [False, True]


def test_a_store_shut_by_a_failed_checkpoint_loses_nothing_and_opens_again(
    tmp_path: Path,
) -> None:
    own = open_world(tmp_path, fixed_tables())
    own.sign(clause())
    send(own)
    run = own.installation.database.connection
    with largest_file(100):
        with pytest.raises(Exception, match="invalidated") as shut:
            run.execute("CHECKPOINT store")
        assert trouble.must_reopen(shut.value)
        with pytest.raises(UserError) as caught:
            acts.planned(own.installation.database, lambda _: send(own, "again.xlsx"))
        assert caught.value.code == "store_shut"
    close_world(own)
    again = open_world(tmp_path, fixed_tables())
    (stored,) = submissions.every(again.installation.database)
    assert (
        submissions.facts(again.installation.database, stored.submission, "fuel_delivery").num_rows
        == 399
    )
    close_world(again)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, where the tests have them."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_folder_that_may_not_be_written_to_is_told() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        world = open_world(home, fixed_tables())
        world.sign(clause())
        originals_ = world.installation.settings.originals
        originals_.chmod(0o555)
        before = sorted(originals_.rglob("*"))
        with as_nobody(), pytest.raises(UserError) as caught:
            send(world)
        assert caught.value.code == "folder_locked"
        assert submissions.every(world.installation.database) == ()
        assert sorted(originals_.rglob("*")) == before
        close_world(world)
        with as_nobody(), pytest.raises(UserError) as caught:
            database.open_database(world.installation.settings)
        assert caught.value.code == "folder_locked"
        originals_.chmod(0o755)


TOO_LITTLE = """
import resource, sys
from pathlib import Path
from followup.errors import UserError
from tests.faults.test_machine import fixed_tables, open_world, send, submissions, clause
world = open_world(Path(sys.argv[1]), fixed_tables())
world.sign(clause())
table = "\\n".join(["fuel | quantity", *(f"hvo100 | {row}" for row in range(1, 3000))])
mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (mapped + 2_000_000, resource.RLIM_INFINITY))
try:
    send(world, table=table)
except UserError as error:
    print(error.code)
except MemoryError:
    print("no_memory before anything was asked of the store")
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(len(submissions.every(world.installation.database)))
send(world, table=table)
print(len(submissions.every(world.installation.database)))
"""


def test_too_little_memory_is_told_and_the_next_one_is_stored(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOO_LITTLE, str(tmp_path)], capture_output=True, text=True,
        check=False, cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )  # fmt: skip
    assert done.stdout.split()[0].startswith("no_memory"), done.stdout + done.stderr
    assert done.stdout.split()[-2:] == ["0", "1"]


@pytest.mark.parametrize(
    "code", ["storage_full", "folder_locked", "disk_failing", "no_memory", "store_shut"]
)
def test_what_the_machine_could_not_do_is_said_in_every_language(code: str) -> None:
    said = {t(f"error.{code}", lang) for lang in LANGUAGES}
    assert len(said) == len(LANGUAGES)


def test_one_file_sent_at_once_from_two_sessions_is_stored_once(world: World) -> None:
    world.sign(clause())
    gate, found = threading.Barrier(2), []

    def session(name: str) -> None:
        gate.wait()
        found.append(send(world, name))

    threads = [threading.Thread(target=session, args=(name,)) for name in ("a.xlsx", "b.xlsx")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(receipt.is_repeat for receipt in found) == [False, True]
    (stored,) = submissions.every(world.installation.database)
    # The second is shown the receipt of the first.
    assert {plan.submission.submission for receipt in found for plan in receipt.plans} == {
        stored.submission
    }
