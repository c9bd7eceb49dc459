"""Penalty and bonus on a contract: by clause what is proposed, approved, decided and left."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import day, money, t
from followup.rules.penalty import Span
from followup.services import penalty_sums, penalty_text
from followup.services.penalty_sums import Standing
from followup.ui import components, tables
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State
from followup.ui.tables import Column


def show(now: State, contract: Contract, lang: str) -> None:
    """A table of the clauses that have a rule, and the way to each case; else nothing."""
    cases = [m.case for m in deviation_reads.desk(now).cases if m.case is not None]
    found = penalty_sums.of_contract(contract, reversed(cases))
    if not found:
        return
    st.subheader(t("penalty.of_contract", lang), anchor=False)
    names = ("requirement", "rule", "proposed", "approved", "decided", "left")
    columns = [Column(name, t(f"penalty.column_{name}", lang)) for name in names]
    tables.plain_table([_row(s, lang) for s in found], columns, lang,
                       alt=t("penalty.sums_alt", lang))  # fmt: skip
    for standing in found:
        _links(standing, lang)
    st.caption(t("penalty.not_decided", lang))


def _row(standing: Standing, lang: str) -> dict[str, str]:
    rule = standing.requirement.penalty
    currency = rule.currency if rule else ""
    short = standing.requirement.identifier.rpartition("/")[2]
    if standing.left is not None:
        left = money(standing.left, lang, currency, 2)
    else:
        key = "cap_each" if rule and rule.cap is not None else "no_cap_short"
        left = t(f"penalty.{key}", lang)
    return {
        "requirement": f"{short} {standing.requirement.title}",
        "rule": penalty_text.rule_words(rule, lang) if rule else "",
        "proposed": _span(standing.proposed, currency, lang),
        "approved": _span(standing.approved, currency, lang),
        "decided": money(standing.decided, lang, currency, 2),
        "left": left,
    }


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
