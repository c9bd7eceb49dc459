"""The fields of a contract beside its parties: value, codes, extensions, sub-contractors, class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import count
from typing import Final

import streamlit as st

from followup.domain.cpv import shown_cpv
from followup.domain.org_number import shown_org_number
from followup.domain.parties import Contract, Score
from followup.i18n.text import exact, t
from followup.reference.tables import CURRENCIES
from followup.services.contract.classes import points_of
from followup.services.written import WrittenMore
from followup.ui import resources

ROWS_KEY: Final = "contract_more"
EXTENSION: Final = ("from_date", "to_date", "notice_date", "decided_date")
SUBCONTRACTOR: Final = ("name", "org_number", "valid_from", "valid_to")
GRADES: Final = ("", "A", "B", "C")
POINTS: Final = ("", "0", "1", "2", "3")
THRESHOLD: Final[dict[str, bool | None]] = {"unknown": None, "yes": True, "no": False}
_NUMBERS = count()
Lines = dict[int, tuple[str, ...]]


def show(before: Contract | None, key: str, lang: str) -> WrittenMore:
    """The fields, folded where most contracts have nothing to say."""
    lines = _lines(before)
    value, currency, cpv = st.columns([2, 1, 3])
    written_value = value.text_input(
        t("page_contract.field_value", lang),
        exact(before.value, lang) if before and before.value is not None else "",
        key=f"{key}-value",
    )
    currencies = sorted(CURRENCIES.values())
    usual = before.currency if before and before.currency else "DKK" if lang == "da" else "SEK"
    written_currency = currency.selectbox(
        t("page_contract.field_currency", lang),
        currencies if usual in currencies else [*currencies, usual],
        index=currencies.index(usual) if usual in currencies else len(currencies),
        placeholder=t("app.choose", lang),
        key=f"{key}-currency",
    )
    codes = cpv.text_input(
        t("page_contract.field_cpv", lang),
        ", ".join(map(shown_cpv, before.cpv)) if before else "",
        key=f"{key}-cpv",
        help=t("page_contract.cpv_help", lang),
    )
    with st.expander(t("page_contract.part_extensions", lang), key=f"{key}-extensions"):
        st.caption(t("page_contract.extensions_help", lang))
        extensions = _rows(lines["extensions"], "extension", EXTENSION, lang)
    with st.expander(t("page_contract.part_subcontractors", lang), key=f"{key}-subcontractors"):
        st.caption(t("page_contract.subcontractors_help", lang))
        subs = _rows(lines["subcontractors"], "subcontractor", SUBCONTRACTOR, lang)
    with st.expander(t("page_contract.class_title", lang), key=f"{key}-class"):
        scores, grade, reason = _classification(before, key, lang)
    with st.expander(t("page_contract.clean_title", lang), key=f"{key}-clean"):
        awarded, began, above = _procurement(before, key, lang)
    return WrittenMore(
        written_value, written_currency or "", codes, extensions, subs, scores, grade, reason,
        awarded, began, above,
    )  # fmt: skip


def _procurement(before: Contract | None, key: str, lang: str) -> tuple[str, str, bool | None]:
    """When it was awarded, when the procedure began, and if it reached the threshold."""
    st.caption(t("page_contract.clean_help", lang))
    left, middle, right = st.columns(3)
    days = [
        place.text_input(
            t(f"page_contract.part_{name}", lang),
            str(getattr(before, name) or "") if before else "",
            key=f"{key}-{name}",
            placeholder=t("app.for_example", lang, what="2024-05-02"),
        )
        for place, name in ((left, "award_date"), (middle, "procedure_start"))
    ]
    known = before.is_above_threshold if before else None
    above = right.selectbox(
        t("page_contract.part_is_above_threshold", lang),
        tuple(THRESHOLD),
        index=list(THRESHOLD.values()).index(known),
        format_func=lambda code: t(f"clean_vehicle.answer.{code}", lang),
        placeholder=t("app.choose", lang),
        key=f"{key}-threshold",
    )
    return days[0], days[1], THRESHOLD[above or "unknown"]


def forget() -> None:
    """Drop the rows of a form that was left."""
    st.session_state.pop(ROWS_KEY, None)


def _lines(before: Contract | None) -> dict[str, Lines]:
    """The rows of this form, made anew when another contract is opened."""
    name = before.number if before else None
    kept = st.session_state.get(ROWS_KEY)
    if kept is None or kept[0] != name:
        extensions = [
            tuple(str(getattr(e, n) or "") for n in EXTENSION)
            for e in (before.extensions if before else ())
        ]
        subcontractors = [
            (s.name, shown_org_number(s.org_number) or "", str(s.valid_from or ""),
             str(s.valid_to or ""))
            for s in (before.subcontractors if before else ())
        ]  # fmt: skip
        kept = (name, {"extensions": _numbered(extensions),
                       "subcontractors": _numbered(subcontractors)})  # fmt: skip
        st.session_state[ROWS_KEY] = kept
    own: dict[str, Lines] = kept[1]
    return own


def _numbered(rows: Sequence[tuple[str, ...]]) -> Lines:
    return {next(_NUMBERS): row for row in rows}


def _remove(lines: Lines, line: int) -> None:
    del lines[line]


def _rows(lines: Lines, kind: str, names: Sequence[str], lang: str) -> tuple[tuple[str, ...], ...]:
    """A line of plain fields per row, and a button for one more."""
    found = []
    for line, start in list(lines.items()):
        *places, gone = st.columns([*[3] * len(names), 1], vertical_alignment="bottom")
        found.append(
            tuple(
                place.text_input(
                    t(f"page_contract.{kind}_{name}", lang), text, key=f"{kind}-{name}-{line}"
                )
                for place, name, text in zip(places, names, start, strict=True)
            )
        )
        gone.button(
            t("page_contract.remove", lang), key=f"{kind}-gone-{line}", on_click=_remove,
            args=(lines, line), type="tertiary",
        )  # fmt: skip
    st.button(
        t(f"page_contract.add_{kind}", lang), key=f"add_{kind}", icon=":material/add:",
        on_click=lambda: lines.update({next(_NUMBERS): ("",) * len(names)}),
    )  # fmt: skip
    return tuple(row for row in found if any(row))


def _classification(
    before: Contract | None, key: str, lang: str
) -> tuple[tuple[Score, ...], str, str]:
    """Points by criterion with a reason, and a class decided against them."""
    model = resources.installation().catalogue.class_model
    classed = before.classification if before else None
    given = {s.criterion: s for s in classed.scores} if classed else {}
    automatic = {p.criterion: p.points for p in points_of(model, before)} if before else {}
    st.caption(t("page_contract.class_model", lang))
    scores = []
    for criterion in model.criteria:
        own = given.get(criterion.id)
        left, right = st.columns([1, 2])
        follows = automatic.get(criterion.id) if own is None else None
        points = left.selectbox(
            t(f"class_criterion.{criterion.id}", lang),
            POINTS,
            index=own.points + 1 if own else 0,
            format_func=partial(_points, follows, lang),
            placeholder=t("app.choose", lang),
            key=f"{key}-points-{criterion.id}",
        )
        reason = right.text_input(
            t("page_contract.point_why", lang), own.reason if own else "",
            key=f"{key}-why-{criterion.id}",
        )  # fmt: skip
        if points:
            scores.append(Score(criterion.id, int(points), reason.strip()))
    left, right = st.columns([1, 2])
    decided = classed.grade if classed and classed.grade else ""
    grade = left.selectbox(
        t("page_contract.field_grade", lang), GRADES, index=GRADES.index(decided),
        format_func=lambda g: g or t("page_contract.grade_follows", lang),
        placeholder=t("app.choose", lang), key=f"{key}-grade",
    )  # fmt: skip
    why = right.text_input(
        t("page_contract.field_grade_reason", lang), classed.reason if classed else "",
        key=f"{key}-grade-reason",
    )  # fmt: skip
    return tuple(scores), grade or "", why


def _points(follows: int | None, lang: str, given: str) -> str:
    """Points as they are chosen; none given is what the register says, or not judged."""
    if given:
        return given
    if follows is None:
        return t("page_contract.points_none", lang)
    return t("page_contract.points_follow", lang, points=follows)
