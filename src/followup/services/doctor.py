"""Is this installation healthy? What an operator can look at without a screen."""

from __future__ import annotations

from typing import Any

from followup.errors import UserError
from followup.services import installation
from followup.settings import Settings
from followup.storage import originals, submissions


def examine(settings: Settings) -> dict[str, Any]:
    """The state of the data folder: ``healthy``, ``database`` and a list of checks.

    A database that another process has open is in use, which is healthy.
    """
    checks: list[dict[str, Any]] = []
    try:
        with installation.opened(settings) as opened:
            stored = submissions.every(opened.database)
            checks.append(_check("database", "ok", data_version=opened.data_version))
            checks.append(_check("reference", "ok", checksum=opened.catalogue.checksum))
            checks.append(_originals(settings, {s.sha256 for s in stored}))
    except UserError as error:
        status = "in_use" if error.code == "database_in_use" else "failed"
        checks.append(_check("database", status, code=error.code))
    healthy = all(check["status"] in ("ok", "in_use") for check in checks)
    return {"healthy": healthy, "database": checks[0]["status"], "checks": checks}


def _originals(settings: Settings, names: set[str]) -> dict[str, Any]:
    broken = [name for name in sorted(names) if not _is_whole(settings, name)]
    status = "failed" if broken else "ok"
    return _check("originals", status, files=len(names), broken=broken)


def _is_whole(settings: Settings, name: str) -> bool:
    try:
        originals.read(settings.originals, name)
    except UserError:
        return False
    return True


def _check(name: str, status: str, **detail: object) -> dict[str, Any]:
    return {"name": name, "status": status, **detail}
