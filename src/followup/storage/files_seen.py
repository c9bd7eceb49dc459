"""Stored files, opened for who sees what they came with."""

from __future__ import annotations

from pathlib import Path

from followup.domain import access
from followup.errors import UserError
from followup.storage import originals, retention
from followup.storage.database import Database, cursor

# A file is known by what it came with: a report, a nil report or a step of a case; a copy that was
# given out, by the decision.
_SEEN = """
    SELECT 1 FROM own.submission WHERE sha256 = $name AND act_id <= getvariable('horizon')
    UNION ALL
    SELECT 1 FROM own.nil_report WHERE sha256 = $name AND act_id <= getvariable('horizon')
    UNION ALL
    SELECT 1 FROM own.deviation_step
    WHERE contains(detail, $name) AND act_id <= getvariable('horizon')
    UNION ALL
    SELECT 1 FROM own.disclosure WHERE sha256 = $name AND act_id <= getvariable('horizon')
"""


def opened(database: Database, folder: Path, name: str) -> bytes:
    """A stored file's bytes, for who sees what it came with.

    Raises as ``originals.read``, and UserError ``not_allowed`` for a file that is another's, or
    for somebody who opens no files, and ``original_erased`` for one whose time was up.
    """
    scope = database.scope
    if not access.sees_files(scope.role) or (scope.is_limited and not _is_seen(database, name)):
        raise UserError("not_allowed")
    erased = retention.erased_on(database, name)
    if erased is not None and not (folder / name).is_file():
        raise UserError("original_erased", day=erased.isoformat())
    return originals.read(folder, name)


def _is_seen(database: Database, name: str) -> bool:
    with cursor(database) as own:
        return own.execute(_SEEN, {"name": name}).fetchone() is not None
