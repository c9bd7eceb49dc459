"""A file of official statistics: what it would store, what cannot be used, and saving it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.goal_point import OwnSeriesPoint
from followup.errors import UserError
from followup.i18n.text import exact, number, t
from followup.services.goal import series as goal_series
from followup.services.goal import units, written
from followup.services.goal.check import SHARE_UNIT
from followup.services.goal.series import OwnSeries, Problem, ReadSeries, Said
from followup.services.installation import Actor, now_utc
from followup.services.upload import templates
from followup.ui import components, may, resources, tables, theme
from followup.ui.components import Place, escape
from followup.ui.goal import form, own_reads
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column, Row
from followup.ui.upload import take

SHOWN: Final = 200
PROBLEMS: Final = 20
# Field of ``Said``: the text of its label.
SAID: Final = {
    "title": "name", "unit": "unit", "source": "source", "read_at": "read_at",
    "published": "published",
}  # fmt: skip


def show(now: State, lang: str) -> None:
    """Choose a file, look at what it says, and save; below it the series that are here."""
    back = Place(t("page_goals.back", lang), "goals")
    components.breadcrumb([back], t("page_goal_edit.series_title", lang))
    st.markdown(t("page_goal_edit.series_help", lang))
    st.download_button(
        t("page_goal_edit.series_template", lang),
        data=lambda: templates.workbook(goal_series.TYPE, lang),
        file_name=t("page_goal_edit.series_template_file", lang), mime=components.XLSX,
        key="series_template", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    actor = components.ask_name(lang) if may.act("read_official_series") else None
    if actor is not None:
        _choose(acting(actor), now, lang)
    for one in own_reads.own_series(now):
        _one(one, lang)


def _choose(actor: Actor, now: State, lang: str) -> None:
    theme.name_uploader(lang)
    file = st.file_uploader(
        t("page_goal_edit.series_file", lang), type=list(take.TYPES), key="series_file"
    )  # fmt: skip
    if file is None:
        return
    try:
        said = _said(lang)
    except UserError as error:
        components.error_box(error, lang)
        return
    with components.busy(t("app.working", lang)):
        found = goal_series.read(
            resources.installation(), file.getvalue(), file.name, said, now.as_of
        )
    if found.refusal is not None:
        _refused(found, lang)
        return
    _found(found, lang)
    is_agreed = _problems(found.problems, len(found.new) + len(found.changed), lang)
    count = len(found.new) + len(found.changed)
    if st.button(
        t("page_goal_edit.series_save", lang, count=number(count, lang)), key="series_save",
        type="primary", icon=":material/save:", disabled=not count or not is_agreed,
    ):  # fmt: skip
        _save(found, file.getvalue(), actor, lang)


def _said(lang: str) -> Said:
    """What holds for every row where the file does not say it."""
    with st.expander(t("page_goal_edit.series_said", lang), icon=":material/edit_note:"):
        st.caption(t("page_goal_edit.series_said_help", lang))
        told = {n: st.text_input(t(f"page_goal_edit.series_{label}", lang), key=f"series_{n}")
                for n, label in SAID.items()}  # fmt: skip
    day = written.day(told.pop("published"))
    return Said(**told, published=day)


def _refused(found: ReadSeries, lang: str) -> None:
    refusal = found.refusal
    if refusal is None:
        return
    if refusal.code in ("no_known_table", "empty"):
        st.error(t("page_goal_edit.series_unknown", lang), icon=":material/error:")
        return
    params = {name: escape(value) for name, value in refusal.params.items()}
    st.error(t(f"refusal.{refusal.code}", lang, **params), icon=":material/error:")


def _found(found: ReadSeries, lang: str) -> None:
    st.markdown(
        t("page_goal_edit.series_counts", lang, new=number(len(found.new), lang),
          changed=number(len(found.changed), lang), same=number(found.same, lang))
    )  # fmt: skip
    if found.unused:
        unused = ", ".join(escape(heading) for heading in found.unused)
        st.caption(t("page_goal_edit.series_unused", lang, headings=unused))
    before = found.before or {}
    rows: list[Row] = [
        {**_row(p, lang), "series": p.title,
         "amount": _changed(before.get((p.series, p.day)), p, lang)}
        for p in (*found.changed, *found.new)[:SHOWN]
    ]  # fmt: skip
    names = ("series", "day", "amount", "source", "published")
    if rows:
        with st.container(key="stack_series_found"):
            tables.plain_table(
                rows, _columns(names, lang), lang, alt=t("page_goal_edit.series_alt", lang)
            )


def _problems(problems: Sequence[Problem], usable: int, lang: str) -> bool:
    """The rows that cannot be used, each with its reason; true where that is agreed to."""
    if not problems:
        return True
    st.warning(
        t("page_goal_edit.series_problems", lang, count=number(len(problems), lang)),
        icon=":material/warning:",
    )
    for problem in problems[:PROBLEMS]:
        place = t("page_goal_edit.series_row", lang, sheet=problem.sheet, row=problem.row)
        st.markdown(f"- {escape(place)}: {components.error_text(problem.error, lang)}")
    if not usable:
        return False
    return bool(st.checkbox(t("page_goal_edit.series_without", lang), key="series_without"))


def _save(found: ReadSeries, content: bytes, actor: Actor, lang: str) -> None:
    try:
        goal_series.save(
            resources.installation(), found, content, actor, resources.today(), now_utc()
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = "series_saved"
    st.rerun()


def _one(series: OwnSeries, lang: str) -> None:
    """A series with every point, its source and the day it was published."""
    st.header(escape(series.title), anchor=False)
    st.caption(escape(units.name(series.unit, lang)))
    rows = [_row(p, lang) for p in series.points]
    names = ("day", "amount", "source", "published", "place")
    with st.container(key=f"stack_{series.series.replace('/', '_')}"):
        tables.plain_table(
            rows, _columns(names, lang), lang,
            alt=t("page_goal_edit.series_one_alt", lang, series=series.title),
        )  # fmt: skip


def _row(point: OwnSeriesPoint, lang: str) -> Row:
    origin = ", ".join(filter(None, (point.source, point.read_at, point.note)))
    published = t("page_goal_edit.series_was_published", lang, day=point.published)
    return {
        "day": point.day, "amount": _amount(point, lang), "source": origin,
        "published": published, "place": point.place or "",
    }  # fmt: skip


def _changed(before: OwnSeriesPoint | None, point: OwnSeriesPoint, lang: str) -> str:
    """The value, and for a correction the one that holds now; no headings stand on a phone."""
    after = _amount(point, lang)
    if before is None:
        return after
    return t("goal_history.from_to", lang, before=_amount(before, lang), after=after)


def _columns(names: Sequence[str], lang: str) -> list[Column]:
    return [
        Column(n, t(f"page_goal_edit.series_column_{n}", lang), "date" if n == "day" else "text")
        for n in names
    ]


def _amount(point: OwnSeriesPoint, lang: str) -> str:
    scale = 100 if point.unit == SHARE_UNIT else 1
    ends = [exact(a * scale, lang) for a in (point.low, point.high) if a is not None]
    if point.value is not None:
        ends.insert(0, exact(point.value * scale, lang))
    written_ends = ends[0] if len(ends) == 1 else "–".join(ends[-2:])
    unit = "%" if point.unit == SHARE_UNIT else units.name(point.unit, lang)
    return f"{written_ends} {unit}"
