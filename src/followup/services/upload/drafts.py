"""Uploads that nobody has saved yet: files of their own, so that a refresh loses nothing.

A draft is the bytes as they came and a small JSON file beside them. It belongs to the name that
uploaded it, is gone with the receipt, and after a day in any case.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followup.errors import UserError
from followup.settings import Settings
from followup.storage import trouble

FOLDER = "drafts"
LIFE = timedelta(hours=24)
BYTES, FACTS = "content.bin", "draft.json"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A file on its way in: who uploaded it and what has been said about it so far.

    ``answers`` go to the reader (ingest.answers.Asked); ``choices`` say where the report
    belongs: contract, reporter, period, received, reason, mode.
    """

    token: str
    owner: str
    file_name: str
    created_at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)


def begin(
    file_name: str, owner: str, now: datetime, choices: Mapping[str, str] | None = None
) -> StoredDraft:
    """A draft in memory. Nothing is on disk until it has been read and ``keep`` is called: a
    refused file, one that names people above all, leaves no trace.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return StoredDraft(token, owner, file_name, now, choices=choices or {})


def keep(settings: Settings, draft: StoredDraft, content: bytes) -> None:
    """Write a draft down until it is saved or a day has passed; whole or not at all.

    Raises UserError as ``trouble.told``.
    """
    sweep(settings, draft.created_at)
    folder = settings.home / FOLDER / draft.token
    with trouble.told():
        try:
            folder.mkdir(parents=True, mode=0o700)
            (folder / BYTES).write_bytes(content)
            _write(folder, draft)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def load(settings: Settings, token: str, owner: str, now: datetime) -> StoredDraft:
    """The draft with a token.

    Raises UserError ``draft_gone`` when there is none or it is too old, and ``draft_of_other``
    when somebody else uploaded it.
    """
    place = _folder(settings, token) / FACTS
    if not place.is_file():
        raise UserError("draft_gone")
    facts = json.loads(place.read_text(encoding="utf-8"))
    draft = StoredDraft(
        token=token,
        owner=facts["owner"],
        file_name=facts["file_name"],
        created_at=datetime.fromisoformat(facts["created_at"]),
        answers=facts["answers"],
        choices=facts["choices"],
    )
    if now - draft.created_at > LIFE:
        remove(settings, token)
        raise UserError("draft_gone")
    if draft.owner != owner:
        raise UserError("draft_of_other")
    return draft


def content(settings: Settings, draft: StoredDraft) -> bytes:
    """The bytes as they came. Raises UserError ``draft_gone``."""
    place = _folder(settings, draft.token) / BYTES
    if not place.is_file():
        raise UserError("draft_gone")
    return place.read_bytes()


def update(
    settings: Settings,
    draft: StoredDraft,
    *,
    answers: Mapping[str, str | None] | None = None,
    choices: Mapping[str, str | None] | None = None,
) -> StoredDraft:
    """Keep what has been said about a draft; None takes a word back.

    Raises UserError as ``trouble.told``; what was said before is then kept.
    """
    changed = replace(
        draft,
        answers=_merged(draft.answers, answers),
        choices=_merged(draft.choices, choices),
    )
    if changed != draft:
        with trouble.told():
            _write(_folder(settings, draft.token), changed)
    return changed


def remove(settings: Settings, token: str) -> None:
    """Forget a draft; nothing happens when it is gone already."""
    shutil.rmtree(_folder(settings, token), ignore_errors=True)


def sweep(settings: Settings, now: datetime) -> None:
    """Forget every draft that is more than a day old, and what a killed process left of one."""
    for folder in (settings.home / FOLDER).glob("*/"):
        place = folder / FACTS
        if place.is_file():
            begun = datetime.fromisoformat(json.loads(place.read_text("utf-8"))["created_at"])
        else:
            begun = datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(tzinfo=None)
        if now - begun > LIFE:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(settings: Settings, token: str) -> Path:
    # A token comes from the address of a page: nothing but our own form may become a path.
    if not _TOKEN.fullmatch(token):
        raise UserError("draft_gone")
    return settings.home / FOLDER / token


def _merged(old: Mapping[str, str], new: Mapping[str, str | None] | None) -> dict[str, str]:
    merged = {**old, **(new or {})}
    return {name: value for name, value in merged.items() if value is not None}


def _write(folder: Path, draft: StoredDraft) -> None:
    facts = {
        "owner": draft.owner,
        "file_name": draft.file_name,
        "created_at": draft.created_at.isoformat(),
        "answers": dict(draft.answers),
        "choices": dict(draft.choices),
    }
    beside = folder / f"{FACTS}.new"
    try:
        beside.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        beside.replace(folder / FACTS)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
