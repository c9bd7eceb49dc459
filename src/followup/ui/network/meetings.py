"""The next meeting with its pack, and all meetings."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from followup.i18n.text import LANGUAGES, day, language_name, t
from followup.render.document_pdf import PDF, pdf
from followup.render.document_pptx import PPTX, pptx
from followup.render.marked.copy import XLSX
from followup.services import parameters
from followup.services.brief import export, facts
from followup.services.brief.open_data import Data
from followup.services.network import laws, pack
from followup.services.network import meetings as service
from followup.services.network.meetings import Meeting
from followup.services.network.pack import Pack, Told
from followup.ui import address, components, document_view, reads, resources
from followup.ui.brief import reads as brief_reads
from followup.ui.components import Place, escape
from followup.ui.network import listed
from followup.ui.network import reads as network_reads
from followup.ui.network.form import Start
from followup.ui.reads import State

FOR: Final = "for"
LANGUAGE: Final = "in"


def show(now: State, lang: str) -> None:
    """When we meet next and what is read before; below it every meeting."""
    found = network_reads.of_kind(now, "meeting")
    if address.get(listed.NEW) or address.get(listed.ENTRY):
        listed.show(now, found, Start("meeting"), "network", lang)
        return
    meeting = coming(now)
    _next(meeting, lang)
    if reads.contracts(now):
        _pack(now, meeting, lang)
    if found:
        st.header(t("page_network.meetings", lang), anchor=False)
        listed.show(now, found, Start("meeting"), "network", lang)


def coming(now: State) -> Meeting:
    """The meeting that the address names, else the next one."""
    catalogue = resources.installation().catalogue
    months = parameters.value(catalogue, "network_rule", "months_between", now.as_of)
    return service.of(network_reads.every(now), now.as_of, int(months), address.get(FOR))


def _next(meeting: Meeting, lang: str) -> None:
    if meeting.coming is None:
        new = Place(t("page_network.new.meeting", lang), "network", {listed.NEW: "meeting"})
        components.empty_state(t("page_network.no_meeting", lang), new)
        return
    own = meeting.coming
    key = "next_meeting_place" if own.of("place") else "next_meeting"
    st.markdown(t(f"page_network.{key}", lang, meeting=escape(own.title),
                  day=day(own.day, lang), place=escape(own.of("place"))))  # fmt: skip


def _pack(now: State, meeting: Meeting, lang: str) -> None:
    st.header(t("page_network.pack", lang), anchor=False)
    st.markdown(t("page_network.pack_why", lang))
    written_in = address.segments(
        LANGUAGE, t("page_network.pack_language", lang), LANGUAGES, lang,
        lambda code: language_name(code, lang),
    )  # fmt: skip
    with components.busy(t("app.working", lang)):
        told = written(now, meeting, written_in)
    name = t("page_network.pack_file", written_in, day=now.as_of.isoformat())
    licence = resources.installation().settings.licence
    data = Data(told.document.title, told.document.day, told.figures, licence)
    with st.container(horizontal=True, gap="small", key="pack_downloads"):
        for form, kind, icon, make in (
            ("pdf", PDF, ":material/picture_as_pdf:", partial(pdf, told.document)),
            ("pptx", PPTX, ":material/co_present:", partial(pptx, told.document)),
            ("xlsx", XLSX, ":material/table:", partial(export.workbook, told.document, data)),
        ):
            st.download_button(
                t(f"page_network.pack_{form}", lang), data=make, file_name=f"{name}.{form}",
                mime=kind, key=f"pack_{form}", icon=icon, on_click="ignore",
                type="primary" if form == "pdf" else "secondary",
            )  # fmt: skip
    document_view.show(told.document, "pack_preview")


def written(now: State, meeting: Meeting, lang: str) -> Pack:
    """The pack in a language, written once for each state of the data."""
    chosen = meeting.coming.identifier if meeting.coming else ""
    return _written(now.home, now.version, now.as_of, now.checksum, chosen, lang, now, meeting)


# Shared and never copied: what is in it is frozen.
@st.cache_resource(max_entries=8, show_spinner=False)
def _written(
    home: str, version: int, as_of: date, checksum: str, chosen: str, lang: str, _now: State,
    _meeting: Meeting,
) -> Pack:  # fmt: skip
    del home, version, checksum, chosen
    goals = facts.usual(reads.goals(_now, lang))
    brief = brief_reads.brief(_now, lang, goals) if goals else None
    changes = laws.changes(resources.installation().catalogue, _meeting.since, as_of, lang)
    entries = network_reads.every(_now)
    return pack.write(
        Told(lang, as_of, _meeting, entries, reads.contracts(_now), changes, brief)
    )  # fmt: skip
