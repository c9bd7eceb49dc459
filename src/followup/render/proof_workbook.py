"""A proof as a workbook whose sums, totals and verdict are formulas a doubter can follow.

Everything a supplier wrote is stored as text, so that nothing of it runs. A spreadsheet counts
in binary floating point with about 15 digits: the comparison is rounded to six decimals, so that
a share exactly at the limit still holds; the app itself counts in exact decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal

import xlsxwriter

from followup.domain.measure import Scale

# product: amount x factor x share; on_time: at most 0 days late; given: counted one by one.
RowRule = Literal["product", "on_time", "given"]
PLACES = ("file", "sheet", "row", "column", "cell", "vehicle", "fuel_raw", "fuel", "days")
AMOUNTS = ("amount", "unit", "factor", "share_low", "share_high")
SUMS = ("numerator", "denominator", "unknown")
FACTORS = ("fuel", "factor", "factor_source", "share", "status", "share_source")
FIRST_ROW = 2  # below the heading, as a spreadsheet counts
AMOUNT, FACTOR, LOW, HIGH = "J", "L", "M", "N"
SUM_LETTERS = {"numerator": "O", "denominator": "P", "unknown": "Q"}
MISSING = "R"


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row of the proof. ``places`` are texts in the order of PLACES.

    ``missing`` says in words what keeps the amount from being known, else it is empty;
    ``why`` what keeps the whole row out.
    """

    places: tuple[str, ...]
    amount: Decimal | None
    unit: str
    factor: Decimal | None
    share_low: Decimal | None
    share_high: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unknown: Decimal | None
    missing: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProofBook:
    """All that a proof workbook says.

    ``words`` holds headings and verdict words by code. ``hindrance`` names what forbids a
    comparison (a missing report, a dispens); then ``verdict`` stands whatever the sums say.
    A mean is ``times`` numerator by denominator.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    rule: RowRule
    rows: tuple[BookRow, ...]
    excluded: tuple[BookRow, ...]
    factors: tuple[tuple[str, ...], ...]
    limit: Decimal
    comparator: str
    numerator: Decimal
    denominator: Decimal
    unknown: Decimal | None
    share_low: Decimal | None
    share_high: Decimal | None
    hindrance: str
    verdict: str
    words: Mapping[str, str]
    scale: Scale = "share"
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The workbook being written, and the formats it uses."""

    book: Any
    head: Any
    wrap: Any
    share: Any
    words: Mapping[str, str]

    def add(self, code: str, widths: Sequence[int]) -> Any:
        """A new sheet with its columns set."""
        sheet = self.book.add_worksheet(self.words[f"sheet_{code}"])
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        return sheet


def write(book: ProofBook) -> bytes:
    """The workbook's bytes."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    workbook = xlsxwriter.Workbook(out, options)
    workbook.set_calc_mode("auto")
    sheets = _Sheets(
        workbook,
        workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        workbook.add_format({"text_wrap": True, "valign": "top"}),
        workbook.add_format({"num_format": "0.00%", "align": "left"}),
        book.words,
    )
    _summary(sheets, book)
    _rows(sheets, book)
    _excluded(sheets, book)
    _factors(sheets, book)
    workbook.close()
    return out.getvalue()


def verdict_formula(
    cells: Mapping[str, str],
    comparator: str,
    words: Mapping[str, str],
    scale: Scale = "share",
    times: Decimal = Decimal(1),
) -> str:
    """The verdict from the cells of the sums, without a division.

    ``cells`` names numerator, denominator, unknown, limit, missing (a count), hindrance and
    verdict.
    """
    n, d, u = (cells[name] for name in SUMS)
    total = d if scale == "mean" else f"({d}+{u})"
    bar = f"{cells['limit']}*{_divisor(scale, d, u)}"
    by = f"*{times}" if times != 1 else ""
    low, high = (f"ROUND({end}{by}-{bar},6){comparator}0" for end in (n, f"({n}+{u})"))
    met, not_met, unclear = (f'"{words[w]}"' for w in ("met", "not_met", "not_assessable"))
    compared = f"IF(AND({low},{high}),{met},IF(OR({low},{high}),{unclear},{not_met}))"
    return (
        f'=IF({cells["hindrance"]}<>"",{cells["verdict"]},'
        f"IF(OR({cells['missing']}>0,{total}<=0),{unclear},{compared}))"
    )


def _divisor(scale: Scale, denominator: str, unknown: str) -> str:
    """What the ends are divided by: nothing for a number of something."""
    if scale == "count":
        return "1"
    return denominator if scale == "mean" else f"({denominator}+{unknown})"


def _summary(sheets: _Sheets, book: ProofBook) -> None:
    sheet = sheets.add("proof", (28, 90))
    words = book.words
    sheet.write_string(0, 0, book.title, sheets.head)
    row = 1
    for label, text in book.lines:
        sheet.write_string(row, 0, label, sheets.wrap)
        sheet.write_string(row, 1, text, sheets.wrap)
        row += 1
    row += 1
    cells: dict[str, str] = {}
    last = FIRST_ROW + max(len(book.rows), 1) - 1
    name = words["sheet_rows"]
    for code, value in (
        ("numerator", book.numerator), ("denominator", book.denominator), ("unknown", book.unknown)
    ):  # fmt: skip
        letter = SUM_LETTERS[code]
        total = f"=SUM('{name}'!{letter}{FIRST_ROW}:{letter}{last})"
        cells[code] = _put(sheet, row, words[code], total, _float(value or Decimal(0)))
        row += 1
    count = f"=COUNTIF('{name}'!{MISSING}{FIRST_ROW}:{MISSING}{last},\"?*\")"
    without = sum(1 for r in book.rows if r.missing)
    cells["missing"] = _put(sheet, row, words["missing_rows"], count, without)
    row = _shares(sheets, sheet, row + 1, cells, book) - 1
    cells["limit"] = f"B{row + 2}"
    sheet.write_string(row + 1, 0, words["limit"])
    sheet.write_number(row + 1, 1, _float(book.limit))
    cells["hindrance"], cells["verdict"] = f"B{row + 3}", f"B{row + 5}"
    sheet.write_string(row + 2, 0, words["hindrance"])
    sheet.write_string(row + 2, 1, book.hindrance, sheets.wrap)
    formula = verdict_formula(cells, book.comparator, words, book.scale, book.times)
    _put(sheet, row + 3, words["verdict_here"], formula, words[book.verdict])
    sheet.write_string(row + 4, 0, words["verdict_app"])
    sheet.write_string(row + 4, 1, words[book.verdict])
    sheet.write_string(row + 6, 0, words["precision"], sheets.wrap)
    sheet.write_string(row + 6, 1, words["precision_note"], sheets.wrap)


def _shares(
    sheets: _Sheets, sheet: Any, row: int, cells: Mapping[str, str], book: ProofBook
) -> int:
    """The lowest and the highest share, for the reader; the verdict needs no division.

    Empty where an amount is not known or there is no share. Returns the next free row.
    """
    n, d, u = (cells[name] for name in SUMS)
    ends = (("share_low", n, book.share_low), ("share_high", f"({n}+{u})", book.share_high))
    for code, cell, share in ends:
        sheet.write_string(row, 0, sheets.words[code])
        by = _divisor(book.scale, d, u)
        whole = by if book.scale == "mean" else f"({d}+{u})"
        end = f"{cell}*{book.times}" if book.times != 1 else cell
        formula = f'=IF(OR({cells["missing"]}>0,{whole}<=0),"",{end}/{by})'
        if share is not None:
            value = "" if any(r.missing for r in book.rows) else _float(share)
            form = sheets.share if book.scale == "share" else None
            sheet.write_formula(row, 1, formula, form, value)
        row += 1
    return row


def _put(sheet: Any, row: int, label: str, formula: str, value: float | str) -> str:
    """A label and a formula beside it; returns the formula's cell."""
    sheet.write_string(row, 0, label)
    sheet.write_formula(row, 1, formula, None, value)
    return f"B{row + 1}"


