"""The organisation's own values: what each says, who added it and why, and taking one back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.i18n.text import day, t
from followup.services.factors import own as own_factors
from followup.services.factors.own import Effects
from followup.services.installation import now_utc
from followup.services.method.lines import table_name
from followup.ui import components, may, resources, state, tables
from followup.ui.factors import effects, form, listing
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column, Row


def show(now: State, lang: str) -> None:
    """Every own value, the latest first; nothing where there is none."""
    found = own_factors.every(resources.installation())[::-1]
    if not found:
        return
    st.header(t("factors.own", lang), anchor=False)
    columns = [
        Column(name, t(f"factors.column_{name}", lang))
        for name in ("what", "value", "days", "status", "source", "known", "who")
    ]
    rows = [row(figure, lang) for figure in found]
    tables.plain_table(rows, columns, lang, alt=t("factors.own_alt", lang, count=len(rows)))
    if state.user_name() is not None:
        _withdraw([f for f in found if f.withdrawn_on is None], now, lang)


def name_of(figure: OwnFigure, lang: str) -> str:
    """What a value is of, in words."""
    what = f"{t(f'fuel.{figure.subject}', lang)}, {t(f'factors.in_{figure.country}', lang)}"
    family = t(f"factor_set.{figure.part}", lang) if figure.kind == "ghg_factor" else ""
    return " · ".join(part for part in (what, table_name(figure.kind, lang), family) if part)


def row(figure: OwnFigure, lang: str) -> Row:
    """A value as a row of a table."""
    low, high = figure.ends
    last = (
        t("factors.until_further", lang) if figure.valid_to is None else day(figure.valid_to, lang)
    )
    known = day(figure.known_from, lang)
    if figure.withdrawn_on is not None:
        known = t("factors.withdrawn", lang, known=figure.known_from, day=figure.withdrawn_on)
    source = ", ".join(p for p in (figure.publisher, figure.title, figure.year) if p)
    return {
        "what": name_of(figure, lang),
        "value": "" if low is None or high is None
        else listing.amount(low, high, figure.unit, lang),
        "days": f"{day(figure.valid_from, lang)} – {last}",
        "status": t(f"source_status.{figure.status}", lang),
        "source": f"{source} ({figure.read_at})",
        "known": known,
        "who": figure.actor,
    }  # fmt: skip


@may.takes("own_figure")
def _withdraw(holding: list[OwnFigure], now: State, lang: str) -> None:
    """Take one back: first what that changes, then the reason and the button."""
    if not holding:
        return
    with st.expander(t("factors.withdraw", lang), icon=":material/undo:"):
        named = {f.identifier: f"{name_of(f, lang)} · {day(f.known_from, lang)}" for f in holding}
        chosen = st.selectbox(
            t("factors.which", lang), list(named), format_func=named.__getitem__,
            key="factors_withdraw",
        )  # fmt: skip
        with components.busy(t("app.working", lang)):
            found = _preview(now.home, now.version, now.as_of, str(chosen), lang)
        effects.show(found, lang)
        reason = st.text_input(t("factors.reason", lang), key=f"factors_why_{chosen}")
        if st.button(t("factors.withdraw_do", lang), key="factors_withdraw_do"):
            _take_back(str(chosen), reason, now.as_of, lang)


def _take_back(identifier: str, reason: str, today: date, lang: str) -> None:
    actor = acting(state.user_name() or "")
    try:
        own_factors.withdraw(resources.installation(), identifier, actor, reason, today, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = "factors.taken_back"
    st.rerun()


@st.cache_data(max_entries=4, show_spinner=False)
def _preview(home: str, version: int, as_of: date, identifier: str, lang: str) -> Effects:
    del home, version
    return own_factors.preview_withdrawal(resources.installation(), identifier, as_of, lang)
