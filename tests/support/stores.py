"""Where tests keep their stores: in files of their own, or in lakes on a PostgreSQL of their own.

``FOLLOWUP_TEST_STORE=postgres`` (``make test-lake``) chooses the second for every test that asks
``tests.support.world.settings`` for its settings.
"""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from followup.settings import Limits, Settings
from followup.storage import database
from followup.storage.lake import POSTGRES
from tests.support.postgres import Postgres, running

IS_POSTGRES: Final = os.environ.get("FOLLOWUP_TEST_STORE") == "postgres"
_PREPARED: Final = "prepared"


@cache
def server() -> Postgres:
    """The server of this process, which runs as long as the tests."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running())


def empty_lake(home: Path) -> str:
    """The address of a lake for a data folder: an empty one at first, then the same again."""
    name = f"w{sha256(str(home).encode()).hexdigest()[:16]}"
    _made(name, home / "lake")
    return f"{POSTGRES}{server().address(name)}"


@cache
def _made(name: str, data: Path) -> None:
    server().create(name, _prepared())
    _move(name, data)


@cache
def _prepared() -> str:
    """A catalogue with every migration applied, which takes long; all others are copies of it."""
    home = Path(mkdtemp(dir=server().folder))
    address = f"{POSTGRES}{server().create(_PREPARED)}"
    opened = Settings(home, address, home / "originals", "sv", Limits(), threads="1")
    database.close(database.open_database(opened))
    assert not [*home.rglob("*.parquet")], "the copies would miss these"
    return _PREPARED


def _move(name: str, data: Path) -> None:
    path = f"{data}/".replace("'", "''")
    server().run(f"UPDATE ducklake_metadata SET value = '{path}' WHERE key = 'data_path'", name)
