"""Questions a person has answered by letting the reading stand, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import READING, Finding
from followup.ingest.marks import Mark

EXPLAINED = "explained"
# accept:CODE= for all of that code in the file, accept:CODE:SHEET!F12= for one cell.
ACCEPT = re.compile(r"accept:([a-z0-9_]+)(?::(.*)!([A-Z]{1,3}[1-9]\d*))?=")


def is_accept(field: str) -> bool:
    """Whether the name of an answer accepts a question that can be accepted."""
    found = ACCEPT.fullmatch(f"{field}=")
    return found is not None and found[1] in READING


def answer_to(found: Finding, *, whole_file: bool = False) -> str:
    """The name of the answer that accepts a finding, or all of its code in the file."""
    if whole_file or found.row is None or found.column is None:
        return f"accept:{found.code}"
    return f"accept:{found.code}:{found.sheet or ''}!{found.column}{found.row}"


def explained(found: Finding, reason: str) -> Finding:
    """A question that was answered: a note that keeps what was asked and why it stands."""
    params = {**found.params, "code": found.code, "reason": reason}
    return replace(found, code=EXPLAINED, params=params)


def reason_for(found: Finding, answers: Mapping[str, str]) -> str | None:
    """Why a finding may stand, where a person has said so."""
    said = answers.get(answer_to(found)) or answers.get(answer_to(found, whole_file=True))
    return said.strip() if said and found.is_acceptable else None


def accept(marks: Sequence[Mark], table: pa.Table, answers: Mapping[str, str]) -> list[Mark]:
    """The marks on a table, with those that were answered turned into notes.

    A reading that is not there cannot stand: such a mark stays as it was.
    """
    matches = (ACCEPT.fullmatch(f"{name}=") for name in answers)
    said = {found[1] for found in matches if found}
    if not said:
        return list(marks)
    kept: list[Mark] = []
    for mark in marks:
        kept += _split(mark, table, answers) if mark.code in said & set(READING) else [mark]
    return kept


def _split(mark: Mark, table: pa.Table, answers: Mapping[str, str]) -> list[Mark]:
    """What is left of a mark, then the notes, one for each reason that was given."""
    stands = mark.mask & _has_reading(mark, table)
    sheets, rows, columns = (table.column(name) for name in ("sheet", "row", "column"))
    reasons: dict[int, str] = {}
    for position in np.nonzero(stands)[0].tolist():
        letters = mark.column or columns[position].as_py()
        place = f"{sheets[position].as_py() or ''}!{letters}{rows[position].as_py()}"
        own = f"accept:{mark.code}"
        if reason := answers.get(f"{own}:{place}") or answers.get(own):
            reasons[position] = reason.strip()
    notes = [
        replace(
            mark,
            code=EXPLAINED,
            mask=_at([p for p, said in reasons.items() if said == reason], len(stands)),
            params={**mark.params, "code": mark.code, "reason": reason},
        )
        for reason in dict.fromkeys(reasons.values())
    ]
    return [replace(mark, mask=mark.mask & ~_at(list(reasons), len(stands))), *notes]


def _has_reading(mark: Mark, table: pa.Table) -> np.ndarray:
    name = READING[mark.code]
    if name is None or not mark.doubts_amount or name not in table.column_names:
        return np.ones(table.num_rows, dtype=bool)
    return np.asarray(pc.is_valid(table.column(name).combine_chunks())).astype(bool)


def _at(positions: Sequence[int], size: int) -> np.ndarray:
    mask = np.zeros(size, dtype=bool)
    mask[list(positions)] = True
    return mask
