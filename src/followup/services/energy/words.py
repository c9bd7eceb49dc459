"""Savings in words: amounts, baselines, and why something is not counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from followup.domain.energy_saving import EnergySaving, SavedEnergy
from followup.i18n import text as words
from followup.i18n.text import number, percent, quantity, t
from followup.rules import energy
from followup.rules.saved_energy import SavedSum

_SMALL: Final = Decimal(100)
_TINY: Final = Decimal("0.0005")


def mwh(kwh: Decimal | None, lang: str) -> str:
    """kWh as MWh, one decimal below 100 MWh; unknown as that."""
    return words.energy(energy.converted(kwh, "kWh", "MWh"), lang)


def gwh(kwh: Decimal | None, lang: str) -> str:
    """kWh as GWh a year with the decimals that a small county's figure needs."""
    value = energy.converted(kwh, "kWh", "GWh")
    decimals = 3 if value is None or abs(value) < 1 else 2 if abs(value) < 10 else 1
    return quantity(value, "GWh/year", lang, decimals)


def tonnes(value: Decimal | None, lang: str) -> str:
    """Tonnes of CO2 equivalents; unknown as that."""
    decimals = 1 if value is None or abs(value) < _SMALL else 0
    return quantity(value, "t", lang, decimals)


def tonnes_of(total: SavedSum, lang: str) -> str:
    """Tonnes of a sum, and how many of its tenders have no factor."""
    if not total.counted:
        return t("unit.unknown", lang)
    if not total.without_factor:
        return tonnes(total.tonnes, lang)
    if total.tonnes is None:
        return t("page_energy.no_factor", lang)
    return t("page_energy.tonnes_without", lang, tonnes=tonnes(total.tonnes, lang),
             count=total.without_factor)  # fmt: skip


def part_of(kwh: Decimal | None, target_gwh: Decimal, lang: str) -> str:
    """A sum as a share of a target in GWh; what is there is never told as nought."""
    share = energy.per_unit(energy.converted(kwh, "kWh", "GWh"), target_gwh)
    if share is not None and 0 < share < _TINY:
        return t("page_energy.less_than", lang, share=percent(_TINY * 2, lang, 1))
    return percent(share, lang, 1)


def why(saved: SavedEnergy, lang: str) -> str:
    """Why a stage is not counted; empty where it is."""
    if saved.why is None:
        return ""
    return t(f"energy_saving.why.{saved.stage}_{saved.why}", lang)


def stage(code: str, lang: str) -> str:
    """``Väntad (anbudet)`` or ``Uppmätt``."""
    return t(f"energy_saving.stage.{code}", lang)


def baseline(saving: EnergySaving, lang: str) -> str:
    """What the tender is held against, how much that used, and where it was read."""
    if not saving.has_baseline:
        return t("energy_saving.why.ex_ante_no_baseline", lang)
    kind = t(f"energy_saving.baseline.{saving.baseline_kind}", lang)
    parts = [kind, saving.baseline_text, mwh(saving.baseline_kwh, lang),
             service(saving, saving.baseline_units, lang),
             str(saving.baseline_year or ""), saving.baseline_source]  # fmt: skip
    return " · ".join(p for p in parts if p)


def service(saving: EnergySaving, units: Decimal | None, lang: str) -> str:
    """How much service an energy was for; empty where nobody counts it."""
    return "" if units is None else f"{number(units, lang)} {saving.unit or ''}".strip()


def factor(saving: EnergySaving, lang: str) -> str:
    """The emission factor with its source, or that none is stated."""
    if saving.grams_per_kwh is None:
        return t("page_energy.no_factor", lang)
    amount = f"{words.exact(saving.grams_per_kwh, lang)} {t('unit.g/kWh', lang)}"
    return f"{amount} · {saving.factor_source}"


def working(saved: SavedEnergy, lang: str) -> str:
    """The sum that gives the saving, written out: baseline less use, scaled where it is."""
    if saved.saved_kwh is None:
        return why(saved, lang)
    parts = {"baseline": mwh(saved.baseline_kwh, lang), "used": mwh(saved.kwh, lang),
             "saved": mwh(saved.saved_kwh, lang)}  # fmt: skip
    return t(f"page_energy.{'working_scaled' if saved.is_scaled else 'working'}", lang, **parts)
