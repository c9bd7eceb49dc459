"""The sample world's request for secrecy, and its report that was given out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from followup.domain.disclosure import Decided
from followup.services.disclosure import book, decide, requests
from followup.services.disclosure.decide import Asking, Proposal
from followup.services.installation import Actor, Installation
from followup.storage import submissions
from followup.storage.submissions import Submission

OFFICE_HOUR: Final = time(9)


def ask(opened: Installation, act: Mapping[str, Any]) -> None:
    """A supplier's request for some columns of a report, by their headers."""
    about, day = _named(opened, act["secrecy"]), act["decided"]
    wanted = [c for c in book.read(opened, about, day).columns if c.header in act["columns"]]
    requests.ask(
        opened, about, wanted, act["reason"], about.reporter, Actor(act["who"]), day, _at(day)
    )  # fmt: skip


def give_out(opened: Installation, act: Mapping[str, Any]) -> None:
    """A report given out as proposed, but for the columns that are named with a reason."""
    about, day = _named(opened, act["disclosed"]), act["decided"]
    proposals = decide.propose(
        book.read(opened, about, day), decide.asked_secret(opened, about, day)
    )
    decided = [_decided(each, act) for each in proposals]
    asking = Asking(act["asked"], act.get("asked_by"), act.get("diary_number"))
    decide.give_out(opened, about, decided, asking, "sv", Actor(act["who"]), day, _at(day))


def _decided(proposal: Proposal, act: Mapping[str, Any]) -> Decided:
    reason = act.get("given", {}).get(proposal.header)
    is_masked = bool(proposal.is_masked) and reason is None
    return Decided(
        *proposal.place, proposal.header, is_masked, proposal.request is not None,
        act["ground"] if is_masked else None, reason or "",
    )  # fmt: skip


def _named(opened: Installation, file_name: str) -> Submission:
    every = submissions.current(opened.database)
    return next(s for s in every if s.file_name == file_name)


def _at(day: date) -> datetime:
    """Written down on its own day: the world's people have a clock of their own."""
    return datetime.combine(day, OFFICE_HOUR)
