"""Several values from a file: what it says, what that changes, and saving all of them."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.factors import own as own_factors
from followup.services.factors import reading
from followup.services.factors.own import Effects
from followup.services.factors.reading import ReadFigures
from followup.services.installation import Actor, now_utc
from followup.services.upload import templates
from followup.ui import components, may, resources, state, tables, theme
from followup.ui.components import escape
from followup.ui.factors import effects, form, owned
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column
from followup.ui.upload import take

_PROBLEMS: Final = 20


@may.takes("own_figure")
def show(now: State, lang: str) -> None:
    """Choose a file, see its values and what they change, and save them with a reason."""
    name = state.user_name()
    if name is None:
        return
    with st.expander(t("factors.load", lang), icon=":material/upload_file:"):
        st.markdown(t("factors.load_help", lang))
        st.download_button(
            t("factors.template", lang), data=lambda: templates.workbook(reading.TYPE, lang),
            file_name=t("factors.template_file", lang), mime=components.XLSX,
            key="factors_template", icon=":material/download:",
        )  # fmt: skip
        theme.name_uploader(lang)
        file = st.file_uploader(t("factors.file", lang), type=list(take.TYPES), key="factors_file")
        if file is not None:
            _file(file.getvalue(), file.name, acting(name), now, lang)


def _file(content: bytes, file_name: str, actor: Actor, now: State, lang: str) -> None:
    own = resources.installation()
    try:
        with components.busy(t("app.working", lang)):
            found = reading.read(own, content, file_name, now.as_of)
        if not _readable(found, lang):
            return
        with components.busy(t("app.working", lang)):
            changed = _preview(now.home, now.version, now.as_of, found.figures, lang)
        effects.show(changed, lang)
        reason = st.text_input(t("factors.reason", lang), key="factors_load_reason")
        label = t("factors.load_save", lang, count=len(found.figures))
        if not st.button(label, key="factors_load_save", type="primary", icon=":material/save:"):
            return
        own_factors.save(own, found.figures, actor, reason, now_utc(), (file_name, content))
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = "factors.saved_many"
    st.rerun()


def _readable(found: ReadFigures, lang: str) -> bool:
    """The values as they were read, or why none of them can be saved: all or nothing."""
    if found.refusal is not None:
        if found.refusal.code in ("no_known_table", "empty"):
            st.error(t("factors.load_unknown", lang), icon=":material/error:")
        else:
            params = {name: escape(value) for name, value in found.refusal.params.items()}
            words = t(f"refusal.{found.refusal.code}", lang, **params)
            st.error(words, icon=":material/error:")
        return False
    if found.problems:
        st.error(t("factors.load_problems", lang, count=len(found.problems)))
        for problem in found.problems[:_PROBLEMS]:
            row = t("page_clean.load_row", lang, row=problem.row)
            components.plain(f"{row}: {components.error_text(problem.error, lang)}")
        return False
    columns = [
        Column(n, t(f"factors.column_{n}", lang))
        for n in ("what", "value", "days", "status", "source")
    ]
    rows = [owned.row(figure, lang) for figure in found.figures]
    tables.plain_table(rows, columns, lang, alt=t("factors.load_alt", lang, count=len(rows)))
    return True


@st.cache_data(max_entries=2, show_spinner=False, hash_funcs={OwnFigure: repr, tuple: repr})
def _preview(
    home: str, version: int, as_of: date, figures: tuple[OwnFigure, ...], lang: str
) -> Effects:
    del home, version
    return own_factors.preview(resources.installation(), figures, as_of, lang)
