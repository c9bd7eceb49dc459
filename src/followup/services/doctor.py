"""Is this installation healthy? What an operator can look at without a screen."""

from __future__ import annotations

import os
import shutil
import stat
import time
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from followup.errors import UserError
from followup.services import installation
from followup.services.backup import daily
from followup.services.installation import Installation
from followup.services.upload import drafts
from followup.settings import Settings
from followup.storage import chain, originals, retention, submissions, summaries

ROOT: Final = Path(__file__).resolve().parents[3]
# Why each holds: docs/running.md and the tests of the configuration.
_CONFIGURED: Final = {
    ("browser", "gatherUsageStats"): False, ("server", "enableAgentApi"): False,
    ("server", "enableXsrfProtection"): True, ("server", "enableCORS"): True,
    ("server", "enableStaticServing"): False, ("client", "showErrorDetails"): "none",
    ("client", "disableDataExport"): True,
}  # fmt: skip


def examine(settings: Settings, root: Path = ROOT) -> dict[str, Any]:
    """The state of the data folder: ``healthy``, ``database`` and a list of checks.

    A database that another process has open is in use, which is healthy. A check that failed has
    a ``code``, which says in words what is wrong under ``doctor`` in the texts.
    """
    checks: list[dict[str, Any]] = []
    try:
        with installation.opened(settings) as opened:
            checks.append(_check("database", "ok", data_version=opened.data_version))
            checks.append(_check("reference", "ok", checksum=opened.catalogue.checksum))
            checks += _of_store(opened)
    except UserError as error:
        status = "in_use" if error.code == "database_in_use" else "failed"
        checks.append(_check("database", status, code=error.code))
        checks.append(_backup(settings, None))
    checks += [_disk(settings), _drafts(settings), _configuration(root), _secrets(root)]
    healthy = all(check["status"] in ("ok", "in_use") for check in checks)
    return {"healthy": healthy, "database": checks[0]["status"], "checks": checks}


def _of_store(opened: Installation) -> list[dict[str, Any]]:
    stored = submissions.every(opened.database)
    settings = opened.settings
    found = chain.verify(opened.database)
    first = chain.first_day(opened.database)
    codes = sorted({fault.code for fault in found.faults})
    return [
        _originals(settings, {s.sha256 for s in stored} - retention.erased_files(opened.database)),
        _judged("audit", "chain_broken", found.holds, acts=found.acts, faults=codes),
        _sums(opened),
        _backup(settings, None if opened.is_sample else first),
    ]


def _sums(opened: Installation) -> dict[str, Any]:
    """Sums that are not what their rows give are made anew, and told of this once."""
    differing = summaries.mend(opened.database)
    return _judged("sums", "sums_differed", not differing, tables=list(differing))


def _originals(settings: Settings, names: set[str]) -> dict[str, Any]:
    broken = [name for name in sorted(names) if not _is_whole(settings, name)]
    return _judged("originals", "originals_broken", not broken, files=len(names), broken=broken)


def _is_whole(settings: Settings, name: str) -> bool:
    try:
        originals.read(settings.originals, name)
    except UserError:
        return False
    return True


def _backup(settings: Settings, first_act: datetime | None) -> dict[str, Any]:
    """The newest daily backup must be young enough; before any act none is needed."""
    first = None if first_act is None else first_act.date()
    newest = max(daily.made(settings), default=first)
    days = None if newest is None else (installation.now_utc().date() - newest).days
    is_fresh = days is None or days <= settings.backup_days
    return _judged("backup", "backup_old", is_fresh, days=days, most=settings.backup_days)


def _disk(settings: Settings) -> dict[str, Any]:
    try:
        usage = shutil.disk_usage(settings.home)
    except OSError:
        return _check("disk", "failed", code="home_missing")
    free = usage.free * 100 // usage.total
    is_enough = free >= settings.free_percent or usage.free >= settings.free_bytes
    return _judged("disk", "disk_short", is_enough, free_percent=free)


def _drafts(settings: Settings) -> dict[str, Any]:
    """Told, not judged: old drafts are swept with the next upload."""
    folder = settings.home / drafts.FOLDER
    oldest = time.time() - 2 * drafts.LIFE.total_seconds()
    late = [p for p in (folder.iterdir() if folder.is_dir() else ()) if p.stat().st_mtime < oldest]
    return _check("drafts", "ok", late=len(late))


def _configuration(root: Path) -> dict[str, Any]:
    path = root / ".streamlit" / "config.toml"
    if not path.is_file():
        return _check("configuration", "failed", code="configuration_missing")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    wrong = [
        f"{section}.{name}"
        for (section, name), value in _CONFIGURED.items()
        if said.get(section, {}).get(name) != value
    ]
    return _judged("configuration", "configuration_changed", not wrong, wrong=wrong)


def _secrets(root: Path) -> dict[str, Any]:
    """The file of secrets is for its owner alone; without login there is none."""
    path = root / ".streamlit" / "secrets.toml"
    is_open = (
        os.name == "posix"
        and path.is_file()
        and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    )
    return _judged("secrets", "secrets_open", not is_open)


def _judged(name: str, code: str, is_well: bool, **detail: object) -> dict[str, Any]:
    return _check(name, "ok", **detail) if is_well else _check(name, "failed", code=code, **detail)


def _check(name: str, status: str, **detail: object) -> dict[str, Any]:
    return {"name": name, "status": status, **detail}
