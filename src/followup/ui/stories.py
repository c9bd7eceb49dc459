"""What was planted in the sample world, told on its start page, and the files to try."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.services.sample import sample
from followup.services.sample.sample import Story, TryFile
from followup.ui import components, reads, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.upload import take as upload_take

ANCHOR: Final = "exempel"
CARD_WIDTH: Final = 330
# The mark that each story carries, and the key of the word beside it.
MARKS: Final = {
    "breach": ("not_met", "verdict.not_met"),
    "coming_step": ("note", "page_start.badge.note"),
    "late_report": ("late", "page_start.badge.late"),
    "corrected_report": ("superseded", "status.superseded"),
    "dispens": ("exempt", "verdict.exempt"),
    "nil_report": ("no_activity", "verdict.no_activity"),
    "missing_subcontractor": ("not_assessable", "verdict.not_assessable"),
    "better_than_required": ("met", "verdict.met"),
    "at_limit": ("met", "verdict.met"),
    "missing_factor": ("not_assessable", "verdict.not_assessable"),
}
LINKS: Final = {
    "compliance": "page_start.to_proof",
    "contracts": "page_upload.to_contract",
    "reports": "page_reports.to_report",
}


def there(now: State) -> tuple[Story, ...]:
    """The stories whose contracts this folder knows: none outside the sample world."""
    known = {contract.number for contract in reads.contracts(now)}
    return tuple(s for s in sample.stories() if s.query.get("contract") in known)


def show(now: State, lang: str) -> None:
    """The planted stories, each with its mark and a link to the place, then the files to try."""
    found = there(now)
    if not found:
        return
    st.header(t("story.list_title", lang), anchor=ANCHOR)
    with st.grid(2, min_column_width=CARD_WIDTH, key="start_stories"):
        for story in found:
            _story(story, lang)
    _tries(lang)


def _story(story: Story, lang: str) -> None:
    code, word = MARKS[story.code]
    look = theme.mark(code)
    with st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(t(word, lang), icon=look.icon, color=look.tone)
            st.markdown(f"**{t(f'story.{story.code}.title', lang)}**")
        st.markdown(t(f"story.{story.code}.text", lang))
        st.space("stretch")
        label = t(LINKS.get(story.page, "app.open"), lang)
        components.link(Place(label, story.page, story.query), ":material/arrow_forward:")


def _tries(lang: str) -> None:
    st.header(t("story.tries_title", lang), anchor=False)
    st.caption(t("story.tries_text", lang, upload=t("nav.upload", lang)))
    with st.container(border=True, key="start_tries"):
        for one in sample.try_files():
            with st.container(gap="small"):
                st.markdown(f"**{t(f'story.try_{one.code}.title', lang)}**")
                st.markdown(t(f"story.try_{one.code}.text", lang))
                with st.container(horizontal=True, vertical_alignment="center"):
                    download(one, f"try_{one.code}", lang)
                    label = t("story.to_upload", lang, contract=escape(one.contract))
                    place = Place(
                        label, "upload", upload_take.belonging(one.contract, one.reporter)
                    )
                    components.link(place, ":material/upload_file:")


def try_file(code: str) -> TryFile:
    """The file to try with this code."""
    return next(one for one in sample.try_files() if one.code == code)


def address(one: TryFile) -> dict[str, str]:
    """Where on the upload page the file belongs."""
    return upload_take.belonging(one.contract, one.reporter)


def download(one: TryFile, key: str, lang: str) -> None:
    """A button that names the file and takes it away as the supplier would send it."""
    name = PurePath(one.file).name
    st.download_button(
        f"{t('app.download', lang)} {escape(name)}",
        data=lambda: one.content,
        file_name=name,
        mime=components.XLSX,
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
