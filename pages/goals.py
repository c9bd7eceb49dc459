"""Goals: what was reached, what is needed."""

import streamlit as st

from followup.domain.goal import LOG, MEASURE
from followup.i18n.text import t
from followup.ui import address, components, meaning, reads, state, whose
from followup.ui.components import Place
from followup.ui.goal import by_hand, groups, own_reads
from followup.ui.goal import contracts as goal_contracts
from followup.ui.goal import deviations as goal_deviations
from followup.ui.goal import drill as goal_drill
from followup.ui.goal import form as goal_form
from followup.ui.goal import history as goal_history
from followup.ui.goal import ledger as goal_ledger
from followup.ui.goal import load as goal_load
from followup.ui.goal import method as goal_method
from followup.ui.goal import others as goal_others
from followup.ui.goal import trajectory as goal_trajectory
from followup.ui.goal import view as goal_view
from followup.ui.goal import wins as goal_wins

BRIEF_ICON = ":material/summarize:"

lang = state.current_language()
st.title(t("nav.goals", lang), anchor=False)
state.keep_address()
now = reads.state()
with components.busy(t("app.working", lang)):
    found = reads.goals(now, lang)
shown = {p.goal.identifier: p for p in found}
wanted = address.get("goal") or ""
opened = shown.get(wanted) or (own_reads.one(now, wanted, lang) if wanted else None)
goal_form.saved(lang)
if address.get("new"):
    goal_form.show_new(now, lang)
elif address.get("load"):
    goal_load.show(now, lang)
elif not found and opened is None:
    components.empty_state(t("page_goals.none", lang), Place(t("nav.upload", lang), "upload"))
elif opened is not None and goal_drill.is_open():
    contributions = reads.contributions(now, lang, opened.goal.identifier)
    goal_drill.show(now, opened.goal, contributions, lang)
elif opened is not None:
    with st.container(horizontal=True, gap="medium", key="goal_ways"):
        components.link(Place(t("page_goals.back", lang), "goals"), ":material/arrow_back:")
        brief = {"goals": opened.goal.identifier}
        components.link(Place(t("page_brief.to_brief", lang), "brief", brief), BRIEF_ICON)
    if wanted not in shown:
        goal_form.not_shown(opened.goal, lang)
    contributions = reads.contributions(now, lang, opened.goal.identifier)
    opened = reads.with_scenario(now, opened, contributions)
    # From here in the order of the page, phone first; each part stands in a module of its own.
    goal_view.lead(opened, contributions, lang)
    if opened.goal.indicator.startswith((MEASURE, LOG)):
        whose.note(lang)
    goal_trajectory.show(opened, lang)
    goal_ledger.show(now, opened.goal, lang)
    goal_view.explain(opened, contributions, lang)
    goal_view.doubt(opened, lang)
    if contributions:
        goal_wins.show(now, opened.goal, [c.contract for c in contributions], lang)
        goal_contracts.table(opened.goal, contributions, lang)
        goal_drill.pick(contributions, lang)
        goal_deviations.show(now, (c.contract for c in contributions), lang)
    goal_view.facts(opened, lang)
    by_hand.show(opened, lang)
    goal_others.show(now, opened.goal, lang)
    goal_method.show(opened, lang)
    goal_form.show(opened.goal, now, lang, is_shown=wanted in shown)
    goal_history.show(now, wanted, lang)
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("page_goals.intro", lang), width="content")
        meaning.explain("goals", lang, goal_view.rule(lang))
        components.link(Place(t("page_brief.to_brief", lang), "brief"), BRIEF_ICON)
    whose.note(lang)
    groups.show(found, now, lang)
