"""The command that reads a file and stores nothing: ``read``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from followup.cli.common import (
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
from followup.errors import UserError
from followup.i18n.text import t
from followup.ingest.draft import Draft
from followup.services import installation, wire_reading
from followup.services.report import send_back
from followup.services.upload import finding_text, reading
from followup.settings import Settings


def add_command(add: Callable[..., ArgumentParser]) -> None:
    """Add the command to the parser."""
    read = add("read", _read)
    read.add_argument("file")
    read.add_argument("--no-records", action="store_true")
    read.add_argument("--marked", metavar="OUT.xlsx")
    add_given(read)


def _read(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    given = given_by(asked, today)

    def read(content: bytes, name: str) -> Draft:
        return reading.read_without_memory(
            here, content, name, today, answers=given.answers, period=given.period
        )

    content, draft = taken(asked, here, asked.file, read)
    if asked.marked and not draft.refusal:
        _mark(asked, here, content, draft, given, lang)
    document = wire_reading.draft(draft, lang, with_records=not asked.no_records)
    if asked.json:
        show(document)
    else:
        _tell(draft, lang)
    if draft.refusal:
        if not asked.json:
            print(document["refusal"]["message"], file=sys.stderr)
        return WRONG
    return FINDINGS if has_errors(draft) else DONE


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


def _tell(draft: Draft, lang: str) -> None:
    print(t("cli.read_summary", lang, file=draft.file_name, count=draft.record_count))
    for found in draft.findings:
        place = f"{found.sheet or ''}!{found.column or ''}{found.row or ''}"
        print(f"  {place}  {finding_text.words(found, lang)}")
