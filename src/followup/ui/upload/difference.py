"""In step 6 of an upload: what a corrected report changes row by row, and why."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.period import Period
from followup.errors import UserError
from followup.i18n.text import number, period_label, t
from followup.services.installation import Installation, now_utc
from followup.services.report.difference import Counts, Difference
from followup.services.upload import destination, drafts, submit
from followup.services.upload.submit import Plan, Receipt
from followup.settings import Settings
from followup.ui import state
from followup.ui.report import difference as drawn
from followup.ui.upload.work import Work

# Under which name the draft keeps the reason.
REASON: Final = "change_reason"


def show(installation: Installation, work: Work, plan: Receipt, lang: str) -> None:
    """What is new, gone and changed against the reports that give way, and a field for why."""
    found = _found(installation, work, plan)
    if not found:
        return
    days = _days(installation, work, plan)
    for before, after in days:
        words = {"before": period_label(before, lang), "after": period_label(after, lang)}
        st.markdown(t("difference.days_changed", lang, **words))
    if not any(each.counts.differs for each in found):
        count = number(sum(each.unchanged for each in found), lang)
        said = [t("difference.none", lang, count=count)]
        said += [] if days else [t("difference.not_needed", lang)]
        st.info(" ".join(said), icon=":material/equal:")
    else:
        versions = (t("difference.in_force", lang), work.stored.file_name)
        kinds = [p.submission.report_type for p in _replacing(plan)]
        for kind, each in zip(kinds, found, strict=True):
            if len(found) > 1:
                st.markdown(f"**{t(f'report_type.{kind}', lang)}**")
            drawn.draw(each, versions, f"{work.stored.token}-{kind}", lang)
    if _differs(installation, work, plan):
        _reason(installation, work, lang)


def _reason(installation: Installation, work: Work, lang: str) -> None:
    key = f"upload-{REASON}-{work.stored.token}"
    st.text_input(
        t("difference.reason", lang),
        value=work.stored.choices.get(REASON, ""),
        help=t("difference.reason_help", lang),
        key=key,
        max_chars=500,
        on_change=_say,
        args=(installation.settings, work.stored.token, key),
    )


def problem(installation: Installation, work: Work, plan: Receipt) -> UserError | None:
    """``change_reason_missing`` while something changes and nobody has said why."""
    if work.stored.choices.get(REASON) or not _differs(installation, work, plan):
        return None
    return UserError("change_reason_missing")


def _differs(installation: Installation, work: Work, plan: Receipt) -> bool:
    rows = any(each.counts.differs for each in _found(installation, work, plan))
    return rows or bool(_days(installation, work, plan))


def _days(installation: Installation, work: Work, plan: Receipt) -> list[tuple[Period, Period]]:
    """The days covered before and after, of each report in the file that changes them."""
    changed = []
    for where, one in zip(work.wheres, plan.plans, strict=True):
        old = [
            s.period
            for s in destination.overlapping(installation, where)
            if s.submission in one.supersedes
        ]
        span = Period(min(p.start for p in old), max(p.end for p in old)) if old else where.period
        if span != where.period:
            changed.append((span, where.period))
    return changed


def _say(settings: Settings, token: str, key: str) -> None:
    """Keep the reason with the draft; nothing else that was chosen is changed by it."""
    stored = drafts.load(settings, token, state.user_name() or "", now_utc())
    drafts.update(settings, stored, choices={REASON: st.session_state[key].strip() or None})


def _replacing(plan: Receipt) -> tuple[Plan, ...]:
    return tuple(p for p in plan.plans if p.supersedes)


def _found(installation: Installation, work: Work, plan: Receipt) -> tuple[Difference, ...]:
    """The difference of each report in the file that takes another's place."""
    plans = _replacing(plan)
    if not plans:
        return ()
    said = repr((work.stored.answers, work.wheres))
    version = installation.data_version
    return _differences(installation, work, plans, work.stored.token, said, version)


# Frozen, and perhaps large: the reruns of one session are handed the same object.
@st.cache_resource(max_entries=2, show_spinner=False, scope="session")
def _differences(
    _installation: Installation,
    _work: Work,
    _plans: tuple[Plan, ...],
    token: str,
    said: str,
    version: int,
) -> tuple[Difference, ...]:
    del token, said, version  # they are the key
    return submit.differences(_installation, _work.draft, _plans)


def saved(counts: Counts | None, lang: str) -> None:
    """On the receipt: how many rows a correction changed."""
    if counts is not None and counts.had_rows:
        st.markdown(drawn.counts_line(counts, lang))
