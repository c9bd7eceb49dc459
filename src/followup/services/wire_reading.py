"""The JSON forms of what was read from a file and what storing it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from followup.domain.finding import Finding
from followup.domain.parties import NilReport
from followup.i18n.text import t
from followup.ingest.draft import Draft, TableRead
from followup.services.report.difference import Counts
from followup.services.report.undo import Undone
from followup.services.upload import finding_text
from followup.services.upload.submit import Change, Receipt
from followup.services.wire import plain


def draft(read: Draft, lang: str, *, with_records: bool = True) -> dict[str, Any]:
    """``read --json``: what was understood of a file."""
    refusal = read.refusal
    found = {
        "file": read.file_name,
        "sha256": read.sha256,
        "status": "refused" if refusal else "ok",
        "refusal": {
            "code": refusal.code,
            "message": t(f"refusal.{refusal.code}", lang, **refusal.params),
        }
        if refusal
        else None,
        "tables": [_table(table) for table in read.tables],
        "records": _records(read) if with_records else [],
        "findings": [finding(f, lang) for f in read.findings],
        "file_findings": list(read.file_findings),
        "ignored_rows": [
            {"sheet": row.sheet, "row": row.row, "why": row.why} for row in read.ignored
        ],
        "totals": totals(read.totals),
        "record_count": read.record_count,
        "questions": [
            {"field": q.field, "value": q.value, "code": q.code, "rows": q.rows}
            for q in read.questions
        ],
    }
    if not with_records:
        found.pop("records")
    return found | _stripped(read)


def totals(amounts: Mapping[str, Decimal]) -> dict[str, str | None]:
    """Amounts by ``fuel|unit``."""
    return {key: plain(amount) for key, amount in amounts.items()}


def finding(found: Finding, lang: str) -> dict[str, Any]:
    """One finding with its message in words."""
    return {
        "code": found.code,
        "severity": found.severity,
        "sheet": found.sheet,
        "row": found.row,
        "column": found.column,
        "value": found.value,
        "message": finding_text.words(found, lang),
    }


def receipt(read: Draft, stored: Receipt | None, status: str, lang: str) -> dict[str, Any]:
    """One entry of ``import --json``."""
    plans = stored.plans if stored else ()
    return {
        "file": read.file_name,
        "sha256": read.sha256,
        "status": status,
        "submission": plans[0].submission.submission if plans else None,
        "supersedes": [s for plan in plans for s in plan.supersedes],
        "rows": sum(plan.submission.row_count for plan in plans),
        "totals": totals(read.totals),
        "findings": [
            finding(f, lang) for f in (*read.findings, *(f for p in plans for f in p.findings))
        ],
        "changes": changes(stored.changes if stored else ()),
        "difference": _difference(stored.counts) if stored and stored.counts else None,
        **_stripped(read),
    }


def nil_receipt(
    read: Draft, nils: Sequence[NilReport], changed: Sequence[Change], status: str, lang: str
) -> dict[str, Any]:
    """The entry of ``import --json`` for a nil report: an act, with no submission of its own."""
    return receipt(read, None, status, lang) | {
        "rows": read.record_count, "changes": changes(changed), "nil_reports": _nils(nils),
    }  # fmt: skip


def _stripped(read: Draft) -> dict[str, Any]:
    """What was taken away of people, and the name of the file as it came; nothing otherwise."""
    if read.stripped is None:
        return {}
    return {"received_sha256": read.received_sha256, "stripped": read.stripped}


def unstored(file_name: str, read: Draft | None, lang: str) -> dict[str, Any]:
    """The entry of ``import --json`` for a file that was not stored; None if it was not read."""
    if read is not None:
        return receipt(read, None, "not_stored", lang)
    empty: dict[str, Any] = {"totals": {}, "findings": [], "changes": [], "supersedes": [],
                             "difference": None}  # fmt: skip
    return {"file": file_name, "sha256": None, "status": "not_stored", "submission": None,
            "rows": 0} | empty  # fmt: skip


def undone_nil(taken: Sequence[NilReport], changed: Sequence[Change]) -> dict[str, Any]:
    """``undo --nil --json``: the nil reports taken back, and the verdicts changed."""
    return {"status": "undone", "nil_reports": _nils(taken), "changes": changes(changed)}


def _nils(nils: Sequence[NilReport]) -> list[dict[str, Any]]:
    return [
        {"reporter": nil.reporter, "report_type": nil.report_type, "period": str(nil.period),
         "reason": nil.reason}
        for nil in nils
    ]  # fmt: skip


def undone(found: Undone) -> dict[str, Any]:
    """``undo --json``: what was withdrawn, what is in force again, and the verdicts changed."""
    return {
        "status": "undone",
        "withdrawn": [s.submission for s in found.withdrawn],
        "restored": [s.submission for s in found.restored],
        "changes": changes(found.changes),
    }


def changes(found: Sequence[Change]) -> list[dict[str, Any]]:
    """Verdicts before and after an act."""
    return [_change(change) for change in found]


def _difference(counts: Counts) -> dict[str, int]:
    """Rows that say otherwise than those replaced; of a first report every row is new."""
    return {"new": counts.new, "changed": counts.changed, "gone": counts.gone,
            "unchanged": counts.unchanged}  # fmt: skip


def _change(change: Change) -> dict[str, Any]:
    return {
        "contract": change.contract,
        "requirement": change.requirement,
        "period": str(change.period),
        "before": change.before.verdict if change.before else None,
        "after": change.after.verdict,
    }


def _table(table: TableRead) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_rows": list(table.header_rows),
        "report_type": table.report_type,
        "mapping": [
            {"column": m.column, "header": m.header, "field": m.field, "how": m.how,
             "confidence": m.confidence}
            for m in table.mapping
            if m.field is not None
        ],
    }  # fmt: skip


def _records(read: Draft) -> list[dict[str, Any]]:
    return [
        {"kind": kind} | {name: _json(name, value) for name, value in row.items()}
        for kind, table in read.facts.items()
        for row in table.to_pylist()
    ]


def _json(name: str, value: Any) -> Any:
    if name == "findings":
        return [code for code in (value or "").split(",") if code]
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
