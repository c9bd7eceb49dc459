"""The rule for small deviations of a contract or an organisation: what holds, and setting it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.small_rule import PARTS, Scope, SmallRule
from followup.errors import UserError
from followup.i18n.text import moment, percent, t
from followup.rules.deviations import DeviationRule
from followup.services import entry
from followup.services.deviation import rule as deviation_rule
from followup.services.deviation import small_rules
from followup.services.installation import now_utc
from followup.services.requirement.limits import percent_text
from followup.ui import components, may, resources, state, tables
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

DONE_KEY: Final = "small_rule_done"


def of_contract(now: State, contract: Contract, lang: str) -> None:
    """The contract's rule, with what it takes from its organisation."""
    known = small_rules.newest(resources.installation(), now.as_of)
    _show(now, "contract", contract.number, small_rules.chain(contract, known), lang)


def of_organisation(now: State, name: str, lang: str) -> None:
    """The rule that every contract of an organisation has unless it has its own."""
    known = small_rules.newest(resources.installation(), now.as_of)
    own = known.get(("organisation", name))
    _show(now, "organisation", name, [own] if own else [], lang)


def _show(now: State, scope: Scope, name: str, chain: Sequence[SmallRule], lang: str) -> None:
    if st.session_state.pop(DONE_KEY, None) == name:
        st.success(t("small_rule.saved", lang), icon=":material/check:")
    with st.expander(t(f"small_rule.title_{scope}", lang), key="small_rule_box"):
        st.markdown(t(f"small_rule.help_{scope}", lang))
        usual = deviation_rule.rule_of(resources.installation().catalogue, now.as_of)
        tables.pairs(
            [_line(part, usual, chain, lang) for part in PARTS], alt=t("small_rule.alt", lang)
        )
        own = next((r for r in chain if (r.scope, r.name) == (scope, name)), None)
        if own is not None and own.at is not None:
            who, at = report_parts.person(own.actor, lang), moment(own.at, lang)
            said = t("small_rule.set_by", lang, name=who, at=at, reason=own.reason)
            st.caption(escape(said))
        if not may.act("small_rule"):
            return
        actor = state.user_name()
        if actor is None:
            st.caption(t("small_rule.name_first", lang))
        else:
            _form(scope, name, own, actor, lang)


def _line(
    part: str, usual: DeviationRule, chain: Sequence[SmallRule], lang: str
) -> tuple[str, str]:
    """A number as it holds, and whose word it is."""
    value, whose = getattr(usual, part), t("small_rule.of_program", lang)
    for rule in reversed(chain):
        if (said := getattr(rule, part)) is not None:
            value, whose = said, t(f"small_rule.of_{rule.scope}", lang, name=rule.name)
    words = percent(value, lang, 1) if part == "small_gap" else str(value)
    return t(f"small_rule.{part}", lang), f"{words} ({whose})"


def _form(scope: Scope, name: str, own: SmallRule | None, actor: str, lang: str) -> None:
    with st.form("small_rule_form", border=False):
        columns = st.columns(2)
        written = {}
        for index, part in enumerate(PARTS):
            held = getattr(own, part) if own else None
            shown = percent_text(held) if part == "small_gap" else str(held or "")
            if part == "small_days_late" and held == 0:
                shown = "0"
            written[part] = columns[index % 2].text_input(
                t(f"small_rule.{part}", lang), shown, key=f"small_rule_{part}",
                placeholder=t(f"small_rule.inherits_{scope}", lang),
            )  # fmt: skip
        reason = st.text_input(t("small_rule.reason", lang), key="small_rule_reason")
        if not st.form_submit_button(t("small_rule.save", lang), key="small_rule_save"):
            return
    try:
        count, months, days = (_number(str(written[part] or "")) for part in PARTS[:3])
        gap = entry.percent(str(written["small_gap"])) if written["small_gap"] else None
        rule = SmallRule(scope, name, count, months, days, gap, str(reason or ""))
        today = resources.today()
        small_rules.save(resources.installation(), rule, acting(actor), today, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[DONE_KEY] = name
    st.rerun()


def _number(written: str) -> int | None:
    text = written.strip()
    if not text:
        return None
    if not text.isdecimal():
        raise UserError("small_rule_number", text=text)
    return int(Decimal(text))
