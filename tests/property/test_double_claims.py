"""Whatever is claimed twice is asked of each contract, and neither is told the other's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.double_claim import DoubleClaim
from followup.domain.finding import Finding
from followup.domain.parties import Buyer
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services.installation import Actor
from followup.services.joint import claim_text, claims
from followup.services.upload import finding_text, submit
from followup.services.upload.destination import Destination
from followup.services.upload.plausibility import examined
from followup.ui.upload.effects import SHARED
from tests.support.facts import certificate_facts, fuel_facts
from tests.support.world import World, clause, fixed_world, lent_world, monthly

AS_OF = date(2026, 6, 30)
NOW = datetime.fromisoformat("2026-06-30T12:00:00")
BUYERS = {
    "AVT-1": ("Alfaköping (påhittat)",),
    "AVT-2": ("Alfaköping (påhittat)", "Betastad (påhittat)"),
    "AVT-3": ("Betastad (påhittat)",),
}
SECRETS = {n: (n, f"Titel {n}", f"Lev {n}", f"{n}.xlsx", *BUYERS[n]) for n in BUYERS}
KINDS = ("vehicle", "receipt", "certificate")
# Contract, kind, which of two things, month.
Claim = tuple[str, str, int, int]
CLAIMS = st.sets(
    st.tuples(
        st.sampled_from(sorted(BUYERS)), st.sampled_from(KINDS), st.integers(1, 2),
        st.integers(1, 2),
    ),
    min_size=3, max_size=9,
)  # fmt: skip


@pytest.fixture
def signed(world: World) -> World:
    """Three contracts: one of Alfaköping, one of both, one of Betastad."""
    return _signed(world)


def _signed(world: World) -> World:
    for number, buyers in BUYERS.items():
        world.sign(
            clause(contract=number), title=f"Titel {number}", supplier=f"Lev {number}",
            buyers=tuple(Buyer(b) for b in buyers), reporters=(monthly(f"Lev {number}"),),
        )  # fmt: skip
    return world


def _things(kind: str, which: int) -> str:
    return {"vehicle": f"ABC12{which}", "receipt": f"F-2025-11{which}",
            "certificate": f"GG-900{which}"}[kind]  # fmt: skip


def _report(world: World, contract: str, own: list[Claim]) -> None:
    """One report of a contract a month and kind, with what it claims."""
    for month in sorted({m for *_, m in own}):
        days = f"2025-0{month}"
        things = {k: [w for _, kind, w, m in own if (kind, m) == (k, month)] for k in KINDS}
        lines = [f"{_things('vehicle', w)} | hvo100 | {10 + w} |" for w in things["vehicle"]]
        lines += [f" | hvo100 | {20 + w} | {_things('receipt', w)}" for w in things["receipt"]]
        known = {"contract": contract, "reporter": f"Lev {contract}"}
        known["file_name"] = f"{contract}.xlsx"
        if lines:
            world.fuel(days, "\n".join(["vehicle | fuel | quantity | receipt", *lines]), **known)
        if numbers := things["certificate"]:
            rows = [f"green_gas | {_things('certificate', w).lower()} | 5 | kg" for w in numbers]
            table = "\n".join(["kind | number | quantity | unit", *rows])
            facts = {"certificate": certificate_facts(table)}
            world.submit(days, "certificates", facts, **known)


def _expected(planted: set[Claim]) -> dict[tuple[str, str, int], set[str]]:
    """By contract and thing the other contracts that claim it, by another way than the query."""
    found: dict[tuple[str, str, int], set[str]] = {}
    for contract, kind, which, month in planted:
        for other, k, w, m in planted:
            same_days = kind == "certificate" or m == month
            if (k, w) == (kind, which) and other != contract and same_days:
                found.setdefault((contract, kind, which), set()).add(other)
    return found


def _told(claim: DoubleClaim, lang: str) -> str:
    row = claim_text.row(claim, lang)
    return " ".join((claim_text.thing(claim, lang), *map(str, row.values())))


def _hidden(contract: str) -> list[str]:
    """What its people may not be told: all of a contract that one of its buyers is not part of."""
    own = set(BUYERS[contract])
    others = [n for n in BUYERS if n != contract and not own <= set(BUYERS[n])]
    return [w for n in others for w in SECRETS[n] if w not in SECRETS[contract]]


@given(CLAIMS)
@settings(max_examples=3)
def test_each_contract_is_asked_of_its_own_rows_and_told_nothing_of_another_buyer(
    planted: set[Claim],
) -> None:
    with TemporaryDirectory() as home, lent_world(Path(home), fixed_world) as world:
        _signed(world)
        for contract in BUYERS:
            _report(world, contract, [c for c in planted if c[0] == contract])
        found = claims.claims(world.installation, AS_OF)
        expected = _expected(planted)
        asked = {(c.contract, c.kind, int(c.shown[-1])): c for c in found}
        assert set(asked) == set(expected)
        for key, claim in asked.items():
            others = expected[key]
            open_to = {o for o in others if set(BUYERS[claim.contract]) <= set(BUYERS[o])}
            assert (set(claim.contracts), claim.is_with_other_buyer) == (
                open_to, open_to != others,
            )  # fmt: skip
            assert claim.file == f"{claim.contract}.xlsx"
            for lang in ("sv", "da", "en"):
                said = _told(claim, lang)
                assert not [w for w in _hidden(claim.contract) if w in said]


def test_an_answer_settles_the_own_question_alone_and_can_be_taken_back(signed: World) -> None:
    planted = {("AVT-1", "receipt", 1, 1), ("AVT-3", "receipt", 1, 1)}
    for contract in BUYERS:
        _report(signed, contract, [c for c in planted if c[0] == contract])
    mine, theirs = claims.claims(signed.installation, AS_OF)

    def say(reason: str | None) -> list[bool]:
        claims.answer(signed.installation, Actor("Test"), NOW, mine, reason, AS_OF)
        return [c.is_open for c in claims.claims(signed.installation, AS_OF)]

    assert (mine.contract, theirs.contract) == ("AVT-1", "AVT-3")
    assert say("Två leveranser på en faktura") == [False, True]
    assert say(None) == [True, True]
    with pytest.raises(UserError):
        say(" ")


def _questions(world: World, contract: str, draft: Draft) -> Iterator[Finding]:
    kinds = {"fuel_delivery": "fuel", "certificate": "certificates"}
    wheres = [
        Destination(contract, kinds[k], f"Lev {contract}", parse_period("2025-01"), AS_OF)
        for k in draft.facts
    ]
    yield from examined(world.installation, draft, wheres, AS_OF).findings


@pytest.mark.parametrize(("contract", "other"), [("AVT-3", "AVT-1"), ("AVT-1", "AVT-2")])
def test_an_incoming_file_is_asked_the_same_and_names_only_what_may_be_named(
    signed: World, contract: str, other: str
) -> None:
    _report(signed, other, [(other, kind, 1, 1) for kind in KINDS])
    table = "vehicle | fuel | quantity | receipt\n abc | hvo100 | 7 | f 2025 111"
    table += "\n ABC121 | hvo100 | 9 |"
    certificates = certificate_facts("kind | number | quantity\n green_gas | GG 9001 | 5")
    facts = {"fuel_delivery": fuel_facts(table), "certificate": certificates}
    found = list(_questions(signed, contract, Draft("ny.xlsx", "1" * 64, facts=facts)))
    end = "in_two_contracts" if other == "AVT-2" else "with_other_buyer"
    assert {f.code for f in found} == {f"{kind}_{end}" for kind in KINDS}
    assert all(f.is_acceptable and f.severity == "question" for f in found)
    said = " ".join(finding_text.words(f, lang) for f in found for lang in ("sv", "da", "en"))
    assert not [w for w in _hidden(contract) if w in f"{said} {[f.params for f in found]}"]
    answers = {f"accept:{f.code}": "Delas efter körsträcka" for f in found}
    explained = Draft("ny.xlsx", "1" * 64, facts=facts, answers=answers)
    assert {f.code for f in _questions(signed, contract, explained)} == {"explained"}
    where = Destination(contract, "fuel", f"Lev {contract}", parse_period("2025-01"), AS_OF)
    only_fuel = Draft("ny.xlsx", "1" * 64, facts={"fuel_delivery": facts["fuel_delivery"]},
                      answers=answers)  # fmt: skip
    submit.submit(signed.installation, b"x", only_fuel, [where], Actor("T"), NOW, as_of=AS_OF)
    open_ones = {(c.contract, c.kind) for c in claims.claims(signed.installation, AS_OF)
                 if c.is_open}  # fmt: skip
    assert open_ones == {(other, "vehicle"), (other, "receipt")}


def test_the_same_rows_offered_to_another_buyer_are_asked_about_without_its_name(
    signed: World,
) -> None:
    table = "vehicle | fuel | quantity\n ABC121 | hvo100 | 7\n ABC122 | hvo100 | 9"
    signed.fuel("2025-01", table, contract="AVT-1", reporter="Lev AVT-1", file_name="AVT-1.xlsx")
    draft = Draft("ny.xlsx", "1" * 64, facts={"fuel_delivery": fuel_facts(table)})
    where = Destination("AVT-3", "fuel", "Lev AVT-3", parse_period("2025-01"), AS_OF)
    with pytest.raises(UserError) as caught:
        submit.submit(signed.installation, b"x", draft, [where], Actor("T"), NOW, as_of=AS_OF)
    assert caught.value.code == "rows_with_other_buyer"
    assert caught.value.code in SHARED
    assert caught.value.params == {"rows": 2}
