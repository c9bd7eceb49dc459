"""A comparison to write or change: the buyer's figures first, then each alternative's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from followup.domain.cost_comparison import (
    FORMS,
    KINDS,
    TIMINGS,
    Alternative,
    Comparison,
    Version,
    shared_inputs,
)
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.cost import comparisons, text, written
from followup.services.cost.written import WrittenAlternative, WrittenComparison
from followup.services.installation import now_utc
from followup.services.proof.text import fuel_name
from followup.ui import address, components, resources
from followup.ui.components import Place, escape
from followup.ui.cost import acts, fields
from followup.ui.reads import State
from followup.ui.state import acting

MOST_ALTERNATIVES = 5


def show(now: State, version: Version | None, lang: str) -> None:
    """The form of a new comparison, or of the newest version of one."""
    before = version.comparison if version is not None else None
    title = before.title if before is not None else t("page_costs.new", lang)
    components.breadcrumb([Place(t("page_costs.all", lang), "costs")], title)
    st.caption(t("page_costs.empty_help", lang))
    key = f"cost_{before.identifier if before else 'new'}"
    told, alternatives = _head(before, key, lang), []
    count = int(st.number_input(
        t("page_costs.count", lang), comparisons.FEWEST, MOST_ALTERNATIVES,
        len(before.alternatives) if before else comparisons.FEWEST, key=f"{key}_count",
    ))  # fmt: skip
    for place in range(count):
        had = before.alternatives[place] if before and place < len(before.alternatives) else None
        alternatives.append(_choices(had, told, place, key, lang))
    shared = _shared(now, before, told, alternatives, key, lang)
    alternatives = [
        fields.own(before.alternatives[i] if before and i < len(before.alternatives) else None,
                   one, told, i, key, lang)
        for i, one in enumerate(alternatives)
    ]  # fmt: skip
    note = st.text_area(
        t("page_costs.note", lang), before.note if before else "", key=f"{key}_note"
    )
    form = WrittenComparison(
        told.title, told.kind, told.organisation, told.currency, told.timing, shared[0], shared[1],
        tuple(alternatives), note or "",
    )  # fmt: skip
    _save(now, before, form, key, lang)


def _head(before: Comparison | None, key: str, lang: str) -> Comparison:
    told = before or Comparison("", "", "vehicle", "", "SEK", "end", (), ())
    title = st.text_input(t("page_costs.title", lang), told.title, key=f"{key}_title")
    left, right = st.columns(2)
    kind = left.selectbox(
        t("page_costs.kind", lang), KINDS, KINDS.index(told.kind), key=f"{key}_kind",
        format_func=lambda code: t(f"cost.kind.{code}", lang),
    )  # fmt: skip
    organisation = right.text_input(
        t("page_costs.organisation", lang), told.organisation, key=f"{key}_organisation"
    )
    left, right = st.columns(2)
    currency = left.selectbox(
        t("page_costs.currency", lang), comparisons.CURRENCIES,
        comparisons.CURRENCIES.index(told.currency), key=f"{key}_currency",
        format_func=lambda code: t(f"unit.{code}", lang),
    )  # fmt: skip
    timing = right.selectbox(
        t("page_costs.timing", lang), TIMINGS, TIMINGS.index(told.timing), key=f"{key}_timing",
        format_func=lambda code: t(f"cost.timing.{code}", lang),
    )  # fmt: skip
    return replace(
        told, title=title or "", kind=kind, organisation=organisation or "", currency=currency,
        timing=timing,
    )  # fmt: skip


def _choices(
    had: Alternative | None, told: Comparison, place: int, key: str, lang: str
) -> WrittenAlternative:
    """Its name, how it is had and what it runs on: the fields that follow depend on them."""
    mine = f"{key}_{place}"
    left, middle, right = st.columns([2, 1, 1])
    name = left.text_input(
        f"{t('page_costs.alternative', lang, number=place + 1)}: "
        f"{t('page_costs.alternative_name', lang)}",
        had.name if had else "", key=f"{mine}_name",
    )  # fmt: skip
    form = middle.selectbox(
        t("page_costs.form", lang), FORMS, FORMS.index(had.form) if had else 0, key=f"{mine}_form",
        format_func=lambda code: t(f"cost.form.{code}", lang),
    )  # fmt: skip
    fuel = ""
    if told.kind != "furniture":
        options = ["", *(one.code for one in resources.installation().catalogue.fuels)]
        held = had.fuel if had and had.fuel in options else ""
        fuel = right.selectbox(
            t("page_costs.fuel", lang), options, options.index(held or ""), key=f"{mine}_fuel",
            format_func=lambda code: fuel_name(code, lang) if code else t("cost.no_fuel", lang),
        )  # fmt: skip
    return WrittenAlternative(name or "", form, fuel or "", {}, {})


def _shared(
    now: State, before: Comparison | None, told: Comparison,
    alternatives: list[WrittenAlternative], key: str, lang: str,
) -> tuple[Mapping[str, str], Mapping[str, str]]:  # fmt: skip
    """The buyer's shared figures in three groups, each with its source."""
    known = {one.name: one for one in before.inputs} if before else {}
    fuels = tuple(dict.fromkeys(a.fuel for a in alternatives if a.fuel))
    asked = shared_inputs(told.kind, fuels)
    said: dict[str, str] = {}
    sources: dict[str, str] = {}
    st.header(t("page_costs.inputs_buyer", lang), anchor=False)
    helps = {"frame": "rate_help", "carbon": "carbon_help"}
    for name in ("frame", "energy", "carbon"):
        group = [(n, spec) for n, spec in asked if written.group(spec) == name]
        if not group or (not fuels and name != "frame"):
            continue
        with st.container(border=True, key=f"cost_group_{name}"):
            st.markdown(f"**{t(f'page_costs.group_{name}', lang)}**")
            if name in helps:
                st.caption(t(f"page_costs.{helps[name]}", lang))
            if name == "carbon":
                _factors(fuels, told, now, lang)
            said |= fields.numbers(group, known, told, key, lang)
            first = next((known[n].source for n, _ in group if n in known), "")
            sources[name] = (
                st.text_input(t("page_costs.source", lang), first, key=f"{key}_source_{name}") or ""
            )
    return said, sources


