"""The database server goes while somebody works: said in words, nothing half done, none twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from followup.i18n.text import t
from followup.storage import acts, chain, database, history, journal
from followup.ui import resources
from tests.support import postgres, reference, stores
from tests.support.world import World, clause, close_world, open_chosen, settings

pytestmark = pytest.mark.postgres
FUEL = "vehicle | fuel | quantity\nABC123 | hvo100 | 100"
LANGUAGES = ("sv", "da", "en")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[postgres.Postgres]:
    """A server of the test's own, to kill."""
    with postgres.running() as own:
        monkeypatch.setattr(stores, "server", lambda: own)
        # What was made on the server of all tests is not on this one.
        for made in ("_made", "_prepared"):
            monkeypatch.setattr(stores, made, cache(getattr(stores, made).__wrapped__))
        yield own


@pytest.fixture
def world(server: postgres.Postgres, tmp_path: Path) -> Iterator[World]:
    chosen = settings(tmp_path)
    assert str(server.folder) in chosen.database
    opened = open_chosen(chosen, reference.fixed_tables())
    opened.sign(clause())
    yield opened
    close_world(opened)


def reports(world: World) -> list[str]:
    with database.cursor(world.installation.database) as own:
        found = own.execute("SELECT submission FROM own.submission ORDER BY act_id").fetchall()
    return [name for (name,) in found]


def refused(do: Callable[[], object]) -> str:
    """The code of the problem that somebody is told, which every language has words for."""
    with pytest.raises(Exception) as raised:
        do()
    told = resources.trouble(raised.value)
    assert told is not None, raised.value
    assert len({t(f"error.{told.code}", lang) for lang in LANGUAGES}) == len(LANGUAGES)
    return told.code


def whole(world: World) -> bool:
    """Whether every act of the lake is kept under its lasting name, and the chain holds."""
    held = world.installation
    history.settle_names(held.database.connection, held.settings)
    kept = [one.file.name for one in history.every(held.settings.originals)]
    count = acts.data_version(held.database)
    assert [int(name[:8]) for name in kept] == list(range(1, count + 1))
    assert not any(name.endswith(journal.UNSURE) for name in kept)
    return chain.verify(held.database).holds


def test_between_acts_it_is_told_and_work_goes_on_once_it_is_back(
    world: World, server: postgres.Postgres
) -> None:
    first = world.fuel("2025", FUEL)
    server.kill()
    assert refused(lambda: reports(world)) == "server_lost"
    assert refused(lambda: world.fuel("2025", FUEL, sha256="1" * 64)) == "server_lost"
    server.start()
    assert reports(world) == [first]
    second = world.fuel("2025", FUEL, sha256="1" * 64)
    assert reports(world) == [first, second]
    assert whole(world)


@pytest.mark.parametrize("is_back", [True, False])
def test_before_a_commit_an_act_is_done_again_or_not_at_all(
    world: World, server: postgres.Postgres, monkeypatch: pytest.MonkeyPatch, is_back: bool
) -> None:
    keep = journal.keep
    strikes = iter([server.kill, server.start] if is_back else [server.kill])

    def killed(*given: Any) -> Path:
        found = keep(*given)
        for strike in strikes:
            strike()
        return found

    monkeypatch.setattr(journal, "keep", killed)
    if is_back:
        world.fuel("2025", FUEL)
    else:
        assert refused(lambda: world.fuel("2025", FUEL)) == "outcome_unknown"
        server.start()
    assert len(reports(world)) == is_back
    assert whole(world)


class Struck:
    """A cursor whose server goes just when it has committed, before the answer is heard."""

    def __init__(self, own: duckdb.DuckDBPyConnection, strike: Callable[[], None]) -> None:
        self.own, self.strike = own, strike

    def __getattr__(self, name: str) -> object:
        return getattr(self.own, name)

    def execute(self, statement: str, *given: Any) -> object:
        found = self.own.execute(statement, *given)
        if statement == "COMMIT":
            self.strike()
            raise duckdb.TransactionException("server closed the connection unexpectedly")
        return found


@pytest.mark.parametrize("is_back", [True, False])
def test_a_commit_whose_answer_was_lost_is_stored_once(
    world: World, server: postgres.Postgres, monkeypatch: pytest.MonkeyPatch, is_back: bool
) -> None:
    attempt = acts._attempt

    def strike() -> None:
        server.kill()
        if is_back:
            server.start()

    monkeypatch.setattr(
        acts,
        "_attempt",
        lambda own, *given: attempt(Struck(own, strike), *given),  # type: ignore[arg-type]
    )
    if is_back:
        world.fuel("2025", FUEL)
    else:
        assert refused(lambda: world.fuel("2025", FUEL)) == "outcome_unknown"
        server.start()
    monkeypatch.undo()
    assert len(reports(world)) == 1
    assert whole(world)
