"""Two organisations in one store: each reads its own rows, and no word of the other's."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.domain.access import Scope
from followup.domain.parties import Buyer
from followup.storage import scopes
from followup.storage.database import Database, cursor, rehearsal
from tests.spec.test_as_known import GENERATE, seen
from tests.support.search import most
from tests.support.world import World, clause, empty, fixed_world, lent_world, monthly

OWNERS = ("alfa", "beta")
# Told to everybody by whoever owns it, in an act of its own.
TOLD = {table for table, rule in scopes.RULES.items() if rule == scopes.PUBLISHED}
QUICK = settings(
    phases=GENERATE,
    derandomize=True,
    max_examples=most(1, 3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, fixed_world) as lent:
        yield lent


@QUICK
@given(st.integers(0, 2**32))
def test_of_every_table_an_organisation_reads_its_own_rows_alone(world: World, seed: int) -> None:
    chance = random.Random(seed)
    database = world.installation.database
    # A transaction that has begun sees no views that are made for somebody's first look.
    with cursor(replace(database, scope=Scope("strategist", frozenset()))):
        pass
    with rehearsal(database) as rehearsed:
        held = {table: _filled(rehearsed.own, table, chance) for table in sorted(scopes.RULES)}
        for owner in OWNERS:
            scope = Scope("strategist", frozenset({owner.title()}))
            with cursor(replace(rehearsed.database, scope=scope)) as own:
                for table, rows in held.items():
                    found = own.execute(f'SELECT * FROM own."{table}"').fetchall()
                    expected = [r for of, r in rows.items() if table in TOLD or of[0] == owner]
                    hidden = scopes.RULES[table] == scopes.SYSTEM
                    if table == "act":
                        # What the other has told everybody, but not who told it or how.
                        expected.append(rows["beta" if owner == "alfa" else "alfa", 2])
                    assert len(found) == (0 if hidden else sum(map(len, expected))), table
                    other = next(o for o in OWNERS if o != owner)
                    said = [row[4:6] for row in found] if table == "act" else found
                    assert table in TOLD or other not in str(said).lower(), table


def _filled(own: Any, table: str, chance: random.Random) -> dict[tuple[str, int], list[Any]]:
    """Rows of each owner in a table, in two of its acts, or one where all are told."""
    columns = own.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'store' "
        "AND table_name = ? ORDER BY column_index", [table],
    ).fetchall()  # fmt: skip
    rows: dict[tuple[str, int], list[Any]] = {}
    if table == "head":
        return rows
    for of, owner in enumerate(OWNERS):
        turns = (0, 1, 2) if table == "act" else (2,) if table in TOLD else (0, 1)
        for turn in turns:
            many = chance.randint(1, 3) if scopes.RULES[table] == scopes.SUBMISSION else 1
            rows[owner, turn] = [
                {name: _cell(table, name, kind, owner, 10 * of + turn + 1)
                 for name, kind in columns}
                for _ in range(many)
            ]  # fmt: skip
    made = pa.Table.from_pylist([row for some in rows.values() for row in some])
    own.register("made", made)
    own.execute(f'INSERT INTO store.main."{table}" BY NAME SELECT * FROM made')
    own.unregister("made")
    return rows


def _cell(table: str, name: str, kind: str, owner: str, act: int) -> object:
    """A value of a column that names its owner and its act wherever a word can."""
    if name in {"act_id", "nil_act_id"} or (table, name) == ("wrong_number_answer", "message"):
        return act
    if name in {"organisation", "buyer", "publisher"}:
        return f" {owner.upper()} "
    special: dict[tuple[str, str], object] = {
        ("small_rule", "scope"): "organisation" if act % 2 else "contract",
        ("small_rule", "name"): owner if act % 2 else f"{owner}-contract-{act}",
        ("spot_check", "contracts"): json.dumps([f"{owner}-contract-{act}"]),
        ("wrong_number", "edition"): f"{owner}-edition-{act - act % 10 + 3}",
        ("brief", "organisations"): [owner],
        ("network_entry", "state"): "draft",
        ("act", "detail"): json.dumps({"why": owner}),
    }
    if (table, name) in special:
        return special[table, name]
    if name == "of_contract":
        return f"{owner}-contract-{act}"
    if kind == "VARCHAR":
        return f"{owner}-{name}-{act}"
    if kind == "VARCHAR[]":
        return [f"{owner}-{name}-{act}"]
    if kind == "BOOLEAN":
        return False
    if kind == "DATE":
        return date(2025, 1, 1)
    return 1 if "INT" in kind else None


@settings(QUICK, max_examples=most(1, 2))
@given(st.integers(0, 2**32))
def test_a_limited_store_is_the_store_of_ones_own_rows(world: World, seed: int) -> None:
    chance = random.Random(seed)
    empty(world)
    for owner in OWNERS:
        _sign(world, owner, chance)
    database = world.installation.database
    mine = replace(database, scope=Scope(None, frozenset({"Alfa kommun"})), kept={})
    limited = seen(mine)
    assert "beta" not in str(limited).lower()
    alone = _without(database, "beta")
    apart = {"acts.verdict_version", "logical_hash.logical_hash"}
    assert {k: str(v) for k, v in limited.items() if k not in apart} == {
        k: str(v) for k, v in alone.items() if k not in apart
    }


def _sign(world: World, owner: str, chance: random.Random) -> None:
    """A contract of an organisation's own with some of everything, each word naming its owner."""
    number, supplier = f"{owner}-{chance.randint(1, 99)}", f"{owner.title()} Åkeri (påhittad)"
    asked = clause(contract=number)
    world.sign(
        asked, title=f"Skolskjuts {owner}", supplier=supplier,
        buyers=(Buyer(f"{owner.title()} kommun"),), reporters=(monthly(supplier),),
    )  # fmt: skip
    for month in range(1, 1 + chance.randint(1, 4)):
        fuel = chance.choice(["hvo100", "diesel_b0_offroad"])
        rows = f"fuel | quantity | vehicle\n {fuel} | {chance.randint(1, 900)} | {owner.upper()}1"
        world.fuel(
            f"2025-{month:02}", rows, contract=number, reporter=supplier,
            submission=f"{owner}{month}", file_name=f"{owner}{month}.xlsx",
        )  # fmt: skip
        if chance.random() < 0.3:
            world.withdraw(f"{owner}{month}", "2025-09-01")
    world.nil("2025-12", contract=number, reporter=supplier, reason=owner)
    world.dispens("2025-03", contract=number, reason=owner)


