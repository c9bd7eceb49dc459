"""A spot check in words: the same in the page, the letter and the workbook."""

from __future__ import annotations

from decimal import Decimal

from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.spot_check import Drawn, FuelRow, SpotCheck, Word
from followup.i18n.text import day, exact, has_text, join, number, percent, period_label, t
from followup.services.installation import Actor


def about(made: SpotCheck, contracts: dict[str, Contract], lang: str) -> str:
    """What a list was drawn from: a contract by its title, or a supplier, and the days."""
    if made.contract is not None:
        known = contracts.get(made.contract)
        who = f"{known.title} ({made.contract})" if known else made.contract
    else:
        who = made.supplier or ""
    return f"{who}, {period_label(made.period, lang)}"


def place(row: FuelRow, lang: str) -> str:
    """Where a row stands: file, sheet, row."""
    if row.sheet:
        return t("spot_check.place", lang, file=row.file_name, sheet=row.sheet, row=row.row)
    return t("spot_check.place_no_sheet", lang, file=row.file_name, row=row.row)


def days(period: Period, lang: str) -> str:
    """The day of a filling, or the days that a row sums up."""
    return period_label(period, lang)


def vehicle(row: FuelRow, lang: str) -> str:
    """Which vehicle, or that the row names none."""
    return row.vehicle_id or t("spot_check.no_vehicle", lang)


def fuel(row: FuelRow, lang: str) -> str:
    """The fuel as it was understood, with the supplier's own word where that is another."""
    if row.fuel is None:
        return row.fuel_raw or t("unit.unknown", lang)
    name = t(f"fuel.{row.fuel}", lang)
    said = (row.fuel_raw or "").strip()
    return name if not said or said.casefold() == name.casefold() else f"{name} ({said})"


def amount(row: FuelRow, lang: str) -> str:
    """How much, exactly as reported."""
    if row.quantity is None:
        return t("unit.unknown", lang)
    unit = row.unit or ""
    name = t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
    return f"{exact(row.quantity, lang)} {name}".strip()


def why(drawn: Drawn, lang: str) -> str:
    """Why a row is on the list: the parts that picked it, and what is odd about it."""
    parts = [t(f"spot_check.part.{part}", lang) for part in drawn.parts]
    said = join(parts, lang)
    if drawn.oddities:
        odd = join((t(f"spot_check.oddity.{code}", lang) for code in drawn.oddities), lang)
        said = t("spot_check.why_odd", lang, parts=said, odd=odd)
    return said[:1].upper() + said[1:]


def outcome(made: SpotCheck, drawn: Drawn, lang: str) -> str:
    """What came of a row, or that nobody has said."""
    word = made.holding.get(drawn.number)
    return t(f"spot_check.outcome.{word.outcome if word else 'open'}", lang)


def evidence(word: Word | None, lang: str) -> str:
    """What stood on the receipt, where it is kept, who saw it and when."""
    if word is None:
        return ""
    seen = t("spot_check.seen", lang, who=Actor.of(word.actor).name, day=word.seen_date)
    kept = t("spot_check.kept", lang, place=word.kept_at) if word.kept_at else ""
    return " · ".join(part for part in (word.note, kept, seen) if part)


def standing(made: SpotCheck, lang: str) -> str:
    """How many rows have been answered, and how."""
    held = list(made.holding.values())
    words = [
        t(f"spot_check.count.{code}", lang, count=number(n, lang))
        for code in ("agrees", "differs", "no_receipt")
        if (n := sum(1 for w in held if w.outcome == code))
    ]
    words.append(
        t("spot_check.count.open", lang, count=number(len(made.open_rows), lang),
          whole=number(len(made.rows), lang))
    )  # fmt: skip
    return ", ".join(words)


def state(made: SpotCheck) -> str:
    """drawn (not asked yet), asked, or answered (every row has a word)."""
    if not made.open_rows:
        return "answered"
    return "asked" if made.sent else "drawn"


def deadline(made: SpotCheck, lang: str) -> str:
    """The day the supplier is to answer by."""
    return day(made.reply_date, lang)


def energy_share(made: SpotCheck, lang: str) -> str:
    """How much of the energy the list holds."""
    own = sum((d.row.energy_mj or Decimal(0) for d in made.rows), Decimal(0))
    return percent(own / made.energy_mj if made.energy_mj > 0 else None, lang)
