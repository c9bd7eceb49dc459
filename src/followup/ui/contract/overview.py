"""All contracts in one table with filters that can be sent as a link; a click opens one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.period import add_months
from followup.domain.requirement import Assessment
from followup.i18n.text import day, join, t
from followup.services.contract import export as contract_export
from followup.services.contract.classes import Graded
from followup.services.contract.overview import Due
from followup.ui import address, components, reads, tables
from followup.ui.contract import reads as contract_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Status

# So many contracts stand whole before the list scrolls by itself.
ROWS_WHOLE: Final = 30
# From so many contracts on the filters are worth their place.
FILTERED: Final = 4
# The filters' names in the address.
FILTERS: Final = ("q", "class", "responsible", "board", "ends")
ENDS_WITHIN: Final = ("6", "12")
# Worst first: what a reader must know before anything else.
ORDER: Final = ("not_met", "not_assessable", "met", "exempt", "not_due")


def show(now: State, lang: str) -> None:
    """The list, and a way to open a contract without a mouse."""
    every = reads.contracts(now)
    classes = contract_reads.classes(now)
    contracts = chosen(every, classes, now, lang) if len(every) >= FILTERED else every
    latest = latest_verdicts(reads.assessments(now))
    dues = contract_reads.dues(now)
    rows = [
        _row(c, latest.get(c.number), dues.get(c.number), classes[c.number], now, lang)
        for c in contracts
    ]
    if len(contracts) != len(every):
        st.caption(t("page_contracts.shown", lang, count=len(contracts), of=len(every)))
    if not rows:
        st.info(t("page_contracts.none_chosen", lang), icon=":material/filter_alt:")
        return
    picked = tables.grid(
        rows,
        _columns(lang),
        lang,
        key="contract_list",
        alt=t("page_contracts.list_alt", lang, count=len(rows)),
        pick=True,
        height="content" if len(rows) <= ROWS_WHOLE else "auto",
    )
    _open(contracts, contracts[picked.row].number if picked else None, lang)


def _open(contracts: Sequence[Contract], picked: str | None, lang: str) -> None:
    titles = {c.number: c.title for c in contracts}
    chosen_one = st.selectbox(
        t("page_contracts.open", lang),
        list(titles),
        index=None,
        format_func=lambda number: f"{number} · {titles[number]}",
        placeholder=t("page_contracts.choose", lang),
        key="contract_open",
    )
    if number := picked or chosen_one:
        st.session_state.pop("contract_list", None)
        st.query_params["contract"] = number
        st.rerun()


def downloads(now: State, lang: str) -> None:
    """The contracts that the filters let through as a workbook to change and upload again."""
    every = reads.contracts(now)
    contracts: Sequence[Contract] = every
    if len(every) >= FILTERED:
        asked = {name: address.get(name) for name in FILTERS}
        contracts = let_through(every, contract_reads.classes(now), now, asked)
    label = t("page_contracts.download", lang)
    if len(contracts) != len(every):
        label = t("page_contracts.download_chosen", lang, count=len(contracts), of=len(every))
    if contracts:
        st.download_button(
            label,
            data=lambda: contract_export.workbook(contracts, lang),
            file_name=t("page_contracts.register_file", lang),
            mime=components.XLSX,
            key="register_download",
            icon=":material/download:",
            on_click="ignore",
        )


def chosen(
    contracts: Sequence[Contract], classes: Mapping[str, Graded], now: State, lang: str
) -> list[Contract]:
    """The contracts that the filters in the address let through."""
    words = address.text(
        "q", t("page_contracts.search", lang), t("page_contracts.search_hint", lang)
    )
    first, second, third, fourth = st.columns(4)
    with first:
        grades = sorted({classes[c.number].grade or "none" for c in contracts})
        grade = address.select(
            "class", t("page_contracts.class", lang), grades, lang,
            lambda code: t(f"page_contracts.class_{code}", lang),
        )  # fmt: skip
    with second:
        people = sorted({c.responsible for c in contracts if c.responsible})
        responsible = address.select(
            "responsible", t("page_contracts.responsible", lang), people, lang
        )
    with third:
        boards = sorted({c.board for c in contracts if c.board})
        board = address.select("board", t("page_contracts.board", lang), boards, lang)
    with fourth:
        within = address.select(
            "ends", t("page_contracts.ends", lang), ENDS_WITHIN, lang,
            lambda months: t("page_contracts.ends_within", lang, months=months),
        )  # fmt: skip
    asked = {"q": words, "class": grade, "responsible": responsible, "board": board, "ends": within}
    return let_through(contracts, classes, now, asked)


def let_through(
    contracts: Sequence[Contract],
    classes: Mapping[str, Graded],
    now: State,
    asked: Mapping[str, str | None],
) -> list[Contract]:
    """The contracts that fit every filter; None asks nothing, and neither does what is no value."""
    within = asked["ends"] if asked["ends"] in ENDS_WITHIN else None
    return [
        c
        for c in contracts
        if asked["class"] in (None, classes[c.number].grade or "none")
        and asked["responsible"] in (None, c.responsible)
        and asked["board"] in (None, c.board)
        and (within is None or _ends(c, now, int(within)))
        and _says(c, asked["q"] or "")
    ]


def _ends(contract: Contract, now: State, months: int) -> bool:
    """Ends, or waits for a decision on an extension, in so many months."""
    until = add_months(now.as_of, months)
    days = [contract.days.end]
    days += [e.notice_date for e in contract.extensions
             if e.notice_date is not None and e.decided_date is None]  # fmt: skip
    return any(now.as_of <= day_ <= until for day_ in days)


def _says(contract: Contract, words: str) -> bool:
    said = " ".join(
        filter(None, (contract.number, contract.title, contract.supplier, contract.category,
                      contract.diary_number, *(b.name for b in contract.buyers), *contract.cpv))
    ).casefold()  # fmt: skip
    return all(word in said for word in words.casefold().split())


def latest_verdicts(found: Iterable[Assessment]) -> dict[str, Assessment]:
    """The worst of each clause's latest finished verdict, by contract."""
    newest: dict[tuple[str, str], Assessment] = {}
    for a in found:
        key = (a.contract, a.requirement)
        is_final = a.verdict != "not_due"
        known = newest.get(key)
        if known is None or (is_final and (known.verdict == "not_due" or a.period > known.period)):
            newest[key] = a
    grouped: dict[str, list[Assessment]] = defaultdict(list)
    for a in newest.values():
        grouped[a.contract].append(a)
    return {
        number: min(own, key=lambda a: ORDER.index(a.verdict)) for number, own in grouped.items()
    }


