"""The register as a file: what is written is what reading the file again gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from followup.domain.cpv import shown_cpv
from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.ingest.layout import REGISTER, report_type, shared
from followup.render.csv_text import write_semicolons
from followup.render.register_workbook import RegisterColumn, RegisterSheet, write_register
from followup.render.rows_of import Cell
from followup.services.requirement import rows as requirement_rows
from followup.services.requirement.limits import percent_text
from followup.services.upload.templates import header_key

Row = dict[str, Any]
FORMATS: Final = ("xlsx", "csv", "json")
_YES_NO: Final = {True: "yes", False: "no", None: None}


def workbook(contracts: Sequence[Contract], lang: str) -> bytes:
    """Every table of the register as a workbook in a language."""
    return write_register([sheet(kind, contracts, lang) for kind in REGISTER])


def listing(contracts: Sequence[Contract], lang: str) -> bytes:
    """The first table alone as text with semicolons, as spreadsheets here open it."""
    first = sheet(REGISTER[0], contracts, lang)
    return write_semicolons([column.heading for column in first.columns], first.rows)


def document(contracts: Sequence[Contract]) -> bytes:
    """Every field as JSON: amounts as text, days in ISO, requirements with their steps."""
    found = [asdict(contract) for contract in contracts]
    return json.dumps(found, ensure_ascii=False, indent=2, default=str).encode()


def sheet(kind: str, contracts: Sequence[Contract], lang: str) -> RegisterSheet:
    """One table of the register, with the rows of some contracts."""
    fields = [f for f in report_type(kind).fields.values() if f.in_template]
    words = {
        f.name: {code: names[lang] for code, names in shared().offered[f.choices].items()}
        for f in fields
        if f.choices
    }
    columns = tuple(
        RegisterColumn(t(header_key(kind, f.name), lang), tuple(words.get(f.name, {}).values()))
        for f in fields
    )
    rows = [
        [_cell(f.type, row.get(f.name), words.get(f.name), lang) for f in fields]
        for contract in contracts
        for row in _rows(kind, contract, lang)
    ]
    return RegisterSheet(t(f"report_type.{kind}", lang), columns, rows)


def _cell(kind: str, value: Any, words: dict[str, str] | None, lang: str) -> Cell:
    if kind == "yes_no" and not isinstance(value, str):
        return t("field.yes_word", lang) if value else None
    if words is not None and value is not None:
        return words.get(value, str(value))
    if value == "":
        return None
    return value  # type: ignore[no-any-return]


def _contract_rows(contract: Contract) -> Iterator[Row]:
    classed = contract.classification
    has_shares = any(b.share is not None for b in contract.buyers)
    yield {
        name: getattr(contract, name)
        for name in report_type("contract").fields
        if hasattr(contract, name)
    } | {
        "buyers": "; ".join(b.name for b in contract.buyers),
        "buyer_shares": "; ".join(percent_text(b.share) for b in contract.buyers)
        if has_shares
        else None,
        "cpv": "; ".join(map(shown_cpv, contract.cpv)),
        "is_above_threshold": _YES_NO[contract.is_above_threshold],
        "decided_class": classed.grade if classed else None,
        "class_reason": classed.reason if classed else None,
    }


def _part_rows(name: str) -> Any:
    def rows(contract: Contract) -> Iterator[Row]:
        for part in getattr(contract, name):
            yield {"contract": contract.number} | asdict(part)

    return rows


def _reporter_rows(contract: Contract) -> Iterator[Row]:
    for reporter in contract.reporters:
        yield asdict(reporter) | {"contract": contract.number, "reporter": reporter.name}


def _score_rows(contract: Contract) -> Iterator[Row]:
    for score in contract.classification.scores if contract.classification else ():
        yield {"contract": contract.number} | asdict(score)


def _rows(kind: str, contract: Contract, lang: str) -> Iterator[Row]:
    if kind == "requirement":
        for requirement in contract.requirements:
            yield from requirement_rows.rows(requirement, lang)
    else:
        yield from _ROWS[kind](contract)


_ROWS: Final = {
    "contract": _contract_rows,
    "reporter": _reporter_rows,
    "extension": _part_rows("extensions"),
    "subcontractor": _part_rows("subcontractors"),
    "contract_score": _score_rows,
}
