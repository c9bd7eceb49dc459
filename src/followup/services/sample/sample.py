"""Fill an empty data folder with the invented sample world, through the real ingest."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, cast

import yaml

from followup.domain.goal import Goal
from followup.domain.parties import Contract, Exemption, NilReport
from followup.domain.period import Period, parse_period
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services import compliance, installation
from followup.services.clean import reading as clean_import
from followup.services.clean import vehicles as clean_vehicles
from followup.services.contract import contracts
from followup.services.contract import register as contract_register
from followup.services.dispens import decide, exemption
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, Installation, now_utc
from followup.services.plan import held as follow_up_held
from followup.services.sample import circular as sample_circular
from followup.services.sample import costs as sample_costs
from followup.services.sample import deviations as sample_deviations
from followup.services.sample import disclosures as sample_disclosures
from followup.services.sample import energy as sample_energy
from followup.services.sample import goal_figures as sample_goal_figures
from followup.services.sample import joint as sample_joint
from followup.services.sample import network as sample_network
from followup.services.sample import paces as sample_paces
from followup.services.sample import price_indices as sample_price_indices
from followup.services.sample import shared as sample_shared
from followup.services.sample import spot_checks as sample_spot_checks
from followup.services.upload import destination, reading, submit
from followup.settings import SAMPLE_FOLDER, Settings
from followup.storage.follow_ups import Held

FOLDER = Path(__file__).resolve().parents[4] / "sample_data"
ACTOR = Actor("Exempel")
TOGETHER = 10  # files that one reader process takes: few enough that progress moves


@dataclass(frozen=True, slots=True)
class Story:
    """Something planted in the sample world, and the page and address that show it.

    ``page`` is a script of ui/navigation.py, ``query`` that page's own address. Its words are
    ``story.<code>.title`` and ``.text``.
    """

    code: str
    page: str
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TryFile:
    """A report that the sample world does not hold yet, to take away, change and upload.

    Its words are ``story.try_<code>.title`` and ``.text``.
    """

    code: str
    file: str
    contract: str
    reporter: str | None = None

    @property
    def content(self) -> bytes:
        """The file as the supplier would send it."""
        return (FOLDER / self.file).read_bytes()


def stories() -> tuple[Story, ...]:
    """The planted stories in the order they are told; raises UserError ``sample_missing``."""
    return tuple(Story(**story) for story in _world()["stories"])


def try_files() -> tuple[TryFile, ...]:
    """The files to try; raises UserError ``sample_missing``."""
    return tuple(TryFile(**one) for one in _world()["tries"])


def build(settings: Settings, lang: str, progress: Callable[[int, int], None]) -> None:
    """Build the sample world; ``progress(done, of)`` is called after each step.

    Raises UserError ``folder_not_empty`` for a data folder that holds anything but a database in
    which nothing was ever done, and ``sample_missing`` where the sample files are not installed.
    """
    home = settings.home
    if not _is_untouched(settings):
        raise UserError("folder_not_empty", path=home)
    today: date = _world()["today"]
    steps = _steps()
    # One child process reads some files, and several read at once; what the files say is then
    # stored in the order in which it happened.
    with installation.opened(settings) as opened, ThreadPoolExecutor(os.cpu_count()) as pool:
        if opened.data_version:
            raise UserError("folder_not_empty", path=home)
        # First, so that one cut off half way is still told from somebody's own data.
        clock = installation.clock_path(settings)
        clock.write_text(json.dumps({"today": today.isoformat()}), encoding="utf-8")
        installation.invent(opened, ACTOR, now_utc())
        parts = [steps[n : n + TOGETHER] for n in range(0, len(steps), TOGETHER)]
        read = pool.map(lambda part: _read(settings, part, today), parts)
        drafts = chain.from_iterable(read)
        known: dict[str, Contract] = {}
        for number, (step, draft) in enumerate(zip(steps, drafts, strict=True), start=1):
            _take(opened, step, draft, today, lang, known)
            progress(number, len(steps))


def _world() -> dict[str, Any]:
    """What was decided and planted, by hand."""
    return cast("dict[str, Any]", _load("world.yaml"))


def _steps() -> list[Mapping[str, Any]]:
    """Acts and reports in the order of their days; of one day, acts first."""
    reports = [
        {"contract": series["contract"], "reporter": series["reporter"], **sent}
        for series in _load("reports.yaml")
        for sent in series["reports"]
        if not sent.get("try")
    ]
    return sorted([*_world()["acts"], *reports], key=_day)


def _day(step: Mapping[str, Any]) -> date:
    day: date = step["received"] if "received" in step else step["decided"]
    return day


def _load(name: str) -> Any:
    return _read_once(FOLDER / name)


@cache
def _read_once(path: Path) -> Any:
    """What a file of the sample says: the start page asks at every visit."""
    if not path.is_file():
        raise UserError("sample_missing", path=path.parent)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _is_untouched(settings: Settings) -> bool:
    """Whether the data folder holds nothing but what opening it for a look leaves there."""
    if not settings.home.exists():
        return True
    database = Path(settings.database)
    ours = {database, database.with_name(database.name + ".wal"), settings.originals}
    # A sample that the app built lies in a folder of its own.
    ours.add(settings.home / SAMPLE_FOLDER)
    has_originals = settings.originals.is_dir() and any(settings.originals.iterdir())
    return settings.home.is_dir() and not has_originals and ours.issuperset(settings.home.iterdir())


def _read(
    settings: Settings, steps: Sequence[Mapping[str, Any]], today: date
) -> list[Draft | None]:
    """The drafts of steps that are files; None for the other acts."""
    paths = [(FOLDER / step["file"], _period(step)) for step in steps if "file" in step]
    files = [(path.read_bytes(), path.name, period) for path, period in paths]
    drafts = iter(reading.read_many(settings, files, today))
    return [next(drafts) if "file" in step else None for step in steps]


def _period(step: Mapping[str, Any]) -> Period | None:
    return parse_period(step["period"]) if "period" in step else None


def _take(
    opened: Installation,
    step: Mapping[str, Any],
    draft: Draft | None,
    today: date,
    lang: str,
    known: dict[str, Contract],
) -> None:
    if draft is not None and contract_register.is_register(draft):
        entered = contract_register.from_register(opened.catalogue, draft, lang)
        contracts.save(opened, entered, ACTOR, step["received"], now_utc())
        known.update((c.number, c) for c in compliance.contracts_on(opened, today))
    elif draft is not None:
        _import(opened, step, draft, today, known[step["contract"]])
    elif "nil" in step:
        nil = NilReport(
            step["nil"],
            step["reporter"],
            step["report_type"],
            parse_period(step["period"]),
            step["reason"],
            step["received"],
        )
        decide.report_nothing(opened, nil, ACTOR, now_utc())
    elif any(name in step for name in ("goal", "adoption", "take_up", "series")):
        _take_goal(opened, step, lang)
    elif "procured" in step:
        _procured(opened, step["procured"], step["decided"], known)
    else:
        does = next((TOLD[name] for name in step if name in TOLD), _exempt)
        does(opened, step)


def _take_goal(opened: Installation, step: Mapping[str, Any], lang: str) -> None:
    if "goal" in step:
        _set_goal(opened, step)
    elif "adoption" in step:
        sample_paces.adopt(opened, step, lang)
    elif "take_up" in step:
        sample_goal_figures.enter(opened, step, lang)
    else:
        sample_goal_figures.read(opened, FOLDER, step)


def _set_goal(opened: Installation, step: Mapping[str, Any]) -> None:
    """A goal of the organisation's own, as the form on the goal page stores one."""
    words = {"base_date": None, "base": None, **step["goal"]}
    amounts = {n: None if words[n] is None else Decimal(words[n]) for n in ("base", "target")}
    goal = Goal(**{**words, **amounts})
    goal_status.save_goal(opened, goal, ACTOR, now_utc(), step["decided"])


