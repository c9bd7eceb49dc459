"""The organisations' own requirements: the list, and the ways in and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.shared_requirement import STATUSES, Shared
from followup.i18n.text import day, t
from followup.services.requirement import library
from followup.services.requirement.requirements import has_fixed_limit
from followup.services.shared import exchange
from followup.ui import address, components, reads, tables
from followup.ui.reads import State
from followup.ui.shared import entry, form, load
from followup.ui.shared import reads as shared_reads
from followup.ui.tables import Column, Row, Status

COLUMNS: Final = ("title", "organisation", "status", "result", "level", "day", "version")


def show(now: State, lang: str) -> None:
    """The list; one requirement; or the form to publish one."""
    if address.get("publish") is not None:
        form.show(now, lang)
        return
    form.saved(lang)
    if (opened := address.get("shared")) is not None:
        entry.show(now, opened, lang)
        return
    st.markdown(t("shared.intro", lang))
    found = shared_reads.in_force(now)
    if found:
        _listed(found, lang)
    else:
        components.empty_state(t("shared.none", lang))
    if reads.contracts(now) or found:
        st.button(
            t("shared.publish", lang), key="shared_publish", icon=":material/publish:",
            on_click=address.put, kwargs={"publish": "new"},
        )  # fmt: skip
    if found:
        st.download_button(
            t("shared.download", lang), data=lambda: exchange.workbook(found, lang),
            file_name=t("shared.download_file", lang), mime=components.XLSX,
            key="shared_download", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    load.show(now, lang)


def _listed(found: Sequence[Shared], lang: str) -> None:
    left, right = st.columns(2)
    with left:
        names = list(dict.fromkeys(s.organisation for s in found))
        whose = address.select("organisation", t("shared.field.organisation", lang), names, lang)
    with right:
        used = [s for s in STATUSES if any(one.status == s for one in found)]
        status = address.select(
            "status", t("shared.field.status", lang), used, lang, partial(_status, lang)
        )
    fitting = [
        s for s in found if whose in (None, s.organisation) and status in (None, s.status)
    ]  # fmt: skip
    st.caption(t("shared.found", lang, count=len(fitting), of=len(found)))
    if not fitting:
        st.info(t("shared.no_match", lang), icon=":material/filter_alt_off:")
        return
    columns = [
        Column(name, t(f"shared.column.{name}", lang), "status" if name == "status" else "text",
               pinned=name == "title", width="medium" if name in ("title", "result") else None)
        for name in COLUMNS
    ]  # fmt: skip
    picked = tables.grid(
        [_row(one, lang) for one in fitting], columns, lang, key="shared_list", pick=True,
        alt=t("shared.list_alt", lang, count=len(fitting)),
    )  # fmt: skip
    titles = {s.key: f"{s.clause.title} · {s.organisation}" for s in fitting}
    chosen = st.selectbox(
        t("shared.open", lang), list(titles), index=None, format_func=lambda key: titles[key],
        placeholder=t("shared.choose", lang), key="shared_open",
    )  # fmt: skip
    key = fitting[picked.row].key if picked else chosen
    if key:
        st.session_state.pop("shared_list", None)
        address.put(shared=key)
        st.rerun()


def _row(one: Shared, lang: str) -> Row:
    steps = [(s.clock, s.at, s.limit) for s in one.clause.steps]
    measure, sign = one.clause.measure, one.clause.comparator
    level = "" if has_fixed_limit(measure) else library.level_words(measure, sign, steps, lang)
    return {
        "title": one.clause.title,
        "organisation": one.organisation,
        "status": Status(f"shared_{one.status}", t(f"shared.status.{one.status}", lang)),
        "result": one.result,
        "level": level,
        "day": day(one.status_date, lang),
        "version": str(one.version),
    }


def _status(lang: str, code: str) -> str:
    return t(f"shared.status.{code}", lang)
