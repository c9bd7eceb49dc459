"""The sample world's spot check: drawn, asked for and partly answered, each on its own day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from followup.domain.period import parse_period
from followup.domain.spot_check import Sent, SpotCheck
from followup.services.installation import Actor, Installation
from followup.services.spot_check import spot_checks
from followup.services.spot_check.spot_checks import Deed, Said, Scope

OFFICE_HOUR: Final = time(9)


def draw_one(opened: Installation, act: Mapping[str, Any]) -> None:
    """A list on a contract, the request for it, and what came of some rows."""
    who, drawn = act["who"], act["decided"]
    scope = Scope(parse_period(act["period"]), act["spot_check"])
    name = spot_checks.draw(
        opened, scope, act["rows"], _deed(who, drawn), seed=act["seed"],
        reply_date=act["reply_date"],
    )  # fmt: skip
    sent = Sent(act["sent"], act["reply_date"], act["sent_to"])
    spot_checks.ask(opened, _named(opened, name), sent, _deed(who, act["sent"]))
    for word in act["said"]:
        said = [Said(number, outcome) for number, outcome in word["rows"].items()]
        spot_checks.say(
            opened, _named(opened, name), said, word["kept_at"], word["day"],
            _deed(who, word["day"]),
        )  # fmt: skip


def _deed(who: str, day: date) -> Deed:
    """Written down on its own day: the world's people have a clock of their own."""
    return Deed(Actor(who), day, datetime.combine(day, OFFICE_HOUR))


def _named(opened: Installation, name: str) -> SpotCheck:
    return next(m for m in spot_checks.every(opened, date.max) if m.identifier == name)
