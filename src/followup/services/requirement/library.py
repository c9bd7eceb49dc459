"""The library as a reader meets it: entries in words, with source, status and what they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from followup.domain.measure import MEASURES
from followup.domain.parties import Contract
from followup.i18n.text import NO_BREAK_SPACE, has_text, join, t
from followup.reference.catalogue import Catalogue
from followup.reference.library import Level, RequirementTemplate
from followup.services.asks import reports_needed
from followup.services.penalty import text as penalty_text
from followup.services.proof.text import source_title
from followup.services.requirement import requirements
from followup.services.requirement import text as requirement_text

FILTERS = ("basis", "category", "country", "status")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in words; codes for what it is filtered by."""

    code: str
    title: str
    help: str
    basis: str
    category: str
    country: str
    status: str
    publisher: str
    limit: str


def entries(catalogue: Catalogue, lang: str) -> tuple[Entry, ...]:
    """Every entry, in the library's own order."""
    publishers = {source.id: source.publisher for source in catalogue.sources}
    return tuple(
        Entry(
            code=made.id,
            title=t(made.title_key, lang),
            help=t(f"reference.requirement.{made.id}.help", lang),
            basis=MEASURES[made.measure].basis,
            category=made.category,
            country=made.country,
            status=made.status,
            publisher=(
                t("page_library.own_source", lang)
                if made.source == "OWN"
                else publishers[made.source].strip("-")
            ),
            limit=levels(made, lang),
        )
        for made in catalogue.requirement_templates
    )


def levels(made: RequirementTemplate, lang: str) -> str:
    """The levels a source gives, with when they hold; words where the buyer sets them."""
    if requirements.has_fixed_limit(made.measure):
        return ""
    if not made.levels:
        return t("page_library.own_limit", lang)
    return level_words(made.measure, made.comparator, made.levels, lang)


def level_words(measure: str, comparator: str, steps: Iterable[Level], lang: str) -> str:
    """``≥ 40 % avtalsår 1, ≥ 90 % avtalsår 4``: levels with when on their clocks they begin."""
    sign = "≥" if comparator == ">=" else "≤"
    said = []
    for clock, at, limit in steps:
        amount = requirement_text.limit_amount(measure, limit, lang)
        since = t(f"library_step.{clock}", lang, at=date.fromisoformat(at) if clock == "date"
                  else at) if at else ""  # fmt: skip
        said.append(f"{sign}{NO_BREAK_SPACE}{amount} {since}".strip())
    return ", ".join(said)


def facts(catalogue: Catalogue, code: str, lang: str) -> list[tuple[str, str]]:
    """Label and words of what an entry sets; raises UserError ``unknown_template``."""
    made = requirements.template_of(catalogue, code)
    needed = reports_needed(MEASURES[made.measure])
    reports = join((t(f"report_type.{kind}", lang) for kind in needed), lang)
    own = "no_report" if MEASURES[made.measure].sql == "evidence" else "any_report"
    lines = [
        ("basis", t(f"measure.{made.measure}", lang)),
        ("counted", t(f"fuel_set.{made.fuel_set}", lang) if made.fuel_set else ""),
        ("electricity", _electricity(made, lang)),
        ("limit", levels(made, lang)),
        ("assessed", t(f"period.{made.assessment_period}", lang)),
        ("reports", reports or t(f"page_library.{own}", lang)),
        ("evidence", _sentence_case(join((_lower(e, lang) for e in made.evidence), lang))),
        ("consequence", _consequence(made, lang)),
        ("general", _general(catalogue, made, lang)),
        ("source", join((source_title(catalogue, s, lang) for s in
                         (made.source, *made.more_sources)), lang)),
    ]  # fmt: skip
    return [(t(f"page_library.{name}", lang), words) for name, words in lines if words]


def _consequence(made: RequirementTemplate, lang: str) -> str:
    words = t(f"consequence_kind.{made.consequence}", lang)
    if made.penalty is None:
        return words
    return f"{words}: {penalty_text.rule_words(made.penalty, lang)}"


def _lower(evidence: str, lang: str) -> str:
    words = t(f"evidence_kind.{evidence}", lang)
    return words[:1].lower() + words[1:]


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _electricity(made: RequirementTemplate, lang: str) -> str:
    return t(f"page_contract.electricity_{made.electricity}", lang) if made.fuel_set else ""


def _general(catalogue: Catalogue, made: RequirementTemplate, lang: str) -> str:
    if made.part_of is None:
        return ""
    return t(requirements.template_of(catalogue, made.part_of).title_key, lang)


def gaps(catalogue: Catalogue, code: str, lang: str) -> list[str]:
    """What the library cannot say of the requirements that an entry stands for, and why."""
    made = requirements.template_of(catalogue, code)
    keys = (f"reference.gap.{row}" for row in made.rows)
    return [t(key, lang) for key in keys if has_text(key)]


def example_sentence(catalogue: Catalogue, code: str, contract: Contract, lang: str) -> str:
    """What the entry will mean in a contract."""
    made = requirements.from_library(catalogue, contract, code, "K1", lang)
    return requirement_text.sentence(contract, made, lang)
