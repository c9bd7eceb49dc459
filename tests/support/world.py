"""An installation to fill act by act: contracts, reports, nil reports and dispens."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from followup.domain.evidence import Evidence
from followup.domain.parties import Buyer, Contract, Exemption, NilReport, Reporter
from followup.domain.period import Period, parse_period
from followup.domain.requirement import MEASURES, Assessment, Requirement
from followup.domain.timeline import Step, Timeline
from followup.services import compliance, installation
from followup.services.installation import Installation
from followup.services.upload import listed_words
from followup.settings import Limits, Settings
from followup.storage import (
    acts,
    contracts,
    database,
    decisions,
    exemptions,
    requirements,
    submissions,
)
from followup.storage.acts import Act
from followup.storage.reference_tables import load_reference
from followup.storage.submissions import Submission
from tests.support import reference, stores
from tests.support.facts import activity_facts, fuel_facts, machine_facts, vehicle_facts

NUMBER = "T-2025-001"
SUPPLIER = "Påhittad Åkeri AB"
# A level of each kind that a clause may ask for.
LEVELS = {"euro": "Euro VI", "stage": "IIIB", "age": "8", None: None}
_NOW = datetime.fromisoformat("2026-11-22T12:00:00.123456")


def settings(home: Path, *, lake: bool = False) -> Settings:
    """Settings of an installation under ``home``, embedded or on a lake with a file catalogue.

    Where the tests run on PostgreSQL (tests.support.stores), a lake there instead of embedded.
    """
    address = str(home / "followup.duckdb")
    if lake:
        address = f"ducklake:{home / 'catalogue.ducklake'}"
    elif stores.IS_POSTGRES:
        address = stores.empty_lake(home)
    return Settings(home, address, home / "originals", "sv", Limits(), threads="1")


def clause(
    measure: str = "renewable_energy_share", limit: str = "0.8", **changes: Any
) -> Requirement:
    """A clause over calendar years; ``steps`` may hold (ISO date, limit) pairs instead of one."""
    steps = changes.pop("steps", [("1900-01-01", limit)])
    number = changes.pop("contract", NUMBER)
    short = changes.pop("short", "K1")
    return Requirement(**{
        "contract": number, "identifier": f"{number}/{short}", "title": "Förnybart",
        "clause": "Påhittat krav", "measure": measure, "comparator": MEASURES[measure].comparator,
        "limits": Timeline.of(Step(date.fromisoformat(d), Decimal(v)) for d, v in steps),
        "assessment_period": "year", **changes,
    })  # fmt: skip


def monthly(name: str = SUPPLIER, **changes: Any) -> Reporter:
    """Who reports fuel each month, within fifteen days of its end."""
    return Reporter(**{
        "name": name, "report_type": "fuel", "frequency": "month", "due_days": 15, **changes,
    })  # fmt: skip


def agreement(*clauses: Requirement, **changes: Any) -> Contract:
    """A contract for 2025 with a supplier that reports fuel each month."""
    number = clauses[0].contract if clauses else NUMBER
    days = parse_period(changes.pop("days", "2025"))
    return Contract(**{
        "number": number, "title": "Skolskjuts", "supplier": SUPPLIER,
        "buyers": (Buyer("Påhittad kommun"),), "start_date": days.start, "end_date": days.end,
        "board": "Påhittad nämnd", "responsible": "Påhittad ansvarig",
        "reporters": (monthly(),), "requirements": clauses, **changes,
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """An open installation, and the acts tests do in it."""

    installation: Installation
    names: Any = field(default_factory=count)

    def act(self, write: Any, kind: str = "test") -> int:
        """One act."""
        at = _NOW + timedelta(seconds=next(self.names))
        act = Act("Testperson", kind, NUMBER, at, {"why": "prov"})
        return acts.commit(self.installation.database, act, write)

    def sign(self, *clauses: Requirement, known_on: str = "2025-01-01", **changes: Any) -> Contract:
        """Register a contract with its clauses."""
        made = agreement(*clauses, **changes)
        day = date.fromisoformat(known_on)
        self.act(lambda own, act_id: contracts.insert(own, act_id, [made], day))
        return made

    def fuel(self, days: str, table: str, **changes: Any) -> str:
        """Submit a fuel report for some days."""
        return self.submit(days, "fuel", {"fuel_delivery": fuel_facts(table)}, **changes)

    def vehicles(self, days: str, table: str, **changes: Any) -> str:
        """Submit a vehicle list for some days."""
        return self.submit(days, "vehicles", {"vehicle": vehicle_facts(table)}, **changes)

    def activity(self, days: str, table: str, **changes: Any) -> str:
        """Submit what was driven or carried on some days."""
        return self.submit(days, "activity", {"activity": activity_facts(table)}, **changes)

    def machines(self, days: str, table: str, **changes: Any) -> str:
        """Submit a machine list for some days."""
        return self.submit(days, "machines", {"machine": machine_facts(table)}, **changes)

    def judge(self, seen_on: str, *, is_met: bool, short: str = "K1", **changes: Any) -> None:
        """Say what someone saw of a clause."""
        given = Evidence(
            NUMBER, f"{NUMBER}/{short}", is_met, date.fromisoformat(seen_on), "Miljöplanen",
            "KS 2025/1", "Testperson",
        )  # fmt: skip
        known = date.fromisoformat(changes.pop("known_on", seen_on))
        made = replace(given, **changes)
        self.act(lambda own, n: requirements.insert_evidence(own, n, made, known))

    def submit(
        self, days: str, kind: str, facts: dict[str, pa.Table], replaces: tuple[str, ...] = (),
        **changes: Any,
    ) -> str:  # fmt: skip
        """Submit a report; received the day after its last, unless said otherwise."""
        name = f"s{next(self.names):05}"
        period = parse_period(days)
        received = changes.pop("received", str(period.end + timedelta(days=1)))
        made = Submission(
            submission=name, contract=NUMBER, report_type=kind, reporter=SUPPLIER, period=period,
            sha256=name.rjust(64, "0"), file_name=f"{name}.xlsx",
            received_date=date.fromisoformat(received), received_reason=None, stored_at=_NOW,
            row_count=sum(t.num_rows for t in facts.values()),
        )  # fmt: skip
        made = replace(made, **changes)
        self.act(lambda own, n: submissions.insert(own, n, made, facts, (), replaces))
        return name

    def withdraw(self, submission: str, day: str) -> None:
        """Return a report as unusable."""
        known = date.fromisoformat(day)
        self.act(lambda own, n: submissions.supersede(own, n, [submission], None, known))

    def nil(self, days: str, received: str | None = None, **changes: Any) -> None:
        """Report that nothing was driven."""
        period = parse_period(days)
        day = date.fromisoformat(received) if received else period.end + timedelta(days=1)
        nil = NilReport(NUMBER, SUPPLIER, "fuel", period, "sommaruppehåll", day)
        made = replace(nil, **changes)
        self.act(lambda own, n: decisions.insert_nil_report(own, n, made))

    def dispens(self, days: str, decided: str = "2025-01-01", **changes: Any) -> None:
        """Decide a dispens."""
        day = date.fromisoformat(decided)
        made = replace(Exemption(NUMBER, parse_period(days), day, "leveransstopp"), **changes)
        self.act(lambda own, n: exemptions.insert(own, n, made))

    def assess(self, as_of: str = "2026-06-30", **chosen: Any) -> list[Assessment]:
        """Every assessment on a day."""
        return compliance.assessments(self.installation, date.fromisoformat(as_of), **chosen)

    def one(self, period: str, as_of: str = "2026-06-30", short: str = "K1") -> Assessment:
        """The assessment of one clause in one period."""
        found = {(a.requirement, str(a.period)): a for a in self.assess(as_of)}
        return found[f"{NUMBER}/{short}", period]


@cache
def _migrated() -> bytes:
    """An empty store; making each world's own anew would take a third of opening it."""
    with TemporaryDirectory() as folder:
        chosen = replace(settings(Path(folder)), database=str(Path(folder) / "followup.duckdb"))
        database.close(database.open_database(chosen))
        return (Path(folder) / "followup.duckdb").read_bytes()


