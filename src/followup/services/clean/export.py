"""The registration-number report: one row per vehicle with its contract, and sums tied to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from followup.domain.clean_vehicle import JudgedVehicle
from followup.errors import UserError
from followup.i18n.text import t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.rules.clean_count import Asked, Count
from followup.services.clean import vehicles as clean_vehicles
from followup.services.clean import words
from followup.services.clean.vehicles import Overview
from followup.services.installation import Installation

COLUMNS: Final = (
    "vehicle", "number_is", "contract", "title", "buyer", "supplier", "awarded", "form", "cpv",
    "category", "bus_class", "weight", "co2", "rde_nox", "rde_pn", "drive", "fuel", "evidence",
    "class", "clean", "zero", "why", "origin",
)  # fmt: skip
SUMS: Final = (
    "period",
    "class",
    "counted",
    "yes",
    "no",
    "open",
    "maybe",
    "asked",
    "verdict",
    "why",
)


def workbook(found: Overview, buyer: str, period: str, as_of: date, lang: str) -> bytes:
    """The report of an authority on a period: vehicles, those to complete, those out, and sums."""
    own = [j for j in found.judged if buyer in j.buyers and period in j.periods]
    counts = [c for c in found.counts if (c.buyer, c.period) == (buyer, period)]
    country = next((j.contract.country for j in own), "SE")
    due = words.due_words(found.laws[country], period, lang) if country in found.laws else ""
    about = t("page_clean.file_note", lang, buyer=buyer, day=as_of,
              period=t(f"page_clean.period_{period}", lang))  # fmt: skip
    note = f"{about} {due}".strip()
    headings = [t(f"page_clean.column_{name}", lang) for name in COLUMNS]
    sheets = [
        Sheet(t(f"page_clean.sheet_{state}", lang), f"{note} {t(f'page_clean.note_{state}', lang)}",
              headings, [_row(j, lang) for j in own if j.state == state])
        for state in ("in", "unknown", "out")
    ]  # fmt: skip
    sums = Sheet(t("page_clean.sheet_sums", lang), f"{note} {t('page_clean.note_sums', lang)}",
                 [t(f"page_clean.sum_{name}", lang) for name in SUMS],
                 [row for count in counts for row in _sums(count, lang)])  # fmt: skip
    return write_lists([*sheets, sums])


def report(
    installation: Installation, as_of: date, lang: str, buyer: str | None, period: str | None
) -> bytes:
    """The report for the command line: the only authority, and the period last ended.

    Raises UserError ``clean_buyer`` and ``clean_period`` where it must be named.
    """
    found = clean_vehicles.overview(installation, as_of)
    chosen = buyer or (found.buyers[0] if len(found.buyers) == 1 else None)
    if chosen not in found.buyers:
        raise UserError("clean_buyer", buyers="; ".join(found.buyers))
    law = next(iter(found.laws.values()))
    ended = [p.code for p in law.periods if p.days.end < as_of]
    wanted = period or (ended or [law.periods[0].code])[-1]
    if wanted not in {p.code for p in law.periods}:
        raise UserError("clean_period", periods=", ".join(p.code for p in law.periods))
    return workbook(found, chosen, wanted, as_of, lang)


def _row(judged: JudgedVehicle, lang: str) -> Sequence[Cell]:
    vehicle, contract = judged.vehicle, judged.contract
    number_is = "registered" if words.has_number(judged) else "own_mark"
    return (
        vehicle.vehicle_id, t(f"page_clean.{number_is}", lang), contract.number, contract.title,
        "; ".join(judged.buyers), contract.supplier, judged.awarded,
        _word("form", vehicle.form, lang), words.cpv_words(judged),
        vehicle.eu_category, vehicle.bus_class, vehicle.total_weight_kg,
        vehicle.co2_g_km, vehicle.rde_nox_share, vehicle.rde_pn_share,
        t(f"drivetrain.{vehicle.drive}", lang) if vehicle.drive else None,
        t(f"fuel.{vehicle.fuel}", lang) if vehicle.fuel else None, vehicle.fuel_evidence,
        words.class_word(judged, lang), words.clean_word(judged, lang),
        words.zero_word(judged, lang), words.why(judged, lang), words.origin(judged, lang),
    )  # fmt: skip


def _word(group: str, code: str | None, lang: str) -> str | None:
    return t(f"clean_vehicle.{group}.{code}", lang) if code else None


def _sums(count: Count, lang: str) -> list[Sequence[Cell]]:
    """A row for the clean ones, and for buses one for those without emissions."""
    name = t(f"clean_vehicle.class.{count.vehicle_class}", lang)
    sure = [j for j in count.vehicles if j.state == "in"]
    key = (count.period, count.vehicle_class)
    rows = [_sum(count, name, [j.clean[key].value for j in sure], count.clean, lang)]
    if count.zero is not None:
        zeros = [j.zero[key].value for j in sure]
        rows.append(_sum(count, t("clean_vehicle.zero_class", lang), zeros, count.zero, lang))
    return rows


def _sum(
    count: Count, name: str, answers: Sequence[bool | None], asked: Asked, lang: str
) -> Sequence[Cell]:
    return (
        t(f"page_clean.period_{count.period}", lang), name, len(answers), answers.count(True),
        answers.count(False), answers.count(None), len(count.vehicles) - len(answers),
        words.asked_words(asked, lang), t(f"verdict.{asked.verdict}", lang),
        words.verdict_why(asked, lang),
    )  # fmt: skip
