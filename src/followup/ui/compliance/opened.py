"""The opened proof of the compliance page: beside a grid, above it on a phone.

The address says what is open; a new click in a grid changes the address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from followup.domain.requirement import Assessment
from followup.i18n.text import t
from followup.services.proof.explain import Proof
from followup.ui import address, components, reads
from followup.ui.compliance import matrix, proof
from followup.ui.deviation import links as deviation_links
from followup.ui.reads import State

# More rows than this scroll in the grid instead of with the page.
MOST_ROWS, ROWS_BESIDE = 30, 9
CLOSED: dict[str, str | None] = dict.fromkeys(("contract", "requirement", "period"))


def is_open() -> bool:
    """Whether the address names a proof."""
    return all(address.get(part) is not None for part in CLOSED)


def beside(now: State, found: Sequence[Assessment], draw: Callable[[int], None], lang: str) -> None:
    """The grid that ``draw`` draws with so many rows at most, and the proof that is open."""
    opened_proof = _proof(now, lang)
    if opened_proof is None:
        draw(MOST_ROWS)
        return
    with st.container(key="matrix_open"):
        left, right = st.columns([5, 7], gap="small")
    with left:
        draw(ROWS_BESIDE)
    with right, st.container(border=True, key="proof_panel"):
        st.button(t("app.close", lang), icon=":material/close:", key="proof_close",
                  on_click=address.put, kwargs=CLOSED, type="tertiary")  # fmt: skip
        history = [a for a in found if a.requirement == opened_proof.requirement.identifier]
        deviation_links.of_verdict(now, opened_proof.assessment, lang)
        _parts(opened_proof, history, lang)
        proof.summary(opened_proof, history, lang)
    proof.evidence(opened_proof, lang)


def clicked(seen: str, key: str) -> tuple[bool, tuple[int, str] | None]:
    """Whether the grid ``key`` was clicked since the last run, and the cell that is chosen."""
    grid = st.session_state.get(key)
    cells = list(grid["selection"]["cells"]) if grid else []
    cell = (int(cells[0][0]), str(cells[0][1])) if cells else None
    seen_key, before = st.session_state.get(seen, (key, None))
    st.session_state[seen] = (key, cell)
    return cell != (before if seen_key == key else None), cell


def choose(found: Assessment | None) -> None:
    """Open the proof of a verdict, or close what is open."""
    if found is None:
        address.put(**CLOSED)
    else:
        address.put(
            contract=found.contract, requirement=found.requirement, period=str(found.period)
        )


def _proof(now: State, lang: str) -> Proof | None:
    contract, requirement = address.get("contract"), address.get("requirement")
    period = address.get("period")
    if contract is None or requirement is None or period is None:
        return None
    with components.busy(t("app.working", lang)):
        return reads.proof(now, contract, requirement, period)


def _parts(opened: Proof, history: Sequence[Assessment], lang: str) -> None:
    """Links to the other parts of a period that a step cuts."""
    clause, here = opened.requirement, opened.assessment
    column = matrix.column_day(clause, here.period)
    others = [a for a in history if a.period != here.period
              and matrix.column_day(clause, a.period) == column]  # fmt: skip
    for other in others:
        query = {"contract": other.contract, "requirement": other.requirement,
                 "period": str(other.period)}  # fmt: skip
        words = t("page_compliance.other_part", lang, period=other.period)
        components.link(components.Place(f"{words}: {components.status_text(other.outcome, lang)}",
                                         "compliance", query))  # fmt: skip
