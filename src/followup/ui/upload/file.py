"""Step 1 of an upload: the file, and where it belongs."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import join, period_label, t
from followup.services.installation import Installation
from followup.services.upload import drafts
from followup.ui import components, reads
from followup.ui.components import Place, error_box, escape
from followup.ui.upload import take
from followup.ui.upload import work as upload_work
from followup.ui.upload.saying import saying
from followup.ui.upload.work import Work

# What a user can put right in the fields of this step is said beside them, not as a failure.
_ASKED_HERE: Final = {"choose_contract", "choose_reporter", "period_unknown"}


def belongs(installation: Installation, work: Work, lang: str) -> None:
    """Contract, day received, reporter and days covered."""
    known = {c.number: c for c in reads.contracts(reads.state())}
    if not known:
        components.empty_state(
            t("page_upload.no_contracts", lang),
            Place(t("page_upload.enter_contract", lang), "contracts", {"new": "1"}),
        )
        return
    settings, stored = installation.settings, work.stored
    numbers = list(known)
    chosen = work.contract.number if work.contract else None
    left, right = st.columns(2)
    left.selectbox(
        t("page_upload.contract", lang),
        numbers,
        index=numbers.index(chosen) if chosen in known else None,
        format_func=lambda number: f"{number} · {known[number].title}",
        placeholder=t("page_upload.choose_contract", lang),
        **saying(settings, stored, "contract"),
    )
    right.text_input(
        t("page_upload.received", lang),
        value=stored.choices.get("received", work.today.isoformat()),
        help=t("page_upload.received_help", lang),
        **saying(settings, stored, "received"),
    )
    if "contract_from" in stored.choices:
        left.caption(t(f"page_upload.contract_from_{stored.choices['contract_from']}", lang))
    if work.contract is not None:
        _details(installation, work, lang)
    if work.problem is not None:
        _problem(work.problem, lang)


def _details(installation: Installation, work: Work, lang: str) -> None:
    assert work.contract is not None  # noqa: S101
    settings, stored, contract = installation.settings, work.stored, work.contract
    left, right = st.columns(2)
    names = upload_work.reporters(work.draft, contract)
    said = stored.choices.get("reporter")
    only = names[0] if len(names) == 1 else None
    chosen = said if said in names else only
    left.selectbox(
        t("page_upload.reporter", lang),
        names,
        index=names.index(chosen) if chosen else None,
        placeholder=t("page_upload.choose_reporter", lang),
        **saying(settings, stored, "reporter", extra=contract.number),
    )
    guess = str(work.guess) if work.guess else ""
    right.text_input(
        t("page_upload.days", lang),
        value=stored.choices.get("period", guess),
        help=t("page_upload.days_help", lang),
        **saying(settings, stored, "period", extra=f"{contract.number}-{guess}"),
    )
    right.caption(_days_words(work, lang))
    if work.received != work.today:
        left.text_input(
            t("page_upload.reason", lang),
            value=stored.choices.get("reason", ""),
            help=t("page_upload.reason_help", lang),
            **saying(settings, stored, "reason"),
        )


def _days_words(work: Work, lang: str) -> str:
    named = work.draft.period
    if named is None:
        return t("page_upload.days_unknown", lang)
    words = t("page_upload.days_named", lang, start=named.start, end=named.end)
    covered = {where.period for where in work.wheres}
    if covered:
        label = join((period_label(p, lang) for p in sorted(covered)), lang)
        words += " " + t("page_upload.days_stored", lang, period=escape(label))
    return words


def _problem(problem: UserError, lang: str) -> None:
    if problem.code in _ASKED_HERE:
        st.info(t(f"page_upload.ask_{problem.code}", lang), icon=":material/help:")
    else:
        error_box(problem, lang)


def unreadable(installation: Installation, work: Work, lang: str) -> None:
    """A draft without a report that can be read: what may be done, in this page or not at all."""
    refusal = work.draft.refusal
    assert refusal is not None  # noqa: S101
    if work.is_unknown:
        st.warning(t(f"page_upload.point_{refusal.code}", lang), icon=":material/help:")
    else:
        take.refused(work.stored.file_name, refusal, lang)
    if work.stored.answers and st.button(t("page_upload.forget_answers", lang), key="forget"):
        gone: dict[str, str | None] = dict.fromkeys(work.stored.answers)
        drafts.update(installation.settings, work.stored, answers=gone)
        st.rerun()
