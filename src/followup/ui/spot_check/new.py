"""A new list: from what, how many rows, what it would be made up of, and then the draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.period import Frequency, Period, parse_period, tile
from followup.errors import UserError
from followup.i18n.text import energy, number, percent, period_label, t
from followup.services.entry import day as entered_day
from followup.services.installation import now_utc
from followup.services.spot_check import spot_checks
from followup.services.spot_check.rule import SpotCheckRule, rule_of
from followup.services.spot_check.spot_checks import Deed, Preview, Scope
from followup.ui import address, components, reads, resources
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.spot_check import reads as check_reads
from followup.ui.state import acting

SAVED_KEY = "check_drawn"
MJ_PER_MWH = Decimal(3600)
SPANS: tuple[Frequency, ...] = ("year", "half_year", "quarter", "month")


@dataclass(frozen=True, slots=True)
class _Wanted:
    scope: Scope
    rows: int


def show(now: State, lang: str) -> None:
    """The form, what it would give, and the button that records the seed and draws."""
    components.breadcrumb(
        [Place(t("page_checks.all", lang), "spot_checks")], t("page_checks.new", lang)
    )
    contracts = reads.contracts(now)
    if not contracts:
        components.empty_state(
            t("page_contracts.none", lang), Place(t("nav.contracts", lang), "contracts")
        )
        return
    rule = rule_of(resources.installation().catalogue, now.as_of)
    wanted = _wanted(now, contracts, rule, lang)
    try:
        with components.busy(t("app.working", lang)):
            found = check_reads.preview(now, wanted.scope, wanted.rows)
    except UserError as error:
        components.error_box(error, lang)
        return
    _preview(found, rule, lang)
    _draw(now, wanted, rule, lang)


def _wanted(now: State, contracts: Sequence[Contract], rule: SpotCheckRule, lang: str) -> _Wanted:
    known = {c.number: c for c in contracts}
    suppliers = sorted({c.supplier for c in contracts if c.supplier and not c.is_internal})
    of_what = address.segments(
        "of", t("page_checks.of_what", lang), ("contract", "supplier"), "contract",
        lambda code: t(f"page_checks.of_{code}", lang),
    )  # fmt: skip
    left, middle, right = st.columns([3, 2, 1])
    contract = supplier = None
    with left:
        if of_what == "supplier" and suppliers:
            supplier = _select("supplier", t("page_checks.supplier", lang), suppliers, str, lang)
            own = [c for c in contracts if c.supplier == supplier]
        else:
            contract = _select(
                "contract", t("page_checks.contract", lang), sorted(known),
                lambda n: f"{known[n].title} ({n})", lang,
            )  # fmt: skip
            own = [known[contract]]
    periods = [str(p) for p in _periods(own, now.as_of)]
    with middle:
        period = _select(
            "period", t("page_checks.period", lang), periods,
            lambda code: period_label(parse_period(code), lang), lang,
        )  # fmt: skip
    rows = right.number_input(
        t("page_checks.rows", lang), min_value=1, max_value=rule.most_rows, value=rule.rows,
        key="check_rows",
    )  # fmt: skip
    return _Wanted(Scope(parse_period(period), contract, supplier), int(rows))


def _select(
    name: str, label: str, options: Sequence[str], words: Callable[[str], str], lang: str
) -> str:
    asked = address.get(name)
    chosen = st.selectbox(
        label, options, index=options.index(asked) if asked in options else 0,
        format_func=words, placeholder=t("app.choose", lang), key=f"check_{name}",
    )  # fmt: skip
    return str(chosen)


def _periods(contracts: Sequence[Contract], as_of: date) -> list[Period]:
    """Calendar periods of the contracts' days that have begun, the newest of each length first."""
    start = min(c.days.start for c in contracts)
    end = min(as_of, max(c.days.end for c in contracts))
    whole = Period(date(min(start.year, end.year), 1, 1), date(max(end.year, start.year), 12, 31))
    found = []
    for span in SPANS:
        begun = [p for p in tile(whole, span) if p.start <= max(end, start) and p.end >= start]
        found += begun[::-1]
    ended = [p for p in found if p.end <= as_of]
    # A year that has ended first: its reports are in.
    return sorted(
        found, key=lambda p: (p not in ended, SPANS.index(_span(p)), -p.start.toordinal())
    )


def _span(period: Period) -> Frequency:
    written = str(period)
    if len(written) == 4:
        return "year"
    return "half_year" if "H" in written else "quarter" if "Q" in written else "month"


def _preview(found: Preview, rule: SpotCheckRule, lang: str) -> None:
    st.header(t("page_checks.preview", lang), anchor=False)
    plan = found.plan
    sizes = {part: number(count, lang) for part, count in plan.sizes.items()}
    lines = [
        t("page_checks.preview_rows", lang, count=number(plan.asked, lang),
          population=number(len(plan.rows), lang), **sizes),
        t("page_checks.preview_no_energy", lang) if found.energy_share is None else
        t("page_checks.preview_energy", lang, share=percent(found.energy_share, lang, 0),
          energy=energy(found.energy_mj / MJ_PER_MWH, lang)),
        t("page_checks.preview_odd", lang, count=number(len(plan.oddities), lang))
        if plan.oddities else t("page_checks.preview_none_odd", lang),
    ]  # fmt: skip
    if found.held:
        lines.append(t("page_checks.preview_held", lang, count=number(found.held, lang)))
    for line in lines:
        st.markdown(f"- {line}")
    shares = ", ".join(
        f"{t(f'spot_check.part.{part}', lang)} {percent(share, lang, 0)}"
        for part, share in rule.shares.items()
    )
    st.caption(t("page_checks.preview_parts", lang, shares=shares))


def _draw(now: State, wanted: _Wanted, rule: SpotCheckRule, lang: str) -> None:
    actor = components.ask_name(lang)
    if actor is None:
        return
    left, right = st.columns(2)
    usual = now.as_of + timedelta(days=rule.reply_days)
    reply = left.text_input(t("page_checks.reply", lang), usual.isoformat(), key="check_reply")
    seed = right.text_input(
        t("page_checks.seed", lang), key="check_seed", help=t("page_checks.seed_help", lang)
    )
    if not st.button(
        t("page_checks.draw", lang), key="check_draw", type="primary", icon=":material/casino:"
    ):
        return
    try:
        deed = Deed(acting(actor), now.as_of, now_utc())
        with components.busy(t("app.working", lang)):
            name = spot_checks.draw(
                resources.installation(), wanted.scope, wanted.rows, deed, seed=seed or "",
                reply_date=entered_day(reply or ""),
            )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED_KEY] = name
    address.put(list=name, new=None, of=None, contract=None, supplier=None, period=None)
    st.rerun()


def saved(lang: str) -> None:
    """Say once that a list was drawn."""
    if name := st.session_state.pop(SAVED_KEY, None):
        st.success(t("page_checks.drawn", lang, list=escape(name)), icon=":material/check:")
