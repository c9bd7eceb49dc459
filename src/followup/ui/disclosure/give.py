"""The way to give a report out: which one, each of its columns, who asked, and the decision."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.disclosure import Decided
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, language_name, number, period_label, t
from followup.services import written
from followup.services.disclosure import decide
from followup.services.disclosure.decide import Asking
from followup.services.installation import now_utc
from followup.services.report.reports import Version
from followup.storage.submissions import Submission
from followup.ui import address, components, resources
from followup.ui.disclosure import log
from followup.ui.disclosure import reads as disclosure_reads
from followup.ui.disclosure.parts import Answers
from followup.ui.disclosure.reads import Known
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting


def show(now: State, known: Known, lang: str) -> None:
    """Everything below the choice of view."""
    about = _chosen(known, lang)
    if about is None:
        return
    own = resources.installation()
    try:
        with components.busy(t("app.working", lang)):
            book = disclosure_reads.book_of(now, about)
            asked = decide.asked_secret(own, about, now.as_of)
            country = decide.country_of(own, about, now.as_of)
    except UserError as error:
        components.error_box(error, lang)
        return
    st.header(t("page_disclosure.step_columns", lang), anchor=False)
    st.markdown(t("page_disclosure.columns_help", lang))
    answers = Answers(about.submission, decide.grounds(own, country), lang)
    decided = answers.of(decide.propose(book, asked))
    st.header(t("page_disclosure.step_asking", lang), anchor=False)
    _unnamed(country, lang)
    asking, tongue = _asking(now.as_of, about, lang)
    masked = sum(bool(each and each.is_masked) for each in decided)
    st.markdown(t("page_disclosure.count", lang, masked=number(masked, lang),
                  count=number(len(decided), lang)))  # fmt: skip
    actor = components.ask_name(lang)
    if actor is None or asking is None:
        return
    if st.button(t("page_disclosure.decide", lang), type="primary", key="disclosure_decide",
                 icon=":material/outbox:"):  # fmt: skip
        _decide(now, about, decided, asking, tongue, actor, lang)


def _chosen(known: Known, lang: str) -> Submission | None:
    """The report that is asked for: any version of any, those taken back among them."""
    if not known.versions:
        components.empty_state(t("page_disclosure.no_reports", lang))
        return None
    asked = known.versions.get(address.get("report") or "")
    contracts = sorted({v.submission.contract for v in known.versions.values()})
    first = asked.submission.contract if asked else contracts[0]
    left, right = st.columns([2, 3])
    with left:
        contract = address.one("contract", t("page_disclosure.contract", lang), contracts, first)
    of_contract = {n: v for n, v in known.versions.items() if v.submission.contract == contract}
    with right:
        name = address.one(
            "report", t("page_disclosure.report", lang), list(of_contract),
            next(iter(of_contract)), lambda n: _written(of_contract[n], lang),
        )  # fmt: skip
    return of_contract[name].submission


def _written(version: Version, lang: str) -> str:
    stored = version.submission
    words = (
        t(f"report_type.{stored.report_type}", lang), period_label(stored.period, lang),
        stored.file_name, report_parts.version_words(version, lang),
    )  # fmt: skip
    return ", ".join(words)


def _unnamed(country: str, lang: str) -> None:
    for ground in resources.installation().catalogue.grounds:
        if (ground.country, ground.kind) == (country, "unnamed"):
            st.caption(f"{t(f'disclosure_ground.{ground.id}', lang)} {ground.provision}.")


def _asking(today: date, about: Submission, lang: str) -> tuple[Asking | None, str]:
    key = about.submission
    left, right = st.columns(2)
    name = left.text_input(
        t("page_disclosure.asked_by", lang), key=f"disclosure_name_{key}", max_chars=200
    )
    diary = right.text_input(
        t("page_disclosure.diary", lang), key=f"disclosure_diary_{key}", max_chars=100
    )
    day = left.text_input(
        t("page_disclosure.asked_day", lang), today.isoformat(), key=f"disclosure_day_{key}"
    )
    tongue = right.selectbox(
        t("page_disclosure.language", lang), LANGUAGES, index=LANGUAGES.index(lang),
        format_func=lambda code: language_name(code, lang), key=f"disclosure_lang_{key}",
    )  # fmt: skip
    try:
        asked = written.day(day)
    except UserError as error:
        components.error_box(error, lang)
        return None, str(tongue)
    return Asking(asked, name.strip() or None, diary.strip() or None), str(tongue)


def _decide(
    now: State, about: Submission, decided: list[Decided | None], asking: Asking, tongue: str,
    actor: str, lang: str,
) -> None:  # fmt: skip
    whole = [each for each in decided if each is not None]
    try:
        with components.busy(t("app.working", lang)):
            decide.give_out(
                resources.installation(), about, whole, asking, tongue, acting(actor), now.as_of,
                now_utc(),
            )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[log.DONE] = True
    address.put(view="log", report=None, contract=None, decision=None)
    st.rerun()
