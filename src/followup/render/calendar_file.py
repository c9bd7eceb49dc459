"""A calendar file (.ics, RFC 5545) of whole days from plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

# Octets in a line, its end not counted (RFC 5545, 3.1).
LINE_OCTETS: Final = 75
PRODUCT: Final = "-//Followup//Followup//{lang}"
# How often a subscriber is asked to look again.
REFRESH: Final = "PT12H"
_ESCAPED: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day in a calendar. ``uid`` is the same each time the same thing is told."""

    uid: str
    day: date
    summary: str
    description: str
    category: str


def write_calendar(
    title: str, lang: str, zone: str, entries: Sequence[Entry], stamp: datetime
) -> bytes:
    """The bytes of a calendar. ``stamp`` is the moment of writing in UTC, without zone.

    The days are whole days and belong to no zone; ``zone`` is told as the calendar's own.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT.format(lang=lang.upper())}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        f"X-WR-TIMEZONE:{zone}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for entry in entries:
        lines += _event(entry, lang, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in folded(line))


def _event(entry: Entry, lang: str, stamp: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        # The end is the first day after (RFC 5545, 3.6.1).
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY;LANGUAGE={lang}:{escaped(entry.summary)}",
        f"DESCRIPTION;LANGUAGE={lang}:{escaped(entry.description)}",
        f"CATEGORIES;LANGUAGE={lang}:{escaped(entry.category)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Text as the format writes it (RFC 5545, 3.3.11): one line, without control characters."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPED)


def folded(line: str) -> Iterator[bytes]:
    """A line in pieces of at most 75 octets, each after the first begun by a blank.

    Cut between characters, never inside one.
    """
    rest = line.encode()
    while len(rest) > LINE_OCTETS:
        end = LINE_OCTETS
        while rest[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        yield rest[:end]
        rest = b" " + rest[end:]
    yield rest
