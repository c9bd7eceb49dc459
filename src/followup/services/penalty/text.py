"""The words of a penalty or bonus: rule, assumptions and amounts; screen and paper share them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from followup.domain.deviation import Detail
from followup.domain.penalty import PenaltyBasis, PenaltyRule
from followup.domain.requirement import Requirement
from followup.i18n.text import LANGUAGES, exact, money, t

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount that a note holds."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the catalogue that a note holds."""

    key: str


@dataclass(frozen=True, slots=True)
class Note:
    """One line of a basis: which label, which sentence, and what it says."""

    label: str
    text: str
    says: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoBasis:
    """Why nothing can be computed: the code of a UserError is ``penalty_<code>``."""

    code: str
    says: Mapping[str, object] = field(default_factory=dict)


def spoken(notes: Iterable[Note]) -> dict[str, Lines]:
    """The lines of a basis in every language."""
    found = tuple(notes)
    return {
        lang: tuple(
            (t(f"penalty.line.{n.label}", lang), _said(f"penalty.says.{n.text}", n.says, lang))
            for n in found
        )
        for lang in LANGUAGES
    }


def why_none(none: NoBasis, lang: str) -> str:
    """Why there is no basis."""
    return _said(f"error.penalty_{none.code}", none.says, lang)


def _said(key: str, says: Mapping[str, object], lang: str) -> str:
    return t(key, lang, **{name: _value(value, lang) for name, value in says.items()})


def _value(value: object, lang: str) -> object:
    if isinstance(value, Money):
        return money(value.amount, lang, value.currency, 2)
    if isinstance(value, Words):
        return t(value.key, lang)
    if isinstance(value, Mapping):
        return value[lang]
    return value


def rule_words(rule: PenaltyRule, lang: str) -> str:
    """``5 000 kr per påbörjad vecka när en rapport är sen. Högst 10 veckor ...``."""
    kind = f"{rule.kind}{'' if rule.is_started or rule.kind not in _STARTS else '_whole'}"
    amount = exact(rule.amount, lang) if rule.kind == "price_supplement" else money(
        rule.amount, lang, rule.currency, _decimals(rule.amount)
    )  # fmt: skip
    trigger = t(f"penalty.trigger.{rule.applies_to}", lang)
    parts = [t(f"penalty.rule.{kind}", lang, amount=amount, when=trigger)]
    scope = t(f"penalty.scope.{rule.cap_scope}", lang)
    if rule.cap_units is not None:
        units = t(f"penalty.unit.{rule.kind}", lang)
        parts.append(
            t("penalty.rule.cap_units", lang, units=rule.cap_units, what=units, scope=scope)
        )
    if rule.cap_amount is not None:
        most = money(rule.cap_amount, lang, rule.currency, _decimals(rule.cap_amount))
        parts.append(t("penalty.rule.cap_amount", lang, amount=most, scope=scope))
    if rule.excuses_blocked:
        parts.append(t("penalty.rule.excused", lang))
    return " ".join(parts)


_STARTS = ("per_week", "per_month", "per_point")


def _decimals(amount: Decimal) -> int:
    return 0 if amount == amount.to_integral_value() else 2


def says(requirement: Requirement, lang: str) -> str:
    """What the clause itself says of it, in its own words, or that it is not written in."""
    return requirement.consequence_text.strip() or t("penalty.no_wording", lang)


def amount_words(basis: PenaltyBasis, lang: str) -> str:
    """One amount, or from and to where something is left open."""
    low = money(basis.low, lang, basis.currency, 2)
    if basis.is_exact:
        return low
    return t("penalty.range", lang, low=low, high=money(basis.high, lang, basis.currency, 2))


def source_words(detail: Detail, lang: str) -> str:
    """Where a decided amount comes from."""
    return t(f"penalty.amount_from.{detail.amount_from or 'hand'}", lang)