def _row(
    contract: Contract,
    verdict: Assessment | None,
    due: Due | None,
    graded: Graded,
    now: State,
    lang: str,
) -> dict[str, object]:
    return {
        "number": contract.number,
        "title": contract.title,
        "supplier": contract.supplier or t("page_upload.internal", lang),
        "buyers": join((b.name for b in contract.buyers), lang),
        "days": f"{day(contract.days.start, lang)} – {day(contract.days.end, lang)}",
        "extension": extension_words(contract, lang),
        "class": graded.grade or "–",
        "responsible": contract.responsible or t("page_contracts.nobody", lang),
        "board": contract.board or t("page_contracts.nobody", lang),
        "requirements": short_names(contract, lang),
        "verdict": Status(verdict.outcome, t(f"verdict.{verdict.outcome}", lang))
        if verdict
        else None,
        "due": due_words(due, now, lang),
    }


def extension_words(contract: Contract, lang: str) -> str:
    """The next option that nobody has decided on, and until when it prolongs the contract."""
    waiting = [e for e in contract.extensions if e.decided_date is None]
    if not waiting:
        return ""
    option = min(waiting, key=lambda e: e.from_date)
    if option.notice_date is None:
        return t("page_contracts.may_extend", lang, day=option.to_date)
    return t("page_contracts.decide_by", lang, day=option.to_date, by=option.notice_date)


def short_names(contract: Contract, lang: str) -> str:
    """K1, K2 och K3; that there are none where nothing can be followed up yet."""
    if not contract.requirements:
        return t("page_contracts.no_requirements", lang)
    return join((r.identifier.rpartition("/")[2] for r in contract.requirements), lang)


def due_words(due: Due | None, now: State, lang: str) -> str:
    """When the next report is due, and whether that day has passed."""
    if due is None:
        return t("page_contracts.nothing_due", lang)
    key = "page_contracts.late" if due.day < now.as_of else "page_contracts.due"
    return t(key, lang, day=day(due.day, lang))


def _columns(lang: str) -> Sequence[Column]:
    names = (
        "number", "class", "verdict", "title", "due", "responsible", "days", "extension",
        "supplier", "buyers", "board", "requirements",
    )  # fmt: skip
    labels = {"due": "next_report"}
    return [
        Column(
            n, t(f"page_contracts.{labels.get(n, n)}", lang),
            kind="status" if n == "verdict" else "text", pinned=n == "number",
        )
        for n in names
    ]  # fmt: skip
