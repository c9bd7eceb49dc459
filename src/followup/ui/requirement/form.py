"""The builder: one requirement of a contract, made or changed, and what it will mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

import streamlit as st

from followup.domain.measure import MEASURES
from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.errors import UserError
from followup.i18n.text import join, t
from followup.reference.catalogue import Catalogue
from followup.services import entry
from followup.services.contract import contracts
from followup.services.contract.defaults import defaults_of
from followup.services.entry import WrittenStep
from followup.services.installation import now_utc
from followup.services.requirement import hint as follow_up_hint
from followup.services.requirement import requirements
from followup.services.requirement import text as requirement_text
from followup.ui import address, components, may, resources
from followup.ui.components import Place, error_box, escape
from followup.ui.penalty import rule_fields
from followup.ui.requirement import curve, draft, fields, steps
from followup.ui.requirement.draft import Draft
from followup.ui.requirement.fields import Fields
from followup.ui.state import acting
from followup.ui.tester import use as trial

SAVED_KEY: Final = "requirement_saved"


@may.takes("save_contracts")
def show(contract: Contract, short: str, lang: str) -> None:
    """The form of a requirement; ``short`` is its number, anything else makes a new one.

    The address may say from which library entry a new one starts.
    """
    known = {r.identifier for r in contract.requirements}
    asked = requirements.identifier(contract, short)
    before = asked if asked in known else None
    own = short if before else None
    start = address.get("start")
    name = (
        t("page_requirement.title_change", lang, requirement=own)
        if own
        else t("page_requirement.title_new", lang)
    )
    components.breadcrumb(
        [
            Place(t("page_contracts.all", lang), "contracts"),
            Place(contract.number, "contracts", {"contract": contract.number}),
        ],
        name,
    )
    st.header(escape(name), anchor=False)
    st.caption(t("page_requirement.new_version", lang))
    actor = components.ask_name(lang)
    if actor is None:
        return
    catalogue = resources.installation().catalogue
    made = draft.of(catalogue, contract, own, start, lang)
    if own is None:
        _start(made, contract, catalogue, lang)
    requirement = _fields(made, contract, catalogue, lang)
    if requirement is None:
        return
    _meaning(contract, requirement, catalogue, lang)
    kinds = _hint(contract, requirement, lang)
    trial.from_builder(requirement, lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            t("page_requirement.save", lang), key="requirement_save", type="primary",
            icon=":material/save:",
        ):  # fmt: skip
            _save(partial(_changed, contract, requirement, before, kinds), requirement, actor, lang)
        if before and st.button(
            t("page_requirement.remove", lang), key="requirement_remove", type="tertiary",
            icon=":material/playlist_remove:", help=t("page_requirement.remove_help", lang),
        ):  # fmt: skip
            _save(partial(requirements.without, contract, before), None, actor, lang)


def _start(made: Draft, contract: Contract, catalogue: Catalogue, lang: str) -> None:
    entries = {e.id: e for e in catalogue.requirement_templates}
    sources = {s.id: s.publisher for s in catalogue.sources}

    def written(code: str) -> str:
        if code == draft.NOTHING:
            return t("page_requirement.from_nothing", lang)
        publisher = sources[entries[code].source]
        title = t(entries[code].title_key, lang)
        return title if publisher == "-" else f"{title} · {publisher}"

    def take() -> None:
        chosen = str(st.session_state[draft.START_KEY])
        made.fill(draft.begun(catalogue, contract, chosen, lang), lang)

    options = [draft.NOTHING, *entries]
    st.selectbox(
        t("page_requirement.start_from", lang), options, format_func=written,
        placeholder=t("app.choose", lang), key=draft.START_KEY, on_change=take,
    )  # fmt: skip
    components.link(
        Place(t("page_requirement.browse", lang), "library"), ":material/local_library:"
    )
    if made.base.source in entries:
        st.caption(escape(t(f"reference.requirement.{made.base.source}.help", lang)))


def _fields(made: Draft, contract: Contract, catalogue: Catalogue, lang: str) -> Requirement | None:
    """The requirement that the fields mean; None, with words, for what cannot be read."""
    own = Fields(made, lang)

    def part(name: str) -> None:
        st.subheader(t(f"page_requirement.part_{name}", lang), anchor=False)

    part("clause")
    said = fields.clause(own)
    part("measure")
    measure, comparator = fields.measure(own)
    spec = MEASURES[measure]
    counts: dict[str, Any] = {"fuel_set": None, "level": None, "vehicle_set": None}
    if spec.fuel_set or spec.level or spec.sql in (*fields.BY_VEHICLE, "ghg_mean"):
        part("counted")
        counts = fields.counted(own, spec, catalogue)
    rows: tuple[WrittenStep, ...] = ()
    if not requirements.has_fixed_limit(measure):
        part("limit")
        rows = steps.show(made, measure, lang)
        counts |= fields.origin(own, contract)
    part("judged")
    counts |= fields.judged(own)
    part("proof")
    counts |= fields.proof(own, made.base.review_date, spec.basis == "market")
    if counts["consequence"] in ("penalty", "bonus"):
        st.caption(t("penalty.part", lang))
    rule = rule_fields.draw(own, contract, counts["consequence"])
    try:
        counts["penalty"] = rule()
        return _read(made, contract, catalogue, said, counts, rows, measure, comparator)
    except UserError as error:
        if error.code == "limit_missing":
            # Nobody has done anything wrong yet: it says what comes next.
            st.info(components.error_text(error, lang), icon=":material/edit:")
        else:
            error_box(error, lang)
        return None


def _read(
    made: Draft, contract: Contract, catalogue: Catalogue, said: dict[str, Any],
    counts: dict[str, Any], rows: tuple[WrittenStep, ...], measure: str, comparator: Any,
) -> Requirement:  # fmt: skip
    if "vehicle_level" in counts:
        counts["vehicle_level"] = entry.percent(counts["vehicle_level"])
    counts["coverage_floor"] = entry.percent(counts["coverage_floor"])
    counts["review_date"] = entry.day(counts["review_date"]) if counts["review_date"] else None
    short = said.pop("short_id")
    found = replace(
        made.base,
        identifier=requirements.identifier(contract, short),
        measure=measure,
        comparator=comparator,
        steps=steps.read(rows, measure),
        **said,
        **counts,
    )
    return requirements.finished(catalogue, contract, found)


def _meaning(contract: Contract, requirement: Requirement, catalogue: Catalogue, lang: str) -> None:
    with st.container(border=True, key="requirement_meaning"):
        st.markdown(f"**{t('page_requirement.meaning', lang)}**")
        st.markdown(escape(requirement_text.sentence(contract, requirement, lang)))
        line = requirement_text.library_line(catalogue, requirement, lang)
        if line:
            st.caption(escape(line))
        curve.show(contract, requirement, lang, key="requirement_curve")


def _hint(contract: Contract, requirement: Requirement, lang: str) -> tuple[str, ...]:
    """What no report says; the kinds that the reader lets the supplier send, too."""
    found = follow_up_hint.hint(contract, requirement)
    if found.is_by_hand:
        st.info(t("page_requirement.by_hand", lang), icon=":material/person_check:")
    if found.is_followed:
        return ()
    kinds = escape(join((t(f"report_type.{kind}", lang).lower() for kind in found.missing), lang))
    st.warning(t("page_requirement.missing_reports", lang, kinds=kinds), icon=":material/help:")
    wanted = st.checkbox(
        t("page_requirement.add_reporters", lang, kinds=kinds), value=True,
        key="requirement_add_reporters",
    )  # fmt: skip
    return found.missing if wanted else ()


def _changed(
    contract: Contract, requirement: Requirement, before: str | None, kinds: tuple[str, ...]
) -> Contract:
    changed = requirements.with_requirement(contract, requirement, before)
    if not kinds:
        return changed
    usual = defaults_of(resources.installation().catalogue, resources.today())
    return follow_up_hint.with_reporters(changed, kinds, usual)


def _save(
    change: Callable[[], Contract], requirement: Requirement | None, actor: str, lang: str
) -> None:
    """Store the changed contract as a new version, and lead to it."""
    try:
        contracts.save(
            resources.installation(), [change()], acting(actor), resources.today(), now_utc()
        )
    except UserError as error:
        error_box(error, lang)
        return
    forget()
    short = requirement.identifier.rpartition("/")[2] if requirement else ""
    st.session_state[SAVED_KEY] = short
    for name in ("clause", "start"):
        st.query_params.pop(name, None)
    st.rerun()


def forget() -> None:
    """Drop a draft that was left."""
    draft.forget()
    st.session_state.pop(draft.START_KEY, None)


def saved(lang: str) -> None:
    """Say once that a requirement was saved."""
    short = st.session_state.pop(SAVED_KEY, None)
    if short is not None:
        key = "saved" if short else "removed"
        words = t(f"page_requirement.{key}", lang, requirement=escape(short))
        st.success(words, icon=":material/check:")