def _factors(fuels: tuple[str, ...], told: Comparison, now: State, lang: str) -> None:
    """What the catalogue says of the fuels, and the way to its page."""
    catalogue = resources.installation().catalogue
    for fuel in fuels:
        if hint := text.factor_hint(fuel, told, catalogue, now.as_of, lang):
            st.caption(escape(hint))
    components.link(Place(t("page_costs.factors", lang), "factors"), icon=":material/function:")


def _save(
    now: State, before: Comparison | None, form: WrittenComparison, key: str, lang: str
) -> None:
    name = components.ask_name(lang)
    if name is None:
        return
    reason = st.text_input(t("page_costs.reason", lang), key=f"{key}_reason") if before else ""
    if not st.button(
        t("page_costs.save", lang), key="cost_save", type="primary", icon=":material/save:"
    ):
        return
    try:
        told = written.comparison(before.identifier if before else "", form)
        made = comparisons.save(
            resources.installation(), told, reason or "", acting(name), now_utc(), now.as_of
        )
    except UserError as error:
        components.error_box(_named(error, lang), lang)
        return
    st.session_state[acts.SAVED] = "saved"
    address.put(new=None, edit=None, comparison=made)
    st.rerun()


def _named(error: UserError, lang: str) -> UserError:
    """The same problem with the field called what the form calls it."""
    if "field" not in error.params:
        return error
    field = text.input_name(str(error.params["field"]), lang)
    return UserError(error.code, **{**error.params, "field": field})
