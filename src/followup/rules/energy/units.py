"""Units of energy, volume, mass and distance, alone or one over the other, made into each other."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from followup.domain.exact import Number, above_zero, exact, half_up

_SAME: Final = {
    "m³": "m3", "nm³": "Nm3", "nm3": "Nm3", "litre": "l", "liter": "l", "L": "l", "ton": "t",
    "tonne": "t", "kw": "kW", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "twh": "TWh", "Mil": "mil",
    "m²": "m2", "litres": "l", "liters": "l", "tonnes": "t", "miles": "mile", "øre": "öre",
}  # fmt: skip
_UNITS: Final[dict[str, tuple[str, str]]] = {
    # energy in MJ; toe and calorie as in the energy statistics of IEA, Eurostat, Energimyndigheten
    "J": ("energy", "0.000001"), "kJ": ("energy", "0.001"), "MJ": ("energy", "1"),
    "GJ": ("energy", "1000"), "TJ": ("energy", "1000000"), "PJ": ("energy", "1000000000"),
    "Wh": ("energy", "0.0036"), "kWh": ("energy", "3.6"), "MWh": ("energy", "3600"),
    "GWh": ("energy", "3600000"), "TWh": ("energy", "3600000000"),
    "toe": ("energy", "41868"), "ktoe": ("energy", "41868000"), "Mtoe": ("energy", "41868000000"),
    "cal": ("energy", "0.0000041868"), "kcal": ("energy", "0.0041868"),
    "Mcal": ("energy", "4.1868"), "Gcal": ("energy", "4186.8"),
    "Btu": ("energy", "0.00105505585262"), "MMBtu": ("energy", "1055.05585262"),
    "therm": ("energy", "105.505585262"),
    # power in kW: metric horsepower is 75 kp m/s
    "W": ("power", "0.001"), "kW": ("power", "1"), "MW": ("power", "1000"),
    "GW": ("power", "1000000"), "hk": ("power", "0.73549875"),
    # volume of liquids in litres; gas in normal cubic metres is another thing
    "ml": ("volume", "0.001"), "cl": ("volume", "0.01"), "dl": ("volume", "0.1"),
    "l": ("volume", "1"), "hl": ("volume", "100"), "m3": ("volume", "1000"),
    "gal_imp": ("volume", "4.54609"), "gal_us": ("volume", "3.785411784"),
    "bbl": ("volume", "158.987294928"), "Nl": ("gas", "0.001"), "Nm3": ("gas", "1"),
    # mass in kg
    "mg": ("mass", "0.000001"), "g": ("mass", "0.001"), "kg": ("mass", "1"), "t": ("mass", "1000"),
    "kt": ("mass", "1000000"), "Mt": ("mass", "1000000000"), "lb": ("mass", "0.45359237"),
    # distance in km; a Swedish mil is ten
    "m": ("distance", "0.001"), "km": ("distance", "1"), "mil": ("distance", "10"),
    "mile": ("distance", "1.609344"), "nmi": ("distance", "1.852"),
    "m2": ("area", "1"), "ha": ("area", "10000"), "km2": ("area", "1000000"),
    "öre": ("kr", "0.01"), "kr": ("kr", "1"),
    "s": ("time", "1"), "min": ("time", "60"), "h": ("time", "3600"), "day": ("time", "86400"),
}  # fmt: skip
_OF_GAS: Final = re.compile(r"(?<=[gtne])\s*CO[2₂](?:[\s-]*(?:eq|ekv|ækv|e))?\.?(?!\w)")
_PART: Final = re.compile(r"\s*(\d+(?:\.\d+)?)?\s*([^\W\d_]\w*|[^\W\d_])\s*")


def converted(
    amount: Number | None, unit: str, into: str, *, factor_digits: int | None = None
) -> Decimal | None:
    """The amount in another unit of the same kind; None where the amount is unknown.

    Units stand alone (``MJ``, ``kWh``, ``toe``, ``l``, ``gal_imp``, ``mil``, ``mile``) or one over
    the other, the lower one with a number if wanted (``kWh/m3``, ``g/MJ``, ``l/100 km``). A unit
    that is not known here may stand in a ratio if it stands in both (``kWh/portion``, ``EUR/l``).
    What is stated the other way up is turned over (``km/l`` into ``l/100 km``). With
    ``factor_digits`` the factor is rounded half up before it is used, as some tables do.
    Raises ValueError for an unknown unit, and for units of different kinds: litres to MJ need an
    energy content (``energy_content``), cubic metres to normal cubic metres a state of the gas.

    >>> converted(125, "mil", "km"), converted("9.45", "kWh/l", "MJ/l")
    (Decimal('1250'), Decimal('34.02'))
    >>> converted(9450, "kWh/m3", "MJ/l"), converted("0.5", "l/mil", "l/100 km")
    (Decimal('34.02'), Decimal('5'))
    >>> converted(1, "MJ", "kWh", factor_digits=2), converted(20, "km/l", "l/100 km")
    (Decimal('0.28'), Decimal('5'))
    """
    over, under = _ratio(unit), _ratio(into)
    known = exact(amount)
    kinds, wanted = [kind for kind, _ in over], [kind for kind, _ in under]
    if kinds != wanted:
        if kinds[::-1] != wanted or not kinds[1]:
            raise ValueError(f"{unit} and {into} measure different things")
        known = None if known is None else 1 / above_zero(known, unit)
        over = over[::-1]
    if known is None:
        return None
    upper, lower = over[0][1] * under[1][1], under[0][1] * over[1][1]
    if factor_digits is not None:
        return _plain(known * half_up(upper / lower, factor_digits))
    return _plain(known * upper / lower)


def by_factor(amount: Number | None, factor: Number | None) -> Decimal | None:
    """Amount x factor, for factors that a source states itself; None if either is unknown.

    >>> by_factor(300, "0.028")  # EM-02: MJ of diesel to litres, emissieberekenen.nl Annex D
    Decimal('8.400')
    """
    known, times = exact(amount), exact(factor)
    return None if known is None or times is None else known * times


def litres_per_100_km(
    miles_per_gallon: Number | None, *, gallon_l: Number = "4.54609", mile_km: Number = "1.609344"
) -> Decimal | None:
    """Fuel consumption in l/100 km from miles per gallon (imperial unless another is stated).

    Formula: 100 x gallon / (mpg x mile). Raises ValueError for mpg that is not above zero.

    >>> half_up(litres_per_100_km(40), 2), half_up(litres_per_100_km(40, gallon_l="3.785412"), 2)
    (Decimal('7.06'), Decimal('5.88'))
    """
    known = exact(miles_per_gallon)
    if known is None:
        return None
    return 100 * exact(gallon_l) / (above_zero(known, "miles per gallon") * exact(mile_km))


def _ratio(unit: str) -> list[tuple[str, Decimal]]:
    over, slash, under = unit.partition("/")
    if not slash:
        return [_part(over), ("", Decimal(1))]
    return [_part(over, is_free=True), _part(under, is_free=True)]


def _part(text: str, *, is_free: bool = False) -> tuple[str, Decimal]:
    found = _PART.fullmatch(_OF_GAS.sub("", text))
    if found is None:
        raise ValueError(f"{text!r} is no unit")
    times, named = Decimal(found[1] or 1), _SAME.get(found[2], found[2])
    if times == 0:
        raise ValueError(f"{text!r} is nothing to measure by")
    if named in _UNITS:
        kind, size = _UNITS[named]
        return kind, times * Decimal(size)
    if not is_free:
        raise ValueError(f"{named} is no unit that is known here")
    return named, times


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that a multiplication leaves, and never as a power of ten."""
    return Decimal(format(value.normalize(), "f"))
