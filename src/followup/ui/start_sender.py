"""The first screen of who sends reports: what is late, what comes next, and what came of the rest.

No verdict and no case: those are the buyer's to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.i18n.text import number, t
from followup.services.report.overview import Report
from followup.ui import components, reads
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.report import overview as report_list

_MOST: Final = 8
_SENT: Final = 5


def show(now: State, lang: str) -> None:
    """How much waits for the sender, the way to send, and the newest that was received."""
    found = reads.reports(now)
    late = [r for r in found if r.status == "late"]
    waited = sorted((r for r in found if r.status == "waited"), key=_due)
    sent = sorted((r for r in found if r.versions), key=_received, reverse=True)
    code = "none_late" if not late else "late" if len(late) > 1 else "one_late"
    st.header(t(f"start_sender.{code}", lang, late=number(len(late), lang)), anchor=False)
    components.link(Place(t("start_sender.send", lang), "upload"), ":material/upload_file:")
    _rows("late", late[:_MOST], lang)
    _rows("next", waited[:_MOST], lang)
    _rows("sent", sent[:_SENT], lang)
    components.link(Place(t("start_sender.every", lang), "reports"), ":material/inventory_2:")


def _rows(name: str, rows: Sequence[Report], lang: str) -> None:
    if not rows:
        return
    st.subheader(t(f"start_sender.{name}_title", lang), anchor=False)
    with st.container(border=True, key=f"sender_{name}", gap="small"):
        for report in rows:
            report_list.row(report, lang)


def _due(report: Report) -> str:
    return report.period.end.isoformat()


def _received(report: Report) -> str:
    return max(v.submission.stored_at for v in report.versions).isoformat()
