"""What a header says: the fields it may name, the unit, fuel and period inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz, process

from followup.domain.period import Period
from followup.ingest.dates import read_when
from followup.ingest.layout import ReportType, header_keys, report_type, unused_keys
from followup.ingest.plates import is_nordic, normalise
from followup.ingest.vocabulary import look_up_distance, look_up_fuel, look_up_unit
from followup.ingest.words import clean, key, tokens, without_brackets

FUZZY = 86
DAY_OF_MONTH = "dag"  # how a column of the days of one month is named: "dag 1"
_RATE = re.compile(
    r"(?:l|liter|kwh|kg|nm3|km|mil)\s*(?:/|per|pr\.?)\s*(?:100\s*)?"
    r"(?:km|mil|l|liter|tim|h)\b(?!\s*/)"  # kg/kWh and kg/l/kWh are units to choose from
)
UNIT_LIST = re.compile(r"\s*(?:[/,]|\beller\b|\bor\b)\s*")
_OF_YEAR = re.compile(
    r"(?:mängd|volym|förbrukning|mængde|forbrug|quantity|volume|consumption) ((?:19|20)\d\d)"
)
_OTHER = {
    "kr", "sek", "dkk", "eur", "pris", "kostnad", "kostnader", "belopp", "moms", "cost", "price",
    "beløb", "omkostning", "preco", "intäkt", "omsättning", "%", "andel", "varav", "snitt",
    "genomsnitt", "co2", "co2e", "co", "utsläpp",
}  # fmt: skip

# Fields whose own headers speak of shares, emissions or energy per unit.
_MAY_BE_OTHER = {"limit", "share", "comment", "conversion", "emissions", "emission_factor",
                 "energy_content", "saved", "renewable_kwh", "accepts_declared", "vehicle_level",
                 "buyer_shares", "part_of", "co2_g_km", "co2_cycle", "rde_nox_share",
                 "rde_pn_share", "recycled_content", "purchase_value", "avoided_value",
                 "currency", "avoided_co2e_kg", "co2_factor", "co2_source"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A column's header, outermost group first, as one or several rows gave it."""

    parts: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The header as a person sees it."""
        return clean(" ".join(self.parts[-1:])) or clean(" ".join(self.parts))

    @property
    def whole(self) -> str:
        """All header rows of the column in one line."""
        return clean(" ".join(self.parts))


@dataclass(frozen=True, slots=True)
class Amount:
    """What a header says of the amounts under it."""

    unit: str | None
    fuel: str | None
    period: Period | None
    span: str | None = None  # a month, quarter or half-year that names no year
    vehicle: str | None = None
    is_part: bool = False  # beside other amounts of the row, as machines beside transports


def is_other(text: str) -> bool:
    """True for money, shares, emissions and litres per distance: known, and not amounts."""
    line = clean(text).casefold()
    return bool(_RATE.search(line)) or not _OTHER.isdisjoint(tokens(line))


def heads_other(label: Label) -> bool:
    """True for a column that is no amount of fuel: money and the like, or AdBlue."""
    products = (_without_unit(without_brackets(part)[0]) for part in label.parts)
    return is_other(label.whole) or any(look_up_fuel(p).why == "not_fuel" for p in products if p)


@lru_cache(maxsize=4096)
def unit_in(text: str) -> str | None:
    """The unit of amount a header names, in brackets or as a word."""
    outside, inside = without_brackets(text)
    for part in [*inside, *reversed(tokens(outside))]:
        if look_up_unit(part.removeprefix("i ")):
            return part.removeprefix("i ")
    return None


def units_in(text: str) -> str | None:
    """The units a header lets each fuel choose from: "l/kg/kWh"."""
    for part in without_brackets(text)[1]:
        words = UNIT_LIST.split(part)
        if len(words) > 1 and all(map(look_up_unit, words)):
            return part
    return None


@lru_cache(maxsize=4096)
def distance_unit_in(text: str) -> str | None:
    """The unit of distance a header names, in brackets or as a word."""
    outside, inside = without_brackets(text)
    parts = (*inside, *reversed(tokens(outside)))
    return next((part for part in parts if look_up_distance(part)), None)


def kilometres_in(text: str) -> Decimal | None:
    """Kilometres in one of the distance unit a header names."""
    unit = distance_unit_in(text)
    return look_up_distance(unit) if unit else None


@lru_cache(maxsize=4096)
def amount_in(label: Label) -> Amount | None:
    """Fuel, period and unit of a header such as "HVO100 (liter)" or "mars 2025"."""
    if heads_other(label):
        return None
    unit = unit_in(label.whole)
    fuel = _fuel_in(label)
    # The innermost header is the most exact: "Kvartal 1" below "Första halvåret".
    inner = [*reversed(label.parts), label.whole]
    words = [clean(_without_unit(without_brackets(t)[0])).casefold().rstrip(".") for t in inner]
    words += [m[1] for word in words if (m := _OF_YEAR.fullmatch(word))]
    words += [time for word in words if (time := _apart(word)[1])]
    words = [word for word in words if not look_up_unit(word)]  # "m3" is no third month
    found = (read_when(word) for word in words if not word.isdigit() or len(word) == 4)
    when = next(filter(None, found), None)
    span = next(filter(is_span, words), None)
    if when and when.period.days < 365:
        span = None
    if span and fuel and key(fuel) == key(span):
        fuel = None  # H2 among half-years is no hydrogen
    vehicle = next((part for part in label.parts if names_plate(part)), None)
    if fuel is None and when is None and span is None and vehicle is None:
        return None
    return Amount(unit, fuel, when.period if when and not span else None, span, vehicle)


def _fuel_in(label: Label) -> str | None:
    """The fuel a header names: one that says which it is, before a word that may mean several."""
    texts = [*reversed(label.parts), label.whole]
    names = [name for text in texts for name in (*_names(text), _apart(clean(text))[0] or "")]
    fuels = [name for name in names if _is_fuel(name)]
    sure = (name for name in fuels if look_up_fuel(name).code)
    return next(sure, fuels[0] if fuels else None)


def _apart(text: str) -> tuple[str | None, str | None]:
    """Fuel and time of "HVO100 mars 2025" or "jan diesel"."""
    words = _without_unit(without_brackets(text)[0]).split(" ")
    if names_time(" ".join(words)):
        return None, None  # "H2 2025" is a half-year, no hydrogen
    for cut in range(1, len(words)):
        first, last = " ".join(words[:cut]), " ".join(words[cut:])
        for fuel, time in ((first, last), (last, first)):
            if names_time(time) and _is_fuel(fuel):
                return fuel, time.casefold().rstrip(".")
    return None, None


def names_plate(text: str) -> bool:
    """True for a Swedish or Danish plate that is no fuel."""
    return is_nordic(normalise(text)) and not look_up_fuel(text).code


def is_span(text: str) -> bool:
    """True for a month, quarter or half-year without its year."""
    word = clean(text).casefold().rstrip(".")
    if re.fullmatch(rf"{DAY_OF_MONTH} \d\d?", word):
        return True
    has_letter = any(c.isalpha() for c in word) and not look_up_unit(word)
    return has_letter and read_when(word) is None and read_when(word, 2000) is not None


def names_time(text: str) -> bool:
    """True for a header that is a month, quarter or year itself, not the word for one."""
    return is_span(text) or read_when(text) is not None


def is_group(text: str) -> bool:
    """True for a fuel or a time that heads several columns."""
    return bool(text) and (names_time(text) or _is_fuel(text))


def _names(text: str) -> tuple[str, ...]:
    outside, inside = without_brackets(text)
    return (outside, *inside, _without_unit(outside))


def _is_fuel(name: str) -> bool:
    """A fuel, not the word for fuel itself nor a unit."""
    if not name or look_up_unit(name):
        return False
    why = look_up_fuel(name).why
    # "Elförbrukning" is both the word for an amount and the name of what is used.
    return why == "known" or (why == "ambiguous" and key(name) not in header_keys())


def _without_unit(text: str) -> str:
    """The text without a unit word at its end or "antal" in front."""
    words = clean(text).split(" ")
    while len(words) > 1 and (look_up_unit(words[-1]) or words[-1].casefold() == "i"):
        words.pop()
    while len(words) > 1 and (words[0].casefold() == "antal" or look_up_unit(words[0])):
        words.pop(0)
    return " ".join(words).rstrip(" ,;:-")


def _variants(label: Label) -> Iterator[tuple[str, float]]:
    """Ways to read a header, most telling first, with how much each is worth."""
    inner = clean(label.parts[-1])
    readings = [(inner, 1.0), (label.whole, 0.98)] if inner else []
    outer = [clean(part) for part in label.parts[:-1] if clean(part)]
    if not inner:
        readings += [(part, 0.95) for part in reversed(outer)]
    for text, worth in readings:
        yield key(text), worth
        outside, _ = without_brackets(text)
        yield key(outside), worth - 0.01
        yield key(_without_unit(outside)), worth - 0.02
        yield "".join(t for t in tokens(outside) if not t.isdigit()), worth - 0.03


@lru_cache(maxsize=8192)
def candidates(label: Label, type_name: str) -> tuple[tuple[str, float, bool], ...]:
    """Fields of a report type a header may name: (field, confidence, is exact)."""
    layout: ReportType = report_type(type_name)
    found: dict[str, tuple[float, bool]] = {}
    readings = [(word, worth) for word, worth in _variants(label) if word]
    for name, field in layout.fields.items():
        hits = [worth for word, worth in readings if word in field.keys]
        if hits:
            found[name] = (max(hits), True)
    if found or heads_other(label) or any(w in unused_keys() for w, _ in readings[:2]):
        return _checked(found, label)
    for name, field in layout.fields.items():
        for word, worth in readings:
            if len(word) < 5:
                continue
            best = process.extractOne(word, field.long_keys, scorer=fuzz.ratio, score_cutoff=FUZZY)
            if best and best[1] / 100 * worth * 0.9 > found.get(name, (0.0,))[0]:
                found[name] = (best[1] / 100 * worth * 0.9, False)
    found |= {n: v for n, v in _by_first_word(label, layout).items() if n not in found}
    return _checked(found, label)


def _by_first_word(label: Label, layout: ReportType) -> dict[str, tuple[float, bool]]:
    """ "Datum för tankning": the first words name the field, the rest explains."""
    words = [w for w in tokens(label.shown) if not w.isdigit()]
    # "Antal pumpar" counts pumps, whatever "antal" alone may stand for.
    starts = {"".join(words[:n]) for n in (1, 2, 3) if n < len(words)} - {"antal"}
    long = {start for start in starts if len(start) >= 4}
    return {n: (0.75, False) for n, f in layout.fields.items() if f.keys & long}


def _checked(
    found: dict[str, tuple[float, bool]], label: Label
) -> tuple[tuple[str, float, bool], ...]:
    money = heads_other(label)
    return tuple(
        (name, worth, exact)
        for name, (worth, exact) in found.items()
        # "Enhet (l/kg/kWh)" offers units to choose from; it is no rate.
        if not money or name in _MAY_BE_OTHER or (name == "unit" and exact)
    )
