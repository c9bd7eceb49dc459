"""One column of a report to decide on: what it holds, who asks for secrecy, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.disclosure import ELSEWHERE, Decided
from followup.i18n.text import number, t
from followup.reference.disclosure import Ground
from followup.services.disclosure import words
from followup.services.disclosure.decide import MOST_SIGNS, Proposal
from followup.ui import components, resources
from followup.ui.components import escape

GIVEN, MASKED = "given", "masked"
CHOICES: Final = (GIVEN, MASKED)


class Answers:
    """The questions for the columns of a report, and what is answered so far."""

    def __init__(self, report: str, grounds: Sequence[Ground], lang: str) -> None:
        self.report, self.grounds, self.lang = report, [g.id for g in grounds], lang

    def of(self, proposals: Sequence[Proposal]) -> list[Decided | None]:
        """Draw every column; None where nothing is chosen yet."""
        found: list[Decided | None] = []
        named = {p.place for p in proposals if p.names and p.place != ELSEWHERE}
        for at, proposal in enumerate(proposals):
            if proposal.place == ELSEWHERE and named:
                leading = [d for d in found if d is not None and d.place in named]
                found.append(self._follows(at, proposal, leading))
            else:
                found.append(self._asked(at, proposal))
        return found

    def _asked(self, at: int, proposal: Proposal) -> Decided | None:
        with st.container(border=True, key=f"disclosure_part_{at}"):
            left, right = st.columns([3, 2], gap="medium")
            with left:
                self._about(proposal)
            with right:
                return self._choice(at, proposal)

    def _about(self, proposal: Proposal) -> None:
        name = words.column(proposal.place, proposal.header, self.lang)
        st.markdown(f"**{escape(name)}**")
        said = [t("page_disclosure.cells", self.lang, count=number(proposal.cells, self.lang))]
        if proposal.examples:
            examples = ", ".join(f"”{text}”" for text in proposal.examples)
            said.append(t("page_disclosure.examples", self.lang, examples=examples))
        if proposal.names and proposal.place != ELSEWHERE:
            said.append(t(f"page_disclosure.names.{proposal.names}", self.lang))
        st.caption(escape(" ".join(said)))
        if proposal.request is not None:
            components.status_badge("secrecy_request", self.lang, "secrecy.state")
            asked = proposal.request
            st.caption(escape(f"{asked.asked_by}: ”{asked.reason}”"))

    def _choice(self, at: int, proposal: Proposal) -> Decided | None:
        lang, key = self.lang, f"{self.report}_{at}"
        # Each field says which column it is of: who hears the page does not see the box around.
        name = escape(proposal.header or words.column(proposal.place, "", lang))
        proposed = {True: MASKED, False: GIVEN, None: None}[proposal.is_masked]
        chosen = st.segmented_control(
            t("page_disclosure.choice", lang, column=name), CHOICES, default=proposed,
            format_func=lambda code: t(f"page_disclosure.choose.{code}", lang),
            key=f"disclosure_choice_{key}", label_visibility="collapsed",
        )  # fmt: skip
        ground = self._ground(key, name) if chosen == MASKED else None
        reason = ""
        if proposal.request is not None or chosen == MASKED:
            label = "reason_against" if chosen == GIVEN else "reason"
            reason = st.text_input(
                t(f"page_disclosure.{label}", lang, column=name), key=f"disclosure_reason_{key}",
                max_chars=MOST_SIGNS,
            )  # fmt: skip
        if chosen is None:
            st.caption(t("page_disclosure.choose_first", lang))
            return None
        is_masked = chosen == MASKED
        return Decided(
            *proposal.place, proposal.header, is_masked, proposal.request is not None, ground,
            reason,
        )  # fmt: skip

    def _ground(self, key: str, name: str) -> str | None:
        catalogue = resources.installation().catalogue
        found = st.selectbox(
            t("page_disclosure.ground", self.lang, column=name), self.grounds, index=None,
            format_func=lambda g: words.ground_of(catalogue, g, self.lang),
            key=f"disclosure_ground_{key}",
            placeholder=t("page_disclosure.choose_ground", self.lang),
        )  # fmt: skip
        return str(found) if found else None

    def _follows(self, at: int, proposal: Proposal, leading: Sequence[Decided]) -> Decided:
        """What stands elsewhere follows the columns that name the same."""
        masked = [d for d in leading if d.is_masked]
        with st.container(border=True, key=f"disclosure_part_{at}"):
            st.markdown(f"**{escape(words.column(ELSEWHERE, '', self.lang))}**")
            cells = number(proposal.cells, self.lang)
            st.caption(t("page_disclosure.follows", self.lang, count=cells))
        ground = masked[0].ground if masked else None
        return Decided(*ELSEWHERE, "", bool(masked), ground=ground)
