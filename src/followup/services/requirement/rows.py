"""A requirement as rows of the register, one per step, there and back without loss.

Cells hold words of any of the languages, or the codes; an empty cell leaves the library's
choice, so what goes out is written in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, cast, get_args

from followup.domain.measure import MEASURES, VEHICLE_SETS
from followup.domain.penalty import CapScope, Currency, PenaltyKind, PenaltyRule, PenaltyTrigger
from followup.domain.requirement import (
    Comparator,
    Consequence,
    ElectricityRule,
    LimitOrigin,
    Requirement,
    VehicleCount,
)
from followup.domain.timeline import Clock
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, has_text, t
from followup.ingest.layout import choice_keys
from followup.ingest.words import key as ingest_key
from followup.reference.catalogue import Catalogue
from followup.reference.library import EvidenceKind
from followup.services.requirement.limits import percent_text, register_limit, register_text
from followup.services.requirement.requirements import RequirementEntry, StepEntry, has_fixed_limit

ALL: Final = "all"
NONE: Final = "none"
_SIGNS: Final = {">=": "page_requirement.at_least", "<=": "page_requirement.at_most"}
# Fields whose cell is one of some words: the codes, and the key of each code's words.
_WORDS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "measure": (tuple(MEASURES), "measure.{}"),
    "comparator": (get_args(Comparator), "{}"),
    "electricity": (get_args(ElectricityRule), "page_contract.electricity_{}"),
    "vehicle_set": ((*VEHICLE_SETS, ALL), "vehicle_set.{}"),
    "vehicle_count": (get_args(VehicleCount), "vehicle_count.{}"),
    "limit_origin": (get_args(LimitOrigin), "limit_origin.{}"),
    "consequence": (get_args(Consequence), "consequence_kind.{}"),
    "penalty_kind": ((*get_args(PenaltyKind), NONE), "penalty.kind.{}"),
    "penalty_when": (get_args(PenaltyTrigger), "penalty.trigger_kind.{}"),
    "penalty_currency": (get_args(Currency), "penalty.currency_kind.{}"),
    "penalty_cap_scope": (get_args(CapScope), "penalty.scope_kind.{}"),
    "evidence": ((*get_args(EvidenceKind), NONE), "evidence_kind.{}"),
}
_KEYS: Final = {
    ("vehicle_set", ALL): "page_requirement.all_vehicles",
    ("evidence", NONE): "consequence_kind.none",
    ("fuel_set", NONE): "consequence_kind.none",
    **{("comparator", sign): key for sign, key in _SIGNS.items()},
}
_FLAGS: Final = ("accepts_green_gas", "accepts_mass_balance", "accepts_declared")
_SHARES: Final = ("coverage_floor", "vehicle_level")
_PENALTY_FLAGS: Final = {"penalty_started": "is_started", "penalty_excused": "excuses_blocked"}


def words(catalogue: Catalogue, name: str, lang: str) -> tuple[str, ...]:
    """The words that may stand in a column of the register; none where anything may."""
    return tuple(_word(name, code, lang) for code in _codes(catalogue, name))


def _codes(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    own: Mapping[str, tuple[str, ...]] = {
        "template": tuple(made.id for made in catalogue.requirement_templates),
        "fuel_set": (*(s.code for s in catalogue.fuel_sets), NONE),
        "factor_set": tuple(s.code for s in catalogue.factor_sets),
    }
    return own.get(name) or (_WORDS[name][0] if name in _WORDS else ())


def _word(name: str, code: str, lang: str) -> str:
    known = {"template": "reference.requirement.{}.title", "fuel_set": "fuel_set.{}",
             "factor_set": "factor_set.{}"}  # fmt: skip
    pattern = known.get(name) or _WORDS[name][1]
    return t(_KEYS.get((name, code)) or pattern.format(code), lang)


@cache
def _meanings(name: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    """The code that each word of a column means; a word of two codes means the first."""
    found: dict[str, str] = {}
    for code in codes:
        for word in (code, *(_word(name, code, lang) for lang in LANGUAGES)):
            found.setdefault(_key(word), code)
    return found


def _key(word: str) -> str:
    return " ".join(word.replace("\N{NO-BREAK SPACE}", " ").casefold().split())


def entry(catalogue: Catalogue, rows: Sequence[Mapping[str, Any]], lang: str) -> RequirementEntry:
    """The requirement that its rows in a register mean; the first row has the settings.

    Raises UserError ``register_row`` for a row without measure or limit, and
    ``unknown_requirement_word`` for a cell that cannot be read.
    """
    first = rows[0]
    read = _Reader(catalogue, first, lang)
    template = read.code("template") or ""
    settings = read.settings()
    measure = settings.get("measure") or _measure_of(catalogue, template)
    if measure is None:
        raise missing(first, "template", lang)
    return RequirementEntry(
        short_id=first["requirement"],
        template=template,
        steps=() if has_fixed_limit(measure) else tuple(_step(row, measure, lang) for row in rows),
        title=first.get("title") or "",
        clause=first.get("clause") or "",
        assessment_period=first.get("assessment_period"),
        settings=settings,
    )


def _measure_of(catalogue: Catalogue, template: str) -> str | None:
    return next((m.measure for m in catalogue.requirement_templates if m.id == template), None)


def _step(row: Mapping[str, Any], measure: str, lang: str) -> StepEntry:
    limit = register_limit(measure, str(row.get("limit") or ""))
    if limit is None:
        raise missing(row, "limit", lang)
    return StepEntry(limit, cast(Clock, row.get("clock") or "date"), row.get("at") or "")


def missing(row: Mapping[str, Any], name: str, lang: str) -> UserError:
    """What to say of a row that lacks a field, by the field's own heading."""
    return UserError("register_row", **where(row), field=f"”{t(f'field.{name}', lang)}”")


