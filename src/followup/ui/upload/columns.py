"""Step 3 of an upload: one line per field and the column it is read from; then the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.i18n.text import join, t
from followup.ingest.draft import ColumnMapping, TableRead
from followup.ingest.layout import REGISTER, TYPES, report_type
from followup.services import memory
from followup.services.installation import Installation
from followup.storage.decisions import Said
from followup.ui.components import escape
from followup.ui.upload.groups import NOT_USED, Group, groups, moved, settled, taken
from followup.ui.upload.names import field_name, from_before, sheet_name, sureness, type_name
from followup.ui.upload.samples import samples, unit_of
from followup.ui.upload.saying import answering, saying
from followup.ui.upload.work import Work

KINDS: Final = tuple(name for name in TYPES if name not in REGISTER)
_WIDTHS: Final = (3, 4, 5, 3)


def columns(installation: Installation, work: Work, lang: str) -> None:
    """Our fields with their columns, samples and how sure we are; the other columns below."""
    sources = memory.sources(work.memory, work.draft)
    found = groups(work.draft)
    for index, group in enumerate(found):
        if len(found) > 1 or not group.table.report_type:
            _title(group.table, lang)
        _lines(installation, work, group, index, sources, lang)


def _title(table: TableRead, lang: str) -> None:
    name = sheet_name(table.sheet, lang)
    place = t("page_upload.table_at", lang, sheet=name, row=table.header_rows[0])
    kind = (
        type_name(table.report_type, lang) if table.report_type else t("page_upload.unread", lang)
    )
    st.markdown(f"**{escape(kind)}** · {escape(place)}")


def _lines(
    installation: Installation,
    work: Work,
    group: Group,
    index: int,
    sources: Mapping[str, Said],
    lang: str,
) -> None:
    used = [m for m in group.table.mapping if m.field]
    unused = [m for m in group.table.mapping if not m.field and (m.header or m.samples)]
    for mapping in used:
        with st.container(key=f"line_{index}_{mapping.column}"):
            _used(installation, work, group, index, mapping, sources, lang)
    for field in dict.fromkeys(m.rival for m in group.table.mapping if m.rival):
        _rivals(installation, work, group, index, field, lang)
    if unused:
        _others(installation, work, group, index, unused, lang)


def _others(
    installation: Installation,
    work: Work,
    group: Group,
    index: int,
    unused: Sequence[ColumnMapping],
    lang: str,
) -> None:
    """The columns that are read as nothing; folded away where the table is understood."""
    kind = group.table.report_type
    if kind:
        names = join((f"”{m.header}” ({m.column})" for m in unused if m.header), lang)
        label = t("page_upload.unused", lang, count=len(unused))
        key = f"upload_unused_{index}_{work.stored.token}"
        if names:
            st.caption(t("page_upload.unused_names", lang, names=escape(names)))
        # Whoever is pointing columns out has the rest still before them.
        is_pointed = any(m.how == "answered" for m in group.table.mapping)
        folded = st.expander(label, key=key, on_change="rerun", expanded=is_pointed)
        # Fifty select boxes that nobody looks at would cost every rerun.
        if not folded.open:
            return
        place: DeltaGenerator = folded
    else:
        st.caption(t("page_upload.name_columns", lang))
        kind = _kind(installation, work, lang)
        place = st.container()
    for mapping in unused:
        with place.container(key=f"line_{index}_{mapping.column}"):
            _unused(installation, work, group, index, mapping, kind, lang)


def _kind(installation: Installation, work: Work, lang: str) -> str:
    """The kind of report whose fields are offered for a table that none is known in."""
    said = work.stored.choices.get("kind", KINDS[0])
    st.selectbox(
        t("page_upload.kind", lang),
        KINDS,
        index=KINDS.index(said) if said in KINDS else 0,
        format_func=lambda code: type_name(code, lang),
        placeholder=t("app.choose", lang),
        **saying(installation.settings, work.stored, "kind"),
    )
    return said if said in KINDS else KINDS[0]


def _used(
    installation: Installation,
    work: Work,
    group: Group,
    index: int,
    mapping: ColumnMapping,
    sources: Mapping[str, Said],
    lang: str,
) -> None:
    field = mapping.field or ""
    every = [m for m in group.table.mapping if m.header or m.samples or m.field]
    named = {m.column: m for m in every}
    name, source, values, sure = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    label = field_name(field, lang)
    unit = unit_of(work.draft, group.table, mapping, lang)
    name.markdown(
        f"**{escape(label)}**" + (f" ({escape(unit)})" if unit and not label.endswith(")") else "")
    )
    source.selectbox(
        t("page_upload.column_for", lang, field=label),
        [*named, NOT_USED],
        index=[*named].index(mapping.column),
        format_func=lambda code: (
            f"{code} ”{named[code].header}”" if code else t("page_upload.no_column", lang)
        ),
        placeholder=t("app.choose", lang),
        label_visibility="collapsed",
        **answering(
            installation.settings,
            work.stored,
            f"field-{index}-{mapping.column}-{field}",
            partial(moved, group, mapping.column, field),
        ),
    )
    values.markdown(samples(mapping, group.table.report_type, lang))
    said = sources.get(f"column:{group.table.sheet or ''}!{mapping.column}")
    is_said = mapping.how == "remembered" and said is not None
    sure.markdown(from_before(said, lang) if is_said and said else sureness(mapping, lang))


def _rivals(
    installation: Installation, work: Work, group: Group, index: int, field: str, lang: str
) -> None:
    """Two columns that name the same field: which is it?"""
    both = [m for m in group.table.mapping if field in (m.field, m.rival)]
    names = {m.column: f"{m.column} ”{m.header}”" for m in both}
    st.radio(
        t("page_upload.rivals", lang, field=field_name(field, lang)),
        list(names),
        index=None,
        format_func=lambda code: f"{escape(names[code])}",
        **answering(
            installation.settings,
            work.stored,
            f"rivals-{index}-{field}",
            partial(settled, group, field, tuple(names)),
        ),
    )


def _unused(
    installation: Installation,
    work: Work,
    group: Group,
    index: int,
    mapping: ColumnMapping,
    kind: str,
    lang: str,
) -> None:
    fields = [NOT_USED, *report_type(kind).fields]
    name, choice, values = st.columns((4, 4, 7), vertical_alignment="center", gap="small")
    name.markdown(escape(f"{mapping.column} ”{mapping.header}”"))
    choice.selectbox(
        t("page_upload.field_for", lang, column=mapping.column),
        fields,
        format_func=lambda code: (
            field_name(code, lang) if code else t("page_upload.not_used", lang)
        ),
        placeholder=t("app.choose", lang),
        label_visibility="collapsed",
        **answering(
            installation.settings,
            work.stored,
            f"unused-{index}-{mapping.column}",
            partial(taken, group, mapping.column),
        ),
    )
    values.markdown(samples(mapping, kind, lang))
