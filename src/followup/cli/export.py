"""``followup export WHAT FILE``: what a page gives to take away, as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from followup.cli import export_figures
from followup.cli.common import DONE, real_today
from followup.errors import UserError
from followup.services import compliance, installation
from followup.services.clean import export as clean_export
from followup.services.contract import export as contract_export
from followup.services.deviation import deviations
from followup.services.deviation import export as deviation_export
from followup.services.entry import day
from followup.services.installation import Installation, now_utc
from followup.services.open_view import site
from followup.services.plan import export as calendar_export
from followup.settings import Settings

Run = Callable[[Namespace, Settings, str], int]


def add_command(add: Callable[[str, Run], ArgumentParser]) -> None:
    """Add ``export`` to the commands."""
    command = add("export", _export)
    command.add_argument("what", choices=sorted(KINDS))
    command.add_argument("file")
    command.add_argument("--contract")
    command.add_argument("--responsible")
    command.add_argument("--buyer")
    command.add_argument("--goal", action="append", default=[])
    command.add_argument("--period")
    command.add_argument("--requirement")
    command.add_argument("--as-of")


def _export(asked: Namespace, here: Settings, lang: str) -> int:
    with installation.opened(here) as opened:
        content = KINDS[asked.what](asked, opened, lang)
    try:
        Path(asked.file).write_bytes(content)
    except OSError as error:
        raise UserError("file_unwritable", file=asked.file) from error
    return DONE


def _calendar(asked: Namespace, opened: Installation, lang: str) -> bytes:
    today = installation.today(opened.settings, real_today())
    return calendar_export.calendar(
        opened,
        day(asked.as_of) if asked.as_of else today,
        lang,
        now_utc(),
        contract=asked.contract,
        responsible=asked.responsible,
    )


def _deviations(asked: Namespace, opened: Installation, lang: str) -> bytes:
    as_of = day(asked.as_of) if asked.as_of else installation.today(opened.settings, real_today())
    write = deviation_export.FORMATS.get(Path(asked.file).suffix.casefold())
    if write is None:
        raise UserError("export_ending", endings=", ".join(deviation_export.FORMATS))
    cases = deviations.of_contract(opened, as_of, asked.contract)
    return write(cases, as_of, lang)


def _contracts(asked: Namespace, opened: Installation, lang: str) -> bytes:
    today = installation.today(opened.settings, real_today())
    as_of = day(asked.as_of) if asked.as_of else today
    found = [
        c
        for c in compliance.contracts_on(opened, as_of)
        if asked.contract in (None, c.number) and asked.responsible in (None, c.responsible)
    ]
    match Path(asked.file).suffix.lower():
        case ".xlsx":
            return contract_export.workbook(found, lang)
        case ".csv":
            return contract_export.listing(found, lang)
        case ".json":
            return contract_export.document(found)
        case _:
            raise UserError("export_ending", endings=".xlsx, .csv, .json")


def _clean_vehicles(asked: Namespace, opened: Installation, lang: str) -> bytes:
    if Path(asked.file).suffix.lower() != ".xlsx":
        raise UserError("export_ending", endings=".xlsx")
    as_of = day(asked.as_of) if asked.as_of else installation.today(opened.settings, real_today())
    return clean_export.report(opened, as_of, lang, asked.buyer, asked.period)


def _open_view(asked: Namespace, opened: Installation, lang: str) -> bytes:
    if Path(asked.file).suffix.lower() != ".zip":
        raise UserError("export_ending", endings=".zip")
    return site.packed(opened, lang, day(asked.as_of) if asked.as_of else None)


KINDS: Final[Mapping[str, Callable[[Namespace, Installation, str], bytes]]] = {
    "brief": export_figures.brief,
    "calendar": _calendar,
    "clean-vehicles": _clean_vehicles,
    "compliance": export_figures.verdicts,
    "contracts": _contracts,
    "deviations": _deviations,
    "goals": export_figures.goals,
    "proof": export_figures.proof,
    "open-view": _open_view,
}
