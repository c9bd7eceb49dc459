"""What reading a file gives: a draft that a person looks at before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from followup.domain.finding import Finding
from followup.domain.period import Period

if TYPE_CHECKING:
    from followup.ingest.answers import Asked

How = Literal["exact", "remembered", "fuzzy", "content", "answered"]

AMOUNT = pa.decimal128(18, 3)
# A share as a fraction; six decimals, as the store keeps it.
SHARE = pa.decimal128(9, 6)

# Where a fact stands: the sheet, row and column a spreadsheet shows, and the cell's own text.
ADDRESS = [
    pa.field("sheet", pa.string()),
    pa.field("row", pa.int32()),
    pa.field("column", pa.string()),
    pa.field("cell", pa.string()),
]
# Flags every fact carries. ``findings`` holds the codes, comma separated, empty when none.
FLAGS = [
    pa.field("grade", pa.string()),
    pa.field("is_duplicate", pa.bool_()),
    pa.field("is_questioned", pa.bool_()),
    pa.field("findings", pa.string()),
]
FUEL_DELIVERY = pa.schema(
    [
        *ADDRESS,
        pa.field("vehicle_id", pa.string()),
        pa.field("vehicle_raw", pa.string()),
        pa.field("fuel", pa.string()),
        pa.field("fuel_raw", pa.string()),
        pa.field("quantity", AMOUNT),
        pa.field("unit", pa.string()),
        pa.field("period_start", pa.date32()),
        pa.field("period_end", pa.date32()),
        pa.field("distance_km", AMOUNT),
        pa.field("hours", AMOUNT),
        pa.field("odometer_km", AMOUNT),
        pa.field("place", pa.string()),
        pa.field("receipt", pa.string()),
        pa.field("buyer", pa.string()),
        *FLAGS,
    ]
)
# What a list may say of a vehicle besides; null wherever it does not.
VEHICLE_DETAILS = [
    pa.field("first_registered", pa.date32()),
    pa.field("eu_category", pa.string()),  # M1 to N3 and others; a bus with its class: M3 II
    pa.field("total_weight_kg", AMOUNT),
    pa.field("co2_g_km", AMOUNT),  # of the type approval
    pa.field("co2_cycle", pa.string()),  # WLTP or NEDC
    pa.field("rde_nox_share", SHARE),  # of the limit: CoC 48.2
    pa.field("rde_pn_share", SHARE),
    pa.field("hvo_approved", pa.bool_()),
]
VEHICLE = pa.schema(
    [
        *ADDRESS,
        pa.field("vehicle_id", pa.string()),
        pa.field("vehicle_raw", pa.string()),
        pa.field("category", pa.string()),
        pa.field("make_model", pa.string()),
        pa.field("model_year", pa.int32()),
        pa.field("euro_class", pa.string()),
        pa.field("drivetrain", pa.string()),
        pa.field("drivetrain_raw", pa.string()),
        pa.field("distance_km", AMOUNT),
        pa.field("period_start", pa.date32()),
        pa.field("period_end", pa.date32()),
        *VEHICLE_DETAILS,
        *FLAGS,
    ]
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a whole file was turned away; ``refusal.<code>`` is its text."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of the file and the field it was read as (None: not used).

    ``kinds`` has a letter per sample: n for a number, t for text, d for a day. ``rival`` is a
    field that another column was read as, though this one may be meant; ``key`` is what the
    column is remembered by.
    """

    column: str
    header: str
    field: str | None
    how: How | None
    confidence: float
    unit: str | None = None
    samples: tuple[str, ...] = ()
    kinds: str = ""
    rival: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table that was recognised, and how its columns were understood.

    ``head`` is the mark of its first header row (``pointed.row_mark``).
    """

    sheet: str | None
    header_rows: tuple[int, ...]
    report_type: str
    mapping: tuple[ColumnMapping, ...]
    fingerprint: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The first rows of a sheet as they stand, by row number, for a person to point at.

    ``use``: the sheet is ``read``, ``skipped`` because somebody said so, or holds ``nothing``
    that was recognised. ``numbers`` are the cells (row number, column index) that hold numbers.
    """

    sheet: str | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    row_count: int
    use: Literal["read", "skipped", "nothing"]
    numbers: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is no fact: title, header, total, note, not_fuel, skipped_ or hidden_sheet."""

    sheet: str | None
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person must answer once for the file: a missing field or an unknown word.

    ``field`` is what ``--set`` takes: ``fuel`` for the whole file, ``fuel:Ecopar`` for one
    word. ``rows`` counts what waits for the answer.
    """

    field: str
    value: str | None
    code: str
    rows: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything read from one file; nothing of it is stored.

    ``facts`` maps a kind of fact (domain.facts.FactKind) to an Arrow table whose schema is
    FUEL_DELIVERY, VEHICLE or, for a contract register, text columns after the address.
    ``unread`` has in the same shape the rows with an error, which are no facts and are stored as
    far as they can be read.
    ``totals`` maps ``fuel|unit`` to an amount: duplicates once, credits netted, questioned
    readings as they stand. ``period`` spans the days the rows name, None if they name none.
    ``titles`` are the texts above the tables and the sheets' names, where a file says whose it is.
    ``previews`` show the visible sheets as they stand, also of a file without a known table;
    ``skipped`` are tables of sheets that are not to be read, ``pointed`` tables whose header row
    was pointed out and whose columns say no report yet. ``used`` names the remembered answers
    that decided something.
    ``remarks_sheet`` names our own first sheet in a file that was sent back, which is not read.
    ``answers`` are those it was read with, and ``read_with`` all that was said of the file.
    ``is_examined``: held against what is stored, too; ``doubted`` are then the codes of amounts
    that were doubted, with the fuel fact each is about.
    ``stripped`` and ``received_sha256`` are set for a copy without columns about people.
    """

    file_name: str
    sha256: str
    refusal: Refusal | None = None
    tables: tuple[TableRead, ...] = ()
    facts: Mapping[str, pa.Table] = field(default_factory=dict)
    unread: Mapping[str, pa.Table] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    file_findings: tuple[str, ...] = ()
    ignored: tuple[IgnoredRow, ...] = ()
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    period: Period | None = None
    titles: tuple[str, ...] = ()
    previews: tuple[SheetPreview, ...] = ()
    skipped: tuple[TableRead, ...] = ()
    pointed: tuple[TableRead, ...] = ()
    used: Mapping[str, str] = field(default_factory=dict)
    remarks_sheet: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    read_with: Asked | None = field(default=None, compare=False)
    is_examined: bool = False
    doubted: tuple[tuple[str, int], ...] = ()
    received_sha256: str | None = None
    stripped: str | None = None

    def stored(self, kind: str) -> pa.Table:
        """The facts of a kind as the store keeps them, with the rows that have an error."""
        facts = self.facts[kind]
        return pa.concat_tables([facts, self.unread[kind]]) if kind in self.unread else facts

    @property
    def record_count(self) -> int:
        """Number of facts of every kind."""
        return sum(table.num_rows for table in self.facts.values())
