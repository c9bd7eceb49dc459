"""Every case for the case file (diarium): what was found, decided and closed, when and by whom.

The lines of each proof are those the case keeps, in the same words as the page and the letter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from followup.domain.deviation import Case, Step
from followup.domain.penalty import PenaltyBasis
from followup.i18n.text import day, moment, period_label, t
from followup.render.csv_text import write_semicolons
from followup.render.list_workbook import Sheet, write_lists
from followup.services.deviation import text
from followup.services.deviation.matter import Matter

CASE: Final = (
    "case", "state", "contract", "supplier", "board", "diary", "ground", "requirement", "period",
    "size", "frozen", "confirmed", "confirmed_by", "closed", "closed_by", "lesson",
)  # fmt: skip
STEP: Final = ("case", "step", "kind", "day", "logged", "who", "why", "detail", "holds")
_HEADINGS: Final = {name: f"page_deviations.export_{name}" for name in (*CASE, *STEP)} | {
    name: f"page_deviations.column_{name}" for name in ("case", "state", "contract", "size")
}


def workbook(matters: Iterable[Matter], as_of: date, lang: str) -> bytes:
    """Two sheets: the cases with the lines of their proof, and every step."""
    cases, labels, steps = _tables(matters, lang)
    note = t("page_deviations.export_note", lang, day=as_of)
    headings = [t(_HEADINGS[name], lang) for name in CASE]
    return write_lists(
        [
            Sheet(t("page_deviations.sheet_cases", lang), note, [*headings, *labels], cases),
            Sheet(t("page_deviations.sheet_steps", lang), note,
                  [t(_HEADINGS[name], lang) for name in STEP], steps),
        ]
    )  # fmt: skip


def table(matters: Iterable[Matter], as_of: date, lang: str) -> bytes:
    """Text apart by semicolon, one line per step with its case, for systems that read such."""
    del as_of
    cases, labels, steps = _tables(matters, lang)
    own = {row[0]: row for row in cases}
    headings = [t(_HEADINGS[name], lang) for name in (*CASE, *STEP[1:])]
    lines = []
    for step in steps:
        case = own[step[0]]
        lines.append((*case[: len(CASE)], *step[1:], *case[len(CASE) :]))
    return write_semicolons([*headings, *labels], lines)


def document(matters: Iterable[Matter], as_of: date, lang: str) -> bytes:
    """JSON: a list of cases with their frozen amounts as text, their lines and steps."""
    found = [_case(m, m.case, lang) for m in matters if m.case is not None]
    whole = {"as_of": as_of.isoformat(), "cases": found}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()


FORMATS: Final[Mapping[str, Callable[[Iterable[Matter], date, str], bytes]]] = {
    ".xlsx": workbook, ".csv": table, ".json": document,
}  # fmt: skip


def _tables(
    matters: Iterable[Matter], lang: str
) -> tuple[list[Sequence[str]], list[str], list[Sequence[str]]]:
    """Rows of cases, the labels of their proofs' lines as further columns, and rows of steps."""
    known = [(m, m.case) for m in matters if m.case is not None]
    lines = {m.identifier: m.frozen.by_label(lang) if m.frozen else {} for m, _ in known}
    labels = list(dict.fromkeys(label for own in lines.values() for label in own))
    cases: list[Sequence[str]] = [
        (*_row(m, case, lang), *(lines[m.identifier].get(label, "") for label in labels))
        for m, case in known
    ]
    steps: list[Sequence[str]] = [
        _step_row(case, step, lang) for _, case in known for step in case.steps
    ]
    return cases, labels, steps


def _row(matter: Matter, case: Case, lang: str) -> tuple[str, ...]:
    confirmed, closed = case.last("confirm"), case.last("close")
    subject, contract = matter.subject, matter.contract
    return (
        case.identifier, t(f"deviation.state.{case.state}", lang),
        f"{contract.number} {contract.title}", contract.supplier or "", contract.board or "",
        contract.diary_number or "", t(f"deviation.ground.{subject.ground}", lang),
        subject.requirement or "", period_label(subject.period, lang), text.size(matter, lang),
        day(matter.frozen.as_of, lang) if matter.frozen else "",
        *_signed(confirmed, lang), *_signed(closed, lang),
        (closed.detail.lesson or "") if closed else "",
    )  # fmt: skip


def _signed(step: Step | None, lang: str) -> tuple[str, str]:
    return ("", "") if step is None else (day(step.day, lang), text.who(step, lang))


def _step_row(case: Case, step: Step, lang: str) -> tuple[str, ...]:
    holds = step in case.holding or step.kind == "take_back"
    said = [f"{label}: {words}" for label, words in text.details(step, lang)]
    if files := [f"{a.file_name} ({a.sha256})" for a in step.detail.attachments]:
        said.append(f"{t('deviation.field.attachments', lang)}: {', '.join(files)}")
    return (
        case.identifier, str(step.number), text.done(step, lang), day(step.day, lang),
        moment(step.logged_at, lang), text.who(step, lang), step.reason,
        "\n".join(said),
        t(f"page_deviations.export_{'yes' if holds else 'taken_back'}", lang),
    )  # fmt: skip


def _case(matter: Matter, case: Case, lang: str) -> dict[str, Any]:
    kept = matter.frozen
    subject = case.subject
    return {
        "case": case.identifier, "state": case.state, "ground": subject.ground,
        "contract": subject.contract, "requirement": subject.requirement,
        "period": str(subject.period), "reporter": subject.reporter, "parts": subject.parts,
        "as_of": kept and kept.as_of, "verdict": kept and kept.verdict,
        "numerator": kept and kept.numerator, "denominator": kept and kept.denominator,
        "unknown": kept and kept.unknown, "limit": kept and kept.limit,
        "unit": kept and kept.unit, "rows_sha256": kept and kept.rows_sha256,
        "reference": kept and kept.reference,
        "lines": [list(line) for line in kept.lines[lang]] if kept else [],
        "steps": [_step(case, step, lang) for step in case.steps],
    }  # fmt: skip


def _step(case: Case, step: Step, lang: str) -> dict[str, Any]:
    return {
        "number": step.number, "step": step.kind, "day": step.day,
        "logged_at": step.logged_at.isoformat(), "who": step.actor, "why": step.reason,
        "amount": step.detail.amount, "currency": step.detail.currency,
        "amount_from": step.detail.amount_from, "basis": _basis(step.detail.basis),
        "details": [list(pair) for pair in text.details(step, lang)],
        "attachments": [a.sha256 for a in step.detail.attachments],
        "holds": step in case.holding or step.kind == "take_back",
    }  # fmt: skip


def _basis(basis: PenaltyBasis | None) -> dict[str, Any] | None:
    if basis is None:
        return None
    return {
        "requirement": basis.requirement, "as_of": basis.as_of, "low": basis.low,
        "high": basis.high, "currency": basis.currency, "rows_sha256": basis.rows_sha256,
        "items": [asdict(item) for item in basis.items],
    }  # fmt: skip
