"""A fault at every step of an act, one after the other: all of it is stored, or nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from followup.domain.period import parse_period
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services.installation import Actor, Installation
from followup.services.upload import submit
from followup.services.upload.destination import Destination
from followup.storage import originals
from followup.storage.logical_hash import logical_hash
from tests.support import figures
from tests.support.facts import fuel_facts
from tests.support.world import NUMBER, SUPPLIER, World, clause

AS_OF = date(2026, 6, 30)
NOW = datetime.fromisoformat("2026-06-30T12:00:00")
FULL = OSError(errno.ENOSPC, "No space left on device")


@dataclass(slots=True)
class Steps:
    """Counts what is asked of the database and of the disk, and fails at one of them.

    A commit is two steps: it can fail, and its answer can be lost.
    """

    fails_at: int
    taken: int = 0

    def step(self) -> None:
        self.taken += 1
        if self.taken == self.fails_at:
            raise FULL

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.step()
            found = real(*args, **kwargs)
            if args and args[0] == "COMMIT":
                self.step()
            return found

        return call


class Watched:
    """A connection, cursor or relation of DuckDB whose every call is a step."""

    def __init__(self, real: Any, steps: Steps) -> None:
        self._real, self._steps = real, steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name == "cursor":
            return lambda: Watched(found(), self._steps)
        if name == "from_arrow":
            return lambda *rows: Watched(found(*rows), self._steps)
        if name in ("execute", "insert_into"):
            return self._steps.around(found)
        return found


@contextmanager
def failing(
    world: World, fails_at: int, patch: pytest.MonkeyPatch
) -> Iterator[tuple[World, Steps]]:
    """The world as it is while one step fails."""
    steps = Steps(fails_at)
    own = world.installation
    watched: Any = Watched(own.database.connection, steps)
    with patch.context() as here:
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "mkdir")):
            here.setattr(owner, name, steps.around(getattr(owner, name)))
        temporary = originals.NamedTemporaryFile
        here.setattr(originals, "NamedTemporaryFile", steps.around(temporary))
        names = count(1)
        here.setattr(submit, "uuid4", lambda: UUID(int=next(names)))
        yield replace(
            world, installation=replace(own, database=replace(own.database, connection=watched))
        ), steps  # fmt: skip


def sent(content: bytes, table: str) -> Callable[[Installation], object]:
    """Sending a report of 2025."""
    draft = Draft("r.xlsx", originals.digest(content), facts={"fuel_delivery": fuel_facts(table)})
    where = Destination(NUMBER, "fuel", SUPPLIER, parse_period("2025"), AS_OF)
    return lambda own: submit.submit(
        own, content, draft, [where], Actor("Testperson"), NOW, as_of=AS_OF, is_compared=False,
        supplier=SUPPLIER, remember={"fuel:Tor": "hvo100"},
    )  # fmt: skip


def outcome(act: Callable[[World], object], world: World) -> object:
    """What the act came to: the code that a user is told, the fault itself, or None."""
    try:
        act(world)
    except UserError as error:
        return error.code
    except OSError as error:
        return error
    return None


ACTS: dict[str, Callable[[World], object]] = {
    "sign": lambda world: world.sign(clause(), clause(short="K2")),
    "first": lambda world: sent(b"a", "fuel | quantity\n hvo100 | 10")(world.installation),
    "corrected": lambda world: sent(b"b", "fuel | quantity\n hvo100 | 20")(world.installation),
    "dispens": lambda world: world.dispens("2025-H1"),
    "nil": lambda world: world.nil("2026-01"),
    "judged": lambda world: world.judge("2025-03-01", is_met=True),
}


def test_a_fault_at_any_step_leaves_all_of_an_act_or_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    injected = 0
    folder = world.installation.settings.originals
    before = logical_hash(world.installation.database).digest
    for name, act in ACTS.items():
        for fails_at in count(1):
            kept = set(folder.glob("*"))
            with failing(replace(world, names=count(1)), fails_at, monkeypatch) as (hurt, steps):
                told = outcome(act, hurt)
            after = logical_hash(world.installation.database).digest
            if steps.taken < fails_at:
                break
            injected += 1
            # Outside acts the fault itself comes out, where nothing was to be stored yet.
            assert told == "storage_full" or told is FULL, (name, told)
            # An original may lie there unused: it comes first, and it is whole.
            for path in set(folder.glob("*")) - kept:
                assert originals.read(folder, path.name)
            if after != before:
                # The step behind the commit: stored whole, though nobody was told.
                break
        assert after != before, name
        before = after
    figures.keep("faults_injected", steps=injected, acts=len(ACTS), half_stored=0)
    assert injected > 60