def _without(database: Database, owner: str) -> dict[str, object]:
    """What is read of the same store when every row of an owner's acts is gone."""
    with rehearsal(database) as rehearsed:
        own = rehearsed.own
        tables = own.execute(
            "SELECT table_name, list(column_name) FROM duckdb_columns() "
            "WHERE database_name = 'store' GROUP BY table_name ORDER BY table_name"
        ).fetchall()
        theirs = own.execute(
            "SELECT act_id FROM store.main.contract WHERE contract LIKE $of UNION "
            "SELECT act_id FROM store.main.submission WHERE contract LIKE $of UNION "
            "SELECT act_id FROM store.main.supersession WHERE submission LIKE $of UNION "
            "SELECT act_id FROM store.main.nil_report WHERE contract LIKE $of UNION "
            "SELECT act_id FROM store.main.exemption WHERE contract LIKE $of", {"of": f"{owner}%"},
        ).fetchall()  # fmt: skip
        for table, columns in tables:
            if "act_id" in columns:
                own.execute(
                    f'DELETE FROM store.main."{table}" WHERE list_contains(?, act_id)',
                    [[act for (act,) in theirs]],
                )
            elif "submission" in columns:
                own.execute(
                    f'DELETE FROM store.main."{table}" WHERE submission LIKE ?',
                    [f"{owner}%"],
                )
        return seen(replace(rehearsed.database, kept={}))
