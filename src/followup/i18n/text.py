"""Texts by key, and numbers, dates and periods as a reader of the language expects them.

Everything takes Decimal and prints it rounded half up; None is unknown and is printed as a
word, never as zero. Thousands are set apart as each country writes: a no-break space in Swedish,
a point in Danish. English has the space, too: its readers here are used to a decimal comma.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml
from babel.core import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from followup.domain.period import Period

MASTER: Final = "sv"
LOCALES: Final[Mapping[str, str]] = {"sv": "sv_SE", "da": "da_DK", "en": "en_GB"}
LANGUAGES: Final = tuple(LOCALES)
STRICT: Final = "FOLLOWUP_STRICT"
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
GROUP_MARKS: Final[Mapping[str, str]] = {"sv": NO_BREAK_SPACE, "da": ".", "en": NO_BREAK_SPACE}
# Swedish and Danish clocks agree; timestamps are stored in UTC.
TIME_ZONE: Final = ZoneInfo("Europe/Stockholm")

Amount = Decimal | int


class MissingText(KeyError):
    """No text for a key, or no value for one of its parameters; raised in tests only."""


def t(key: str, lang: str, /, **params: object) -> str:
    """The text ``key`` ("finding.duplicate_row") in ``lang``, its ``{names}`` filled in.

    Decimal, date and Period parameters are written in the language; an int stands as it is
    (years, row numbers: use ``number`` for amounts). A missing key shows the Swedish text, else
    the key itself; with FOLLOWUP_STRICT set, as in the tests, it raises MissingText.
    """
    text = _texts(lang).get(key)
    if text is None:
        if os.environ.get(STRICT):
            raise MissingText(f"{key} ({lang})")
        text = _texts(MASTER).get(key, key)
    if "{" not in text:
        return text
    try:
        return text.format_map({name: _written(value, lang) for name, value in params.items()})
    except KeyError as error:
        if os.environ.get(STRICT):
            raise MissingText(f"{key} ({lang}): no parameter {error}") from error
        return text


def has_text(key: str) -> bool:
    """Whether the Swedish master has ``key``."""
    return key in _texts(MASTER)


def keys(lang: str) -> frozenset[str]:
    """Every key of a language."""
    return frozenset(_texts(lang))


def language(wanted: str | None, default: str = MASTER) -> str:
    """The language for ``wanted`` ("da", "da-DK", "sv_SE"), or ``default`` if there is none."""
    code = (wanted or "").lower().replace("_", "-").split("-")[0]
    return code if code in LOCALES else default


def number(value: Amount | None, lang: str, decimals: int = 0) -> str:
    """``1 234,5`` or ``1.234,5``: an amount with a fixed number of decimals."""
    if value is None:
        return t("unit.unknown", lang)
    with localcontext(prec=60):
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        rounded = abs(rounded) if rounded == 0 else rounded
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = format_decimal(rounded, format=pattern, locale=LOCALES[lang])
    return text.replace(_group_symbol(lang), GROUP_MARKS[lang]).replace("-", MINUS)


def exact(value: Amount | None, lang: str) -> str:
    """All decimals a value has and no more: for limits, factors and proofs."""
    if value is None:
        return t("unit.unknown", lang)
    digits = format(Decimal(value), "f")
    decimals = len(digits.partition(".")[2].rstrip("0"))
    return number(value, lang, decimals)


def percent(share: Decimal | None, lang: str, decimals: int = 1) -> str:
    """A share (0.385) as ``38,5 %``. For eyes: whether a limit is met is never read from it."""
    if share is None:
        return t("unit.unknown", lang)
    return t("unit.percent", lang, value=number(share * 100, lang, decimals))


def percent_range(low: Decimal | None, high: Decimal | None, lang: str, decimals: int = 1) -> str:
    """``60,0–95,0 %`` for an interval, one figure when both ends read the same."""
    if low is None or high is None:
        return t("unit.unknown", lang)
    first, last = number(low * 100, lang, decimals), number(high * 100, lang, decimals)
    return t("unit.percent", lang, value=first if first == last else f"{first}–{last}")


def quantity(value: Amount | None, unit: str, lang: str, decimals: int = 0) -> str:
    """An amount and its unit (l, kg, Nm3, kWh, MWh, km, t, percent ...)."""
    if value is None:
        return t("unit.unknown", lang)
    name = t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
    return f"{number(value, lang, decimals)}{NO_BREAK_SPACE}{name}"


def energy(mwh: Decimal | None, lang: str) -> str:
    """Energy in MWh; one decimal below 100 MWh."""
    return quantity(mwh, "MWh", lang, 0 if mwh is None or abs(mwh) >= 100 else 1)


def money(value: Amount | None, lang: str, currency: str = "SEK", decimals: int = 0) -> str:
    """An amount of SEK, DKK or EUR."""
    return quantity(value, currency, lang, decimals)


def day(value: date | None, lang: str) -> str:
    """2026-11-22, 22.11.2026 or 22 Nov 2026."""
    if value is None:
        return t("unit.unknown", lang)
    return format_date(value, "medium" if lang == "en" else "short", LOCALES[lang])


def moment(value: datetime | None, lang: str) -> str:
    """A timestamp (UTC, with or without zone) as local day and time to the minute."""
    if value is None:
        return t("unit.unknown", lang)
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    local = aware.astimezone(TIME_ZONE)
    return f"{day(local.date(), lang)} {format_time(local.time(), 'short', locale=LOCALES[lang])}"


def period_label(period: Period, lang: str) -> str:
    """A period in short words: 2025, 2025 Q1, mars 2025, one day, or two days."""
    written = str(period)
    year, _, part = written.partition("-")
    if period.start == period.end:
        return day(period.start, lang)
    if ".." in written:
        return f"{day(period.start, lang)} – {day(period.end, lang)}"
    if not part:
        return year
    if part[0] in "QH":
        kind = "quarter" if part[0] == "Q" else "half_year"
        return t(f"period.{kind}_label", lang, year=year, number=part[1:])
    return format_date(period.start, "MMM y", LOCALES[lang])


def join(items: Iterable[str], lang: str) -> str:
    """``a, b och c``."""
    return format_list(list(items), locale=LOCALES[lang])


def number_marks(lang: str) -> str:
    """The language's decimal mark and the mark between thousands, for chart axes."""
    return get_decimal_symbol(LOCALES[lang]) + GROUP_MARKS[lang]


