"""The catalogue in words: every figure, set, goal and source as one line to search and to link to.

A line says what it is about, its value with unit, from when it holds, since when it is known,
where it was read and how sure it is. Nothing is typed anew here: all of it is the catalogue's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.period import Period
from followup.i18n.text import day, exact, has_text, percent, t
from followup.reference.catalogue import Catalogue, Row
from followup.reference.library import RequirementTemplate
from followup.reference.schema import Figure, FuelSet, GoalSeed, Source
from followup.services.proof import text as proof_text

FUEL_SETS, FACTOR_SETS, GOALS = "fuel_sets", "factor_sets", "goals"
TEMPLATES, AREAS, SOURCES = "templates", "areas", "sources"
UNVERIFIED: Final = "unverified"
# A point of a series is a year; the catalogue counts them in its own word.
UNIT_CODES: Final = {"points": "years", "days": "day"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the catalogue in a language.

    ``status`` is None where there is no figure to vouch for. ``fuels`` are the fuels it bears
    on, ``numbers`` its figures in plain digits, so that a search in any language finds them, and
    ``days`` those on which it holds.
    """

    table: str
    kind: str
    subject: str
    source: str
    status: str | None = None
    status_text: str = ""
    part: str = ""
    value: str = ""
    country: str = ""
    valid: str = ""
    known_from: str = ""
    where: str = ""
    address: str = ""
    note: str = ""
    fuels: tuple[str, ...] = ()
    numbers: str = ""
    days: Period | None = None

    @property
    def said(self) -> str:
        """Everything a search may look for, in small letters."""
        parts = (
            self.kind, self.subject, self.part, self.value, self.numbers, self.country,
            self.valid, self.known_from, self.source, self.where, self.note, self.status_text,
        )  # fmt: skip
        return " ".join(parts).replace("\N{NO-BREAK SPACE}", " ").casefold()


def build(catalogue: Catalogue, lang: str) -> tuple[Line, ...]:
    """Every line, figures first and sources last."""
    words = _Words(catalogue, lang)
    return (
        *(words.figure(row) for row in catalogue.rows()),
        *(words.fuel_set(chosen) for chosen in catalogue.fuel_sets),
        *words.factor_sets(),
        *(words.goal(goal) for goal in catalogue.goals),
        *(words.template(made) for made in catalogue.requirement_templates),
        *words.areas(),
        *(words.source(source) for source in catalogue.sources if source.title.strip("-")),
    )


def search(
    lines: tuple[Line, ...], wanted: str = "", during: Period | None = None, **chosen: str | None
) -> tuple[Line, ...]:
    """The lines that hold every word of ``wanted`` and fit what is chosen.

    ``during`` leaves those that hold on some day of it; ``chosen`` may name table, fuel, country
    and status. None is everything.
    """
    asked = wanted.replace("\N{NO-BREAK SPACE}", " ").casefold().split()
    return tuple(
        line
        for line in lines
        if chosen.get("table") in (None, line.table)
        and chosen.get("status") in (None, line.status)
        and chosen.get("country") in (None, line.country)
        and (chosen.get("fuel") is None or chosen["fuel"] in line.fuels)
        and (during is None or _holds(line, during))
        and all(word in line.said for word in asked)
    )


def _holds(line: Line, during: Period) -> bool:
    days = line.days
    return days is not None and days.start <= during.end and during.start <= days.end


def unverified(lines: tuple[Line, ...]) -> tuple[int, int]:
    """How many lines nobody has checked, of how many that say how sure they are."""
    vouched = [line for line in lines if line.status is not None]
    return sum(line.status == UNVERIFIED for line in vouched), len(vouched)


def table_name(code: str, lang: str) -> str:
    """The name of a kind of line."""
    own = code in (FUEL_SETS, FACTOR_SETS, GOALS, TEMPLATES, AREAS, SOURCES)
    return t(f"page_method.{code}" if own else f"reference.table.{code}", lang)


def unit_words(unit: str, lang: str) -> str:
    """A unit in words: ``MJ/Nm³``, ``ton CO₂e``."""
    return "/".join(_one_unit(part, lang) for part in unit.split("/"))


def _one_unit(unit: str, lang: str) -> str:
    key = f"unit.{UNIT_CODES.get(unit, unit.replace(' ', ''))}"
    return t(key, lang) if has_text(key) else unit


