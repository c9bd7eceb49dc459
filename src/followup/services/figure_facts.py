"""What the catalogue says of the figures on a page, in sentences with source and status."""

from __future__ import annotations

from collections.abc import Iterable

from followup.domain.period import Period
from followup.domain.requirement import Requirement
from followup.i18n.text import day, exact, t
from followup.reference.catalogue import Catalogue
from followup.reference.schema import OPEN_END, Figure
from followup.services import proof_text
from followup.services.explain import Proof


def of_proof(catalogue: Catalogue, proof: Proof, lang: str) -> tuple[str, ...]:
    """What the requirement's set counts, and the duty that the blended fuels in it carry."""
    fuels = {row.fuel for row in proof.rows if row.fuel}
    levels = duty_levels(catalogue, proof.contract.country, proof.assessment.period, fuels)
    return (
        *_set_lines(catalogue, proof.requirement, lang),
        *(_duty_line(catalogue, level, lang) for level in levels),
    )


def of_emissions(requirements: Iterable[Requirement], lang: str) -> tuple[str, ...]:
    """By which factors emissions are weighed; reports in time have none."""
    codes = dict.fromkeys(r.factor_set for r in requirements if r.spec.basis != "reports")
    return tuple(
        t("help.factor_set_line", lang, name=t(f"factor_set.{code}", lang)) for code in codes
    )


def duty_levels(
    catalogue: Catalogue, country: str, period: Period, fuels: Iterable[str]
) -> tuple[Figure, ...]:
    """The reduction levels in force on some day of the period, for the products among fuels."""
    products = {catalogue.fuel(fuel).duty for fuel in fuels}
    return tuple(
        f
        for f in catalogue.data.figures["reduction_obligation"]
        if f.part == "level"
        and f.country == country
        and f.subject in products
        and f.valid_from <= period.end
        and period.start <= f.valid_to
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


def _duty_line(catalogue: Catalogue, level: Figure, lang: str) -> str:
    days = t("page_method.from", lang, day=level.valid_from)
    if level.valid_to != OPEN_END:
        days = f"{day(level.valid_from, lang)} – {day(level.valid_to, lang)}"
    return t(
        "help.duty_line", lang,
        product=t(f"reference.subject.{level.subject}", lang),
        days=days,
        level=exact(level.lowest, lang),
        status=t(f"source_status.{level.status}", lang),
        source=proof_text.source_title(catalogue, level.source, lang),
    )  # fmt: skip
