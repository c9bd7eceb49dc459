"""The clause that is tried: where it starts from, and the fields to change it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, get_args

import streamlit as st

from followup.domain.measure import MEASURES, MeasureSpec
from followup.domain.parties import Contract
from followup.domain.period import Frequency
from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import Shared
from followup.domain.timeline import StepRule
from followup.errors import UserError
from followup.i18n.text import t
from followup.reference.catalogue import Catalogue
from followup.services import entry
from followup.services.requirement import requirements
from followup.services.tester.text import bare, says
from followup.ui import address, components, resources
from followup.ui.components import escape
from followup.ui.requirement import fields, steps
from followup.ui.requirement.draft import FIRST_MEASURE, Draft
from followup.ui.requirement.fields import Fields

KEY: Final = "proposed"
# A clause on its way from the builder, until the tester has opened it.
HANDED: Final = "tester_handed"
OWN, FROM_DRAFT = "own", "draft"
FROM_LIBRARY, FROM_CONTRACT, FROM_SHARED = "lib:", "req:", "pub:"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The clause as the fields have it; without a level only other levels can be told of."""

    clause: Requirement
    has_level: bool


def show(
    contracts: Sequence[Contract], published: Sequence[Shared], lang: str, place: str = "tester"
) -> Proposed | None:
    """The choice of a start, the clause in words, and its fields; None for what cannot be read.

    ``place`` is where the draft is kept: what is tried is not what is published.
    """
    catalogue = resources.installation().catalogue
    bases = _bases(contracts) | _shared(published)
    start = address.one(
        "from", t("tester.from", lang), _starts(catalogue, bases), OWN,
        lambda code: _start_words(code, bases, lang),
    )  # fmt: skip
    draft = _draft((place, start), bases, catalogue, lang)
    box = st.container(border=True, key="tester_says")
    # A level is the first thing a proposal of one's own needs.
    first = st.container()
    more = st.expander(t("tester.edit", lang), icon=":material/tune:")
    try:
        found = _fields(
            draft, bases.get(start), (first if start == OWN else more, more), catalogue, lang
        )
    except UserError as error:
        components.error_box(error, lang)
        return None
    if found is not None:
        with box:
            name = t("tester.says" if place == "tester" else "shared.field.says", lang)
            st.markdown(f"**{name}:** {escape(_said(found, lang))}")
    return found


def _bases(contracts: Sequence[Contract]) -> dict[str, tuple[Contract, Requirement]]:
    """Every clause of the register by its code as a start."""
    return {
        f"{FROM_CONTRACT}{r.identifier}": (c, r)
        for c in contracts if not c.is_internal for r in c.requirements
    }  # fmt: skip


def _shared(published: Sequence[Shared]) -> dict[str, tuple[Contract, Requirement]]:
    """Every published clause; copied, it names its origin for its source."""
    return {
        f"{FROM_SHARED}{s.key}": (bare(), replace(s.clause, source=s.here.source))
        for s in published
    }


def _starts(catalogue: Catalogue, bases: Mapping[str, Any]) -> list[str]:
    handed = [FROM_DRAFT] if HANDED in st.session_state else []
    entries = [f"{FROM_LIBRARY}{made.id}" for made in catalogue.requirement_templates]
    return [OWN, *handed, *entries, *bases]


def _start_words(code: str, bases: Mapping[str, tuple[Contract, Requirement]], lang: str) -> str:
    if code in (OWN, FROM_DRAFT):
        return t("tester.from_own" if code == OWN else "tester.from_draft", lang)
    if code.startswith(FROM_LIBRARY):
        title = t(f"reference.requirement.{code.removeprefix(FROM_LIBRARY)}.title", lang)
        return t("tester.from_library", lang, title=title)
    contract, clause = bases[code]
    if code.startswith(FROM_SHARED):
        key, _, organisation = code.removeprefix(FROM_SHARED).partition("|")
        return t("tester.from_contract", lang, contract=organisation, requirement=key,
                 title=clause.title)  # fmt: skip
    return t("tester.from_contract", lang, contract=contract.number, title=clause.title,
             requirement=clause.identifier.rpartition("/")[2])  # fmt: skip


def _draft(
    opened: tuple[str, str],
    bases: Mapping[str, tuple[Contract, Requirement]],
    catalogue: Catalogue,
    lang: str,
) -> Draft:
    """The draft of this start, kept through reruns."""
    start, key = opened[1], f"{KEY}_{opened[0]}"
    kept = st.session_state.get(key)
    if isinstance(kept, Draft) and kept.opened == opened:
        return kept
    if start in bases:
        base = bases[start][1]
        if not base.steps:
            dated = (StepRule(s.value, "date", s.valid_from.isoformat()) for s in base.limits.steps)
            base = replace(base, steps=tuple(dated))
    elif start == FROM_DRAFT:
        base = st.session_state[HANDED]
    elif start.startswith(FROM_LIBRARY):
        code = start.removeprefix(FROM_LIBRARY)
        base = requirements.from_library(catalogue, bare(), code, "K1", lang)
    else:
        base = requirements.from_measure(bare(), FIRST_MEASURE, "K1", lang)
    made = Draft(opened, base)
    made.fill(base, lang)
    st.session_state[key] = made
    return made


def _fields(
    draft: Draft,
    own: tuple[Contract, Requirement] | None,
    places: tuple[Any, Any],
    catalogue: Catalogue,
    lang: str,
) -> Proposed | None:
    """The measure and its levels in the first place, all else in the second.

    Raises UserError for what cannot be read in the fields.
    """
    drawn, first = Fields(draft, lang), draft.base
    with places[0]:
        measure, comparator = fields.measure(drawn)
        is_fixed = requirements.has_fixed_limit(measure)
        rows = () if is_fixed else steps.read(steps.show(draft, measure, lang), measure)
    spec = MEASURES[measure]
    with places[1]:
        counts = _counted(drawn, spec, catalogue)
        counts["assessment_period"] = drawn.choose(
            st, "assessment_period", get_args(Frequency), first.assessment_period,
            lambda code: t(f"period.{code}", lang),
        )  # fmt: skip
        counts["evidence"] = fields.evidence(drawn)
    if "vehicle_level" in counts:
        counts["vehicle_level"] = entry.percent(counts["vehicle_level"])
    has_level = bool(rows) or is_fixed
    if not has_level and spec.scale != "share":
        st.info(t("tester.level_needed", lang), icon=":material/edit:")
        return None
    contract = own[0] if own else bare()
    found = replace(first, measure=measure, comparator=comparator,
                    steps=rows or (StepRule(Decimal(1)),), **counts)  # fmt: skip
    if measure != first.measure:
        found = replace(found, penalty=None)
    return Proposed(requirements.finished(catalogue, contract, found), has_level)


def _counted(drawn: Fields, spec: MeasureSpec, catalogue: Catalogue) -> dict[str, Any]:
    if spec.fuel_set or spec.level or spec.sql in (*fields.BY_VEHICLE, "ghg_mean"):
        return fields.counted(drawn, spec, catalogue)
    return {"fuel_set": None, "level": None, "vehicle_set": None}


def _said(found: Proposed, lang: str) -> str:
    if found.has_level:
        return says(found.clause, lang)
    return says(replace(found.clause, steps=()), lang)
