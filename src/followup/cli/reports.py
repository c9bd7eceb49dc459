"""The commands that take files, ``read`` and ``import``, and the one that takes back: ``undo``."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from followup.domain.parties import Contract
from followup.domain.period import Period, parse_period
from followup.errors import UserError
from followup.i18n.text import TIME_ZONE, t
from followup.ingest.draft import Draft, Refusal
from followup.services import (
    contracts,
    destination,
    finding_text,
    installation,
    memory,
    nil_file,
    people,
    plausibility,
    reading,
    send_back,
    sender,
    submit,
    undo,
    wire_reading,
)
from followup.services.entry import day
from followup.services.installation import Actor, Installation, now_utc
from followup.settings import Settings

DONE, FINDINGS, WRONG = 0, 1, 2
ACTOR = Actor("kommandoraden")


def real_today() -> date:
    """The day it is here."""
    return datetime.now(TIME_ZONE).date()


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """Add the commands to the parser."""
    read = add("read", _read)
    read.add_argument("file")
    read.add_argument("--no-records", action="store_true")
    read.add_argument("--marked", metavar="OUT.xlsx")
    take = add("import", _import)
    take.add_argument("files", nargs="+")
    take.add_argument("--reporter")
    take.add_argument("--received")
    # Unsaid, other days that overlap are a question (rule 6).
    take.add_argument("--mode", choices=("replace", "add"), default="ask")
    take.add_argument("--accept", choices=("all-or-nothing", "valid"), default="all-or-nothing")
    # Why a correction changes rows; kept with the act.
    take.add_argument("--reason")
    undone = add("undo", _undo)
    undone.add_argument("submission")
    undone.add_argument("--reason", required=True)
    undone.add_argument("--json", action="store_true")
    for command in (read, take):
        command.add_argument("--contract")
        command.add_argument("--period")
        command.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
        command.add_argument("--json", action="store_true")
        # Go on with a copy without the columns about passengers and drivers.
        command.add_argument("--strip-people", action="store_true")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says about the files: answers, their days, when they came."""

    answers: dict[str, str]
    period: Period | None
    received: date


def given_by(asked: Namespace, today: date) -> Given:
    """The options of ``read`` and ``import``, before any file is opened.

    Raises UserError ``bad_answer``, ``invalid_period`` or ``invalid_day``.
    """
    pairs = [reading.split_answer(text) for text in asked.set]
    answers = dict(pairs)
    for text, (field, _) in zip(asked.set, pairs, strict=True):
        if not field or not reading.is_answer(field, answers[field]):
            raise UserError("bad_answer", text=text)
    days = asked.period or answers.get("period")
    received = getattr(asked, "received", None)
    return Given(
        answers, parse_period(days) if days else None, day(received) if received else today
    )


def content_of(path: str) -> bytes:
    """A file's bytes; raises UserError ``file_missing``."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError("file_missing", file=path) from error


def _read(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    given = given_by(asked, today)

    def read(content: bytes, name: str) -> Draft:
        return reading.read_without_memory(
            here, content, name, today, answers=given.answers, period=given.period
        )

    content, draft = _taken(asked, here, asked.file, read)
    if asked.marked and not draft.refusal:
        _mark(asked, here, content, draft, given, lang)
    document = wire_reading.draft(draft, lang, with_records=not asked.no_records)
    if asked.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _tell(draft, lang)
    if draft.refusal:
        if not asked.json:
            print(document["refusal"]["message"], file=sys.stderr)
        return WRONG
    return FINDINGS if has_errors(draft) else DONE


def _taken(
    asked: Namespace, here: Settings, path: str, read: Callable[[bytes, str], Draft]
) -> tuple[bytes, Draft]:
    """A file's bytes and draft; with ``--strip-people`` those of its copy without them."""
    content, name = content_of(path), Path(path).name
    if asked.strip_people:
        return people.read_stripped(here, content, name, read)
    return content, read(content, name)


def _mark(
    asked: Namespace, here: Settings, content: bytes, draft: Draft, given: Given, lang: str
) -> None:
    """Write the file with remarks; raises UserError ``file_unwritable`` or ``not_markable``."""
    whose = send_back.Addressed(contract=asked.contract, period=given.period)
    marked = send_back.marked(here, content, draft, whose, lang)
    try:
        Path(asked.marked).write_bytes(marked)
    except OSError as error:
        raise UserError("file_unwritable", file=asked.marked) from error
    if not asked.json:
        print(t("cli.marked", lang, file=asked.marked))


def has_errors(draft: Draft) -> bool:
    """True when some row could not become a fact."""
    return any(f.severity == "error" for f in draft.findings)


