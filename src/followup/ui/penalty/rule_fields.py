"""The rule for penalty or bonus in the builder; only where a breach or better result has one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final, get_args

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.penalty import (
    KINDS,
    CapScope,
    Currency,
    PenaltyKind,
    PenaltyRule,
    PenaltyTrigger,
)
from followup.i18n.text import exact, t
from followup.services import entry
from followup.ui.requirement.fields import NONE, Fields

CURRENCIES: Final = {"SE": "SEK", "DK": "DKK"}
_STARTS: Final = ("per_week", "per_month", "per_point")
Read = Callable[[], PenaltyRule | None]


def draw(fields: Fields, contract: Contract, consequence: str) -> Read:
    """The fields; what they say is read together with the rest. Reading raises UserError."""
    if consequence not in ("penalty", "bonus"):
        return lambda: None
    base, lang = fields.draft.base.penalty, fields.lang
    left, right = st.columns(2)
    triggers: list[PenaltyTrigger] = [
        code for code in get_args(PenaltyTrigger) if (code == "bonus") is (consequence == "bonus")
    ]
    trigger = _choose(fields, right, "rule_trigger", triggers, base.applies_to if base else None,
                      "penalty.trigger_kind")  # fmt: skip
    kinds = [NONE, *KINDS[trigger]]  # type: ignore[index]
    kind = _choose(fields, left, "rule_kind", kinds, base.kind if base else NONE, "penalty.kind")
    if kind == NONE:
        return lambda: None
    return _amounts(fields, contract, base, kind, trigger, lang)


def _amounts(
    fields: Fields, contract: Contract, base: PenaltyRule | None, kind: str, trigger: str,
    lang: str,
) -> Read:  # fmt: skip
    first, second, third, fourth = st.columns(4)
    is_percent = kind == "price_supplement"
    amount = _text(fields, first, "rule_percent" if is_percent else "rule_amount",
                   exact(base.amount, lang) if base else "")  # fmt: skip
    usual = base.currency if base else CURRENCIES.get(contract.country, "EUR")
    currency = _choose(
        fields, second, "currency", list(get_args(Currency)), usual, "penalty.currency_kind"
    )
    units = amounts = ""
    scope: str = base.cap_scope if base else "contract"
    if not is_percent:
        units = _text(fields, third, "cap_units", _shown(base and base.cap_units, lang))
        amounts = _text(fields, fourth, "cap_amount", _shown(base and base.cap_amount, lang))
        if units or amounts:
            scope = _choose(
                fields, st, "cap_scope", list(get_args(CapScope)), scope, "penalty.scope_kind"
            )
    started = _ticked(fields, "rule_started", base.is_started if base else True,
                      kind in _STARTS)  # fmt: skip
    excuses = _ticked(fields, "excuses", bool(base and base.excuses_blocked),
                      kind in ("per_week", "per_month"))  # fmt: skip

    def read() -> PenaltyRule:
        chosen: tuple[PenaltyKind, PenaltyTrigger] = (kind, trigger)  # type: ignore[assignment]
        return PenaltyRule(
            *chosen, entry.amount(amount) or Decimal(0), currency,  # type: ignore[arg-type]
            is_started=started, cap_units=entry.amount(units), cap_amount=entry.amount(amounts),
            cap_scope=scope, excuses_blocked=excuses,  # type: ignore[arg-type]
        )  # fmt: skip

    return read


def _shown(amount: object, lang: str) -> str:
    return exact(amount, lang) if amount else ""  # type: ignore[arg-type]


def _text(fields: Fields, place: object, name: str, start: str) -> str:
    label = t(f"penalty.{name}", fields.lang)
    drawn = place.text_input(label, start, key=fields.key(f"penalty_{name}"))  # type: ignore[attr-defined]
    return str(drawn or "").strip()


def _ticked(fields: Fields, name: str, start: bool, is_shown: bool) -> bool:
    if not is_shown:
        return start
    return bool(st.checkbox(t(f"penalty.{name}", fields.lang), value=start,
                            key=fields.key(f"penalty_{name}")))  # fmt: skip


def _choose(
    fields: Fields, place: object, name: str, options: list[str] | list[PenaltyTrigger],
    start: str | None, words: str,
) -> str:  # fmt: skip
    known = [str(code) for code in options]
    return str(
        place.selectbox(  # type: ignore[attr-defined]
            t(f"penalty.{name}", fields.lang), known,
            index=known.index(start) if start in known else 0,
            format_func=lambda code: t(f"{words}.{code or 'none'}", fields.lang),
            placeholder=t("app.choose", fields.lang), key=fields.key(f"penalty_{name}"),
        )
    )  # fmt: skip
