"""Step 3 of an upload: one line per field and the column it is read from; then the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.i18n.text import day, exact, has_text, join, t
from followup.ingest.draft import ColumnMapping, Draft, TableRead
from followup.ingest.layout import REGISTER, TYPES, report_type
from followup.services import memory
from followup.services.installation import Installation
from followup.storage.decisions import Said
from followup.ui.components import escape
from followup.ui.upload.names import field_name, from_before, sheet_name, sureness, type_name
from followup.ui.upload.saying import answering, saying
from followup.ui.upload.work import Work

NOT_USED: Final = ""
KINDS: Final = tuple(name for name in TYPES if name not in REGISTER)
# Fields whose samples are amounts, written with the language's marks; 2025 is a year.
_AMOUNTS: Final = frozenset({"amount", "distance", "odometer", "hours", "share"})
_WIDTHS: Final = (3, 4, 5, 3)


@dataclass(frozen=True, slots=True)
class Group:
    """Tables of one layout, which one answer concerns; ``names`` begin the answers' names."""

    table: TableRead
    names: tuple[str, ...]

    def answers(self, column: str, field: str) -> dict[str, str | None]:
        """What says that a column of every table of the group is a field."""
        return {f"{name}{column}": field for name in self.names}


def columns(installation: Installation, work: Work, lang: str) -> None:
    """Our fields with their columns, samples and how sure we are; the other columns below."""
    sources = memory.sources(work.memory, work.draft)
    found = groups(work.draft)
    for index, group in enumerate(found):
        if len(found) > 1 or not group.table.report_type:
            _title(group.table, lang)
        _lines(installation, work, group, index, sources, lang)


def groups(draft: Draft) -> list[Group]:
    """The tables of a draft, those of one layout together."""
    alike: dict[tuple[object, ...], list[TableRead]] = {}
    for table in (*draft.tables, *draft.pointed):
        look = tuple((m.column, m.header, m.field) for m in table.mapping)
        alike.setdefault((table.report_type, look), []).append(table)
    sheets = {table.sheet for table in (*draft.tables, *draft.pointed)}
    return [
        Group(tables[0], _names({table.sheet for table in tables}, sheets))
        for tables in alike.values()
    ]


def _names(own: set[str | None], every: set[str | None]) -> tuple[str, ...]:
    if own == every:
        return ("column:",)
    return tuple(sorted(f"column:{sheet}!" for sheet in own))


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
        folded = st.expander(label, key=key, on_change="rerun")
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
    name, source, samples, sure = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
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
            partial(_moved, group, mapping.column, field),
        ),
    )
    samples.markdown(_samples(mapping, group.table.report_type, lang))
    said = sources.get(f"column:{group.table.sheet or ''}!{mapping.column}")
    is_said = mapping.how == "remembered" and said is not None
    sure.markdown(from_before(said, lang) if is_said and said else sureness(mapping, lang))


def _moved(group: Group, before: str, field: str, now: str) -> dict[str, str | None]:
    """A field read from another column than before, or from none."""
    left = group.answers(before, NOT_USED) if now != before else {}
    return left | (group.answers(now, field) if now else {})


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
            partial(_settled, group, field, tuple(names)),
        ),
    )


def _settled(group: Group, field: str, columns: Sequence[str], now: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for column in columns:
        found |= group.answers(column, field if column == now else NOT_USED)
    return found


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
    name, choice, samples = st.columns((4, 4, 7), vertical_alignment="center", gap="small")
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
            partial(_taken, group, mapping.column),
        ),
    )
    samples.markdown(_samples(mapping, kind, lang))


def _taken(group: Group, column: str, field: str) -> dict[str, str | None]:
    """A column for a field; the column that had it gives it up, but amounts may be several."""
    held = [m.column for m in group.table.mapping if m.field == field and field != "quantity"]
    found: dict[str, str | None] = {}
    for other in held:
        found |= group.answers(other, NOT_USED)
    return found | group.answers(column, field)


def _samples(mapping: ColumnMapping, kind: str, lang: str) -> str:
    layout = report_type(kind).fields.get(mapping.field or "") if kind else None
    is_amount = layout is not None and layout.type in _AMOUNTS
    written = [
        _written(text, what, is_amount, lang)
        for text, what in zip(mapping.samples, mapping.kinds, strict=True)
    ]
    return " · ".join(escape(text) for text in written)


def _written(text: str, what: str, is_amount: bool, lang: str) -> str:
    """A sample in the reader's language; text stands as the supplier wrote it."""
    try:
        if what == "d":
            return day(date.fromisoformat(text), lang)
        if what == "n" and (is_amount or "." in text):
            return exact(Decimal(text), lang)
    except (ValueError, InvalidOperation):
        return text
    return text


def unit_of(draft: Draft, table: TableRead, mapping: ColumnMapping, lang: str) -> str:
    """The unit of a column of amounts: in its header, in a column of units, or as read."""
    if mapping.unit:
        return _unit(mapping.unit, lang)
    facts = draft.facts.get("fuel_delivery")
    if mapping.field != "quantity" or facts is None:
        return ""
    if beside := next((m for m in table.mapping if m.field == "unit"), None):
        return t("page_upload.unit_by", lang, column=beside.column)
    units = sorted({u for u in facts.column("unit").unique().to_pylist() if u})
    return join((_unit(unit, lang) for unit in units), lang)


def _unit(unit: str, lang: str) -> str:
    return t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
