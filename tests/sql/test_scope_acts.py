"""Two organisations in one world: what each may do, and what is told of the other."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from followup.domain.access import Role, Scope
from followup.domain.parties import Buyer
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.services import installation as service
from followup.services.installation import Actor, now_utc
from followup.services.joint import claims
from followup.services.open_view import guard
from followup.services.report import reports
from followup.services.upload import destination
from followup.storage import (
    acts,
    certificates,
    contracts,
    memo,
    originals,
    pseudonyms,
    submissions,
)
from followup.storage.database import cursor, whole
from tests.support.facts import certificate_facts, fuel_facts
from tests.support.world import World, agreement, clause, fixed_world, lent_world, monthly

ALFA, BETA = "Alfa kommun", "Beta kommun"
DAY = date(2025, 12, 31)
PLATE = "ABC123"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, fixed_world) as lent:
        for owner in ("alfa", "beta"):
            _sign(lent, owner, f"{owner.title()} kommun")
        yield lent


def _sign(world: World, owner: str, buyer: str) -> None:
    supplier = f"{owner.title()} Åkeri (påhittad)"
    world.sign(
        clause(contract=owner), supplier=supplier, buyers=(Buyer(buyer),),
        reporters=(monthly(supplier),),
    )  # fmt: skip
    world.fuel(
        "2025-01", f"fuel | quantity | vehicle\n hvo100 | 100 | {PLATE}", contract=owner,
        reporter=supplier, submission=f"{owner}1", file_name=f"{owner}.xlsx",
        sha256=originals.keep(world.installation.settings.originals, owner.encode()),
    )  # fmt: skip


def _as(world: World, role: Role | None, *owners: str, only: tuple[str, ...] = ()) -> World:
    scope = Scope(role, frozenset(owners) or None, frozenset(only) or None)
    return World(service.seen_by(world.installation, scope), world.names)


def _contract(own: Any, act_id: int, number: str, buyer: str) -> None:
    made = agreement(clause(contract=number), buyers=(Buyer(buyer),))
    contracts.insert(own, act_id, [made], date(2025, 1, 1))


def _refused(world: World, kind: str, write: Any) -> None:
    """The act is refused, and nothing of it stays."""
    before = acts.data_version(world.installation.database)
    with pytest.raises(UserError) as refused:
        world.act(write, kind)
    assert refused.value.code == "not_allowed"
    assert acts.data_version(world.installation.database) == before


def test_only_acts_of_ones_role_on_ones_own_contracts_are_taken(world: World) -> None:
    manager = _as(world, "contract_manager", ALFA)
    _refused(manager, "save_goal", lambda own, n: None)
    _refused(manager, "no_such_kind", lambda own, n: None)
    _refused(_as(world, "viewer", ALFA), "save_contracts", lambda own, n: None)
    # A new contract is its buyers': one's own passes, another's does not, and neither does
    # taking over another's number.
    manager.act(lambda own, n: _contract(own, n, "alfa-new", ALFA), "save_contracts")
    _refused(manager, "save_contracts", lambda own, n: _contract(own, n, "beta-new", BETA))
    _refused(manager, "save_contracts", lambda own, n: _contract(own, n, "beta", ALFA))
    assert set(contracts.buyers(manager.installation.database)) == {"alfa", "alfa-new"}
    assert set(contracts.buyers(world.installation.database)) == {"alfa", "alfa-new", "beta"}


def test_nothing_is_written_to_anothers_contract(world: World) -> None:
    supplier = _as(world, "supplier", ALFA, only=("alfa",))
    stored = submissions.current(world.installation.database)
    given = next(s for s in stored if s.contract == "beta")
    for contract, is_taken in (("beta", False), ("alfa", True)):
        made = replace(given, submission=f"new-{contract}", contract=contract)
        facts = {"fuel_delivery": fuel_facts("fuel | quantity\n hvo100 | 7")}

        def write(own: Any, n: int, made: Any = made, facts: Any = facts) -> None:
            submissions.insert(own, n, made, facts, (), ())

        if is_taken:
            supplier.act(write, "submit")
        else:
            _refused(supplier, "submit", write)
    _refused(supplier, "submit", lambda own, n: submissions.supersede(
        own, n, ["beta1"], None, DAY
    ))  # fmt: skip


def test_services_are_refused_as_storage_is(world: World) -> None:
    claim = claims.of_contract(world.installation, "beta", DAY)[0]
    for mine in (_as(world, "supplier", BETA), _as(world, "contract_manager", ALFA)):
        with pytest.raises(UserError) as refused:
            claims.answer(mine.installation, Actor("Prov"), now_utc(), claim, "Delad bil", DAY)
        assert refused.value.code == "not_allowed"
    assert claims.of_contract(world.installation, "beta", DAY)[0].reason is None


def test_a_supplier_sees_and_opens_its_own_reports_alone(world: World) -> None:
    supplier = _as(world, "supplier", ALFA, only=("alfa",)).installation
    mine = submissions.current(supplier.database)
    assert [s.contract for s in mine] == ["alfa"]
    assert reports.original(supplier, mine[0]) == b"alfa"
    every = submissions.current(world.installation.database)
    other = next(s for s in every if s.contract == "beta")
    viewer = _as(world, "viewer").installation
    for reader, asked in ((supplier, other), (viewer, mine[0])):
        with pytest.raises(UserError) as refused:
            reports.original(reader, asked)
        assert refused.value.code == "not_allowed"


def test_a_viewer_reads_names_that_the_folders_secret_makes_and_no_cells(world: World) -> None:
    home = world.installation.database.settings.home
    query = "SELECT vehicle_id, vehicle_raw, cell FROM own.fuel_delivery"
    with cursor(_as(world, "viewer", ALFA).installation.database) as own:
        ((name, raw, cell),) = own.execute(query).fetchall()
    assert name.startswith("#")
    assert PLATE not in f"{name}{raw}"
    assert cell is None
    with cursor(_as(world, "viewer").installation.database) as own:
        # The same vehicle is the same in every report, so that counts stay exact.
        assert {row[0] for row in own.execute(query).fetchall()} == {name}
    key = home / pseudonyms.KEY_FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert pseudonyms.secret(home) == key.read_text()
    assert len(key.read_text()) == 64
    key.unlink()
    with cursor(_as(world, "viewer", ALFA).installation.database) as own:
        assert own.execute(query).fetchall()[0][0] != name


def test_what_another_holds_too_is_asked_about_without_naming_it(world: World) -> None:
    mine = _as(world, "contract_manager", ALFA).installation
    (claim,) = claims.claims(mine, DAY)
    assert (claim.contract, claim.contracts, claim.is_with_other_buyer) == ("alfa", (), True)
    assert "beta" not in str(claim).lower()
    rows = fuel_facts(f"fuel | quantity | vehicle\n hvo100 | 100 | {PLATE}")
    incoming = replace(submissions.current(mine.database)[0], submission="next")
    with pytest.raises(UserError) as asked:
        destination.check_not_elsewhere(mine, incoming, rows, ["alfa1"])
    assert asked.value.code == "rows_with_other_buyer"
    assert "beta" not in str(asked.value.params).lower()
    # Nobody's name may be published, and only what stands in the text is told.
    assert [leak.word for leak in guard.leaks(mine, ["x Beta Åkeri (påhittad) x"])] == [
        "Beta Åkeri (påhittad)"
    ]


def test_a_certificate_that_another_used_first_counts_for_nobody_else(world: World) -> None:
    for day, owner in (("2026-01-02", "beta"), ("2026-01-03", "alfa")):
        world.submit(
            "2025", "certificates", contract=owner, reporter=f"{owner.title()} Åkeri (påhittad)",
            received=day, facts={"certificate": certificate_facts(
                "kind | number | quantity | unit\n green_gas | G-1 | 50 | kg"
            )},
        )  # fmt: skip
    year, today = parse_period("2025"), date(2026, 6, 30)
    seen = {
        owner: certificates.on_days(_as(world, "strategist", buyer).installation.database, owner,
                                    year, today)
        for owner, buyer in (("alfa", ALFA), ("beta", BETA))
    }  # fmt: skip
    assert [[c.is_used_before for c in seen[owner]] for owner in ("beta", "alfa")] == [
        [False], [True]
    ]  # fmt: skip
    # As whoever sees everything reads it, and with no word of whose it was.
    assert seen["alfa"] == certificates.on_days(world.installation.database, "alfa", year, today)
    assert "beta" not in str(seen["alfa"]).lower()


def test_what_others_report_leaves_the_verdicts_of_ones_own_kept(world: World) -> None:
    alfa, beta = (_as(world, "strategist", who).installation for who in (ALFA, BETA))
    before = alfa.verdict_version, beta.verdict_version
    world.fuel("2025-02", "fuel | quantity\n hvo100 | 100", contract="beta",
               reporter="Beta Åkeri (påhittad)", submission="beta2")  # fmt: skip
    assert alfa.verdict_version == before[0]
    assert beta.verdict_version > before[1]


def test_a_contract_that_is_no_longer_seen_is_a_change_to_who_saw_it(world: World) -> None:
    alfa = _as(world, "strategist", ALFA).installation
    before = alfa.verdict_version
    world.act(lambda own, n: _contract(own, n, "alfa", BETA), "save_contracts")
    assert alfa.verdict_version > before


def test_a_certificate_of_another_is_news_to_every_verdict(world: World) -> None:
    alfa = _as(world, "strategist", ALFA).installation
    before = alfa.verdict_version
    facts = {
        "certificate": certificate_facts(
            "kind | number | quantity | unit\n green_gas | G-1 | 5 | kg"
        )
    }
    world.submit(
        "2025", "certificates", contract="beta", reporter="Beta Åkeri (påhittad)", facts=facts
    )
    assert alfa.verdict_version > before


def test_what_looks_beyond_is_found_once_for_a_role_and_never_shared_with_an_earlier_day(
    world: World,
) -> None:
    alfa, beta = (_as(world, "strategist", who).installation for who in (ALFA, BETA))
    look = "claims", lambda: [1]
    first = memo.once(whole(alfa.database), *look)
    assert memo.once(whole(beta.database), *look) is first
    assert memo.once(whole(service.as_known(beta, upto_act=1).database), *look) is not first
    other = _as(world, "viewer", BETA).installation
    assert memo.once(whole(other.database), *look) is not first
