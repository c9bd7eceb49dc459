"""The fields of the builder, part by part, in the order that an official thinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, get_args

import streamlit as st

from followup.domain.measure import MEASURES, VEHICLE_SETS, MeasureSpec
from followup.domain.parties import Contract
from followup.domain.period import Frequency
from followup.domain.requirement import (
    Comparator,
    Consequence,
    ElectricityRule,
    LimitOrigin,
    VehicleCount,
)
from followup.i18n.text import exact, has_text, t
from followup.reference.catalogue import Catalogue
from followup.reference.library import EvidenceKind
from followup.services.requirement.requirements import has_fixed_limit
from followup.ui.requirement.draft import Draft

NONE: Final = ""
BY_FUEL: Final = ("energy_share", "volume_share", "distance_share", "activity_share",
                  "vehicle_share")  # fmt: skip
BY_VEHICLE: Final = ("vehicle_share", "zero_emission_vehicle_share", "listed_level_share",
                     "euro_activity_share", "exhaust_mean")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """Draws the fields of one draft; a field's key changes when the draft begins anew."""

    draft: Draft
    lang: str

    def key(self, name: str) -> str:
        """The key of a field."""
        return f"requirement_{name}_{self.draft.number}"

    def label(self, name: str) -> str:
        """A field's label; where the contract's own form has the same one it is used."""
        own = f"page_requirement.{name}"
        return t(own if has_text(own) else f"page_contract.{name}", self.lang)

    def choose(
        self, place: Any, name: str, options: Sequence[str], start: str | None,
        written: Callable[[str], str], **more: Any,
    ) -> str:  # fmt: skip
        """One of some codes."""
        known = list(options)
        index = known.index(start) if start in known else 0
        return str(
            place.selectbox(
                self.label(name), known, index=index, format_func=written,
                placeholder=t("app.choose", self.lang), key=self.key(name), **more,
            )
        )  # fmt: skip

    def words(self, place: Any, name: str, start: str, **more: Any) -> str:
        """A line of text."""
        return str(
            place.text_input(self.label(name), start, key=self.key(name), **more) or ""
        ).strip()

    def ticked(self, name: str, start: bool) -> bool:
        """A box to tick."""
        return bool(st.checkbox(self.label(name), value=start, key=self.key(name)))


def clause(fields: Fields) -> dict[str, Any]:
    """Which clause: its number, name and text in the contract."""
    base = fields.draft.base
    left, right = st.columns([1, 4])
    short = fields.words(left, "short_id", base.identifier.rpartition("/")[2])
    title = fields.words(right, "requirement_title", base.title)
    text = st.text_area(
        fields.label("clause_text"), base.clause, key=fields.key("clause"), height=100
    )
    return {"short_id": short, "title": title, "clause": str(text or "").strip()}


def measure(fields: Fields) -> tuple[str, Comparator]:
    """What is measured, and whether the limit is a least or a most."""
    base, lang = fields.draft.base, fields.lang
    left, right = st.columns([4, 1])
    chosen = fields.choose(
        left, "measure", list(MEASURES), base.measure,
        lambda code: f"{t(f'requirement_basis.{MEASURES[code].basis}', lang)}: "
                     f"{t(f'measure.{code}', lang)}",
    )  # fmt: skip
    if has_fixed_limit(chosen):
        return chosen, ">="
    start = base.comparator if chosen == base.measure else MEASURES[chosen].comparator
    names = {">=": "at_least", "<=": "at_most"}
    options = get_args(Comparator)
    comparator = right.selectbox(
        fields.label("direction"), options, index=options.index(start),
        format_func=lambda sign: t(f"page_requirement.{names[sign]}", lang),
        placeholder=t("app.choose", lang), key=f"{fields.key('direction')}_{chosen}",
    )  # fmt: skip
    return chosen, comparator


def counted(fields: Fields, spec: MeasureSpec, catalogue: Catalogue) -> dict[str, Any]:
    """What counts: fuels, electricity, gas, vehicles and the level asked; as the measure needs."""
    found: dict[str, Any] = {"fuel_set": None, "level": None, "vehicle_set": None}
    if spec.sql in BY_FUEL and spec.fuel_set:
        found |= _fuels(fields, spec, catalogue)
    elif spec.fuel_set:
        found["fuel_set"] = spec.fuel_set
    if spec.level:
        base = fields.draft.base
        found["level"] = fields.words(st, f"level_{spec.level}", base.level or "") or None
    if spec.sql in BY_VEHICLE and not spec.basis.startswith("machine"):
        found |= _vehicles(fields, spec)
    if spec.sql == "ghg_mean":
        found["factor_set"] = fields.choose(
            st, "factor_set", [s.code for s in catalogue.factor_sets],
            fields.draft.base.factor_set, lambda code: t(f"factor_set.{code}", fields.lang),
        )  # fmt: skip
    return found


