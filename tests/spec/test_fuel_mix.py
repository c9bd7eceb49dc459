"""The mix of fuels: shares of energy, Herfindahl's index, and when one fuel dominates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.rules import fuel_mix
from followup.services import compliance
from followup.services.energy import mix, mix_words
from tests.support.world import NUMBER, World, lent_world, real_world

D = Decimal
DAY = date(2026, 2, 16)
AMOUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 10**6).map(D), min_size=1)


def test_the_index_is_the_sum_of_squared_shares_and_one_over_it_the_equal_fuels() -> None:
    # 0.6 squared + 0.4 squared; four equal ones
    found = fuel_mix.mix({"a": D(6), "b": D(4)}, D(0))
    assert found is not None
    assert (found.index_low, found.index_high) == (D("0.52"), D("0.52"))
    equal = fuel_mix.mix(dict.fromkeys("abcd", D(5)), D(0))
    assert equal is not None
    assert equal.equal_fuels == (4, 4)


def test_an_unknown_fuel_opens_the_ends_and_hinders_a_verdict_between_them() -> None:
    # 60 to 80 % of 10 is a
    found = fuel_mix.mix({"a": D(6), "b": D(2)}, D(2))
    assert found is not None
    assert [(s.fuel, s.low, s.high) for s in found.shares] == [
        ("a", D("0.6"), D("0.8")), ("b", D("0.2"), D("0.4")),
    ]  # fmt: skip
    answers = [fuel_mix.dominance(found, D(limit)) for limit in ("0.5", "0.7", "0.8")]
    assert answers == ["dominates", "cannot_tell", "no_dominance"]
    assert fuel_mix.mix({"a": D(6), "b": None}, D(0)) is None
    assert fuel_mix.mix({"a": D(6)}, None) is None
    assert fuel_mix.mix({"a": D(0)}, D(3)) is None


@given(AMOUNTS, st.integers(0, 10**6).map(D), st.sampled_from("abcdefgh"))
def test_whatever_the_unknown_is_the_index_lies_between_the_ends(
    amounts: dict[str, Decimal], unknown: Decimal, fuel: str
) -> None:
    found = fuel_mix.mix(amounts, unknown)
    known = fuel_mix.mix({**amounts, fuel: amounts.get(fuel, D(0)) + unknown}, D(0))
    assert found is not None
    assert known is not None
    tiny = D("1e-20")
    assert found.index_low - tiny <= known.index_low <= found.index_high + tiny
    for share in known.shares:
        ends = {s.fuel: (s.low, s.high) for s in found.shares}.get(share.fuel, (D(0), D(1)))
        assert ends[0] - tiny <= share.low <= ends[1] + tiny


@pytest.fixture
def real(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def test_a_contract_and_its_organisation_tell_the_same_energy_as_all(real: World) -> None:
    real.sign()
    for month in range(1, 13):
        real.fuel(f"2025-{month:02}", """
            fuel       | quantity | unit | vehicle
            hvo100     | 900      | l    | ABC123
            diesel_mk1 | 100      | l    | ABC123
        """)  # fmt: skip
    found = mix.mixes(real.installation, compliance.contracts_on(real.installation, DAY), DAY)
    named = {(m.level, m.name): m for m in found if m.amounts.year == 2025}
    assert {m.amounts.known_kwh for m in named.values()} == {named["all", ""].amounts.known_kwh}
    one = named["contract", NUMBER]
    # 10 800 l x 9.45 kWh of HVO100
    assert {f.fuel: f.kwh for f in one.amounts.fuels}["hvo100"] == D("102060")
    assert (one.dominance, one.amounts.coverage) == ("dominates", 1)
    assert mix_words.largest(one, "sv").startswith("HVO100 ")


def test_a_share_that_is_there_is_never_told_as_nought() -> None:
    assert mix_words.span(D("0.0004"), D("0.0004"), "sv").startswith("0,04")
    assert mix_words.span(D("0.421"), D("0.434"), "sv").startswith("42–43")
    assert mix_words.span(D("0"), D("0"), "sv").startswith("0")
