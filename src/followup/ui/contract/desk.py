"""What another person needs to take a contract over: its class and why, who has changed what,
and handing it over. What is open stands first on the page (``open_matters``)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.period import Period, add_months
from followup.errors import UserError
from followup.i18n.text import day, moment, number, t
from followup.services import entry
from followup.services.contract import changes as contract_changes
from followup.services.contract import contracts
from followup.services.contract.classes import Graded, Point
from followup.services.contract.contracts import ContractVersion
from followup.services.installation import Actor, now_utc
from followup.services.plan import follow_up
from followup.ui import components, may, resources, tables
from followup.ui.components import escape
from followup.ui.contract import reads as contract_reads
from followup.ui.reads import State
from followup.ui.state import acting, user_name
from followup.ui.tables import Column

DONE_KEY = "contract_handed_over"
AHEAD_MONTHS = 24
VERSIONS_SHOWN = 30


def show(now: State, contract: Contract, lang: str) -> None:
    """The contract manager's own part of a contract's page."""
    if name := st.session_state.pop(DONE_KEY, None):
        words = t("page_contract.handed_over", lang, name=escape(name))
        st.success(words, icon=":material/check:")
    graded = contract_reads.classes(now)[contract.number]
    left, right = st.columns(2, gap="medium")
    with left:
        _calendar(now, contract, graded, lang)
    with right:
        _grade(graded, lang)
    _versions(contract_reads.versions(now, contract.number), lang)
    _hand_over(now, contract, lang)


def _calendar(now: State, contract: Contract, graded: Graded, lang: str) -> None:
    st.subheader(t("page_contract.calendar", lang), anchor=False)
    if graded.grade is None:
        st.caption(t("page_contract.calendar_unclassed", lang))
    within = Period(now.as_of, add_months(now.as_of, AHEAD_MONTHS))
    catalogue = resources.installation().catalogue
    found = follow_up.planned(catalogue, [contract], {contract.number: graded}, within)
    if not found:
        st.caption(t("page_contract.calendar_empty", lang))
        return
    tables.pairs(
        [(tables.unbroken(day(f.day, lang)), t(f"follow_up.{f.task}", lang)) for f in found],
        alt=t("page_contract.calendar_alt", lang, count=len(found)),
    )


def _grade(graded: Graded, lang: str) -> None:
    """The class, what the points give, and every point with its reason."""
    st.subheader(t("page_contract.class_title", lang), anchor=False)
    name = t(f"page_contracts.class_{graded.grade or 'none'}", lang)
    st.markdown(f"**{escape(name)}**")
    standing = graded.standing
    if graded.decided_reason is not None:
        words = t("page_contract.class_decided", lang, reason=graded.decided_reason)
        st.markdown(escape(words))
    if standing is not None:
        score = Decimal(standing.score.numerator) / standing.score.denominator
        words = t(
            "page_contract.class_rank",
            lang,
            grade=standing.grade,
            rank=number(standing.rank, lang),
            of=number(standing.of, lang),
            score=number(score, lang, 2),
            known=number(graded.known, lang),
            criteria=number(len(graded.points), lang),
        )
        st.markdown(escape(words))
        if standing.tied:
            st.caption(t("page_contract.class_tied", lang, count=number(standing.tied, lang)))
    elif graded.grade is None:
        st.caption(t("page_contract.class_none_help", lang))
    tables.plain_table(
        [_point(p, lang) for p in graded.points],
        [Column(n, t(f"page_contract.point_{n}", lang))
         for n in ("criterion", "points", "weight", "why")],
        lang,
        alt=t("page_contract.points_alt", lang),
    )  # fmt: skip
    st.caption(t("page_contract.class_model", lang))


def _point(point: Point, lang: str) -> dict[str, object]:
    why = point.reason
    if point.is_automatic:
        why = t(f"page_contract.automatic_{point.criterion}", lang)
    return {
        "criterion": t(f"class_criterion.{point.criterion}", lang),
        "points": t("unit.unknown", lang) if point.points is None else str(point.points),
        "weight": str(point.weight),
        "why": why,
    }


def _versions(versions: Sequence[ContractVersion], lang: str) -> None:
    """Who changed what when, the newest first."""
    earlier = [*versions[1:], None]
    pairs = list(zip(versions, earlier, strict=True))[:VERSIONS_SHOWN]
    rows = [row for version, before in pairs for row in _version(version, before, lang)]
    with st.expander(t("page_contract.versions", lang, count=len(versions)), key="versions_box"):
        names = ("when", "who", "what", "before", "after")
        columns = [Column(n, t(f"page_contract.version_{n}", lang)) for n in names]
        alt = t("page_contract.versions_alt", lang, count=len(versions))
        tables.plain_table(rows, columns, lang, alt=alt)


def _version(
    version: ContractVersion, before: ContractVersion | None, lang: str
) -> list[dict[str, object]]:
    who = Actor.of(version.actor).name
    head: dict[str, object] = {"when": moment(version.done_at, lang), "who": who}
    if before is None:
        return [head | {"what": t("page_contract.version_first", lang), "before": "", "after": ""}]
    rows: list[dict[str, object]] = []
    if version.kind == "hand_over":
        since = entry.day(str(version.detail["day"]))
        note = t("page_contract.version_handed_over", lang, day=since, note=version.detail["note"])
        rows.append(head | {"what": note, "before": "", "after": ""})
    rows += [
        head | {"what": c.field, "before": c.before, "after": c.after}
        for c in contract_changes.changes(before.contract, version.contract, lang)
    ]
    return rows or [
        head | {"what": t("page_contract.version_same", lang), "before": "", "after": ""}
    ]


@may.takes("hand_over")
def _hand_over(now: State, contract: Contract, lang: str) -> None:
    actor = user_name()
    if actor is None:  # it is asked for once on the page, by what can be added below
        return
    with st.expander(t("page_contract.hand_over", lang), key="hand_over_box"):
        st.caption(
            t("page_contract.hand_over_help", lang, name=escape(contract.responsible or "–"))
        )
        with st.form("hand_over_form", border=False):
            left, right = st.columns(2)
            to = left.text_input(t("page_contract.hand_over_to", lang), key="hand_over_to")
            board = right.text_input(
                t("page_contract.hand_over_board", lang), contract.board or "",
                key="hand_over_board",
            )  # fmt: skip
            since = left.text_input(
                t("page_contract.hand_over_day", lang), now.as_of.isoformat(), key="hand_over_day"
            )
            note = st.text_area(
                t("page_contract.hand_over_note", lang), key="hand_over_note", height=80
            )
            pressed = st.form_submit_button(
                t("page_contract.hand_over_save", lang), key="hand_over_save"
            )
    if not pressed:
        return
    try:
        contracts.hand_over(
            resources.installation(), contract, to, acting(actor), resources.today(), now_utc(),
            day=entry.day(since), note=note, board=board,
        )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[DONE_KEY] = to.strip()
    st.rerun()
