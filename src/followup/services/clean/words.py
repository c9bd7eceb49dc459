"""Procured vehicles and their counts in words: the same on the page and in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from followup.domain.clean_vehicle import JudgedVehicle, Law, VehicleClass
from followup.domain.cpv import shown_cpv
from followup.i18n.text import day, exact, join, number, percent, t
from followup.ingest.plates import is_nordic
from followup.rules.clean_count import Asked, Count
from followup.services.clean.delivered import is_clean

_ANSWERS: Final[Mapping[bool | None, str]] = {True: "yes", False: "no", None: "unknown"}


def sort_code(value: bool | None) -> str:
    """``yes``, ``no`` or ``unknown``."""
    return _ANSWERS[value]


def why(judged: JudgedVehicle, lang: str) -> str:
    """Why it is out, what is not known, and why it is clean or not."""
    reasons = list(judged.reasons)
    if judged.state != "out":
        reasons += [answer.reason for answer in judged.clean.values()]
    return " ".join(t(f"clean_vehicle.why.{one}", lang) for one in dict.fromkeys(reasons))


def clean_word(judged: JudgedVehicle, lang: str) -> str:
    """Clean, not clean or unknown; nothing is said of what is not counted."""
    if judged.state == "out":
        return ""
    return t(f"clean_vehicle.sort.{sort_code(is_clean(judged))}", lang)


def zero_word(judged: JudgedVehicle, lang: str) -> str:
    """Whether a heavy bus is zero-emission; of other vehicles it is not asked."""
    if judged.state == "out" or "bus" not in judged.classes:
        return t("clean_vehicle.not_asked", lang)
    answers = {answer.value for answer in judged.zero.values()}
    value = answers.pop() if len(answers) == 1 else None
    return t(f"clean_vehicle.answer.{sort_code(value)}", lang)


def class_word(judged: JudgedVehicle, lang: str) -> str:
    """The class, or those it may be in."""
    return join((t(f"clean_vehicle.class.{one}", lang) for one in judged.classes), lang)


def has_number(judged: JudgedVehicle) -> bool:
    """Whether it has a registration number as Sweden or Denmark writes them."""
    return is_nordic(judged.vehicle.vehicle_id)


def origin(judged: JudgedVehicle, lang: str) -> str:
    """File, sheet and row that it was read from, or that a person entered it."""
    return judged.vehicle.place or t("page_clean.by_hand", lang)


def cpv_words(judged: JudgedVehicle) -> str:
    """The contract's codes as notices write them."""
    return ", ".join(map(shown_cpv, judged.contract.cpv))


def of_total(asked: Asked, lang: str) -> str:
    """``5 av 13``, or both ends where something is unknown."""
    least, most = asked.least, asked.most
    if least == most:
        return t("page_clean.of", lang, count=number(least[0], lang), total=number(least[1], lang))
    return t(
        "page_clean.of_between", lang, least=number(least[0], lang),
        least_total=number(least[1], lang), most=number(most[0], lang),
        most_total=number(most[1], lang),
    )  # fmt: skip


def asked_words(asked: Asked, lang: str) -> str:
    """What the share asks in whole vehicles, with its sum: 38,5 % of 13 is 5,005."""
    if asked.share is None or asked.needed_least is None or asked.needed_most is None:
        return t("page_clean.asks_nothing", lang)
    share = f"{exact(asked.share * 100, lang)} %"
    total = max(asked.least[1], asked.most[1])
    if total == 0:
        return t("page_clean.asks_share", lang, share=share)
    low, high = sorted((asked.needed_least, asked.needed_most))
    needed = number(high, lang) if low == high else f"{number(low, lang)}–{number(high, lang)}"
    return t(
        "page_clean.asks", lang, needed=needed, share=share, total=number(total, lang),
        product=exact(asked.share * total, lang),
    )  # fmt: skip


def verdict_why(asked: Asked, lang: str) -> str:
    """Why there is no verdict; empty where there is one."""
    return t(f"clean_vehicle.why.{asked.reason}", lang) if asked.reason else ""


def other_reading(count: Count, lang: str) -> str:
    """What the other reading of the share of zero-emission buses would ask."""
    if count.half_of_clean is None or not count.vehicles:
        return ""
    return t("page_clean.other_reading", lang, count=number(count.half_of_clean, lang))


def period_days(law: Law, code: str, lang: str) -> str:
    """The days of a reference period."""
    days = next(p.days for p in law.periods if p.code == code)
    return f"{day(days.start, lang)} – {day(days.end, lang)}"


def due_words(law: Law, code: str, lang: str) -> str:
    """When the report on a period is due; empty in a country without one."""
    days = next(p.days for p in law.periods if p.code == code)
    found = next((r for r in law.reports if days.overlap(r.days)), None)
    if found is None:
        return ""
    key = "page_clean.due" if found.is_verified else "page_clean.due_deduced"
    return t(key, lang, day=found.due, first=found.days.start, last=found.days.end)


def share_figure(law: Law, vehicle_class: VehicleClass, code: str, lang: str) -> str:
    """The minimum share, and that nobody has checked it where that is so."""
    figure = law.figure(vehicle_class, "min_share", code)
    if figure is None:
        return t("page_clean.asks_nothing", lang)
    share = percent(figure.value, lang)
    unchecked = t("source_status.unverified", lang)
    return share if figure.is_verified else f"{share} ({unchecked})"
