"""What a requirement says, in one plain sentence and in lines: the builder, page and exports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from followup.domain.measure import MEASURES
from followup.domain.parties import Contract
from followup.domain.penalty import PenaltyRule
from followup.domain.requirement import Requirement
from followup.domain.timeline import StepRule, step_date
from followup.i18n.text import NO_BREAK_SPACE, day, exact, has_text, join, t
from followup.reference.catalogue import Catalogue
from followup.reference.library import RequirementTemplate
from followup.services.penalty import text as penalty_text
from followup.services.requirement import measure_text
from followup.services.requirement.requirements import has_fixed_limit, template_of

# Settings that a copy of a library entry may change, in the order a person reads them.
COMPARED = (
    "measure", "comparator", "fuel_set", "level", "vehicle_set", "vehicle_count", "electricity",
    "accepts_green_gas", "accepts_mass_balance", "factor_set", "limit_origin",
    "assessment_period", "evidence", "consequence", "penalty",
)  # fmt: skip


def limit_amount(measure: str, value: Decimal, lang: str) -> str:
    """``80 %``, ``95 g/km`` or ``3``: a limit on the measure's own scale, without its noun."""
    spec = MEASURES[measure]
    return exact(value, lang) if spec.scale == "count" else measure_text.limit(value, spec, lang)


def limit_words(requirement: Requirement, value: Decimal, lang: str) -> str:
    """``minst 80 %``; what can go no further is said without ``minst`` or ``högst``."""
    is_end = value == (1 if requirement.comparator == ">=" else 0)
    if requirement.spec.scale == "share" and is_end:
        return limit_amount(requirement.measure, value, lang)
    key = "at_least" if requirement.comparator == ">=" else "at_most"
    amount = limit_amount(requirement.measure, value, lang)
    return t(f"requirement_sentence.{key}", lang, limit=amount)


def sentence(contract: Contract, requirement: Requirement, lang: str) -> str:
    """What the requirement will mean, with its steps: one sentence, and what goes with it."""
    parts = [_main(contract, requirement, lang)]
    if requirement.part_of:
        short = requirement.part_of.rpartition("/")[2]
        parts.append(t("requirement_sentence.part_of", lang, requirement=short))
    if requirement.limit_origin == "bid" and not has_fixed_limit(requirement.measure):
        parts.append(t("requirement_sentence.from_bid", lang))
    if requirement.evidence:
        parts.append(
            t("requirement_sentence.asks_for", lang, what=evidence_words(requirement, lang))
        )
    if requirement.penalty is not None:
        parts.append(_consequence(requirement.penalty, lang))
    elif requirement.consequence != "none":
        parts.append(t(f"requirement_sentence.{requirement.consequence}", lang))
    return " ".join(parts)


def _consequence(rule: PenaltyRule, lang: str) -> str:
    """``Vite: 5 000 kr per påbörjad vecka ...``, by the rule's own parameters."""
    kind = "bonus" if rule.applies_to == "bonus" else "penalty"
    words = penalty_text.rule_words(rule, lang)
    return f"{t(f'consequence_kind.{kind}', lang)}: {words}"


def evidence_words(requirement: Requirement, lang: str) -> str:
    """The proof asked for, in words; what a person wrote stands as it is."""
    return join((_evidence(code, lang) for code in requirement.evidence), lang)


def _evidence(code: str, lang: str) -> str:
    key = f"evidence_kind.{code}"
    words = t(key, lang) if has_text(key) else code
    return words[:1].lower() + words[1:]


def _main(contract: Contract, requirement: Requirement, lang: str) -> str:
    if requirement.spec.basis == "market":
        until = requirement.review_date
        key = "not_on_market" if until else "not_on_market_undated"
        return t(f"requirement_sentence.{key}", lang, day=until or "")
    dated = _dated(contract, requirement)
    limit = limit_words(requirement, dated[0][1].limit, lang) if dated else _open(requirement, lang)
    said = t(
        f"requirement_sentence.{_pattern(requirement)}",
        lang,
        limit=limit,
        what=_what(requirement, lang),
        vehicles=t(f"requirement_sentence.set_{requirement.vehicle_set or 'all'}", lang),
        level=requirement.level or "…",
    )
    ends = [_per(requirement, lang)]
    if not has_fixed_limit(requirement.measure) and dated:
        ends += _steps(contract, requirement, dated, lang)
    whole = ", ".join([said, *ends])
    return f"{whole[:1].upper()}{whole[1:]}."


