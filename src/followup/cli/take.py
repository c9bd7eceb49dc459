"""The command that takes files in: ``import``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from followup.cli.common import (
    ACTOR,
    DONE,
    FINDINGS,
    WRONG,
    Given,
    add_given,
    given_by,
    has_errors,
    real_today,
    show,
    taken,
)
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import t
from followup.ingest.draft import Draft, Refusal
from followup.services import compliance, installation, memory, wire_reading
from followup.services.contract import changes as contract_changes
from followup.services.contract import contracts
from followup.services.contract import register as contract_register
from followup.services.installation import Installation, now_utc
from followup.services.upload import (
    destination,
    nil_file,
    people,
    plausibility,
    reading,
    sender,
    submit,
)
from followup.settings import Settings


def add_command(add: Callable[..., ArgumentParser]) -> None:
    """Add the command to the parser."""
    take = add("import", _import)
    take.add_argument("files", nargs="+")
    take.add_argument("--reporter")
    take.add_argument("--received")
    # Unsaid, other days that overlap are a question (rule 6).
    take.add_argument("--mode", choices=("replace", "add"), default="ask")
    take.add_argument("--accept", choices=("all-or-nothing", "valid"), default="all-or-nothing")
    # Why a correction changes rows; kept with the act.
    take.add_argument("--reason")
    add_given(take)


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
        show(entries)
    return max(codes)


def _told(
    opened: Installation, asked: Namespace, given: Given, path: str, today: date, lang: str
) -> tuple[dict[str, Any], int]:
    """What became of one file; a file that cannot be used hinders none of the others."""
    found: Draft | None = None
    # Remembered of its supplier's files, a header row is known that nobody would find without.
    supplier = _supplier(opened, asked.contract)

    def read(content: bytes, name: str) -> Draft:
        return reading.read_file(
            opened, content, name, today, supplier=supplier, answers=given.answers,
            period=given.period,
        )  # fmt: skip

    try:
        content, found = taken(asked, opened.settings, path, read)
        return _import_one(opened, asked, given, content, found, supplier, today, lang)
    except UserError as error:
        message = t(f"error.{error.code}", lang, **error.params)
        print(f"{path}: {message}", file=sys.stderr)
        entry = wire_reading.unstored(Path(path).name, found, lang)
        return entry | {"error": {"code": error.code, "message": message}}, WRONG


def _supplier(opened: Installation, number: str | None) -> str | None:
    """The supplier of the contract the files are said to be of; None where it is not known."""
    try:
        return destination.contract_of(opened, number).supplier if number else None
    except UserError:  # said of each file, when it is to be stored
        return None


def _import_one(
    opened: Installation, asked: Namespace, given: Given, content: bytes, first: Draft,
    read_for: str | None, today: date, lang: str,
) -> tuple[dict[str, Any], int]:  # fmt: skip
    """Store what a file was read to, as it is remembered that ``read_for`` writes its files."""
    if first.refusal:
        return _refused(first, first.refusal, lang)
    if contract_register.is_register(first):
        return _import_register(opened, first, given.received, lang)
    number = asked.contract or sender.contract_number(opened, first)
    contract = destination.contract_of(opened, number)
    draft, supplier = first, contract.supplier
    if supplier not in (None, read_for) and memory.of(opened, supplier).said:
        draft = reading.read_file(
            opened, content, first.file_name, today, supplier=supplier,
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
    known = {c.number: c for c in compliance.contracts_on(opened, received)}
    entered = contract_register.from_register(opened.catalogue, draft, lang, known)
    changed = [
        c for c in entered
        if c.number not in known or not contract_changes.is_same(known[c.number], c)
    ]  # fmt: skip
    if changed:
        contracts.save(opened, changed, ACTOR, received, now_utc())
    entry = wire_reading.receipt(draft, None, "stored" if changed else "already_received", lang)
    return entry | {"rows": draft.record_count, "contracts": [c.number for c in entered]}, DONE
