"""The commands that keep, bring back and move what is stored."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from followup.cli.common import DONE, FINDINGS, show
from followup.i18n.text import t
from followup.services import installation
from followup.services.backup import backup, move, rebuild, restore
from followup.services.installation import now_utc
from followup.settings import Settings
from followup.storage import tidying


def add_command(add: Callable[..., ArgumentParser]) -> None:
    """Add the commands to the parser."""
    made = add("backup", _backup)
    made.add_argument("file")
    back = add("restore", _restore)
    back.add_argument("file")
    # What the folder holds is put aside, not removed.
    back.add_argument("--replace", action="store_true")
    anew = add("rebuild", _rebuild)
    anew.add_argument("--replace", action="store_true")
    moved = add("move", _move)
    moved.add_argument("--to", required=True, metavar="ducklake:...|FILE")
    for command in (made, back, anew, moved):
        command.add_argument("--json", action="store_true")
    add("tidy", _tidy).add_argument("--json", action="store_true")


def _tidy(asked: Namespace, here: Settings, lang: str) -> int:
    with installation.opened(here) as opened:
        found = tidying.tidy(opened.database, now_utc())
    if asked.json:
        show({"tidied": found is not None, **(found.counts if found else {})})
    elif found is None:
        print(t("backup.not_tidied", lang))
    else:
        print(t("backup.tidied", lang, **found.counts))
    return DONE


def _backup(asked: Namespace, here: Settings, lang: str) -> int:
    with installation.opened(here) as opened:
        made = backup.write(opened, Path(asked.file).absolute(), now_utc())
    if asked.json:
        show({"file": asked.file, "data_version": made.data_version,
              "logical_hash": made.digest, "originals": made.originals})  # fmt: skip
    else:
        print(t("backup.made", lang, file=asked.file, acts=made.data_version))
    return DONE


def _restore(asked: Namespace, here: Settings, lang: str) -> int:
    found = restore.restore(here, Path(asked.file), now_utc(), replaces=asked.replace)
    if asked.json:
        show({"data_version": found.data_version, "logical_hash": found.digest,
              "made_at": found.made_at, "put_aside": _path(found.put_aside)})  # fmt: skip
    else:
        print(t("backup.restored", lang, acts=found.data_version))
        _tell_aside(found.put_aside, lang)
    return DONE


def _rebuild(asked: Namespace, here: Settings, lang: str) -> int:
    found = rebuild.rebuild(here, now_utc(), replaces=asked.replace)
    if asked.json:
        show({"acts": found.acts, "logical_hash": found.contents.digest,
              "equal": found.is_equal, "differing": found.differing,
              "read_otherwise": found.read_otherwise, "placed": found.is_placed,
              "put_aside": _path(found.put_aside)})  # fmt: skip
    else:
        print(t("backup.rebuilt", lang, acts=found.acts))
        if found.is_equal is not None:
            word = "equal" if found.is_equal else "differs"
            print(t(f"backup.{word}", lang, tables=", ".join(found.differing)))
        if found.read_otherwise:
            print(t("backup.read_otherwise", lang, count=len(found.read_otherwise)))
        _tell_aside(found.put_aside, lang)
    return DONE if found.is_whole else FINDINGS


def _move(asked: Namespace, here: Settings, lang: str) -> int:
    found = move.move(here, asked.to, now_utc())
    if asked.json:
        show({"to": asked.to, "acts": found.acts, "logical_hash": found.contents.digest,
              "put_aside": _path(found.put_aside)})  # fmt: skip
    else:
        print(t("backup.moved", lang, acts=found.acts, setting=f"FOLLOWUP_DATABASE={asked.to}"))
        _tell_aside(found.put_aside, lang)
    return DONE


def _tell_aside(place: Path | None, lang: str) -> None:
    if place is not None:
        print(t("backup.put_aside", lang, path=place))


def _path(place: Path | None) -> str | None:
    return None if place is None else str(place)