def where(row: Mapping[str, Any]) -> dict[str, object]:
    """The sheet and row of a cell, for an error."""
    return {"sheet": row.get("sheet") or "", "row": row.get("row") or ""}


class _Reader:
    """Reads the cells of one row; says which one it cannot read."""

    def __init__(self, catalogue: Catalogue, row: Mapping[str, Any], lang: str) -> None:
        self.catalogue, self.row, self.lang = catalogue, row, lang

    def code(self, name: str) -> str | None:
        """The code that a cell means; None for an empty one."""
        written = str(self.row.get(name) or "").strip()
        return self._meant(name, written) if written else None

    def _meant(self, name: str, written: str) -> str:
        code = _meanings(name, _codes(self.catalogue, name)).get(_key(written))
        if code is None and name == "template":
            # The words that earlier registers offered.
            code = choice_keys("template").get(ingest_key(written))
        if code is None:
            if name == "template":
                raise UserError("unknown_template", template=written)
            raise self._unread(name, written)
        return code

    def _unread(self, name: str, written: str) -> UserError:
        short = self.row.get("requirement") or ""
        field = f"”{t(f'field.{name}', self.lang)}”"
        return UserError("unknown_requirement_word", requirement=short, text=written, field=field)

    def settings(self) -> dict[str, Any]:
        """The settings that the row names, by field of a requirement."""
        found: dict[str, Any] = {}
        for name in ("measure", "comparator", "fuel_set", "factor_set", "electricity",
                     "vehicle_count", "limit_origin", "consequence"):  # fmt: skip
            if code := self.code(name):
                found[name] = code
        if chosen := self.code("vehicle_set"):
            found["vehicle_set"] = None if chosen == ALL else chosen
        if found.get("fuel_set") == NONE:
            found["fuel_set"] = None
        found |= {name: self.row[name] for name in _FLAGS if self.row.get(name) is not None}
        found |= {name: str(self.row[name]) for name in ("level", "consequence_text")
                  if self.row.get(name)}  # fmt: skip
        found |= {name: self._share(name) for name in _SHARES if self.row.get(name)}
        if evidence := self._evidence():
            found["evidence"] = tuple(e for e in evidence if e != NONE)
        if isinstance(day := self.row.get("review_date"), date):
            found["review_date"] = day
        if kind := self.code("penalty_kind"):
            found["penalty"] = None if kind == NONE else self._penalty(kind)
        contract, general = str(self.row["contract"]), str(self.row.get("part_of") or "")
        short = general.removeprefix(f"{contract}/")
        return found | {"part_of": f"{contract}/{short}" if short else None}

    def _penalty(self, kind: str) -> PenaltyRule:
        """The rule for penalty or bonus that the cells say; what stands empty is as usual."""
        for name in ("penalty_when", "penalty_amount", "penalty_currency"):
            if not self.row.get(name):
                raise missing(self.row, name, self.lang)
        said: dict[str, Any] = {"kind": kind, "applies_to": self.code("penalty_when"),
                                "currency": self.code("penalty_currency")}  # fmt: skip
        for name in ("amount", "cap_units", "cap_amount"):
            said[name] = self._amount(f"penalty_{name}")
        if scope := self.code("penalty_cap_scope"):
            said["cap_scope"] = scope
        for name, flag in _PENALTY_FLAGS.items():
            if self.row.get(name) is not None:
                said[flag] = self.row[name]
        return PenaltyRule(**said)

    def _amount(self, name: str) -> Decimal | None:
        written = str(self.row.get(name) or "")
        if not written.strip():
            return None
        amount = register_limit("renewable_vehicle_count", written)
        if amount is None:
            raise self._unread(name, written)
        return amount

    def _share(self, name: str) -> Decimal:
        written = str(self.row[name])
        share = register_limit("renewable_energy_share", written)
        if share is None:
            raise self._unread(name, written)
        return share

    def _evidence(self) -> list[str]:
        parts = [p.strip() for p in str(self.row.get("evidence") or "").split(";")]
        known = _meanings("evidence", _codes(self.catalogue, "evidence"))
        # What a clause asks for may be anything; words of one's own stand as they are.
        return [known.get(_key(part), part) for part in parts if part]


