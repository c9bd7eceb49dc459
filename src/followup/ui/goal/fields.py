"""The fields of a goal, in one form: what it is, what follows it, and what is to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.domain.goal import LOG, MEASURE, SERIES, Goal
from followup.i18n.text import GROUP_MARKS, exact, t
from followup.services.goal import units
from followup.services.goal.check import FOLLOWED, SHARE_UNIT
from followup.services.goal.history import area_name, indicator_name
from followup.services.goal.logged import LOGS
from followup.services.goal.words import unit_name
from followup.services.goal.written import BY_HAND, WrittenGoal
from followup.services.proof.text import source_title
from followup.ui import components, resources

SCOPES: Final = (
    "own_fleet", "bought_transport", "purchases", "territory", "organisation", "project",
)  # fmt: skip
DIRECTIONS: Final = ("up", "down")
TAGS: Final = (
    "agenda_7", "agenda_12_7", "generationsmalet", "begransad_klimatpaverkan", "dk2020",
    "klima_vip", "spp_regions",
)  # fmt: skip
SURE: Final = ("decided", "unverified")


def show(goal: Goal, own_names: Mapping[str, str], lang: str) -> WrittenGoal | None:
    """The form; what was written once the button is pressed."""
    with st.form("goal_form", border=False):
        if goal.identifier:
            unit = components.escape(unit_name(goal, lang))
            st.caption(t("page_goals.edit_help", lang, unit=unit))
        title = _text("title", goal.title, lang)
        target, target_date, base, base_date = _amounts(goal, lang)
        path = st.text_area(
            t("page_goals.path_label", lang),
            "\n".join(f"{s.valid_from}: {_number(goal, s.value, lang)}" for s in goal.path),
            key="goal_path", help=t("page_goals.path_help", lang),
        )  # fmt: skip
        followed, indicator, unit = _followed(goal, own_names, *st.columns(2), lang)
        # Each pair in a row of its own: on a phone they then stand in the order they are read.
        left, right = st.columns(2)
        scope = _choice(left, "scope", SCOPES, goal.scope, "page_goals.scope", lang)
        direction = _choice(
            right, "direction", DIRECTIONS, goal.direction, "goal_history.direction", lang
        )  # fmt: skip
        left, right = st.columns(2)
        owner = left.text_input(t("page_goal_edit.owner", lang), goal.owner, key="goal_owner")
        geography = _geography(goal, right, lang)
        source, status = _origin(goal, *st.columns(2), lang)
        tags = st.multiselect(
            t("page_goal_edit.tags", lang), TAGS, default=goal.tags, key="goal_tags",
            format_func=lambda tag: t(f"goal_tag.{tag}", lang), placeholder=t("app.choose", lang),
        )  # fmt: skip
        note = _text("note", goal.note or "", lang)
        pressed = st.form_submit_button(t("app.save", lang), icon=":material/save:", type="primary")
    if not pressed:
        return None
    return WrittenGoal(
        title=title, owner=owner, geography=geography, scope=scope,
        direction="up" if direction == "up" else "down", followed=followed, indicator=indicator,
        unit=unit, target=target, target_date=target_date, base=base, base_date=base_date,
        path=path, source=source, status=status, note=note, tags=tuple(tags),
    )  # fmt: skip


def _amounts(goal: Goal, lang: str) -> tuple[str, str, str, str]:
    """Target and base, each with its day."""
    found = []
    for name, amount, on, like in (
        ("target", goal.target, goal.target_date, "2030-12-31"),
        ("base", goal.base, goal.base_date, "2024-12-31"),
    ):
        left, right = st.columns(2)
        label, value = t(f"page_goals.{name}_label", lang), _number(goal, amount, lang)
        found.append(left.text_input(label, value, key=f"goal_{name}"))
        found.append(
            right.text_input(
                t(f"page_goals.{name}_date_label", lang), on.isoformat() if on else "",
                key=f"goal_{name}_date", placeholder=t("app.for_example", lang, what=like),
            )
        )  # fmt: skip
    return found[0], found[1], found[2], found[3]


def _followed(
    goal: Goal, own_names: Mapping[str, str], left: DeltaGenerator, right: DeltaGenerator,
    lang: str,
) -> tuple[str, str, str]:  # fmt: skip
    """What follows it (contracts, a series, people), what people enter, and in which unit."""
    catalogue = resources.installation().catalogue
    series = dict.fromkeys([*own_names, *(p.series for p in catalogue.series)])
    options = [BY_HAND, *(SERIES + name for name in series),
               *(LOG + name for name in sorted(LOGS)),
               *(MEASURE + name for name in sorted(FOLLOWED))]  # fmt: skip

    def words(option: str) -> str:
        if option == BY_HAND:
            return t("page_goal_edit.by_hand", lang)
        name = indicator_name(option, lang, own_names)
        kinds = {SERIES: "from_series", LOG: "from_log", MEASURE: "from_contracts"}
        kind = next(kind for prefix, kind in kinds.items() if option.startswith(prefix))
        area = option.removeprefix(SERIES).rpartition("/")[0]
        where = f", {area_name(catalogue, area)}" if area not in ("", "own") else ""
        return t(f"page_goal_edit.{kind}", lang, what=name + where)

    chosen = BY_HAND if goal.is_manual else goal.indicator
    followed = left.selectbox(
        t("page_goal_edit.followed", lang), options, options.index(chosen), format_func=words,
        key="goal_followed",
    )  # fmt: skip
    shown = [*units.KNOWN, *({goal.unit} - {*units.KNOWN, ""})]
    unit = right.selectbox(
        t("page_goal_edit.unit", lang), shown, shown.index(goal.unit or SHARE_UNIT),
        format_func=lambda one: units.name(one, lang), key="goal_unit", accept_new_options=True,
        help=t("page_goal_edit.unit_help", lang),
    )  # fmt: skip
    told = indicator_name(goal.indicator, lang, own_names) if goal.is_manual else ""
    indicator = st.text_input(
        t("page_goal_edit.indicator", lang), told, key="goal_indicator",
        help=t("page_goal_edit.indicator_help", lang),
    )  # fmt: skip
    return followed, goal.indicator if indicator == told else indicator, unit


def _geography(goal: Goal, place: DeltaGenerator, lang: str) -> str:
    areas = {a.code: a.name for a in resources.installation().catalogue.areas}
    codes = [*areas, *({goal.geography} - {*areas})]
    return str(
        place.selectbox(
            t("page_goal_edit.geography", lang), codes, codes.index(goal.geography),
            format_func=lambda code: areas.get(code, code), key="goal_geography",
        )
    )  # fmt: skip


def _origin(goal: Goal, left: DeltaGenerator, right: DeltaGenerator, lang: str) -> tuple[str, str]:
    """Where the target comes from, and how sure that is."""
    told = source_title(resources.installation().catalogue, goal.source, lang)
    source = left.text_input(
        t("page_goal_edit.source", lang), told, key="goal_source",
        help=t("page_goal_edit.source_help", lang),
    )  # fmt: skip
    sure = (*SURE, goal.status) if goal.status not in SURE else SURE
    status = _choice(right, "status", sure, goal.status, "source_status", lang)
    return (goal.source or "" if source == told else source), status


def _choice(
    place: DeltaGenerator, name: str, options: tuple[str, ...], chosen: str, section: str, lang: str
) -> str:
    return str(
        place.selectbox(
            t(f"page_goal_edit.{name}", lang), options, options.index(chosen),
            format_func=lambda code: t(f"{section}.{code}", lang), key=f"goal_{name}",
        )
    )  # fmt: skip


def _text(name: str, value: str, lang: str) -> str:
    return st.text_input(t(f"page_goals.{name}_label", lang), value, key=f"goal_{name}")


def _number(goal: Goal, value: Decimal | None, lang: str) -> str:
    if value is None:
        return ""
    shown = value * 100 if goal.unit == SHARE_UNIT else value
    return exact(shown, lang).replace(GROUP_MARKS[lang], "")