def _rows(sheets: _Sheets, book: ProofBook) -> None:
    sheet = sheets.add(
        "rows", (26, 14, 7, 8, 18, 12, 18, 24, 24, 12, 8, 11, 11, 11, 16, 16, 16, 30)
    )
    _heading(sheets, sheet, (*PLACES, *AMOUNTS, *SUMS, "missing"))
    for index, row in enumerate(book.rows):
        _place(sheet, index + 1, row)
        number = index + FIRST_ROW
        for column, code in enumerate(SUMS, start=len(PLACES) + len(AMOUNTS)):
            value = getattr(row, code)
            if value is None:
                continue
            formula = None if row.missing else _row_formula(book.rule, code, number)
            if formula is None:
                sheet.write_number(index + 1, column, _float(value))
            else:
                sheet.write_formula(index + 1, column, formula, None, _float(value))
        sheet.write_string(index + 1, len(PLACES) + len(AMOUNTS) + len(SUMS), row.missing)


def _row_formula(rule: RowRule, code: str, row: int) -> str | None:
    amount, factor, low, high = (f"{c}{row}" for c in (AMOUNT, FACTOR, LOW, HIGH))
    if rule == "product":
        return {
            "numerator": f"={amount}*{factor}*{low}",
            "denominator": f"={amount}*{factor}-{amount}*{factor}*({high}-{low})",
            "unknown": f"={amount}*{factor}*({high}-{low})",
        }[code]
    if rule == "on_time" and code == "numerator":
        return f"=IF(AND(ISNUMBER({amount}),{amount}<=0),1,0)"
    return None


def _excluded(sheets: _Sheets, book: ProofBook) -> None:
    sheet = sheets.add("excluded", (26, 14, 7, 8, 18, 12, 18, 24, 24, 12, 8, 11, 11, 11, 40))
    _heading(sheets, sheet, (*PLACES, *AMOUNTS, "why"))
    for index, row in enumerate(book.excluded):
        _place(sheet, index + 1, row)
        sheet.write_string(index + 1, len(PLACES) + len(AMOUNTS), row.why)


def _factors(sheets: _Sheets, book: ProofBook) -> None:
    sheet = sheets.add("factors", (28, 16, 60, 16, 20, 60))
    _heading(sheets, sheet, FACTORS)
    for index, line in enumerate(book.factors):
        for column, text in enumerate(line):
            sheet.write_string(index + 1, column, text, sheets.wrap)


def _heading(sheets: _Sheets, sheet: Any, codes: Sequence[str]) -> None:
    for column, code in enumerate(codes):
        sheet.write_string(0, column, sheets.words[code], sheets.head)
    sheet.freeze_panes(1, 0)


def _place(sheet: Any, line: int, row: BookRow) -> None:
    for column, text in enumerate(row.places):
        sheet.write_string(line, column, text)
    start = len(PLACES)
    sheet.write_string(line, start + 1, row.unit)
    numbers = {0: row.amount, 2: row.factor, 3: row.share_low, 4: row.share_high}
    for offset, value in numbers.items():
        if value is not None:
            sheet.write_number(line, start + offset, _float(value))


def _float(value: Decimal) -> float:
    return float(value)
