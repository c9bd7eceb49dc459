"""Numbers written as text, the way people in Sweden and Denmark write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal

from followup.ingest.layout import shared, word_keys
from followup.ingest.vocabulary import look_up_unit
from followup.ingest.words import clean, kept, key, without_brackets

# Minus signs and dashes, and the small figure of cubic metres.
_MARKS = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "³": "3"})
Mark = Literal[",", "."]
_SPACES = re.compile(r"(?<=\d)[ '\u2019\u02bc`´](?=\d{3}(?!\d))")
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<digits>\d[\d.,]*|[.,]\d+)(?P<trail>(?: ?-(?=\s*(?:[a-z]|$)))?)"
    r"(?!\s*\d)\s*(?P<rest>.*)"
)
_POWER = re.compile(r"(\d+(?:[.,]\d+)?)e([+-]?\d{1,2})")
_CREDIT = re.compile(r"\((?P<inside>[^()]*\d[^()]*)\)(?P<unit>[^()\d]*)")
_GROUPS = re.compile(r"\d{1,3}(?:(?P<mark>[.,])\d{3})(?:(?P=mark)\d{3})*")
_ERROR = re.compile(r"#+|#[^\W\d_][^\s\d]*(?:/0)?[!?]?")
_RANGE = re.compile(r"\d\s*[-–—]\s*\d")
# So many other figures must agree before a doubtful one is taken as read.
SETTLED = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A text taken apart: the digits as they stand, what surrounds them, what is certain."""

    digits: str
    is_negative: bool
    is_approximate: bool
    unit: str

    @property
    def doubtful_mark(self) -> Mark | None:
        """The mark that may group thousands or begin decimals: 1.234 and 12,500."""
        if not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", self.digits):
            return None
        return "," if "," in self.digits else "."

    @property
    def decimal_mark(self) -> Mark | None:
        """The decimal mark this figure proves, None if it proves nothing."""
        digits = self.digits
        if "," in digits and "." in digits:
            return "," if digits.rfind(",") > digits.rfind(".") else "."
        for mark, other in ((",", "."), (".", ",")):
            if digits.count(mark) > 1:
                return "," if other == "," else "."
            if mark in digits and not self.doubtful_mark:
                return "," if mark == "," else "."
        return None


@kept(20_000)
def take_apart(text: str) -> Written | None:
    """The number in a text and what stands around it; None when it is no single number."""
    line = clean(text).casefold().translate(_MARKS)
    line, is_approximate = _without_approximation(line)
    line = _SPACES.sub("", line)
    if credit := _CREDIT.fullmatch(line):
        line = (credit["inside"] + credit["unit"]).strip()
    if power := _POWER.fullmatch(line):
        line = f"{Decimal(power[1].replace(',', '.')).scaleb(int(power[2])):f}"
    match = _NUMBER.fullmatch(line)
    if match is None or _RANGE.match(line):
        return None
    rest, is_said = _unit_of(match["rest"])
    if any(c.isdigit() for c in rest.replace("m3", "").replace("co2", "")) or len(rest) > 24:
        return None
    digits = match["digits"].rstrip(".,")
    # The dash of "845,-" says that there are no decimals.
    trail = match["trail"].strip() if digits == match["digits"] else ""
    negative = bool(credit) or "-" in (match["sign"], trail)
    return Written(digits, negative, is_approximate or is_said, rest)


def _without_approximation(line: str) -> tuple[str, bool]:
    line = line.removeprefix("'")
    bare = _approximations().sub("", line)
    return bare, bare != line


@cache
def _approximations() -> re.Pattern[str]:
    words = sorted(map(re.escape, shared().approximate_words), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)})(?![^\W\d_])[ .:]*")


def _unit_of(rest: str) -> tuple[str, bool]:
    """The unit after a figure, and whether it is said there that the figure is no measure.

    "500 (kg)" has its unit in brackets; "500 l (uppskattat)", "500 *" and "500 (se not)" a remark.
    """
    about = word_keys("approximate_words")
    outside, inside = without_brackets(rest)
    words = outside.split(" ")
    is_approximate = any(key(part) in about for part in (*words, *inside) if key(part))
    if is_approximate:
        words = [word for word in words if key(word) not in about]
        inside = [part for part in inside if key(part) not in about]
    unit = " ".join(words).strip(" .:*")
    if any(any(c.isdigit() for c in part) for part in inside):
        return rest, is_approximate
    if not unit and len(inside) == 1 and look_up_unit(inside[0]):
        unit = inside[0]
    return unit, is_approximate


@kept(20_000)
def is_nothing(text: str) -> bool:
    """True for a dash, "saknas", "n/a" and the like, and for an error that was saved as text."""
    if text.startswith("#") and _ERROR.fullmatch(text.strip()):
        return True
    return clean(text).casefold() in shared().nothing_words or key(text) in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset(k for k in word_keys("nothing_words") if any(c.isalpha() for c in k))


@dataclass(frozen=True, slots=True)
class DecimalMark:
    """The decimal mark of a file, and whether its own figures settle it."""

    mark: Mark
    is_settled: bool


def find_decimal_mark(written: Iterable[Written]) -> dict[str, DecimalMark]:
    """For a doubtful comma and a doubtful point: how to read it, from the other figures."""
    sure = [(one.digits, mark) for one in written if (mark := one.decimal_mark)]
    return {doubtful: _settle(doubtful, sure) for doubtful in (",", ".")}


def _settle(doubtful: Mark, sure: list[tuple[str, Mark]]) -> DecimalMark:
    """The decimal comma is the rule in Swedish and Danish: one clear figure settles a comma.

    A point is settled only by many figures that have points; figures with commas tell how it
    is best read, but leave the doubt.
    """
    other: Mark = "." if doubtful == "," else ","
    as_decimal = sum(mark == doubtful for _, mark in sure)
    as_group = len(sure) - as_decimal
    if doubtful == ",":
        return DecimalMark(other if as_group > as_decimal else ",", as_group == 0 < as_decimal)
    with_point = sum("." in digits for digits, _ in sure)
    settled = with_point >= SETTLED and 0 in (as_decimal, as_group)
    return DecimalMark("." if as_decimal > as_group else ",", settled)


def value_of(written: Written, mark: str) -> Decimal | None:
    """The number, read with ``mark`` as its decimal mark; None when the digits do not fit."""
    group = "." if mark == "," else ","
    digits = written.digits
    proven = written.decimal_mark
    if proven and proven != mark and not written.doubtful_mark:
        mark, group = proven, "." if proven == "," else ","
    whole, _, part = digits.partition(mark)
    if group in whole and not _GROUPS.fullmatch(whole):
        return None
    if group in part or mark in part:
        return None
    try:
        value = Decimal(whole.replace(group, "") + "." + (part or "0"))
    except InvalidOperation:
        return None
    return -value if written.is_negative else value