def _import(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    given = given_by(asked, today)
    entries: list[dict[str, Any]] = []
    codes: list[int] = []
    with installation.opened(here) as opened:
        for path in asked.files:
            entry, code = _told(opened, asked, given, path, today, lang)
            entries.append(entry)
            codes.append(code)
            if not asked.json:
                print(f"{entry['file']}: {t('status.' + entry['status'], lang)}")
    if asked.json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
    return max(codes)


def _told(
    opened: Installation, asked: Namespace, given: Given, path: str, today: date, lang: str
) -> tuple[dict[str, Any], int]:
    """What became of one file; a file that cannot be used hinders none of the others."""
    found: Draft | None = None

    def read(content: bytes, name: str) -> Draft:
        return reading.read_file(
            opened, content, name, today, answers=given.answers, period=given.period
        )

    try:
        content, found = _taken(asked, opened.settings, path, read)
        return _import_one(opened, asked, given, content, found, today, lang)
    except UserError as error:
        message = t(f"error.{error.code}", lang, **error.params)
        print(f"{path}: {message}", file=sys.stderr)
        entry = wire_reading.unstored(Path(path).name, found, lang)
        return entry | {"error": {"code": error.code, "message": message}}, WRONG


def _import_one(
    opened: Installation,
    asked: Namespace,
    given: Given,
    content: bytes,
    first: Draft,
    today: date,
    lang: str,
) -> tuple[dict[str, Any], int]:
    if first.refusal:
        return _refused(first, first.refusal, lang)
    if contracts.is_register(first):
        return _import_register(opened, first, given.received, lang)
    number = asked.contract or sender.contract_number(opened, first)
    contract = destination.contract_of(opened, number)
    draft = first
    if contract.supplier and memory.of(opened, contract.supplier).said:
        draft = reading.read_file(
            opened, content, first.file_name, today, supplier=contract.supplier,
            answers=given.answers, period=given.period,
        )  # fmt: skip
        draft = people.marked(draft, first.received_sha256, first.stripped)
    if has_errors(draft) and asked.accept == "all-or-nothing":
        return wire_reading.receipt(draft, None, "not_stored", lang), FINDINGS
    take = _take_nil if nil_file.is_nil(draft) else _take_reports
    return take(opened, asked, given, content, draft, contract, today, lang)


def _take_nil(
    opened: Installation, asked: Namespace, given: Given, content: bytes, draft: Draft,
    contract: Contract, today: date, lang: str,
) -> tuple[dict[str, Any], int]:  # fmt: skip
    """A nil report: an act, and no report in itself."""
    nils = nil_file.nil_reports(draft, contract, given.received, asked.reporter)
    if nil_file.is_known(opened, nils):
        return wire_reading.nil_receipt(draft, nils, (), "already_received", lang), DONE
    changed = nil_file.store(opened, content, nils, ACTOR, now_utc(), today)
    return wire_reading.nil_receipt(draft, nils, changed, "stored", lang), DONE


def _take_reports(
    opened: Installation, asked: Namespace, given: Given, content: bytes, draft: Draft,
    contract: Contract, today: date, lang: str,
) -> tuple[dict[str, Any], int]:  # fmt: skip
    wheres = destination.destinations(
        draft, contract, given.received, reporter=asked.reporter, period=given.period,
        mode=asked.mode,
    )  # fmt: skip
    is_shared = given.answers.get("shared") == "yes"
    wheres = tuple(replace(where, is_shared=is_shared) for where in wheres)
    draft = plausibility.examined(opened, draft, wheres, today)
    stored = submit.submit(
        opened, content, draft, wheres, ACTOR, now_utc(), as_of=today,
        remember=memory.lasting(draft, given.answers), supplier=contract.supplier,
        reason=asked.reason,
    )  # fmt: skip
    status = "already_received" if stored.is_repeat else "stored"
    entry = wire_reading.receipt(draft, stored, status, lang)
    return entry, FINDINGS if has_errors(draft) else DONE


def _undo(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    with installation.opened(here) as opened:
        number = undo.number_of(opened, asked.submission)
        found = undo.undo(opened, number, ACTOR, asked.reason, today, now_utc())
    if asked.json:
        print(json.dumps(wire_reading.undone(found), ensure_ascii=False, indent=1))
    else:
        for stored in found.withdrawn:
            print(f"{stored.file_name}: {t('status.withdrawn', lang)}")
        for stored in found.restored:
            print(f"{stored.file_name}: {t('status.in_force', lang)}")
    return DONE


def _refused(draft: Draft, refusal: Refusal, lang: str) -> tuple[dict[str, Any], int]:
    entry = wire_reading.receipt(draft, None, "refused", lang)
    message = t(f"refusal.{refusal.code}", lang, **refusal.params)
    print(f"{draft.file_name}: {message}", file=sys.stderr)
    return entry | {"refusal": {"code": refusal.code, "message": message}}, WRONG


def _import_register(
    opened: Installation, draft: Draft, received: date, lang: str
) -> tuple[dict[str, Any], int]:
    if has_errors(draft):
        return wire_reading.receipt(draft, None, "not_stored", lang), FINDINGS
    entered = contracts.from_register(opened.catalogue, draft, lang)
    contracts.save(opened, entered, ACTOR, received, now_utc())
    entry = wire_reading.receipt(draft, None, "stored", lang)
    return entry | {"rows": draft.record_count, "contracts": [c.number for c in entered]}, DONE


def _tell(draft: Draft, lang: str) -> None:
    print(t("cli.read_summary", lang, file=draft.file_name, count=draft.record_count))
    for found in draft.findings:
        place = f"{found.sheet or ''}!{found.column or ''}{found.row or ''}"
        print(f"  {place}  {finding_text.words(found, lang)}")
