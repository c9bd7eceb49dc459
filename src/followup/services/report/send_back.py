"""A supplier's file back with remarks: the file itself, marked, and the note that it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Final

from followup.domain.finding import Finding
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.errors import UserError
from followup.i18n.text import period_label, t
from followup.ingest.draft import Draft
from followup.ingest.guard import Container, Refused, inspect
from followup.ingest.reader import read_sheets
from followup.ingest.remarks import is_remarks, mark_of
from followup.isolated import ChildRefused, run
from followup.render.list_workbook import write_list
from followup.render.marked.copy import SHEETML, XLSX, sheet_names, write_copy
from followup.render.marked.plan import Plan, packed
from followup.services.installation import Actor, Installation
from followup.services.queue.reminder import LANGUAGE_OF_COUNTRY
from followup.services.report.cover import Letter, cover
from followup.services.report.remarks import for_supplier, in_short, notes, pattern
from followup.services.upload.plain_copy import copy_of
from followup.services.upload.reading import read_without_memory
from followup.settings import Limits, Settings
from followup.storage import acts, files_seen, report_acts, submissions
from followup.storage.acts import Act
from followup.storage.report_acts import Return
from followup.storage.submissions import Submission

ACT: Final = report_acts.SEND_BACK
CHILD: Final = "followup.render.marked.child"
UNMARKABLE: Final = "unmarkable"
# A workbook's own ending stays, with what a copy must then say of itself.
ENDINGS: Final = {
    ".xlsx": XLSX,
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xltx": f"{SHEETML}.template.main+xml",
    ".xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
}


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whose report it is: words on the first sheet; None is left out."""

    contract: str | None = None
    reporter: str | None = None
    recipient: str | None = None
    period: Period | None = None


def addressed(contract: Contract, reporter: str | None, period: Period | None) -> Addressed:
    """Who corrects a report on a contract and sends it back, to whom, for which days."""
    buyers = ", ".join(buyer.name for buyer in contract.buyers)
    recipient = ", ".join(filter(None, [contract.responsible, contract.board, buyers]))
    return Addressed(
        f"{contract.number} {contract.title}", reporter or contract.supplier, recipient, period
    )


def language_for(contract: Contract | None, lang: str) -> str:
    """The supplier's language, as in reminders: the contract's country's, else the reader's."""
    return LANGUAGE_OF_COUNTRY.get(contract.country, lang) if contract else lang


def file_name(name: str, lang: str) -> str:
    """A file's own name with a word at its end; what is no workbook comes back as one."""
    path = PurePath(name.replace("\\", "/"))
    word = f" ({t('send_back.file_ending', lang)})"
    ending = path.suffix if path.suffix.casefold() in ENDINGS else ".xlsx"
    return f"{path.stem.removesuffix(word)}{word}{ending}"


def marked(settings: Settings, content: bytes, draft: Draft, whose: Addressed, lang: str) -> bytes:
    """The file with a note and a colour on every cell with an error or a question, and a first
    sheet that says what to do; all else stays. What is no .xlsx comes back as a copy in one.

    Raises UserError ``refused_file`` for a file that was not read and ``not_markable`` for one
    that takes too long or too much memory.
    """
    limits = settings.limits
    if draft.refusal is not None:
        raise UserError("refused_file", file=draft.file_name, refusal=draft.refusal.code)
    try:
        container = inspect(content, draft.file_name, limits)
        if container.kind == "xlsx":
            try:
                return _join(draft, content, whose, limits, lang)
            except ChildRefused as refused:
                if refused.code != UNMARKABLE:
                    raise
        return _copied(content, container, draft, whose, limits, lang)
    except (ChildRefused, Refused) as error:
        raise UserError("not_markable", file=draft.file_name) from error


def marked_or_list(
    settings: Settings, content: bytes, draft: Draft, whose: Addressed, lang: str
) -> bytes:
    """The marked file; a workbook of the remarks alone for one that is too large to mark.

    A browser that waits for a file can show no message in its place.
    """
    try:
        return marked(settings, content, draft, whose, lang)
    except UserError as error:
        if error.code != "not_markable":
            raise
    headings = [t(f"send_back.{n}", lang) for n in ("sheet_name", "cell", "stands", "needed")]
    rows = [
        (f.sheet, f"{f.column or ''}{f.row or ''}", f.value, in_short(f, lang))
        for f in for_supplier(draft)
        if f.severity != "note"
    ]
    note = t("send_back.list_alone", lang, file=draft.file_name)
    title = t("send_back.sheet", lang)
    return write_list(title, note, headings, rows, kind=_kind(draft, lang))


