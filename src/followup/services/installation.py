"""An opened installation: its settings, its database and the catalogue in force."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pyarrow as pa

from followup.domain.access import Scope
from followup.domain.own_figure import OwnFigure
from followup.reference import catalogue as reference
from followup.reference import own
from followup.reference.catalogue import Catalogue
from followup.services.upload import listed_words
from followup.settings import Settings
from followup.storage import acts, chain, database, erasures, memo, originals, own_figures
from followup.storage.acts import Act
from followup.storage.database import Database
from followup.storage.reference_tables import load_reference

CLOCK_FILE = "clock.json"
# The first act of a store in which everything is invented. Stored, so it stays as it is.
INVENT = "invent_sample"
# How the audit marks a name that nobody has checked; stored, so it stays as it is.
_UNVERIFIED = " (ej verifierad)"
# How it tells two people of one name apart: a short hash of who vouches for them and as whom.
_IDENTIFIED = re.compile(r"(?P<name>.*) #(?P<identity>[0-9a-f]{8})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Without login the name is the person's own word, stored as unverified.

    ``identity`` is of who has signed in (``services.access.claims.identity_of``), None of others.
    """

    name: str
    is_verified: bool = False
    identity: str | None = None

    @property
    def stored(self) -> str:
        """The name as the audit keeps it."""
        mark = f" #{self.identity}" if self.identity else ""
        return f"{self.name}{mark}" if self.is_verified else f"{self.name}{_UNVERIFIED}"

    @classmethod
    def of(cls, stored: str) -> Actor:
        """Who a name in the audit stands for."""
        if stored.endswith(_UNVERIFIED):
            return cls(stored.removesuffix(_UNVERIFIED))
        found = _IDENTIFIED.fullmatch(stored)
        if found is None:
            return cls(stored, is_verified=True)
        return cls(found["name"], is_verified=True, identity=found["identity"])

    def is_same_person(self, other: Actor) -> bool:
        """Whether both are, or may be, one person.

        Of two who have signed in their identities tell. A name that nobody has checked may be
        anybody's of that name.
        """
        if self.identity and other.identity:
            return self.identity == other.identity
        return _folded(self.name) == _folded(other.name)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Installation:
    """One data folder, open for work."""

    settings: Settings
    database: Database
    catalogue: Catalogue

    @property
    def data_version(self) -> int:
        """Changes with every act; what was read under another version may be stale."""
        return acts.data_version(self.database)

    @property
    def verdict_version(self) -> int:
        """Changes with every act that may change a verdict, and with no other."""
        return acts.verdict_version(self.database)

    @property
    def scope(self) -> Scope:
        """Who reads and writes with it."""
        return self.database.scope

    @property
    def is_sample(self) -> bool:
        """True when the folder has a clock of its own, as the sample world's."""
        return clock_path(self.settings).is_file()

    @property
    def is_invented(self) -> bool:
        """True when nothing in it is anybody's: whoever is let in may see all of it.

        The very first act says so. A clock that stands in a folder does not, nor any later act:
        what began as somebody's own stays so.
        """
        return acts.first_kind(self.database) == INVENT


def clock_path(settings: Settings) -> Path:
    """Where a sample world keeps the day it plays on."""
    return settings.home / CLOCK_FILE


def today(settings: Settings, real_today: date) -> date:
    """The day it is in this data folder: the sample world's own, else the real one."""
    path = clock_path(settings)
    if not path.is_file():
        return real_today
    return date.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["today"])


def invent(installation: Installation, actor: Actor, now: datetime) -> None:
    """Say of an empty store, as its first act, that everything in it will be invented.

    Raises ``acts.Stale`` for a store in which anything was ever done.
    """
    act = Act(actor.stored, INVENT, "", now, {})
    acts.commit(installation.database, act, lambda *_: None, planned_on=0)


def now_utc() -> datetime:
    """The moment of an act, in UTC without zone as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def open_installation(settings: Settings) -> Installation:
    """Open the data folder, creating it at first use.

    Raises UserError ``database_in_use`` when another process has it open.
    """
    opened = _erased(settings, database.open_database(settings))
    originals.sweep(settings.originals, time.time())
    load_reference(opened, _reference_tables(), _tables_with)
    return refreshed(Installation(settings, opened, reference.load()))


def _erased(settings: Settings, opened: Database) -> Database:
    """The store once what was erased is gone from every file, also after an older backup."""
    chain.seal_earlier(opened, now_utc())
    erasures.again(opened, now_utc())
    if not erasures.is_pending(opened):
        return opened
    # Nobody else has it open; closed, its file can be written anew.
    database.close(opened)
    erasures.finish(settings)
    return database.open_database(settings)


def refreshed(installation: Installation) -> Installation:
    """The installation with the catalogue as its own values make it now.

    Another session or process may have added some since it was opened.
    """
    held = installation.database
    figures = memo.once(held, "own_figures", lambda: own_figures.load(held))
    catalogue = own.laid_over(figures)
    same = catalogue is installation.catalogue
    return installation if same else replace(installation, catalogue=catalogue)


def _tables_with(figures: tuple[OwnFigure, ...]) -> dict[str, pa.Table]:
    return own.laid_over(figures).tables()


@cache
def _reference_tables() -> dict[str, pa.Table]:
    """The catalogue as the measures read it; its files come with the program and stay."""
    return {**reference.load().tables(), **listed_words.tables()}


def seen_by(installation: Installation, scope: Scope) -> Installation:
    """The installation as a scope sees it: nothing else is read, and no other acts are taken.

    What was found out for one scope is remembered for that one alone.
    """
    kept = installation.database.kept_of.setdefault(scope.key, {})
    return replace(installation, database=replace(installation.database, scope=scope, kept=kept))


def as_known(
    installation: Installation,
    *,
    upto_act: int | None = None,
    reference_day: date | None = None,
    day: date | None = None,
) -> Installation:
    """The installation as it was known earlier: everything computed with it says what was said.

    Of acts only those numbered ``upto_act`` or less are there (None: all). Reference values are
    those known by ``reference_day`` (None: by the day that is asked about), which may also be
    later than the day asked about: the same facts by newer figures. ``day`` is what was known
    where a reader asks about no day, as the history of a contract. Nothing can be written.
    """
    # What is remembered of this version of the data is true of another state of knowledge.
    earlier = replace(
        installation.database, horizon=upto_act, reference_day=reference_day, day=day, kept={}
    )
    return refreshed(replace(installation, database=earlier))


@contextmanager
def opened(settings: Settings) -> Iterator[Installation]:
    """An installation that is closed again, for the command line and for tests."""
    installation = open_installation(settings)
    try:
        yield installation
    finally:
        close(installation)


def close(installation: Installation) -> None:
    """Let go of the data folder, so that another process can open it."""
    database.close(installation.database)
