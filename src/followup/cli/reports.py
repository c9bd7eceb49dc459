"""The commands that take files: ``read`` and ``import``."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import TIME_ZONE, t
from followup.ingest.draft import Draft
from followup.services import contracts, destination, installation, reading, submit, wire_reading
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
    take = add("import", _import)
    take.add_argument("files", nargs="+")
    take.add_argument("--reporter")
    take.add_argument("--received")
    take.add_argument("--mode", choices=("replace", "add"), default="replace")
    take.add_argument("--accept", choices=("all-or-nothing", "valid"), default="all-or-nothing")
    for command in (read, take):
        command.add_argument("--contract")
        command.add_argument("--period")
        command.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
        command.add_argument("--json", action="store_true")


def answers(given: list[str]) -> dict[str, str]:
    """``--set FIELD=VALUE`` as a mapping; raises UserError ``bad_answer``."""
    pairs = [text.rpartition("=") for text in given]
    for field, _, value in pairs:
        if not field or not value:
            raise UserError("bad_answer", text="=".join((field, value)))
    return {field: value for field, _, value in pairs}


def content_of(path: str) -> bytes:
    """A file's bytes; raises UserError ``file_missing``."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError("file_missing", file=path) from error


def _read(asked: Namespace, here: Settings, lang: str) -> int:
    draft = reading.read_without_memory(
        here,
        content_of(asked.file),
        Path(asked.file).name,
        installation.today(here, real_today()),
        answers=answers(asked.set),
        period=parse_period(asked.period) if asked.period else None,
    )
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


def has_errors(draft: Draft) -> bool:
    """True when some row could not become a fact."""
    return any(f.severity == "error" for f in draft.findings)


def _import(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    entries: list[dict[str, Any]] = []
    codes: list[int] = []
    with installation.opened(here) as opened:
        for path in asked.files:
            entry, code = _import_one(opened, asked, path, today, lang)
            entries.append(entry)
            codes.append(code)
            if not asked.json:
                print(f"{entry['file']}: {t('status.' + entry['status'], lang)}")
    if asked.json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
    return max(codes)


def _import_one(
    opened: Installation, asked: Namespace, path: str, today: date, lang: str
) -> tuple[dict[str, Any], int]:
    content, name = content_of(path), Path(path).name
    given = answers(asked.set)
    period = parse_period(asked.period) if asked.period else None
    received = date.fromisoformat(asked.received) if asked.received else today
    first = reading.read_file(opened, content, name, today, answers=given, period=period)
    if first.refusal:
        entry = wire_reading.receipt(first, None, "refused", lang)
        message = t(f"refusal.{first.refusal.code}", lang, **first.refusal.params)
        print(f"{name}: {message}", file=sys.stderr)
        return entry | {"refusal": {"code": first.refusal.code, "message": message}}, WRONG
    if contracts.is_register(first):
        return _import_register(opened, first, received, lang)
    number = asked.contract or destination.guess_contract(opened, name)
    contract = destination.contract_of(opened, number)
    draft = reading.read_file(
        opened, content, name, today, supplier=contract.supplier, answers=given, period=period
    )
    if has_errors(draft) and asked.accept == "all-or-nothing":
        return wire_reading.receipt(draft, None, "not_stored", lang), FINDINGS
    wheres = destination.destinations(
        draft, contract, received, reporter=asked.reporter, period=period, mode=asked.mode
    )
    if given.get("shared") == "yes":
        wheres = tuple(replace(where, is_shared=True) for where in wheres)
    stored = submit.submit(
        opened, content, draft, wheres, ACTOR, now_utc(), as_of=today,
        remember=reading.lasting(draft, given), supplier=contract.supplier,
    )  # fmt: skip
    status = "already_received" if stored.is_repeat else "stored"
    code = FINDINGS if has_errors(draft) else DONE
    return wire_reading.receipt(draft, stored, status, lang), code


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
        print(f"  {place}  {t(f'finding.{found.code}', lang, **found.params)}")
