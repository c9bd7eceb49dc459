"""What the catalogue says of the figures on a page, in sentences with source and status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from followup.domain.period import Period
from followup.domain.requirement import Requirement
from followup.i18n import glossary
from followup.i18n.text import day, exact, percent, t
from followup.reference.bitemporal import Cell
from followup.reference.catalogue import Catalogue
from followup.reference.schema import OPEN_END
from followup.reference.shares import cells_of
from followup.services.goal import knowledge as goal_knowledge
from followup.services.proof import text as proof_text
from followup.services.proof.explain import Proof

# What each country calls the duty, as a word of the glossary.
DUTIES: Final = {"SE": "reduction_obligation", "DK": "displacement"}


def of_proof(catalogue: Catalogue, proof: Proof, as_of: date, lang: str) -> tuple[str, ...]:
    """What the requirement's set counts, and the duty that the blended fuels in it carry."""
    fuels = {row.fuel for row in proof.rows if row.fuel}
    products = sorted({duty for f in catalogue.fuels if f.code in fuels and (duty := f.duty)})
    country, period = proof.contract.country, proof.assessment.period
    return (
        *_set_lines(catalogue, proof.requirement, lang),
        *(
            _duty_line(catalogue, country, product, cell, lang)
            for product in products
            for cell in duty_levels(catalogue, country, product, period, as_of)
        ),
    )


def of_emissions(requirements: Iterable[Requirement], lang: str) -> tuple[str, ...]:
    """By which factors emissions are weighed; reports in time have none."""
    codes = dict.fromkeys(r.factor_set for r in requirements if r.spec.basis != "reports")
    return tuple(
        t("help.factor_set_line", lang, name=t(f"factor_set.{code}", lang)) for code in codes
    )


def of_goals(catalogue: Catalogue, as_of: date, lang: str) -> tuple[str, ...]:
    """The rule by which goals are assessed on ``as_of``."""
    rule = goal_knowledge.rule_of(catalogue, as_of)
    floor = goal_knowledge.rule_reading(catalogue, "coverage_floor", as_of)
    return (
        t(
            "help.goal_rule_line", lang,
            share=percent(rule.coverage_floor, lang, 0),
            points=rule.minimum_points,
            status=t(f"source_status.{floor.status}", lang),
            source=proof_text.source_title(catalogue, floor.source, lang),
        ),
    )  # fmt: skip


def duty_levels(
    catalogue: Catalogue, country: str, product: str, period: Period, as_of: date
) -> tuple[Cell, ...]:
    """The reduction levels (percent) in force on some day of the period, as known on ``as_of``."""
    known, first, last = (d.toordinal() for d in (as_of, period.start, period.end))
    cells = cells_of(catalogue.data, "reduction_obligation", product, country, "level")
    return tuple(
        c for c in cells if c.known <= known < c.until and c.start <= last and first < c.end
    )


def _set_lines(catalogue: Catalogue, requirement: Requirement, lang: str) -> tuple[str, ...]:
    code = requirement.fuel_set or requirement.spec.fuel_set
    return tuple(
        t(
            "help.set_line", lang,
            name=t(chosen.label_key, lang),
            version=t("page_method.version", lang, number=chosen.version),
            note=t(f"reference.note.{chosen.note}", lang),
            status=t(f"source_status.{chosen.status}", lang),
            source=proof_text.source_title(catalogue, chosen.source, lang),
        )
        for chosen in catalogue.fuel_sets
        if chosen.code == code
    )  # fmt: skip


def _duty_line(catalogue: Catalogue, country: str, product: str, level: Cell, lang: str) -> str:
    start, end = date.fromordinal(level.start), level.valid_to
    days = f"{day(start, lang)} – {day(end, lang)}"
    return t(
        "help.duty_line", lang,
        product=t(f"reference.subject.{product}", lang),
        duty=glossary.term(DUTIES[country], lang).lower(),
        days=t("page_method.from", lang, day=start) if end == OPEN_END else days,
        level=exact(level.reading.ends[0], lang),
        status=t(f"source_status.{level.reading.status}", lang),
        source=proof_text.source_title(catalogue, level.reading.source, lang),
    )  # fmt: skip
