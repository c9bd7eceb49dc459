"""The fleet in words: what a vehicle can run on and did, and the whole list as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.fleet import NO_EXHAUST, Demand, Fuelled, Used
from followup.domain.parties import Contract
from followup.i18n.text import day, has_text, number, quantity, t
from followup.render.list_workbook import write_list
from followup.render.rows_of import Cell
from followup.services.vehicle import vehicles

COLUMNS: Final = (
    "sign", "vehicle", "contract", "class", "level", "can", "ran", "registered", "age", "days",
    "demands",
)  # fmt: skip
_BOOK: Final = (
    "sign", "vehicle", "contract", "class", "make", "level", "drive", "can", "ran", "evidence",
    "distance", "registered", "year", "age", "first", "last", "demands", "category_eu", "weight",
    "co2", "cycle", "hvo", "file_row",
)  # fmt: skip
_USUAL: Final = "measured"


def sign(one: Used, lang: str) -> str:
    """Why to look at it."""
    return t(f"page_vehicles.sign.{one.sign}", lang)


def vehicle(one: Used, lang: str) -> str:
    """The registration or number, or that there is none."""
    return one.vehicle or t("page_vehicles.no_plate", lang)


def class_name(code: str, lang: str) -> str:
    """A vehicle class in words."""
    return t(f"page_vehicles.class.{code}", lang)


def drive_name(code: str, lang: str) -> str:
    """A drive in words."""
    if code == "unknown":
        return t("page_vehicles.unknown_drive", lang)
    return t(f"drivetrain.{code}", lang)


def level(one: Used, lang: str) -> str:
    """The Euro class or stage in the list's own words."""
    known = one.listing
    if known is not None and known.drive in NO_EXHAUST:
        return t("page_vehicles.level_none", lang)
    return (known.level_raw if known else None) or t("page_vehicles.can.unknown", lang)


def can_run_on(one: Used, lang: str) -> str:
    """What its list says it can run on; approval for HVO100 that nobody mentions is unknown."""
    known = one.listing
    code = (known.drive if known else None) or "unknown"
    if code == "diesel" and known is not None and known.hvo_approved is not None:
        code = "diesel_hvo" if known.hvo_approved else "diesel_no_hvo"
    return t(f"page_vehicles.can.{code}", lang)


def ran_on(one: Used, lang: str) -> str:
    """What fuel rows say it was given."""
    words = [_fuelled(fuel, lang) for fuel in one.fuels]
    return "; ".join(words) or t("page_vehicles.ran.nothing", lang)


def fuel_name(code: str | None, lang: str) -> str:
    """A fuel in words."""
    return t(f"fuel.{code or 'unknown'}", lang)


def amount(fuel: Fuelled, lang: str) -> str:
    """How much of a fuel, as far as it is known."""
    return quantity(fuel.amount, fuel.unit or "unknown", lang)


def grades(fuel: Fuelled, lang: str) -> str:
    """What the amounts rest on."""
    return ", ".join(t(f"grade.{g}", lang) for g in fuel.grades if has_text(f"grade.{g}"))


def _fuelled(fuel: Fuelled, lang: str) -> str:
    name, how_much = fuel_name(fuel.fuel, lang), amount(fuel, lang)
    if fuel.amount is None:
        words = t("page_vehicles.ran.no_amount", lang, fuel=name)
    elif fuel.doubtful:
        count = number(fuel.doubtful, lang)
        words = t("page_vehicles.ran.in_part", lang, fuel=name, amount=how_much, count=count)
    else:
        words = t("page_vehicles.ran.one", lang, fuel=name, amount=how_much)
    if set(fuel.grades) - {_USUAL}:
        return t("page_vehicles.ran.graded", lang, words=words, grade=grades(fuel, lang))
    return words


def age(one: Used, as_of: date, lang: str) -> str:
    """Years between the calendar years."""
    years = one.age(as_of)
    if years is None:
        return t("page_vehicles.can.unknown", lang)
    return t("page_vehicles.age", lang, years=number(years, lang))


def registered(one: Used, lang: str) -> str:
    """The day of first registration, or the model year where no day is known."""
    known = one.listing
    if known is not None and known.first_registered is not None:
        return day(known.first_registered, lang)
    if known is None or known.model_year is None:
        return t("page_vehicles.can.unknown", lang)
    return t("page_vehicles.by_year", lang, year=str(known.model_year))


def days(one: Used, lang: str) -> str:
    """The days its rows span."""
    return f"{day(one.first_day, lang)} – {day(one.last_day, lang)}"


def demand(one: Demand, lang: str) -> str:
    """A clause on class or age and whether the vehicle reaches it."""
    verdict = t(f"page_vehicles.{verdict_code(one)}", lang)
    title, asked = one.title, one.level
    return t("page_vehicles.demand", lang, title=title, level=asked, verdict=verdict)


def verdict_code(one: Demand) -> str:
    """``met``, ``not_met`` or ``not_assessable``."""
    return {True: "met", False: "not_met", None: "not_assessable"}[one.is_met]


def workbook(found: Sequence[Used], contracts: Sequence[Contract], as_of: date, lang: str) -> bytes:
    """The vehicles as a workbook, a row each in the order given."""
    titles = {c.number: f"{c.title} ({c.number})" for c in contracts}
    headings = [t(f"page_vehicles.column.{name}", lang) for name in _BOOK[:-1]]
    headings += [t(f"page_vehicles.column.{name}", lang) for name in ("sheet", "row")]
    note = t("page_vehicles.workbook_note", lang, day=as_of)
    rows = [_cells(one, titles, as_of, lang) for one in found]
    return write_list(t("nav.vehicles", lang), note, headings, rows)


def _cells(one: Used, titles: Mapping[str, str], as_of: date, lang: str) -> list[Cell]:
    known = one.listing
    evidence = "; ".join(filter(None, (grades(fuel, lang) for fuel in one.fuels)))
    first = [
        sign(one, lang), vehicle(one, lang), titles.get(one.contract, one.contract),
        class_name(vehicles.class_of(one), lang), known.make_model if known else None,
        level(one, lang), drive_name(vehicles.drive_of(one), lang), can_run_on(one, lang),
        ran_on(one, lang), evidence, one.distance_km,
        known.first_registered if known else None, known.model_year if known else None,
        one.age(as_of), one.first_day, one.last_day,
        "; ".join(demand(each, lang) for each in one.demands),
    ]  # fmt: skip
    if known is None:
        return [*first, *(None,) * 7]
    approved = None if known.hvo_approved is None else "yes" if known.hvo_approved else "no"
    return [
        *first, known.eu_category, known.total_weight_kg, known.co2_g_km, known.co2_cycle,
        approved and t(f"difference.{approved}", lang), known.sheet, known.row,
    ]  # fmt: skip
