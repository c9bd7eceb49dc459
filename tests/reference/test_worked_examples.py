"""Published and statutory calculations about fuels, reproduced to the digit."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from followup.reference.formulas import energy_share, mixed, saving
from followup.rules import price_index as px
from tests.reference.world import LOADED

D = Decimal


def rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(D(step), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("share", "part", "rest", "expected"),
    [
        # MIX-01, petrol with 5 vol-% ethanol: energy kWh/m3, density kg/m3, fossil CO2 kg/l
        ("0.05", ("5900", "790", "0"), ("9100", "750", "2.36"), ("8940", "752", "2.24")),
        # MIX-03, diesel Mk3 with 5 vol-% FAME
        ("0.05", ("9150", "884", "0"), ("9950", "840", "2.66"), ("9910", "842", "2.53")),
    ],
)
def test_a_mix_is_the_mean_by_volume(
    share: str, part: tuple[str, ...], rest: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    found = [mixed([D(share)], [D(p)], D(r)) for p, r in zip(part, rest, strict=True)]
    assert [rounded(f, s) for f, s in zip(found, ("1", "1", "0.01"), strict=True)] == [
        D(e) for e in expected
    ]


def test_sh_01_a_share_differs_by_energy_and_by_volume() -> None:
    volume = D(10000) / D(15000)
    assert rounded(volume * 100, "0.01") == D("66.67")
    assert rounded(energy_share([volume], [D(9450)], D(9800)) * 100, "0.01") == D("65.85")


def test_sh_03_eighty_percent_saving_is_a_ceiling_that_hvo_passes_and_fame_does_not() -> None:
    assert saving(D("16.76"), D("83.8")) == D("0.80")
    of_2016 = {
        r.figure.subject: r.figure.lowest for r in LOADED.rows() if r.figure.part == "check_per_mj"
    }
    assert saving(of_2016["hvo100"], D("83.8")) >= D("0.80")
    assert saving(of_2016["fame_b100"], D("83.8")) < D("0.80")


def test_em_08_saving_against_the_old_comparator() -> None:
    for kg_per_l, mj_per_l, percent in (("0.35", "34.2", 88), ("1.63", "35", 44)):
        grams_per_mj = D(kg_per_l) * 1000 / D(mj_per_l)
        assert rounded(saving(grams_per_mj, D("83.8")) * 100, "1") == percent


def test_rp_01_thirty_percent_hvo_is_a_reduction_of_25_58_percent() -> None:
    actual = mixed([D("0.3")], [D(14)], D("95.1"))
    assert rounded(saving(actual, D("95.1")) * 100, "0.01") == D("25.58")


def test_un_01_hvo_holds_34_02_mj_per_litre() -> None:
    assert D("9.45") * D("3.6") == D("34.02")
    assert LOADED.energy_content("hvo100", "SE", "l", date(2025, 1, 1)).ends[0] == D("34.02")


def test_idx_01_a_price_follows_its_index_in_full() -> None:
    # SCB, "Att räkna med index", https://scb.se/vara-tjanster/scbs-olika-index/att-rakna-med-index/
    assert px.half_up(px.indexed_price(10500, 170, 173), 2) == D("10685.29")
    assert px.half_up(px.relative_change_percent(170, 173), 2) == D("1.76")


def test_idx_04_thirty_points_are_twenty_five_per_cent() -> None:
    # Sveriges Åkeriföretag, "Använda index - Räkna rätt"
    assert px.absolute_change("120.0", "150.0") == D("30.0")
    assert px.relative_change_percent("120.0", "150.0") == D("25.0")


def test_a_partial_share_and_a_basket_as_the_field_writes_them() -> None:
    # Formulas: Entreprenadindex (K), Svensk Kollektivtrafik (basket). The numbers are invented.
    assert px.adjustment(1000000, "100.0", "108.0", "0.9") == 72000
    assert px.indexed_price(1000000, "100.0", "108.0", "0.9") == 1072000
    ratios = zip(
        ("0.55", "0.20", "0.20", "0.05"), ("1.040", "1.150", "1.020", "1.000"), strict=True
    )
    parts = [px.Part(weight, 1, ratio) for weight, ratio in ratios]
    assert px.contributions(parts) == (D("0.022"), D("0.03"), D("0.004"), D(0))
    assert px.basket_factor(parts) == D("1.056")
