"""Every step ever taken in a case, the first one first; what was taken back stays in sight."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.domain.deviation import Case, Step
from followup.i18n.text import TIME_ZONE, day, t
from followup.services.deviation import text as deviation_text
from followup.services.deviation.matter import Matter
from followup.services.proof import export as proof_export
from followup.ui import components, resources, tables, theme
from followup.ui.components import escape


def show(matter: Matter, lang: str) -> None:
    """The steps, each with who, when, why and what it holds."""
    st.subheader(t("page_deviations.timeline", lang), anchor=False)
    case = matter.case
    if case is None:
        st.caption(t("page_deviations.no_steps", lang))
        return
    with st.container(key="deviation_steps", gap="small"):
        for step in case.steps:
            _step(case, step, lang)


def _step(case: Case, step: Step, lang: str) -> None:
    by = next((s for s in case.steps if s.detail.takes_back == step.number), None)
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            words = t(
                "page_deviations.step_line", lang, number=step.number,
                what=deviation_text.done(step, lang), day=day(step.day, lang),
                who=escape(deviation_text.who(step, lang)),
            )  # fmt: skip
            st.markdown(words, width="content")
            if by is not None:
                look = theme.mark("withdrawn")
                label = t("page_deviations.taken_back", lang)
                st.badge(label, icon=look.icon, color=look.tone)
        components.plain(step.reason)
        said = deviation_text.details(step, lang)
        if said:
            tables.pairs(said, alt=deviation_text.done(step, lang))
        _files(case, step)
        if by is not None:
            st.caption(t("page_deviations.taken_back_by", lang, number=by.number))
        if _logged_day(step) != step.day:
            st.caption(t("page_deviations.logged", lang, moment=step.logged_at))


def _logged_day(step: Step) -> object:
    return step.logged_at.astimezone(TIME_ZONE).date()


def _files(case: Case, step: Step) -> None:
    own = resources.installation()
    with st.container(horizontal=True):
        for index, file in enumerate(step.detail.attachments):
            st.download_button(
                escape(file.file_name),
                data=partial(proof_export.original, own, file.sha256),
                file_name=file.file_name,
                key=f"deviation_file_{case.identifier}_{step.number}_{index}",
                icon=":material/draft:",
                on_click="ignore",
                type="tertiary",
            )
