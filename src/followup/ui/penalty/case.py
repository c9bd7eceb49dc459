"""The basis of a penalty or bonus in a case: as proposed and frozen, else as it would be today."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.domain.deviation import Case, Step
from followup.domain.penalty import PenaltyBasis
from followup.errors import UserError
from followup.i18n.text import t
from followup.render.document_docx import DOCX, write_docx
from followup.services.deviation import letter
from followup.services.deviation.matter import OVER, Matter
from followup.services.penalty import basis as penalty
from followup.services.penalty import paper as penalty_paper
from followup.services.penalty import sums as penalty_sums
from followup.services.penalty import text as penalty_text
from followup.services.penalty.text import NoBasis
from followup.ui import tables, theme
from followup.ui.components import escape
from followup.ui.penalty import reads as penalty_reads
from followup.ui.reads import State


def show(now: State, matter: Matter, lang: str) -> None:
    """Nothing where no clause has a rule and nobody has proposed a basis."""
    case = matter.case
    step = case.last("basis") if case else None
    if case is not None and step is not None and step.detail.basis is not None:
        _frozen(matter, case, step, step.detail.basis, lang)
        return
    known = penalty.clauses_for(matter)
    if not known or matter.state in OVER:
        return
    is_bonus = matter.subject.ground == "bonus"
    st.subheader(t(f"penalty.title_{'bonus' if is_bonus else 'penalty'}", lang), anchor=False)
    for requirement in known:
        try:
            found = penalty_reads.today(now, matter, requirement)
        except UserError:
            continue
        if isinstance(found, NoBasis):
            short = requirement.identifier.rpartition("/")[2]
            why = penalty_text.why_none(found, lang)
            words = t("penalty.none_now", lang, why=why)
            st.caption(escape(f"{short} {requirement.title}. {words}"))
            continue
        _badge("now", found, lang)
        _lines(found, lang)
    st.caption(t("penalty.not_decided", lang))


def _frozen(matter: Matter, case: Case, step: Step, basis: PenaltyBasis, lang: str) -> None:
    st.subheader(t(f"penalty.title_{basis.remedy}", lang), anchor=False)
    word = penalty_paper.word_on(case, step)
    _badge(_state(case, step, word), basis, lang)
    _lines(basis, lang)
    tables.pairs(penalty_paper.signatures(step, word, lang), alt=t("penalty.names", lang))
    st.caption(
        f"{t('penalty.computed_on', lang, day=basis.as_of)} {t('penalty.not_decided', lang)}"
    )
    st.download_button(
        t("penalty.paper", lang),
        data=partial(write_docx, penalty_paper.paper(matter, case, step, basis, lang)),
        file_name=letter.file_name(matter, lang, "basis"), mime=DOCX, key="penalty_paper",
        icon=":material/description:", on_click="ignore",
    )  # fmt: skip


def _state(case: Case, step: Step, word: Step | None) -> str:
    if any(d.number > step.number and d.detail.basis for d, _ in penalty_sums.decided(case)):
        return "used"
    if word is None:
        return "proposed"
    return "approved" if word.kind == "approve_basis" else "rejected"


_MARKS = {"now": "note", "proposed": "decision_pending", "approved": "in_force",
          "used": "sanctioned", "rejected": "dismissed"}  # fmt: skip


def _badge(state: str, basis: PenaltyBasis, lang: str) -> None:
    look = theme.mark(_MARKS[state])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(t(f"penalty.state.{state}", lang), icon=look.icon, color=look.tone)
        st.markdown(f"**{escape(penalty_text.amount_words(basis, lang))}**", width="content")


def _lines(basis: PenaltyBasis, lang: str) -> None:
    with st.container(key=f"stack_lines_basis_{basis.requirement}"):
        tables.pairs(basis.lines[lang], alt=t("penalty.basis_alt", lang))