def prepared(home: Path) -> Path:
    """A data folder with an empty store in it; what cannot be a folder is left to who opens it."""
    with suppress(NotADirectoryError):
        home.mkdir(parents=True, exist_ok=True)
        (home / "followup.duckdb").write_bytes(_migrated())
    return home


def open_world(home: Path, tables: dict[str, pa.Table], *, lake: bool = False) -> World:
    """A fresh installation with the given reference tables."""
    chosen = settings(home, lake=lake)
    store = home / "followup.duckdb"
    if not lake and not stores.IS_POSTGRES and not store.exists():
        prepared(home)
    return open_chosen(chosen, tables)


def open_chosen(chosen: Settings, tables: dict[str, pa.Table]) -> World:
    """An installation with the given reference tables, where its settings say."""
    opened = database.open_database(chosen)
    load_reference(opened, {**listed_words.tables(), **tables})
    # Measures and verdicts read the tables above; no catalogue object is needed.
    return World(Installation(chosen, opened, None))  # type: ignore[arg-type]


def close_world(world: World) -> None:
    """Close the installation of a world."""
    database.close(world.installation.database)


@contextmanager
def lent_world(home: Path, opens: Callable[[], World]) -> Iterator[World]:
    """An open world that worlds before it used, emptied; its originals lie in ``home``.

    Opening, loading the reference tables and closing cost more than what most tests do with it.
    """
    world = opens()
    own = world.installation
    chosen = replace(own.settings, home=home, originals=home / "originals")
    try:
        yield World(replace(own, settings=chosen), world.names)
    finally:
        empty(world)


@cache
def fixed_world() -> World:
    """A world with the invented round reference numbers, open as long as the tests run."""
    return open_world(_lasting(), reference.fixed_tables())


@cache
def real_world() -> World:
    """A world with the real catalogue, open as long as the tests run."""
    return World(installation.open_installation(settings(prepared(_lasting()))))


def empty(world: World) -> None:
    """Take every act and fact out of a world; only what the migrations put there stays."""
    world.installation.database.kept.clear()
    own = world.installation.database.connection.cursor()
    held = own.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'store'"
        " AND estimated_size > 0 AND table_name NOT IN ('migration', 'head')"
    ).fetchall()
    own.execute("BEGIN")
    for (table,) in held:
        own.execute(f'DELETE FROM store.main."{table}"')
    own.execute("UPDATE store.main.head SET data_version = 0, audit_hash = ''")
    own.execute("COMMIT")
    own.close()


def _lasting() -> Path:
    """A folder that goes when the tests end."""
    folder = TemporaryDirectory(ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def period(text: str) -> Period:
    """A period as it is written."""
    return parse_period(text)
