"""The fields of a basis and of the amount in a decision: from the approved basis, or by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

import streamlit as st

from followup.domain.deviation import WITH_AMOUNT, Detail, Remedy
from followup.domain.penalty import TIMED, Excuse, Given, PenaltyBasis, PenaltyRule
from followup.errors import UserError
from followup.i18n.text import exact, t
from followup.services import entry
from followup.services.penalty import basis as penalty
from followup.services.penalty import text as penalty_text
from followup.ui.components import escape
from followup.ui.deviation.drawing import Build, Form
from followup.ui.penalty.rule_fields import CURRENCIES

FROM: Final = ("basis", "hand")


def clause(form: Form) -> str | None:
    """The clause whose rule is chosen; the first that fits unless another is."""
    known = penalty.clauses_for(form.matter)
    usual = known[0].identifier if known else None
    chosen = st.session_state.get(form.key("clause"), usual)
    return None if chosen is None else str(chosen)


def basis(form: Form) -> Build:
    """Which clause, and what only people know of it: days excused, the price of a supplement."""
    known = {r.identifier: r for r in penalty.clauses_for(form.matter)}
    if len(known) > 1:
        st.selectbox(
            t("penalty.choose_clause", form.lang), list(known), key=form.key("clause"),
            format_func=lambda code: f"{code.rpartition('/')[2]} {known[code].title}",
        )  # fmt: skip
    chosen = known.get(clause(form) or "")
    if chosen is None or chosen.penalty is None:
        return Detail
    st.caption(escape(penalty_text.rule_words(chosen.penalty, form.lang)))
    given = _given(form, chosen.penalty)
    return lambda: Detail(given=given())


def _given(form: Form, rule: PenaltyRule) -> Callable[[], Given | None]:
    start = end = why = price = source = ""
    if rule.excuses_blocked and rule.kind in TIMED:
        left, right = st.columns(2)
        start = _text(form, left, "excuse_start")
        end = _text(form, right, "excuse_end")
        why = _text(form, st, "excuse_why")
    if rule.kind == "price_supplement":
        left, right = st.columns(2)
        price = _text(form, left, "price")
        source = _text(form, right, "price_source")

    def read() -> Given | None:
        if not (start or end or price):
            return None
        excuse = _excuse(start, end, why) if start or end else None
        return Given(excuse, entry.amount(price), source)

    return read


def _excuse(start: str, end: str, why: str) -> Excuse:
    first, last = entry.day(start), entry.day(end)
    if last < first:
        raise UserError("deviation_day_before", day=last, first=first)
    if not why:
        raise UserError("reason_missing")
    return Excuse(first, last, why)


def _text(form: Form, place: object, name: str) -> str:
    label = t(f"penalty.{name}", form.lang)
    return str(place.text_input(label, key=form.key(f"penalty_{name}")) or "").strip()  # type: ignore[attr-defined]


def decide(form: Form) -> Build:
    """What is decided; an amount comes from the approved basis unless a hand sets it."""
    remedies: tuple[Remedy, ...] = get_args(Remedy)
    is_bonus = form.matter.subject.ground == "bonus"
    remedy = st.radio(
        form.label("remedy"), ("bonus",) if is_bonus else remedies, horizontal=True,
        key=form.key("remedy"), format_func=lambda code: t(f"deviation.remedy.{code}", form.lang),
    )  # fmt: skip
    amount = _amount(form, remedy)
    note = form.area("legal_note", form.label("legal_note"))

    def read() -> Detail:
        said = amount()
        return Detail(
            remedy=remedy, amount=said.amount, currency=said.currency,
            amount_from=said.amount_from, legal_note=note.strip() or None,
        )  # fmt: skip

    return read


def _amount(form: Form, remedy: Remedy) -> Build:
    if remedy not in WITH_AMOUNT:
        return Detail
    case = form.matter.case
    step = case.approved_basis if case else None
    found = step.detail.basis if step else None
    if found is not None and found.remedy == remedy:
        chosen = st.radio(
            t("penalty.use", form.lang), FROM, horizontal=True, key=form.key("amount_from"),
            format_func=lambda code: t(f"penalty.use_{code}", form.lang),
            help=t("penalty.use_help", form.lang),
        )  # fmt: skip
        if chosen == "basis":
            return _from_basis(form, found)
    return _by_hand(form)


def _from_basis(form: Form, found: PenaltyBasis) -> Build:
    words = penalty_text.amount_words(found, form.lang)
    if found.is_exact:
        st.markdown(f"**{escape(words)}**")
        return lambda: Detail(amount_from="basis")
    st.caption(escape(t("penalty.within", form.lang, range=words)))
    written = form.text("amount", exact(found.low, form.lang))
    return lambda: Detail(amount=entry.amount(written), amount_from="within_basis")


def _by_hand(form: Form) -> Build:
    left, right = st.columns(2)
    written = left.text_input(
        form.label("amount"), key=form.key("amount"),
        placeholder=t("page_deviations.amount_hint", form.lang),
    )  # fmt: skip
    usual = CURRENCIES.get(form.matter.contract.country, "EUR")
    currencies = tuple(dict.fromkeys([usual, "SEK", "DKK", "EUR"]))
    currency = right.selectbox(form.label("currency"), currencies, key=form.key("currency"))
    return lambda: Detail(amount=entry.amount(written or ""), currency=currency, amount_from="hand")