def _fuels(fields: Fields, spec: MeasureSpec, catalogue: Catalogue) -> dict[str, Any]:
    base, lang = fields.draft.base, fields.lang
    same = base.measure == spec.name
    left, right = st.columns(2)
    found: dict[str, Any] = {
        "fuel_set": fields.choose(
            left, "fuel_set", [s.code for s in catalogue.fuel_sets],
            base.fuel_set if same and base.fuel_set else spec.fuel_set,
            lambda code: t(f"fuel_set.{code}", lang),
        ),
        "electricity": fields.choose(
            right, "electricity", get_args(ElectricityRule), base.electricity,
            lambda code: t(f"page_contract.electricity_{code}", lang),
            help=t("page_contract.electricity_help", lang),
        ),
    }  # fmt: skip
    for name in ("accepts_green_gas", "accepts_mass_balance", "accepts_declared"):
        found[name] = fields.ticked(name, getattr(base, name))
    return found


def _vehicles(fields: Fields, spec: MeasureSpec) -> dict[str, Any]:
    base, lang = fields.draft.base, fields.lang
    left, right = st.columns(2)
    chosen = fields.choose(
        left, "vehicle_set", [NONE, *VEHICLE_SETS], base.vehicle_set or NONE,
        lambda code: t(f"vehicle_set.{code}" if code else "page_requirement.all_vehicles", lang),
    )  # fmt: skip
    found: dict[str, Any] = {
        "vehicle_set": chosen or None,
        "vehicle_count": fields.choose(
            right, "vehicle_count", get_args(VehicleCount), base.vehicle_count,
            lambda code: t(f"vehicle_count.{code}", lang),
        ),
    }  # fmt: skip
    if spec.sql == "vehicle_share":
        found["vehicle_level"] = fields.words(
            st, "vehicle_level", exact(base.vehicle_level * 100, lang)
        )
    return found


def origin(fields: Fields, contract: Contract) -> dict[str, Any]:
    """Where the level comes from, and the general requirement that this is a part of."""
    base, lang = fields.draft.base, fields.lang
    left, right = st.columns(2)
    general = [r for r in contract.requirements if r.identifier != base.identifier]
    titles = {r.identifier: f"{r.identifier.rpartition('/')[2]} · {r.title}" for r in general}
    part_of = fields.choose(
        right, "part_of", [NONE, *titles], base.part_of or NONE,
        lambda code: titles.get(code) or t("page_requirement.stands_alone", lang),
    )  # fmt: skip
    return {
        "limit_origin": fields.choose(
            left, "limit_origin", get_args(LimitOrigin), base.limit_origin,
            lambda code: t(f"limit_origin.{code}", lang),
        ),
        "part_of": part_of or None,
    }  # fmt: skip


def judged(fields: Fields) -> dict[str, Any]:
    """The period a verdict is for, and how much must be reported for one."""
    base, lang = fields.draft.base, fields.lang
    left, right = st.columns(2)
    return {
        "assessment_period": fields.choose(
            left, "assessment_period", get_args(Frequency), base.assessment_period,
            lambda code: t(f"period.{code}", lang),
            help=t("page_contract.assessment_period_help", lang),
        ),
        "coverage_floor": fields.words(
            right, "coverage_floor", exact(base.coverage_floor * 100, lang),
            help=t("page_requirement.coverage_help", lang),
        ),
    }  # fmt: skip


def evidence(fields: Fields) -> tuple[str, ...]:
    """The proof that is asked for."""
    base, lang = fields.draft.base, fields.lang
    known = [*get_args(EvidenceKind), *(e for e in base.evidence if not _is_kind(e))]
    return tuple(
        st.multiselect(
            fields.label("evidence"), known, default=list(base.evidence),
            format_func=lambda code: t(f"evidence_kind.{code}", lang) if _is_kind(code) else code,
            placeholder=t("app.choose", lang), key=fields.key("evidence"),
        )
    )  # fmt: skip


def proof(fields: Fields, review_date: date | None, is_market: bool) -> dict[str, Any]:
    """The proof that is asked for, what a breach leads to, and the day of review."""
    base, lang = fields.draft.base, fields.lang
    asked = evidence(fields)
    left, right = st.columns([1, 3])
    consequence = fields.choose(
        left, "consequence", get_args(Consequence), base.consequence,
        lambda code: t(f"consequence_kind.{code}", lang),
    )  # fmt: skip
    said = fields.words(right, "consequence_text", base.consequence_text)
    shown = review_date.isoformat() if review_date else ""
    day = fields.words(st, "review_date", shown) if is_market or shown else ""
    return {"evidence": asked, "consequence": consequence, "consequence_text": said,
            "review_date": day}  # fmt: skip


def _is_kind(code: str) -> bool:
    return has_text(f"evidence_kind.{code}")
