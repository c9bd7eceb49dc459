"""Read a supplier's file into a draft, with what is remembered of that supplier's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from followup.domain.period import Period
from followup.ingest.accept import ACCEPT, is_accept
from followup.ingest.answers import OTHER_CLASS, Remembered
from followup.ingest.cells import Cells, Tell, read_cells
from followup.ingest.classes import LISTS, class_codes
from followup.ingest.draft import Draft
from followup.ingest.read import read_many as read_together
from followup.ingest.understand import understand
from followup.ingest.vocabulary import fuel_codes, look_up_unit
from followup.services import memory
from followup.services.installation import Installation
from followup.settings import Settings

NOT_FUEL = "not_fuel"
# What may be answered besides fuels and units; a column may be left out with no field.
_OTHER_ANSWERS = ("column", "date_order", "decimal_mark", "header", "period", "shared", "sheet")


def is_answer(field: str, value: str) -> bool:
    """Whether ``value`` can be read as an answer to ``field``: a known fuel, unit or setting."""
    name = field.split(":")[0]
    if name == "accept":
        return is_accept(field) and bool(value.strip())
    if name == "fuel":
        return value == NOT_FUEL or value in fuel_codes()
    if name == "unit":
        return look_up_unit(value) is not None
    if name in LISTS:
        return ":" in field and value in (OTHER_CLASS, *class_codes(name))
    return name in _OTHER_ANSWERS and bool(value or name == "column")


def split_answer(text: str) -> tuple[str, str]:
    """Field and value of an answer such as ``fuel:B7=diesel_mk1``; no field where it has none.

    A word from a file may hold the sign, a reason may too.
    """
    if found := ACCEPT.match(text):
        return found[0][:-1], text[found.end() :]
    field, _, value = text.rpartition("=")
    return field, value


def cells_of(settings: Settings, content: bytes, file_name: str, tell: Tell | None = None) -> Cells:
    """The cells of a file, however they will be understood; ``tell`` hears how far it has come."""
    return read_cells(content, file_name, settings.limits, tell)


def read_with(
    cells: Cells,
    today: date,
    *,
    remembered: Remembered,
    answers: Mapping[str, str] | None = None,
    period: Period | None = None,
) -> Draft:
    """Understand a file with what is remembered of such files; the database stays closed."""
    return understand(
        cells, answers=answers or {}, remembered=remembered, period=period, today=today
    )


def read_without_memory(
    settings: Settings,
    content: bytes,
    file_name: str,
    today: date,
    *,
    answers: Mapping[str, str] | None = None,
    period: Period | None = None,
) -> Draft:
    """Read a file without opening the database, so that it works while the app runs."""
    cells = cells_of(settings, content, file_name)
    return read_with(cells, today, remembered=Remembered(), answers=answers, period=period)


def read_many(
    settings: Settings, files: Sequence[tuple[bytes, str, Period | None]], today: date
) -> list[Draft]:
    """Read several small files (bytes, name, period), each as ``read_without_memory`` does."""
    return read_together(files, limits=settings.limits, today=today)


def read_file(
    installation: Installation,
    content: bytes,
    file_name: str,
    today: date,
    *,
    supplier: str | None = None,
    answers: Mapping[str, str] | None = None,
    period: Period | None = None,
) -> Draft:
    """Read a file into a draft; what was answered for the supplier before is not asked again."""
    return read_with(
        cells_of(installation.settings, content, file_name),
        today,
        remembered=memory.of(installation, supplier).remembered if supplier else Remembered(),
        answers=answers,
        period=period,
    )
