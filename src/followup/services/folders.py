"""Two data folders that never meet: one's own, and the invented sample's beside it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from followup import settings
from followup.errors import UserError
from followup.services import installation
from followup.services.sample import sample
from followup.services.upload import drafts
from followup.settings import MEBIBYTE, SAMPLE_FOLDER, Settings

# Below this a failed build is put down to the disk.
LEAST_FREE_BYTES = 20 * MEBIBYTE
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_PARTIAL = f"{SAMPLE_FOLDER}.bygge"


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders, and the place beside the sample where one is built before it moves in."""

    own: Settings
    sample: Settings
    workshop: Settings


def folders(here: Settings) -> Folders:
    """The two folders of an installation.

    A data folder that ``followup sample`` filled is the sample, and one's own lies inside it.
    Any other is one's own, and the sample lies inside it or at ``sample_home``.
    Raises UserError ``folders_shared`` when both would be the same.
    """
    if is_built(here):
        own = settings.embedded(here.home / settings.OWN_FOLDER, here)
        return Folders(own, here, settings.embedded(here.home / _PARTIAL, here))
    home = here.sample_home or here.home / SAMPLE_FOLDER
    if home == here.home:
        raise UserError("folders_shared", path=home)
    workshop = settings.embedded(home.with_name(_PARTIAL), here)
    return Folders(here, settings.embedded(home, here), workshop)


def is_built(here: Settings) -> bool:
    """True for a data folder that holds a sample; one that the app builds is there when whole."""
    return installation.clock_path(here).is_file()


def edition(here: Settings) -> int | None:
    """Another number for each build of a sample in the same folder; None for one's own data."""
    clock = installation.clock_path(here)
    return clock.stat().st_mtime_ns if clock.is_file() else None


def can_rebuild(here: Settings) -> bool:
    """False for a sample whose database or originals somebody has put elsewhere."""
    inside = settings.embedded(here.home, here)
    return (here.database, here.originals) == (inside.database, inside.originals)


def build(
    found: Folders,
    lang: str,
    progress: Callable[[int, int], None],
    alone: Callable[[Settings], AbstractContextManager[None]],
    *,
    again: bool = False,
) -> None:
    """Build the sample whole or not at all; one that is there stays unless ``again``.

    ``progress(done, of)`` is called after each step. ``alone(settings)`` gives the moment in
    which the folder is exchanged: nobody in this process may have it open then.
    Raises UserError ``database_in_use`` when another program builds or uses the sample,
    ``folder_not_empty`` when its place holds something else, ``home_unusable`` and
    ``disk_full`` when it cannot be written, and as ``sample.build``.
    """
    home, workshop = found.sample.home, found.workshop
    if is_built(found.sample) and not again:
        return
    if not is_built(found.sample) and home.exists() and any(home.iterdir()):
        raise UserError("folder_not_empty", path=home)
    _sweep(workshop)
    try:
        sample.build(workshop, lang, progress)
        with alone(found.sample):
            _move_in(workshop, found.sample)
    except Exception as error:
        code = _unwritable(error, workshop.home)
        if code is not None:
            raise UserError(code, path=home) from error
        raise
    finally:
        shutil.rmtree(workshop.home, ignore_errors=True)


def _sweep(workshop: Settings) -> None:
    """Remove what a killed build left."""
    _refuse_in_use(workshop)
    shutil.rmtree(workshop.home, ignore_errors=True)


def _refuse_in_use(here: Settings) -> None:
    """Raises UserError ``database_in_use`` while another program has the database open."""
    if not Path(here.database).exists():
        return
    try:
        with installation.opened(here):
            pass
    except UserError as error:
        # A damaged one is what building anew puts right.
        if error.code == "database_in_use":
            raise


def _unwritable(error: Exception, place: Path) -> str | None:
    """The code for a disk that is full or may not be written; the database hides which it was."""
    parent = next(folder for folder in place.parents if folder.exists())
    if shutil.disk_usage(parent).free < LEAST_FREE_BYTES:
        return "disk_full"
    is_refused = isinstance(error, OSError) and error.errno in _REFUSED
    is_said = isinstance(error, UserError) and error.code == "home_unusable"
    return "home_unusable" if is_refused or is_said else None


def _move_in(built: Settings, into: Settings) -> None:
    """Put a finished sample in its place; what else lies in that folder stays.

    The clock says that a folder is a sample: an old one stays until the new one replaces it, so
    that the folder is at no moment taken for one's own data.
    """
    if not is_built(into):
        if into.home.exists():
            into.home.rmdir()
        built.home.replace(into.home)
        return
    _refuse_in_use(into)
    database = Path(into.database)
    for file in (database, database.with_name(f"{database.name}.wal")):
        file.unlink(missing_ok=True)
    for folder in (into.originals, into.home / drafts.FOLDER):
        if folder.exists():
            shutil.rmtree(folder)
    clock = installation.clock_path(built)
    for entry in sorted(built.home.iterdir(), key=lambda path: path == clock):
        entry.replace(into.home / entry.name)
