"""Penalty and bonus on a contract: by clause what is proposed, approved, decided and left."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import day, money, t
from followup.rules.penalty import Span
from followup.services.penalty import sums as penalty_sums
from followup.services.penalty import text as penalty_text
from followup.services.penalty.sums import Standing
from followup.ui import components, tables
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State


def show(now: State, contract: Contract, lang: str) -> None:
    """Each clause that has a rule, and the way to its cases; nothing where none has."""
    cases = [m.case for m in deviation_reads.desk(now).cases if m.case is not None]
    found = penalty_sums.of_contract(contract, reversed(cases))
    if not found:
        return
    st.subheader(t("penalty.of_contract", lang), anchor=False)
    for standing in found:
        short = standing.requirement.identifier.rpartition("/")[2]
        st.markdown(f"**{escape(f'{short} {standing.requirement.title}')}**")
        with st.container(key=f"stack_lines_sums_{short}"):
            tables.pairs(_lines(standing, lang), alt=t("penalty.sums_alt", lang, requirement=short))
        _links(standing, lang)
    st.caption(t("penalty.not_decided", lang))


def _lines(standing: Standing, lang: str) -> list[tuple[str, str]]:
    rule = standing.requirement.penalty
    currency = rule.currency if rule else ""
    if standing.left is not None:
        left = money(standing.left, lang, currency, 2)
    else:
        key = "cap_each" if rule and rule.cap is not None else "no_cap_short"
        left = t(f"penalty.{key}", lang)
    said = {
        "rule": penalty_text.rule_words(rule, lang) if rule else "",
        "proposed": _span(standing.proposed, currency, lang),
        "approved": _span(standing.approved, currency, lang),
        "decided": money(standing.decided, lang, currency, 2),
        "left": left,
    }
    return [(t(f"penalty.column_{name}", lang), words) for name, words in said.items()]


def _span(span: Span, currency: str, lang: str) -> str:
    low, high = (money(end, lang, currency, 2) for end in span)
    return low if span[0] == span[1] else t("penalty.range", lang, low=low, high=high)


def _links(standing: Standing, lang: str) -> None:
    short = standing.requirement.identifier.rpartition("/")[2]
    for case, basis, is_approved in standing.bases:
        state = t(f"penalty.state.{'approved' if is_approved else 'proposed'}", lang)
        amount = penalty_text.amount_words(basis, lang)
        _link(case, t("penalty.of_case", lang, state=state, amount=amount, requirement=short))
    for done in standing.imposed:
        words = t(
            "penalty.decided_in", lang, day=day(done.step.day, lang),
            amount=money(done.amount, lang, done.currency, 2),
            source=penalty_text.source_words(done.step.detail, lang),
        )  # fmt: skip
        _link(done.case, words)


def _link(case: str, words: str) -> None:
    components.link(Place(escape(f"{case} · {words}"), "deviations", {"case": case}),
                    icon=":material/payments:")  # fmt: skip
