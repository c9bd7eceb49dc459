"""What ``export`` gives of figures: the brief, goals, verdicts and one verdict's proof."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from followup.cli.common import real_today
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.services import compliance, compliance_export, installation, wire
from followup.services.brief import brief as brief_service
from followup.services.brief import export as brief_export
from followup.services.brief import facts
from followup.services.brief.facts import Wanted
from followup.services.brief.open_data import Data
from followup.services.entry import day
from followup.services.goal import export as goal_export
from followup.services.goal import status as goal_status
from followup.services.installation import Installation
from followup.services.proof import explain
from followup.services.proof import export as proof_export

PROOF_ENDINGS: Final = (".xlsx", ".json")


def brief(asked: Namespace, opened: Installation, lang: str) -> bytes:
    """The brief of some goals, or of the organisation's own few."""
    ending = ending_of(asked, brief_export.FORMS)
    as_of = day_of(asked, opened)
    known = facts.read(opened, as_of, lang)
    goals = tuple(asked.goal) or facts.usual(known.progress)
    told = brief_service.write(facts.gather(opened, Wanted(lang, as_of, goals), known))
    data = Data(told.document.title, as_of, told.figures, opened.settings.licence)
    return brief_export.FORMS[ending].write(told.document, data)


def goals(asked: Namespace, opened: Installation, lang: str) -> bytes:
    """Every goal, or some; raises UserError ``unknown_goal``."""
    ending = ending_of(asked, goal_export.FORMATS)
    as_of = day_of(asked, opened)
    found = goal_status.progress(opened, as_of, lang)
    known = {p.goal.identifier: p for p in found}
    for identifier in asked.goal:
        if identifier not in known:
            raise UserError("unknown_goal", goal=identifier)
    chosen = [known[g] for g in asked.goal] or found
    return goal_export.FORMATS[ending](chosen, as_of, lang)


def verdicts(asked: Namespace, opened: Installation, lang: str) -> bytes:
    """Every verdict, or those of a contract, a requirement or a period."""
    ending = ending_of(asked, compliance_export.FORMATS)
    as_of = day_of(asked, opened)
    found = compliance.assessments(
        opened, as_of, contract=asked.contract, requirement=asked.requirement,
        period=parse_period(asked.period) if asked.period else None,
    )  # fmt: skip
    return compliance_export.FORMATS[ending](found, as_of, lang)


def proof(asked: Namespace, opened: Installation, lang: str) -> bytes:
    """One verdict with its rows; raises UserError ``export_proof_of`` where it is not named."""
    ending = ending_of(asked, PROOF_ENDINGS)
    if not (asked.contract and asked.requirement and asked.period):
        raise UserError("export_proof_of")
    period = parse_period(asked.period)
    found = explain.explain(
        opened, asked.contract, asked.requirement, period, day_of(asked, opened)
    )
    if ending == ".xlsx":
        return proof_export.workbook(found, opened.catalogue, lang)
    return json.dumps(wire.proof(found, lang), ensure_ascii=False, indent=1).encode()


def ending_of(asked: Namespace, endings: Iterable[str]) -> str:
    """The ending of the file's name; raises UserError ``export_ending``."""
    found = Path(asked.file).suffix.casefold()
    if found not in endings:
        raise UserError("export_ending", endings=", ".join(endings))
    return found


def day_of(asked: Namespace, opened: Installation) -> date:
    """The day that is told of: the one given, else today; raises UserError ``invalid_day``."""
    if asked.as_of:
        return day(asked.as_of)
    return installation.today(opened.settings, real_today())