@dataclass(frozen=True, slots=True)
class _Words:
    """The catalogue and the language that all lines of a run share."""

    catalogue: Catalogue
    lang: str

    def figure(self, row: Row) -> Line:
        figure, lang = row.figure, self.lang
        part = t(f"reference.part.{figure.part}", lang)
        return self._line(
            row.table,
            _subject(figure.subject, self._area_names(), lang),
            figure.source,
            figure.status,
            part=part if row.is_used else f"{part} ({t('page_method.not_used', lang)})",
            value=_value(figure, lang),
            country=figure.country,
            valid=_days(figure.valid_from, figure.valid_to, lang),
            known_from=day(figure.known_from, lang),
            where=figure.where.strip("-"),
            note=_note(figure.note, lang),
            fuels=self._fuels(figure.subject),
            numbers=_digits(figure.lowest, figure.highest),
            days=Period(figure.valid_from, figure.valid_to),
        )

    def fuel_set(self, chosen: FuelSet) -> Line:
        version = t("page_method.version", self.lang, number=chosen.version)
        return self._line(
            FUEL_SETS, t(chosen.label_key, self.lang), chosen.source, chosen.status,
            part=version, note=_note(chosen.note, self.lang), fuels=tuple(chosen.fixed),
        )  # fmt: skip

    def factor_sets(self) -> Iterator[Line]:
        for chosen in self.catalogue.factor_sets:
            scope = t(f"glossary.{chosen.scope.lower()}.term", self.lang)
            yield self._line(FACTOR_SETS, t(chosen.label_key, self.lang), part=scope)

    def goal(self, goal: GoalSeed) -> Line:
        lang = self.lang
        value = t("page_goals.no_target", lang)
        if goal.target is not None:
            value = f"{exact(goal.target, lang)} {unit_words(goal.unit, lang)}"
            value = percent(goal.target, lang, 0) if goal.unit == "share" else value
        return self._line(
            GOALS, t(goal.title_key, lang), goal.source, goal.status,
            part=goal.owner, value=value, note=t(goal.note_key, lang),
            valid=t("page_method.by", lang, day=goal.target_date) if goal.target_date else "",
        )  # fmt: skip

    def template(self, made: RequirementTemplate) -> Line:
        lang = self.lang
        limit = "" if made.limit is None else f"{made.comparator} {percent(made.limit, lang, 0)}"
        return self._line(
            TEMPLATES, t(made.title_key, lang), made.source, made.status,
            part=t(f"measure.{made.measure}", lang),
            value=limit.replace(">=", "≥").replace("<=", "≤"),
            note=t(f"reference.requirement.{made.id}.help", lang),
        )  # fmt: skip

    def areas(self) -> Iterator[Line]:
        for area in self.catalogue.areas:
            kind = t(f"page_method.area_{area.kind}", self.lang)
            yield self._line(AREAS, area.name, part=kind, country=area.country, where=area.code)

    def source(self, source: Source) -> Line:
        status = UNVERIFIED if source.confidence == UNVERIFIED else None
        sure = t(f"reference.confidence.{source.confidence}", self.lang)
        return self._line(
            SOURCES, source.title, source.id, status,
            part=source.publisher, value=source.year,
            note=t("page_method.read_on", self.lang, day=source.read_on, sure=sure),
        )  # fmt: skip

    def _line(
        self, table: str, subject: str, source: str = "", status: str | None = None, **rest: object
    ) -> Line:
        title = proof_text.source_title(self.catalogue, source or None, self.lang)
        return Line(
            table=table,
            kind=table_name(table, self.lang),
            subject=subject,
            source=title,
            status=status,
            status_text=t(f"source_status.{status}", self.lang) if status else "",
            address=self._addresses().get(source, ""),
            **rest,  # type: ignore[arg-type]
        )

    def _area_names(self) -> Mapping[str, str]:
        return {area.code: area.name for area in self.catalogue.areas}

    def _addresses(self) -> Mapping[str, str]:
        return {s.id: s.address.strip("-") for s in self.catalogue.sources}

    def _fuels(self, subject: str) -> tuple[str, ...]:
        """The fuels a figure is about, itself or through what they are mixed from."""
        return tuple(
            f.code
            for f in self.catalogue.fuels
            if subject in (f.code, f.duty, f.fossil_part, f.bio_part)
        )


def _subject(code: str, areas: Mapping[str, str], lang: str) -> str:
    for key in (f"fuel.{code}", f"reference.subject.{code}"):
        if has_text(key):
            return t(key, lang)
    return areas.get(code, code)


def _value(figure: Figure, lang: str) -> str:
    low, high = exact(figure.lowest, lang), exact(figure.highest, lang)
    value = low if figure.lowest == figure.highest else f"{low}–{high}"
    return f"{value} {unit_words(figure.unit, lang)}"


def _digits(low: Decimal, high: Decimal) -> str:
    return f"{low:f} {high:f}" if low != high else f"{low:f}"


def _days(first: date, last: date, lang: str) -> str:
    if last == date.max:
        return t("page_method.from", lang, day=first)
    return f"{day(first, lang)} – {day(last, lang)}"


def _note(code: str, lang: str) -> str:
    return t(f"reference.note.{code}", lang) if code else ""