def language_name(lang: str, inside: str | None = None) -> str:
    """The language's name in itself with a capital letter, or as a word ``inside`` another."""
    name = Locale.parse(LOCALES[lang]).get_language_name(inside or lang) or lang
    return name if inside else name[:1].upper() + name[1:]


def _written(value: object, lang: str) -> object:
    if isinstance(value, Decimal):
        return exact(value, lang)
    if isinstance(value, datetime):
        return moment(value, lang)
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, Period):
        return period_label(value, lang)
    return value


@cache
def _texts(lang: str) -> Mapping[str, str]:
    source = files("followup.i18n").joinpath(f"{lang}.yaml").read_text(encoding="utf-8")
    return dict(_flatten(yaml.load(source, Loader=yaml.CSafeLoader) or {}))


def _flatten(node: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in node.items():
        if not isinstance(name, str):
            raise TypeError(f"{prefix}{name!r}: quote this key, YAML does not read it as text")
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        elif value is not None:
            # A line never breaks between a number and its sign.
            yield f"{prefix}{name}", str(value).replace(" %", f"{NO_BREAK_SPACE}%")


@cache
def _group_symbol(lang: str) -> str:
    """What Babel sets between thousands; asked once, since it is slow to answer."""
    return get_group_symbol(LOCALES[lang])
