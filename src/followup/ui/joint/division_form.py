"""Saying how a joint contract is divided from a day on."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import streamlit as st

from followup.domain.division import KEY_UNITS, RULES, Division, DivisionRule, Part
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry
from followup.services.installation import now_utc
from followup.services.joint import division as division_service
from followup.ui import components, may, resources
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.state import acting

SAID_KEY: Final = "division_said"
# Taking a stated rule away again leaves the agreed shares, if there are any.
AGREED: Final = "agreed"


def said(lang: str) -> None:
    """Say once that a rule was saved."""
    if st.session_state.pop(SAID_KEY, None):
        st.success(t("division.saved", lang), icon=":material/check:")


@may.takes("division")
def show(now: State, contract: Contract, actor: str, lang: str) -> None:
    """The rule, its first day, each buyer's part, and what it rests on."""
    with (
        st.expander(t("division.change", lang), key="division_box"),
        st.form("division_form", border=False),
    ):
        rule = st.radio(
            t("division.which", lang), (*RULES, AGREED), key="division_rule",
            format_func=lambda code: t(f"division.choice.{code}", lang),
        )  # fmt: skip
        first, second = st.columns(2)
        begins = first.text_input(
            t("division.valid_from", lang), contract.days.start.isoformat(), key="division_from"
        )
        unit = second.selectbox(
            t("division.key_unit", lang), KEY_UNITS, key="division_unit",
            format_func=lambda code: t(f"division.unit.{code}", lang),
            placeholder=t("app.choose", lang),
        )  # fmt: skip
        st.caption(t("division.parts_help", lang))
        written = {
            buyer.name: st.text_input(escape(buyer.name), key=f"division_part_{place}")
            for place, buyer in enumerate(contract.buyers)
        }
        note = st.text_input(
            t("division.note", lang), key="division_note", help=t("division.note_help", lang)
        )
        pressed = st.form_submit_button(t("division.save", lang), key="division_save")
    if not pressed:
        return
    chosen: DivisionRule | None = next((code for code in RULES if code == rule), None)
    try:
        word = Division(
            contract.number, entry.day(str(begins or "")), chosen,
            tuple(_parts({name: str(text or "") for name, text in written.items()}, chosen)),
            str(unit) if chosen == "key" else None, str(note or ""),
        )  # fmt: skip
        own, today = resources.installation(), now.as_of
        division_service.divide(own, contract, word, acting(actor), today, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAID_KEY] = True
    st.rerun()


def _parts(written: dict[str, str], rule: DivisionRule | None) -> list[Part]:
    """Shares are written in per cent, a key in its own unit."""
    if rule not in ("shares", "key"):
        return []
    read = {name: entry.amount(text.replace("%", "")) for name, text in written.items()}
    scale = Decimal("0.01") if rule == "shares" else Decimal(1)
    return [Part(name, amount * scale) for name, amount in read.items() if amount is not None]
