"""What follows of a receipt that differs or is not there: a case, if a person wants one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.spot_check import Drawn, SpotCheck
from followup.errors import UserError
from followup.i18n.text import period_label, t
from followup.services.installation import now_utc
from followup.services.spot_check import cases as spot_check_cases
from followup.services.spot_check import text
from followup.services.spot_check.spot_checks import Deed
from followup.ui import components, reads, resources
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State
from followup.ui.state import acting

SAVED_KEY: Final = "check_case_saved"


def show(now: State, made: SpotCheck, actor: str | None, lang: str) -> None:
    """The rows with a finding, each with its case or the way to open one."""
    held = made.holding
    kinds = ("differs", "no_receipt")
    found = [d for d in made.rows if d.number in held and held[d.number].outcome in kinds]
    if not found:
        return
    st.subheader(t("page_checks.found", lang), anchor=False)
    for drawn in found:
        with st.container(border=True, key=f"check_found_{drawn.number}", gap="small"):
            said = text.evidence(held[drawn.number], lang)
            what = f"{text.outcome(made, drawn, lang)} · {said}"
            words = t("page_checks.found_row", lang, number=drawn.number, what=what)
            st.markdown(escape(words))
            own = [case for n, case in made.cases if n == drawn.number]
            for case in own:
                components.link(
                    Place(t("page_checks.to_case", lang, case=case), "deviations", {"case": case}),
                    icon=":material/assignment_late:",
                )
            if not own and actor is not None:
                _open(now, made, drawn, actor, lang)


def _open(now: State, made: SpotCheck, drawn: Drawn, actor: str, lang: str) -> None:
    verdicts = {
        f"{a.requirement} {a.period}": a
        for a in spot_check_cases.verdicts(drawn, reads.assessments(now))
    }
    if not verdicts:
        st.caption(t("page_checks.no_verdict", lang))
        return
    key = f"check_case_{made.identifier}_{drawn.number}"
    chosen = st.selectbox(
        t("page_checks.case_on", lang), list(verdicts), key=f"{key}_on",
        format_func=lambda name: (
            f"{verdicts[name].requirement} {period_label(verdicts[name].period, lang)}: "
            f"{t(f'verdict.{verdicts[name].outcome}', lang)}"
        ),
    )  # fmt: skip
    label = t("page_checks.case_open", lang, number=drawn.number)
    if not st.button(label, key=key, icon=":material/add_notes:"):
        return
    known = {c.number: c for c in reads.contracts(now)}
    try:
        with components.busy(t("app.working", lang)):
            name = spot_check_cases.open_case(
                resources.installation(), made, drawn, deviation_reads.desk(now), known,
                verdicts[str(chosen)], Deed(acting(actor), now.as_of, now_utc()), lang,
            )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED_KEY] = name
    st.rerun()


def saved(lang: str) -> None:
    """Say once which case was opened."""
    if name := st.session_state.pop(SAVED_KEY, None):
        words = t("page_checks.case_opened", lang, case=name)
        st.success(words, icon=":material/check:")
