"""The backup of each day, which old ones are kept, and when the last trace of a row is gone.

The app makes it itself while it runs: no other process can open the store, and nobody has to
remember a button.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from followup.services.backup import backup
from followup.services.backup.backup import Backup
from followup.services.installation import Installation
from followup.settings import Settings
from followup.storage import erasures, lake
from followup.storage.history import BACKUPS

_NAME: Final = re.compile(r"followup-(\d{4}-\d{2}-\d{2})\.zip")
# Of the longest month and of a week; the newest of each is kept.
_MONTH_DAYS, _WEEK_DAYS = 31, 7


def made(settings: Settings) -> dict[date, Path]:
    """The daily backups by their day, the oldest first."""
    folder = settings.home / BACKUPS
    found = {
        date.fromisoformat(named[1]): file
        for file in (folder.iterdir() if folder.is_dir() else ())
        if (named := _NAME.fullmatch(file.name))
    }
    return dict(sorted(found.items()))


def has_store(settings: Settings) -> bool:
    """Whether there is a store to back up: its file, or a lake."""
    return lake.is_lake(settings) or Path(settings.database).is_file()


def make_due(installation: Installation, now: datetime) -> Backup | None:
    """Make today's backup unless it is there or nothing was ever done, and let old ones go.

    ``now`` is UTC. Of several processes of a lake one makes its backup at a time; another looks
    again when it is next asked. Raises as ``backup.write``.
    """
    settings, today = installation.settings, now.date()
    if today in made(settings) or not installation.data_version:
        return None
    with lake.alone(installation.database.connection, settings, "backup", waits=False) as is_alone:
        # They may share the data folder, and another have made it since.
        if not is_alone or today in made(settings):
            return None
        file = settings.home / BACKUPS / f"followup-{today}.zip"
        written = backup.write(installation, file, now)
        sweep(settings, today)
        return written


def sweep(settings: Settings, today: date) -> None:
    """Remove the backups that are kept no longer, copies made before an upgrade and what was put
    aside among them; and those from before an erasure whose deadline has come.
    """
    found = made(settings)
    for day in set(found) - kept(found, today, settings.backups_kept):
        found[day].unlink(missing_ok=True)
    oldest = today - timedelta(days=gone_after_days(settings))
    if erased := erasures.outlived(settings.home, today):
        oldest = max(oldest, erased + timedelta(days=1))
        for day in made(settings):
            if day <= erased:
                found[day].unlink(missing_ok=True)
    for place in (settings.home / BACKUPS).iterdir():
        is_ours = place.match("before-*.duckdb") or place.match("replaced-*")
        if not is_ours or date.fromtimestamp(place.stat().st_mtime) >= oldest:  # noqa: DTZ012
            continue
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)


def kept(days: Iterable[date], today: date, lasting: tuple[int, int, int]) -> set[date]:
    """Which days' backups are kept: of the last days, weeks and months, the newest of each."""
    daily, weekly, monthly = lasting
    weeks: dict[int, date] = {}
    months: dict[int, date] = {}
    found = sorted(day for day in days if day <= today)
    for day in found:
        weeks[_week(today) - _week(day)] = day
        months[_month(today) - _month(day)] = day
    return (
        {day for day in found if (today - day).days < daily}
        | {day for ago, day in weeks.items() if ago < weekly}
        | {day for ago, day in months.items() if ago < monthly}
    )


def gone_after_days(settings: Settings) -> int:
    """After so many days no daily backup holds a row that was erased, while the app makes them."""
    daily, weekly, monthly = settings.backups_kept
    return max(daily, weekly * _WEEK_DAYS, monthly * _MONTH_DAYS)


def _week(day: date) -> int:
    return (day.toordinal() - 1) // _WEEK_DAYS  # day 1 of the calendar is a Monday


def _month(day: date) -> int:
    return day.year * 12 + day.month
