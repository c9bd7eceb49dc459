"""``followup extract``: all that is held on a vehicle or a person, as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from followup.cli.common import DONE, real_today
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services import installation
from followup.services.extract import export, extract
from followup.settings import Settings


def add_command(
    add: Callable[[str, Callable[[Namespace, Settings, str], int]], ArgumentParser],
) -> None:
    """Add the command to the parser."""
    command = add("extract", _extract)
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument("--vehicle", metavar="NUMBER")
    whose.add_argument("--person", metavar="NAME")
    # Look inside every stored file, too; each takes about as long as when it came.
    command.add_argument("--originals", action="store_true")
    command.add_argument("file")


def _extract(asked: Namespace, here: Settings, lang: str) -> int:
    write = export.FORMATS.get(Path(asked.file).suffix.casefold())
    if write is None:
        raise UserError("export_ending", endings=", ".join(export.FORMATS))
    kind: extract.Kind = "vehicle" if asked.vehicle is not None else "person"
    wanted = asked.vehicle if asked.vehicle is not None else asked.person
    with installation.opened(here) as opened:
        today = installation.today(here, real_today())
        made = extract.make(opened, kind, wanted, today, inside_files=asked.originals)
    try:
        Path(asked.file).write_bytes(write(made, lang))
    except OSError as error:
        raise UserError("file_unwritable", file=asked.file) from error
    print(t("extract.found", lang, count=number(len(made.lines), lang)))
    return DONE
