"""The routine of an organisation: read, change section by section, see who wrote what."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import moment, number, t
from followup.services.installation import now_utc
from followup.services.plan import routine
from followup.services.plan.document import DOCX, word_file
from followup.services.plan.routine import Section
from followup.ui import address, components, may, reads, resources
from followup.ui.components import escape
from followup.ui.deviation import small_rule
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

EDIT: Final = "edit"
ORGANISATION: Final = "org"
CHOICE: Final = "routine_organisation"
HEIGHT: Final = 260


def show(now: State, lang: str) -> None:
    """The routine of the organisation chosen, the first one where none is."""
    names = routine.organisations(reads.contracts(now))
    asked = address.get(ORGANISATION)
    organisation = asked if asked in names else names[0]
    # The address decides what the box shows: a link changes it, too.
    st.session_state[CHOICE] = organisation
    st.selectbox(t("routine.organisation", lang), names, key=CHOICE, on_change=_choose)
    st.markdown(t("routine.intro", lang))
    st.header(t("routine.document_title", lang, organisation=escape(organisation)), anchor=False)
    st.download_button(
        t("routine.download", lang),
        data=partial(word_file, resources.installation(), organisation, now.as_of, lang),
        file_name=t("routine.file", lang, organisation=organisation),
        mime=DOCX,
        key="routine_download",
        icon=":material/description:",
        on_click="ignore",
    )
    small_rule.of_organisation(now, organisation, lang)
    for section in routine.sections(resources.installation(), organisation, lang):
        _section(organisation, section, lang)
    st.caption(t("routine.appended", lang))


def _section(organisation: str, section: Section, lang: str) -> None:
    with st.container(border=True, key=f"routine_{section.code}"):
        st.subheader(section.title, anchor=False)
        if address.get(EDIT) == section.code and may.act("routine"):
            _form(organisation, section, lang)
            return
        st.markdown(escape(section.body).replace("\n", "  \n"))
        with st.container(horizontal=True, vertical_alignment="center"):
            if may.act("routine"):
                st.button(
                    t("routine.change", lang), key=f"routine_edit_{section.code}",
                    icon=":material/edit:", type="tertiary", on_click=_open, args=(section.code,),
                )  # fmt: skip
            st.caption(_who(section, lang), width="content")
        if len(section.versions) > 1:
            _earlier(section, lang)


def _choose() -> None:
    address.put(**{ORGANISATION: str(st.session_state[CHOICE]), EDIT: None})


def _open(code: str | None) -> None:
    address.put(**{EDIT: code})


def _who(section: Section, lang: str) -> str:
    if section.is_default:
        return t("routine.usual_text", lang)
    newest = section.versions[-1]
    name = report_parts.person(newest.actor, lang)
    return escape(t("routine.written", lang, name=name, at=moment(newest.at, lang)))


def _earlier(section: Section, lang: str) -> None:
    count = number(len(section.versions) - 1, lang)
    with st.expander(t("routine.earlier", lang, count=count), key=f"routine_was_{section.code}"):
        for version in reversed(section.versions[:-1]):
            name = report_parts.person(version.actor, lang)
            said = t("routine.written", lang, name=name, at=moment(version.at, lang))
            st.caption(escape(said))
            st.markdown(escape(version.body).replace("\n", "  \n"))


def _form(organisation: str, section: Section, lang: str) -> None:
    name = components.ask_name(lang)
    body = st.text_area(
        section.title, value=section.body, key=f"routine_body_{section.code}", height=HEIGHT,
        max_chars=routine.MOST_SIGNS, label_visibility="collapsed",
    )  # fmt: skip
    with st.container(horizontal=True):
        is_saved = st.button(
            t("app.save", lang), key="routine_save", type="primary", disabled=name is None
        )
        st.button(t("routine.cancel", lang), key="routine_cancel", on_click=_open, args=(None,))
    if not is_saved or name is None:
        return
    try:
        routine.save(
            resources.installation(), organisation, section.code, body, acting(name), now_utc()
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    _open(None)
    st.rerun()
