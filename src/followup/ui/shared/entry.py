"""One published requirement: what it says, its versions, its origin, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from followup.domain.shared_requirement import Shared
from followup.errors import UserError
from followup.i18n.text import day, t
from followup.services.installation import now_utc
from followup.services.shared import differences, publish, text
from followup.services.shared.differences import Difference
from followup.ui import components, reads, resources, tables, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.report.parts import person
from followup.ui.shared import form
from followup.ui.shared import reads as shared_reads
from followup.ui.state import acting
from followup.ui.tables import Column, Row
from followup.ui.tester import use
from followup.ui.tester.form import FROM_SHARED, Proposed


def show(now: State, key: str, lang: str) -> None:
    """The newest version, what a newer origin says otherwise, and every version before."""
    every = shared_reads.history(now)
    versions = [s for s in every if s.key == key]
    back = Place(t("shared.back", lang), "library", {"view": "published"})
    if not versions:
        components.empty_state(t("shared.unknown", lang), back)
        return
    one = publish.newest_of(every)[key]
    components.breadcrumb([back], one.clause.title)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(escape(one.clause.title), anchor=False, width="content")
        look = theme.mark(f"shared_{one.status}")
        st.badge(t(f"shared.status.{one.status}", lang), icon=look.icon, color=look.tone,
                 help=text.status_help(one.status, lang))  # fmt: skip
    if one.is_withdrawn:
        st.warning(escape(t("shared.withdrawn", lang, day=one.known_from, note=one.note)))
    _newer(every, one, lang)
    tables.pairs(text.facts(one, lang), alt=t("shared.facts_alt", lang, title=one.clause.title))
    if not one.is_withdrawn:
        _do(now, one, lang)
    _versions(versions, lang)


def _newer(every: Sequence[Shared], one: Shared, lang: str) -> None:
    """That the origin has gone on since it was copied, and what it says otherwise."""
    newer = publish.newer(every, one.origin)
    if newer is None or one.origin is None:
        return
    st.subheader(t("shared.newer_title", lang), anchor=False)
    words = {"organisation": one.origin.organisation, "newer": str(newer.version),
             "version": str(one.origin.version)}  # fmt: skip
    st.info(escape(t("shared.newer_help", lang, **words)), icon=":material/update:")
    copied = publish.at_version(every, one.origin) or one
    difference_table(differences.between(copied, newer, lang), copied.version, newer.version, lang)


def difference_table(found: Sequence[Difference], before: int, after: int, lang: str) -> None:
    """What is said otherwise, line by line."""
    if not found:
        st.caption(t("shared.no_differences", lang))
        return
    names = ("what", "before", "after")
    columns = [Column(name, t(f"shared.column.{name}", lang)) for name in names]
    columns[0] = Column("what", t("tester.sheet_label", lang))
    rows: list[Row] = [{"what": d.what, "before": d.before, "after": d.after} for d in found]
    alt = t("shared.differences_alt", lang, before=str(before), after=str(after), count=len(rows))
    tables.plain_table(rows, columns, lang, alt=alt)


def _do(now: State, one: Shared, lang: str) -> None:
    """Try it, put it into a contract, copy it, publish the next version, withdraw it."""
    with st.container(horizontal=True, gap="small"):
        tried = Place(t("shared.try", lang), "tester", {"from": f"{FROM_SHARED}{one.key}"})
        components.link(tried, ":material/science:")
        st.button(
            t("shared.copy", lang), key="shared_copy", icon=":material/content_copy:",
            type="tertiary", on_click=form.begin, args=(one, True),
        )  # fmt: skip
        if not one.came_from:
            st.button(
                t("shared.publish_new", lang), key="shared_new_version", type="tertiary",
                icon=":material/edit:", on_click=form.begin, args=(one, False),
            )  # fmt: skip
    copied = replace(one.clause, source=one.here.source)
    use.show(reads.contracts(now), Proposed(copied, True), lang)
    if not one.came_from:
        with st.expander(t("shared.withdraw", lang), icon=":material/undo:"):
            _withdraw(one, lang)


def _withdraw(one: Shared, lang: str) -> None:
    name = components.ask_name(lang)
    if name is None:
        return
    why = st.text_input(t("shared.withdraw_reason", lang), key="shared_withdraw_reason")
    if not st.button(t("shared.withdraw", lang), key="shared_withdraw"):
        return
    try:
        publish.withdraw(
            resources.installation(), one, why, acting(name), resources.today(), now_utc()
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = t("shared.withdraw_done", lang)
    st.rerun()


def _versions(versions: Sequence[Shared], lang: str) -> None:
    st.subheader(t("shared.versions", lang), anchor=False)
    names = ("version", "day", "status", "result", "actor")
    rows: list[Row] = [
        {
            "version": str(v.version), "day": day(v.known_from, lang),
            "result": v.note if v.is_withdrawn else v.result,
            "status": t(f"shared.status.{v.status}", lang), "actor": person(v.actor, lang),
        }
        for v in reversed(versions)
    ]  # fmt: skip
    columns = [Column(name, t(f"shared.column.{name}", lang)) for name in names]
    title = versions[-1].clause.title
    alt = t("shared.versions_alt", lang, title=title, count=len(rows))
    tables.plain_table(rows, columns, lang, alt=alt)
    if len(versions) < 2:
        return
    by_number = {str(v.version): v for v in versions}
    numbers = list(by_number)
    left, right = st.columns(2)
    first = left.selectbox(
        t("shared.compare_from", lang), numbers, index=len(numbers) - 2, key="shared_before"
    )
    second = right.selectbox(
        t("shared.compare_to", lang), numbers, index=len(numbers) - 1, key="shared_after"
    )
    before, after = by_number[first], by_number[second]
    heading = t("shared.differences", lang, before=first, after=second)
    st.markdown(f"**{heading}**")
    difference_table(differences.between(before, after, lang), before.version, after.version, lang)
