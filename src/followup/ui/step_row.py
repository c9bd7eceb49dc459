"""A step of a requirement as a row to fill in: its level, the clock it counts by, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

import streamlit as st

from followup.domain.timeline import Clock
from followup.i18n.text import t
from followup.services.entry import WrittenStep

CLOCKS: Final = get_args(Clock)


def step_row(
    start: WrittenStep,
    label: str,
    lang: str,
    *,
    keys: tuple[str, str, str, str],
    remove: Callable[[], None] | None,
) -> WrittenStep:
    """What stands in the row. ``keys`` are those of limit, clock, day and button.

    ``remove`` takes the row away; None where it is the only one.
    """
    of_limit, of_clock, of_at, of_button = keys
    limit, clock, at, gone = st.columns([2, 3, 3, 1], vertical_alignment="bottom")
    written = limit.text_input(label, start.limit, key=of_limit)
    chosen = clock.selectbox(
        t("page_contract.clock", lang),
        CLOCKS,
        index=CLOCKS.index(start.clock),
        format_func=lambda code: t(f"page_contract.clock_{code}", lang),
        placeholder=t("app.choose", lang),
        key=of_clock,
    )
    begins = at.text_input(
        t(f"page_contract.at_{chosen}", lang),
        start.at,
        placeholder=t("page_contract.at_start", lang),
        key=of_at,
    )
    gone.button(
        t("page_contract.remove", lang),
        key=of_button,
        on_click=remove,
        type="tertiary",
        disabled=remove is None,
    )
    return WrittenStep(written, chosen, begins.strip())
