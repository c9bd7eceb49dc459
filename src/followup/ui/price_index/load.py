"""A file of index numbers: what it would store, what cannot be used, and saving it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from followup.domain.price_index import VARIANTS, IndexPoint
from followup.errors import UserError
from followup.i18n.text import exact, number, t
from followup.services.goal import written
from followup.services.installation import Actor, now_utc
from followup.services.price_index import series, words
from followup.services.price_index.series import Problem, ReadIndices, Said
from followup.services.upload import templates
from followup.ui import components, resources, tables, theme
from followup.ui.components import Place, escape
from followup.ui.price_index import note
from followup.ui.price_index import reads as index_reads
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column, Row
from followup.ui.upload import take

SHOWN: Final = 200
PROBLEMS: Final = 20


def show(now: State, lang: str) -> None:
    """Choose a file, look at what it says, and save; below it the series that are here."""
    back = Place(t("nav.price_index", lang), "price_index")
    components.breadcrumb([back], t("page_price_index.series_place", lang))
    note.saved(lang)
    st.markdown(t("page_price_index.series_help", lang))
    st.download_button(
        t("page_price_index.template", lang), data=lambda: templates.workbook(series.TYPE, lang),
        file_name=t("page_price_index.template_file", lang), mime=components.XLSX,
        key="index_template", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    actor = components.ask_name(lang)
    if actor is not None:
        _choose(acting(actor), now, lang)
    for _, own in groupby(index_reads.points(now), key=lambda p: p.key):
        _one([*own], lang)


def _choose(actor: Actor, now: State, lang: str) -> None:
    theme.name_uploader(lang)
    file = st.file_uploader(
        t("page_price_index.series_file", lang), type=list(take.TYPES), key="index_file"
    )
    if file is None:
        return
    try:
        said = _said(lang)
    except UserError as error:
        components.error_box(error, lang)
        return
    with components.busy(t("app.working", lang)):
        found = series.read(resources.installation(), file.getvalue(), file.name, said, now.as_of)
    if found.refusal is not None:
        _refused(found, lang)
        return
    _found(found, lang)
    count = len(found.new) + len(found.changed)
    is_agreed = _problems(found.problems, count, lang)
    if st.button(
        t("page_price_index.series_save", lang, count=number(count, lang)), key="index_series_save",
        type="primary", icon=":material/save:", disabled=not count or not is_agreed,
    ):  # fmt: skip
        _save(found, file.getvalue(), actor, lang)


def _said(lang: str) -> Said:
    """What holds for every row where the file does not say it."""
    with st.expander(t("page_price_index.said", lang), icon=":material/edit_note:"):
        st.caption(t("page_price_index.said_help", lang))
        told = {
            n: st.text_input(t(f"page_price_index.said_{n}", lang), key=f"index_said_{n}")
            for n in ("series", "reference", "source", "published")
        }
        variant = st.selectbox(
            t("page_price_index.column.variant", lang), ["unknown", *VARIANTS[:-1]],
            format_func=lambda v: t(f"price_index.variant.{v}", lang), key="index_said_variant",
        )  # fmt: skip
        frequency = st.selectbox(
            t("page_price_index.frequency", lang), list(series.FREQUENCIES),
            format_func=lambda f: t(f"price_index.frequency.{f}", lang), key="index_said_frequency",
        )  # fmt: skip
    day = written.day(told.pop("published") or "")
    return Said(**told, published=day, variant=str(variant), frequency=str(frequency))


def _refused(found: ReadIndices, lang: str) -> None:
    refusal = found.refusal
    if refusal is None:
        return
    if refusal.code in ("no_known_table", "empty"):
        st.error(t("page_price_index.series_unknown", lang), icon=":material/error:")
        return
    params = {name: escape(value) for name, value in refusal.params.items()}
    st.error(t(f"refusal.{refusal.code}", lang, **params), icon=":material/error:")


def _found(found: ReadIndices, lang: str) -> None:
    st.markdown(
        t("page_price_index.series_counts", lang, new=number(len(found.new), lang),
          changed=number(len(found.changed), lang), same=number(found.same, lang))
    )  # fmt: skip
    if found.unused:
        unused = ", ".join(escape(heading) for heading in found.unused)
        st.caption(t("page_price_index.series_unused", lang, headings=unused))
    before = found.before or {}
    rows = [
        _row(p, before.get(series.key_of(p)), lang) for p in (*found.changed, *found.new)[:SHOWN]
    ]
    if rows:
        with st.container(key="stack_index_found"):
            tables.plain_table(
                rows, _columns(("series", "number", "published", "source"), lang), lang,
                alt=t("page_price_index.series_alt", lang),
            )  # fmt: skip


def _problems(problems: Sequence[Problem], usable: int, lang: str) -> bool:
    """The rows that cannot be used, each with its reason; true where that is agreed to."""
    if not problems:
        return True
    st.warning(
        t("page_price_index.series_problems", lang, count=number(len(problems), lang)),
        icon=":material/warning:",
    )
    for problem in problems[:PROBLEMS]:
        place = t("page_goal_edit.series_row", lang, sheet=problem.sheet, row=problem.row)
        st.markdown(f"- {escape(place)}: {components.error_text(problem.error, lang)}")
    if not usable:
        return False
    return bool(st.checkbox(t("page_price_index.series_without", lang), key="index_without"))


def _save(found: ReadIndices, content: bytes, actor: Actor, lang: str) -> None:
    try:
        series.save(resources.installation(), found, content, actor, resources.today(), now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[note.SAVED] = "series_saved"
    st.rerun()


def _one(points: Sequence[IndexPoint], lang: str) -> None:
    """A series with every number, its source and the day it was published."""
    first = points[0]
    variant = t(f"price_index.variant.{first.variant}", lang)
    with st.expander(escape(f"{first.series} · {variant} ({number(len(points), lang)})")):
        tables.plain_table(
            [_row(p, None, lang) for p in reversed(points[-SHOWN:])],
            _columns(("number", "published", "source", "place"), lang), lang,
            alt=t("page_price_index.series_one_alt", lang, series=first.series),
        )  # fmt: skip


def _row(point: IndexPoint, before: IndexPoint | None, lang: str) -> Row:
    """A number; of a correction also the one that holds now."""
    told = words.index(point, lang)
    if before is not None:
        earlier = exact(before.value, lang)
        told = t("goal_history.from_to", lang, before=earlier, after=told)
    return {
        "series": f"{point.series} · {t(f'price_index.variant.{point.variant}', lang)}",
        "number": told, "published": point.published, "source": point.source,
        "place": point.place or "",
    }  # fmt: skip


def _columns(names: Sequence[str], lang: str) -> list[Column]:
    return [
        Column(n, t(f"page_price_index.column.{n}", lang), "date" if n == "published" else "text")
        for n in names
    ]
