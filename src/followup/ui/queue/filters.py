"""Filters of the work queue, which stand in the address: whose, which class, kind, contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from followup.i18n.text import number, t
from followup.services.queue.item import NO_GRADE, URGENCY, Item
from followup.ui import address, components
from followup.ui.components import Place, escape

NAMES = ("owner", "board", "class", "only", "kind", "late")


def taken(items: Sequence[Item], today: date, lang: str) -> list[Item]:
    """Draw the filters and return the lines they leave; kinds and late ones are counted."""
    titles = {i.contract.number: f"{i.contract.title} ({i.contract.number})" for i in items}
    owners = sorted({i.owner for i in items if i.owner})
    boards = sorted({i.contract.board for i in items if i.contract.board})
    grades = sorted({i.grade for i in items} - {NO_GRADE})
    with st.container(horizontal=True, key="queue_filters"):
        owner = _select("owner", owners, lang)
        board = _select("board", boards, lang)
        grade = _select("class", grades, lang)
        only = address.select(
            "only", t("queue.filter_contract", lang), sorted(titles), lang, titles.__getitem__
        )
    chosen = [
        i for i in items
        if owner in (None, i.owner) and board in (None, i.contract.board)
        and grade in (None, i.grade) and only in (None, i.contract.number)
    ]  # fmt: skip
    return _counted(chosen, today, lang)


def _select(name: str, options: Sequence[str], lang: str) -> str | None:
    """A filter, unless there is nothing to choose between."""
    if len(options) < 2 and address.get(name) not in options:
        return None
    return address.select(name, t(f"queue.filter_{name}", lang), options, lang)


def _counted(chosen: Sequence[Item], today: date, lang: str) -> list[Item]:
    kinds = [i.kind for i in chosen]
    used = [str(k) for k in URGENCY if k in kinds or k == address.get("kind")]
    late = sum(i.is_late(today) for i in chosen)
    with st.container(horizontal=True, vertical_alignment="center", key="queue_counts"):
        wanted = address.pills(
            "kind", t("queue.column.what", lang), used,
            lambda k: f"{t(f'queue.kind.{k}', lang)} **{number(kinds.count(k), lang)}**",  # type: ignore[arg-type]
        )  # fmt: skip
        is_late = False
        if late or address.get("late"):
            words = t("queue.late_only", lang, count=number(late, lang))
            is_late = address.toggle("late", words)
    return [
        i for i in chosen
        if wanted in (None, i.kind) and (not is_late or i.is_late(today))
    ]  # fmt: skip


def are_set() -> bool:
    """Whether any filter stands in the address."""
    return any(address.get(name) for name in NAMES)


def nothing_matches(lang: str) -> None:
    """No line fits: what was asked for, and the way back to all."""
    asked = ", ".join(escape(v) for name in NAMES if (v := address.get(name)) and name != "late")
    words = t("queue.nothing_matches", lang)
    components.empty_state(f"{words} {asked}".strip(), Place(t("queue.clear", lang), "start"))
