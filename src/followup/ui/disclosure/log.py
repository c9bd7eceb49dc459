"""The decisions to give reports out, each with its columns and the copy it gave."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.disclosure import Disclosure
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services.disclosure import decide, export, requests, words
from followup.storage.submissions import Submission
from followup.ui import address, components, resources, tables
from followup.ui.components import Place, escape
from followup.ui.disclosure.reads import Known
from followup.ui.tables import Column

DONE: Final = "disclosure_done"
SHOWN: Final = ("number", "day", "report", "masked", "asked", "diary", "decided_by")


def show(known: Known, lang: str) -> None:
    """The list, the decision that is looked at, and the requests that wait for a question."""
    if st.session_state.pop(DONE, False):
        st.success(t("page_disclosure.decided", lang), icon=":material/check:")
    if known.log:
        _list(known, lang)
        _one(known, lang)
    else:
        components.empty_state(
            t("page_disclosure.none", lang),
            Place(t("page_disclosure.first", lang), "disclosure", {"view": "give"}),
        )
    _requests(known, lang)


def _list(known: Known, lang: str) -> None:
    about = known.about
    rows = [_row(made, about.get(made.submission), lang) for made in known.log]
    columns = [Column(name, t(f"disclosure.log.{name}", lang)) for name in SHOWN]
    alt = t("page_disclosure.log_alt", lang)
    with st.container(key="stack_disclosures"):
        tables.plain_table(rows, columns, lang, alt=alt)
    catalogue = resources.installation().catalogue
    st.download_button(
        t("page_disclosure.log_download", lang), key="disclosure_log",
        data=lambda: export.workbook(catalogue, known.log, about, lang),
        file_name=t("page_disclosure.log_file", lang), mime=components.XLSX,
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _row(made: Disclosure, about: Submission | None, lang: str) -> dict[str, str]:
    """A line that reads by itself, too, where a narrow screen leaves the headings out."""
    told = export.row(made, about, lang)
    return {
        **told,
        "number": t("page_disclosure.numbered", lang, number=made.number),
        "masked": t("page_disclosure.count", lang, masked=number(made.masked, lang),
                    count=number(len(made.columns), lang)),
    }  # fmt: skip


def _one(known: Known, lang: str) -> None:
    by_number = {str(made.number): made for made in known.log}
    about = known.about

    def written(name: str) -> str:
        made = by_number[name]
        told = export.report_words(about.get(made.submission), made.submission, lang)
        return t("page_disclosure.one", lang, number=name, day=made.day, report=told)

    first = next(iter(by_number))
    chosen = first
    if len(by_number) > 1:
        label = t("page_disclosure.which", lang)
        chosen = address.one("decision", label, list(by_number), first, written)
    made = by_number[chosen]
    st.header(escape(tables.unbroken(written(chosen))), anchor=False)
    _columns(made, lang)
    try:
        content = decide.given_out(resources.installation(), made)
    except UserError as error:
        components.error_box(error, lang)
        return
    st.download_button(
        t("page_disclosure.copy", lang), data=content, key=f"disclosure_copy_{made.number}",
        file_name=t("page_disclosure.copy_file", lang, number=made.number),
        mime=components.XLSX, icon=":material/download:", on_click="ignore", type="primary",
    )  # fmt: skip
    st.caption(t("page_disclosure.same", lang, sha=made.sha256[:12],
                 original=made.original_sha256[:12]))  # fmt: skip


def _columns(made: Disclosure, lang: str) -> None:
    catalogue = resources.installation().catalogue
    rows = [
        {
            "column": words.column(c.place, c.header, lang),
            "decision": words.whole(catalogue, c, lang),
        }
        for c in made.columns
    ]
    columns = [
        Column(name, t(f"disclosure.column.{name}", lang)) for name in ("column", "decision")
    ]
    with st.container(key="stack_disclosed"):
        tables.plain_table(rows, columns, lang, alt=t("page_disclosure.columns_alt", lang))


def _requests(known: Known, lang: str) -> None:
    """The reports with columns that somebody asks to be kept secret."""
    asked = {r.submission for r in known.requests}
    if not asked:
        return
    st.header(t("page_disclosure.requests", lang), anchor=False)
    st.caption(t("page_disclosure.requests_help", lang))
    about = known.about
    for name in sorted(asked):
        held = requests.of_report(known.requests, name)
        columns = ", ".join(words.column(r.place, r.header, lang) for r in held)
        label = export.report_words(about.get(name), name, lang)
        with st.container(border=True, key=f"secrecy_held_{name}"):
            place = Place(escape(label), "disclosure", {"view": "give", "report": name})
            components.link(place, icon=":material/lock:")
            reasons = " ".join(f"”{r}”" for r in dict.fromkeys(r.reason for r in held))
            st.caption(escape(f"{columns}. {held[0].asked_by}: {reasons}"))