def _follow_up(opened: Installation, step: Mapping[str, Any]) -> None:
    """A planned follow-up that somebody held on the day it is written down."""
    day: date = step["decided"]
    word = Held(
        step["follow_up"], step["planned"], day, step["found"], is_held=True, known_from=day
    )
    follow_up_held.hold(opened, word, Actor(step["who"]), day, now_utc())


def _procured(
    opened: Installation, name: str, day: date, contracts_on: Mapping[str, Contract]
) -> None:
    """Procured vehicles, read from a file as the page on clean vehicles does."""
    content = (FOLDER / name).read_bytes()
    found = clean_import.read(opened, content, name, contracts_on, day)
    detail = {"file": name, "sha256": found.sha256}
    clean_vehicles.save(opened, found.vehicles, ACTOR, day, now_utc(), detail)


def _exempt(opened: Installation, step: Mapping[str, Any]) -> None:
    """A dispens from a requirement: for some vehicles, or for all of it where none is named.

    An application stands in the world's order by ``decided``, the day it was put on file.
    """
    dispens = Exemption(
        contract=step["dispens"].split("/")[0],
        requirement=step["dispens"],
        period=parse_period(step["period"]),
        decided_date=None if step.get("state") == "pending" else step["decided"],
        applied_date=step.get("applied"),
        state=step.get("state", "granted"),
        reason=step["reason"],
        vehicles=tuple(step.get("vehicles") or ()),
        approved_by=step.get("approved_by"),
        diary_number=step.get("diary_number"),
    )
    exemption.save(opened, dispens, ACTOR, now_utc())


# What does a step of its own kind, by the word that names it.
TOLD: Final[Mapping[str, Callable[[Installation, Mapping[str, Any]], None]]] = {
    "avoided": sample_circular.note,
    "tender": sample_circular.note,
    "cost": sample_costs.save,
    "follow_up": _follow_up,
    "deviation": sample_deviations.open_one,
    "spot_check": sample_spot_checks.draw_one,
    "division": sample_joint.divide,
    "energy_saving": sample_energy.enter,
    "network": sample_network.tell,
    "index_series": sample_price_indices.read,
    "index_clause": sample_price_indices.agree,
    "publish": sample_shared.tell,
    "secrecy": sample_disclosures.ask,
    "disclosed": sample_disclosures.give_out,
}


def _import(
    opened: Installation, step: Mapping[str, Any], draft: Draft, today: date, contract: Contract
) -> None:
    wheres = destination.destinations(
        draft, contract, step["received"], reporter=step["reporter"], period=_period(step)
    )
    content = (FOLDER / step["file"]).read_bytes()
    submit.submit(opened, content, draft, wheres, ACTOR, now_utc(), as_of=today, is_compared=False)