def rows(requirement: Requirement, lang: str) -> list[dict[str, Any]]:
    """The rows of a requirement by field of the register's sheet, one per step, in full."""
    settings = _settings(requirement, lang)
    unit = t(f"unit.{requirement.spec.unit}", lang)
    if has_fixed_limit(requirement.measure):
        return [settings]
    fixed = {"contract": settings["contract"], "requirement": settings["requirement"]}
    steps = requirement.steps or tuple(
        StepEntry(s.value, "date", s.valid_from.isoformat()) for s in requirement.limits.steps
    )
    return [
        {**(settings if place == 0 else fixed),
         "limit": register_text(requirement.measure, step.limit, unit),
         "clock": step.clock, "at": step.at}
        for place, step in enumerate(steps)
    ]  # fmt: skip


def _settings(requirement: Requirement, lang: str) -> dict[str, Any]:
    r = requirement
    is_known = bool(r.source) and has_text(f"reference.requirement.{r.source}.title")
    yes, no = (t(f"requirement_word.{word}", lang) for word in ("is_so", "is_not"))
    found: dict[str, Any] = {
        "contract": r.contract,
        "requirement": r.identifier.removeprefix(f"{r.contract}/"),
        "title": r.title,
        "clause": r.clause,
        "template": _word("template", r.source or "", lang) if is_known else "",
        "assessment_period": r.assessment_period,
        "fuel_set": _word("fuel_set", r.fuel_set or NONE, lang),
        "factor_set": _word("factor_set", r.factor_set, lang),
        "vehicle_set": _word("vehicle_set", r.vehicle_set or ALL, lang),
        "level": r.level or "",
        "evidence": "; ".join(_word("evidence", e, lang) if e in get_args(EvidenceKind) else e
                              for e in r.evidence or (NONE,)),
        "consequence_text": r.consequence_text,
        "part_of": (r.part_of or "").removeprefix(f"{r.contract}/"),
        "review_date": r.review_date or "",
    }  # fmt: skip
    for name in ("measure", "comparator", "electricity", "vehicle_count", "limit_origin",
                 "consequence"):  # fmt: skip
        found[name] = _word(name, getattr(r, name), lang)
    found |= {name: yes if getattr(r, name) else no for name in _FLAGS}
    found |= _penalty_cells(r.penalty, lang, yes, no)
    found |= {name: percent_text(getattr(r, name)) for name in _SHARES}
    return {name: words for name, words in found.items() if words != ""}


def _penalty_cells(rule: PenaltyRule | None, lang: str, yes: str, no: str) -> Mapping[str, str]:
    """The cells of a rule for penalty or bonus, in full; that there is none is said, too."""
    if rule is None:
        return {"penalty_kind": _word("penalty_kind", NONE, lang)}
    amounts = {"amount": rule.amount, "cap_units": rule.cap_units, "cap_amount": rule.cap_amount}
    words_ = {"kind": rule.kind, "when": rule.applies_to, "currency": rule.currency,
              "cap_scope": rule.cap_scope}  # fmt: skip
    return {
        **{f"penalty_{name}": _word(f"penalty_{name}", code, lang)
           for name, code in words_.items()},
        **{f"penalty_{name}": f"{amount.normalize():f}"
           for name, amount in amounts.items() if amount is not None},
        **{name: yes if getattr(rule, flag) else no for name, flag in _PENALTY_FLAGS.items()},
    }  # fmt: skip
