"""A part of a goal's ledger, opened: the contracts and reports in it, and the values behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import streamlit as st

from followup.goals.ledger import Moved
from followup.i18n.text import percent_range, period_label, quantity, t
from followup.services.goal import ledger_words as words
from followup.services.goal.ledger import End, Ledger
from followup.services.goal.ledger_words import Line
from followup.services.goal.moved_factors import FactorMoved, Value
from followup.services.goal.moved_reports import ReportMoved
from followup.services.proof import text as proof_text
from followup.ui import components, tables
from followup.ui.components import escape
from followup.ui.goal import links
from followup.ui.goal import reads as goal_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row

# Links beyond this many help nobody; the table below them has every contract.
MOST: Final = 10
_CHANGES: Final = {"late": ("late",), "corrected": ("replaced", "withdrawn", "receipt")}


def show(
    now: State, found: Ledger, lines: Sequence[Line], line: Line, then: date | None, lang: str
) -> None:
    """What stands in a part; ``then`` is the day in the address, if one is."""
    goal = found.goal.identifier
    st.markdown(f"#### {t('ledger.opened', lang, label=line.label, amount=line.amount)}")
    for cause in line.causes:
        st.caption(t(f"ledger.meaning.{cause}", lang))
    _contracts(found, line, _before(found, lines, line), lang)
    kinds = [kind for cause in line.causes for kind in _CHANGES.get(cause, ())]
    if reports := [m for m in found.reports if m.change in kinds]:
        _reports(found, reports, lang)
    if "factors" in line.causes:
        _factors(goal_reads.factors(now, lang, goal, then), lang)
    close = links.to_part(t("ledger.close", lang), goal, then, None)
    components.link(close, ":material/close:")


def _before(found: Ledger, lines: Sequence[Line], line: Line) -> Fraction:
    """The exact figure that a part starts from."""
    earlier = (other.part.amount for other in lines[: lines.index(line)])
    return sum(earlier, found.then.value or Fraction(0))


def _contracts(found: Ledger, line: Line, before: Fraction, lang: str) -> None:
    rows: list[Row] = []
    moved = words.moved(line.part, before, lang)
    for one, amount in moved:
        contract = found.contracts.get(one.contract)
        rows.append({
            "contract": contract.title if contract else one.contract,
            "points": amount,
            "before": words.share_of(one.before, lang),
            "after": words.share_of(one.after, lang),
            "board": (contract and contract.board) or t("page_goals.no_board", lang),
        })  # fmt: skip
    st.caption(t("ledger.moved_help", lang))
    with st.container(gap="xxsmall", key="ledger_moved"):
        for (one, amount), row in list(zip(moved, rows, strict=True))[:MOST]:
            told = {n: str(row[n]) for n in ("contract", "before", "after", "board")}
            label = escape(t("ledger.moved_line", lang, amount=amount, **told))
            year = _end(found, line, one).standpoint.year.start.year
            components.link(links.to_contract(label, found.goal.identifier, one.contract, year))
    names = ("contract", "points", "before", "after", "board")
    columns = [Column(n, t(f"ledger.column_{n}", lang)) for n in names]
    with st.expander(t("ledger.whole_table", lang)):
        alt = t("ledger.contracts_alt", lang, label=line.label)
        tables.plain_table(rows, columns, lang, alt=alt)


def _end(found: Ledger, line: Line, moved: Moved) -> End:
    """The end whose year a contract of a part is seen in: that of what moved it."""
    is_new = line.causes[-1] == "contracts" and moved.before is None
    return found.now if is_new or line.causes[-1] == "real" else found.then


def _reports(found: Ledger, reports: Sequence[ReportMoved], lang: str) -> None:
    st.markdown(f"**{t('ledger.reports_title', lang)}**")
    with st.container(gap="xxsmall", key="ledger_reports"):
        for one in reports[:MOST]:
            contract = found.contracts.get(one.report.contract)
            told = t(
                "ledger.report_line", lang, change=_change(one, lang),
                report=f"{one.report.file_name}, {period_label(one.report.period, lang)}",
                contract=contract.title if contract else one.report.contract,
            )  # fmt: skip
            place = links.to_report(escape(told), one.by or one.report)
            components.link(place, ":material/inventory_2:")


def _change(moved: ReportMoved, lang: str) -> str:
    """What became of a report, with what was said of it."""
    given = moved.by or moved.report
    told = {"day": given.received_date, "file": given.file_name}
    text = t(f"ledger.change.{moved.change}", lang, **told)
    if moved.reason:
        return t("ledger.change.why", lang, change=text, reason=moved.reason)
    return text


def _factors(moved: Sequence[FactorMoved], lang: str) -> None:
    """Which values changed, fuel by fuel."""
    if not moved:
        return
    st.markdown(f"**{t('ledger.factors_title', lang)}**")
    rows: list[Row] = [
        {
            "fuel": proof_text.fuel_name(one.fuel, lang),
            "then": _value(one.before, lang, with_energy=one.is_energy_changed),
            "now": _value(one.after, lang, with_energy=one.is_energy_changed),
        }
        for one in moved
    ]
    columns = [Column(n, t(f"ledger.column_{n}", lang)) for n in ("fuel", "then", "now")]
    tables.plain_table(rows, columns, lang, alt=t("ledger.factors_alt", lang))


def _value(value: Value, lang: str, *, with_energy: bool) -> str:
    share = percent_range(value.low, value.high, lang, 1)
    text = t("ledger.factor_share", lang, share=share)
    if not with_energy:
        return text
    energy = t("ledger.factor_energy", lang, energy=quantity(value.energy, "MJ", lang, 2))
    return f"{text}, {energy}"