def _join(
    draft: Draft,
    content: bytes,
    whose: Addressed,
    limits: Limits,
    lang: str,
    names: Mapping[str | None, str] | None = None,
    copied: str | None = None,
) -> bytes:
    """The workbook with the draft's remarks; ``names`` where its sheets have other names."""
    found = for_supplier(draft)
    known = names or {f.sheet: f.sheet for f in found if f.sheet}
    letter = Letter(tuple(_about(draft, whose, lang)), mark_of(draft.sha256), copied)
    plan = Plan(
        author=t("send_back.author", lang),
        sheet_name=t("send_back.sheet", lang),
        rows=cover(found, letter, known, lang),
        notes=tuple(notes(found, known, lang)),
        replaces=draft.remarks_sheet,
        ours=pattern() if draft.remarks_sheet else "",
    )
    return run(
        CHILD,
        [],
        packed(plan, content),
        memory_bytes=limits.large_child_bytes,
        seconds=limits.large_child_seconds,
        output_bytes=limits.unpacked_bytes,
    )


def _about(draft: Draft, whose: Addressed, lang: str) -> Iterator[tuple[str, str]]:
    period = whose.period or draft.period
    yield "file", draft.file_name
    for label, words in (
        ("contract", whose.contract),
        ("period", period_label(period, lang) if period else None),
        ("from", whose.reporter),
        ("to", whose.recipient),
    ):
        if words:
            yield label, words


def _copied(
    content: bytes, container: Container, draft: Draft, whose: Addressed, limits: Limits, lang: str
) -> bytes:
    """An .xlsx of the cells as read, with the remarks."""
    sheets = [s for s in read_sheets(content, container, limits) if not is_remarks(s)]
    plain = [sheet.name or t("send_back.copy_sheet", lang) for sheet in sheets]
    names = dict(zip([sheet.name for sheet in sheets], sheet_names(plain), strict=True))
    copies = [copy_of(sheet, names[sheet.name]) for sheet in sheets]
    key = "send_back.is_plain_copy" if container.kind == "xlsx" else "send_back.is_copy"
    told = t(key, lang, file=draft.file_name)
    fresh = replace(draft, remarks_sheet=None)  # what was there is left out of the copy
    copy = write_copy(copies, _kind(draft, lang))
    return _join(fresh, copy, whose, limits, lang, names, told)


def _kind(draft: Draft, lang: str) -> str:
    """The content type that goes with the ending of what comes back."""
    return ENDINGS[PurePath(file_name(draft.file_name, lang)).suffix.casefold()]


def stored_draft(installation: Installation, stored: Submission) -> tuple[bytes, Draft]:
    """The original of a stored report, and a draft with the findings as they were stored.

    Raises as ``files_seen.opened``.
    """
    folder = installation.settings.originals
    content = files_seen.opened(installation.database, folder, stored.sha256)
    day = stored.stored_at.date()
    read = read_without_memory(installation.settings, content, stored.file_name, day)
    known = Draft(stored.file_name, stored.sha256, remarks_sheet=read.remarks_sheet)
    return content, replace(known, findings=_stored(installation, stored), period=stored.period)


def _stored(installation: Installation, stored: Submission) -> tuple[Finding, ...]:
    """What was found in the file when the report was stored; it may have become several."""
    database = installation.database
    by_act = report_acts.storings(database)
    act = by_act[stored.submission].act_id
    together = [name for name, by in by_act.items() if by.act_id == act]
    return tuple(f for name in sorted(together) for f in submissions.findings(database, name))


def note_returned(
    installation: Installation,
    sha256: str,
    name: str,
    whose: Addressed,
    actor: Actor,
    reason: str,
    now: datetime,
) -> None:
    """Log that a file was sent back, and why. It changes nothing else: a draft is not stored,
    and a stored report counts until it is withdrawn or replaced (rule 4).

    Raises UserError ``reason_missing``.
    """
    if not reason.strip():
        raise UserError("reason_missing")
    act = Act(actor.stored, ACT, sha256, now, {
        "file": name, "contract": whose.contract, "reporter": whose.reporter,
        "period": str(whose.period) if whose.period else None, "reason": reason.strip(),
    })  # fmt: skip
    acts.commit(installation.database, act, lambda own, act_id: None)  # noqa: ARG005


def returns(installation: Installation, sha256: str) -> tuple[Return, ...]:
    """When a file was sent back, by whom and why, the latest first."""
    return report_acts.returns(installation.database, sha256)