def _open(requirement: Requirement, lang: str) -> str:
    """A limit that nobody has written yet: ``minst … %``."""
    key = "at_least" if requirement.comparator == ">=" else "at_most"
    scale = requirement.spec.scale
    unit = {"share": "%", "count": ""}.get(scale, requirement.spec.unit)
    return t(f"requirement_sentence.{key}", lang, limit=f"…{NO_BREAK_SPACE}{unit}".rstrip())


def _per(requirement: Requirement, lang: str) -> str:
    tiled = requirement.assessment_period
    kind = "per_judged" if has_fixed_limit(requirement.measure) else "per"
    own = f"requirement_sentence.{kind}_{tiled}"
    if has_text(own):
        return t(own, lang)
    return t(f"requirement_sentence.{kind}", lang, period=t(f"period.{tiled}", lang))


def _pattern(requirement: Requirement) -> str:
    """The name of the sentence: the measure's own where it has one, else its basis'."""
    spec = requirement.spec
    if has_text(f"requirement_sentence.{requirement.measure}"):
        return requirement.measure
    if spec.sql == "euro_activity_share":
        return f"euro_class_{spec.basis}"
    return spec.basis


def _what(requirement: Requirement, lang: str) -> str:
    chosen = requirement.fuel_set or requirement.spec.fuel_set
    key = f"requirement_sentence.fuel_{chosen}"
    return t(key, lang) if chosen and has_text(key) else ""


Dated = list[tuple[date | None, StepRule]]


def _dated(contract: Contract, requirement: Requirement) -> Dated:
    """The steps in the order they begin; those of an extension not agreed come last."""
    found: Dated = []
    for step in requirement.steps:
        try:
            begins = step_date(step.clock, step.at, contract.start_date, contract.extension_days)
        except ValueError:
            continue
        found.append((begins, step))
    return sorted(found, key=lambda pair: (pair[0] is None, pair[0] or date.max))


def _steps(contract: Contract, requirement: Requirement, dated: Dated, lang: str) -> Iterator[str]:
    first, _ = dated[0]
    if first is None:
        yield t("requirement_sentence.at_extension", lang, number=dated[0][1].at)
    elif first > contract.start_date:
        yield t("requirement_sentence.beginning", lang, day=day(first, lang))
    for begins, step in dated[1:]:
        amount = limit_amount(requirement.measure, step.limit, lang)
        if begins is None:
            yield t("requirement_sentence.step_at_extension", lang, number=step.at, limit=amount)
        else:
            yield t("requirement_sentence.step", lang, day=day(begins, lang), limit=amount)


def library_line(catalogue: Catalogue, requirement: Requirement, lang: str) -> str | None:
    """From which library entry a requirement was copied, and what was changed; else None."""
    known = {made.id for made in catalogue.requirement_templates}
    if requirement.source not in known:
        return None
    made = template_of(catalogue, requirement.source or "")
    title = t(made.title_key, lang)
    changed = [t(f"requirement_setting.{name}", lang) for name in differences(made, requirement)]
    if not changed:
        return t("page_requirement.from_library", lang, title=title)
    return t("page_requirement.from_library_changed", lang, title=title, what=join(changed, lang))


def differences(made: RequirementTemplate, requirement: Requirement) -> tuple[str, ...]:
    """The settings in which a requirement differs from the library entry it was copied from.

    ``limit`` is one of them only where the entry gives levels: else the buyer was to set them.
    """
    found = [
        name
        for name in COMPARED
        if _plain(getattr(made, name)) != _plain(getattr(requirement, name))
    ]
    levels = tuple((clock, at, Decimal(limit)) for clock, at, limit in made.levels)
    own = tuple((s.clock, s.at, s.limit) for s in requirement.steps)
    if levels and not has_fixed_limit(requirement.measure) and levels != own:
        found.insert(0, "limit")
    return tuple(found)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value
