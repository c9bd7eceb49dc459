"""Organisations publish requirements in versions; others see, copy and compare them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import Origin, Shared
from followup.domain.timeline import StepRule, Timeline
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.requirement.requirements import has_fixed_limit
from followup.storage import acts, shared_requirements
from followup.storage.acts import Act

KIND: Final = "publish_requirement"
_SIGNS: Final = 4


def save(
    installation: Installation, one: Shared, actor: Actor, today: date, now: datetime
) -> Shared:
    """Publish a requirement: a new one, or the next version of one with the same code.

    Raises UserError ``shared_organisation_missing``, ``shared_title_missing``,
    ``shared_status_day``, ``shared_result_missing``, ``shared_decision_missing``,
    ``shared_unchanged`` or ``shared_foreign``.
    """
    every = history(installation, today)
    one = replace(one, organisation=one.organisation.strip(), came_from="", is_withdrawn=False)
    _check(one, today)
    own = [s for s in every if s.organisation.casefold() == one.organisation.casefold()]
    before = [s for s in own if one.code and s.code == one.code]
    if before and before[-1].came_from:
        raise UserError("shared_foreign", title=before[-1].clause.title)
    code = one.code or _new_code(one.organisation, {s.code for s in own})
    version = max((s.version for s in before), default=0) + 1
    made = _named(replace(one, code=code, version=version, known_from=today))
    if before and not before[-1].is_withdrawn and content(before[-1]) == content(made):
        raise UserError("shared_unchanged", title=made.clause.title)
    _store(installation, [made], actor, now, KIND)
    return made


def withdraw(
    installation: Installation, one: Shared, note: str, actor: Actor, today: date, now: datetime
) -> None:
    """Take a requirement back; every version stays on file.

    Raises UserError ``shared_reason_missing``.
    """
    if not note.strip():
        raise UserError("shared_reason_missing")
    gone = _named(replace(one, version=one.version + 1, is_withdrawn=True, note=note.strip(),
                          known_from=today))  # fmt: skip
    _store(installation, [gone], actor, now, "withdraw_requirement")


def take_in(
    installation: Installation, read: Iterable[Shared], actor: Actor, today: date, now: datetime
) -> None:
    """Store the versions of a file as they are, in one act; none is no act."""
    made = [_named(replace(one, known_from=today)) for one in read]
    if made:
        _store(installation, made, actor, now, "read_requirements")


def history(installation: Installation, as_of: date) -> tuple[Shared, ...]:
    """Every version known on ``as_of``, oldest first."""
    return shared_requirements.load(installation.database, as_of)


def in_force(every: Sequence[Shared]) -> tuple[Shared, ...]:
    """The newest version of each that is not withdrawn, by organisation and title."""
    newest = newest_of(every)
    held = (s for s in newest.values() if not s.is_withdrawn)
    return tuple(sorted(held, key=lambda s: (s.organisation.casefold(), s.clause.title)))


def newest_of(every: Sequence[Shared]) -> Mapping[str, Shared]:
    """The newest version of each, withdrawn or not, by key."""
    return {s.key: s for s in sorted(every, key=lambda s: s.version)}


def newer(every: Sequence[Shared], origin: Origin | None) -> Shared | None:
    """The newest version of what was copied, where it is newer than the copied one."""
    if origin is None:
        return None
    found = newest_of(every).get(f"{origin.code}|{origin.organisation}")
    return found if found is not None and found.version > origin.version else None


def at_version(every: Sequence[Shared], origin: Origin) -> Shared | None:
    """The very version that was copied; None where it never came here."""
    return next((s for s in every if s.here == origin), None)


def content(one: Shared) -> tuple[object, ...]:
    """What a version says, whoever stored it here and when."""
    clause = replace(bare_clause(one.clause), contract="", identifier="", source=None)
    return (
        one.organisation, one.code, one.status, one.status_date, one.result, one.tested_by,
        one.advised_by, one.decision, one.applies_from, one.is_withdrawn, one.origin, clause,
    )  # fmt: skip


def bare_clause(clause: Requirement) -> Requirement:
    """A clause without its contract: its levels as they were written, and no part of another.

    What is done or not has one step that nobody writes.
    """
    steps = (StepRule(Decimal(1)),) if has_fixed_limit(clause.measure) else clause.steps
    return replace(clause, limits=Timeline(()), steps=steps, part_of=None)


def _check(one: Shared, today: date) -> None:
    if not one.organisation:
        raise UserError("shared_organisation_missing")
    if not one.clause.title.strip():
        raise UserError("shared_title_missing")
    if one.status_date > today:
        raise UserError("shared_status_day")
    if one.status == "tested" and not (one.result.strip() and one.tested_by.strip()):
        raise UserError("shared_result_missing")
    if one.applies_from is not None and not one.decision.strip():
        raise UserError("shared_decision_missing")


def _named(one: Shared) -> Shared:
    """The version with its clause named by it, so that the store can tell it from others."""
    row = {"code": one.code, "version": one.version, "organisation": one.organisation}
    name = shared_requirements.clause_name(row)
    clause = replace(bare_clause(one.clause), contract=one.code, identifier=name)
    return replace(one, clause=clause)


def _store(
    installation: Installation, made: Sequence[Shared], actor: Actor, now: datetime, kind: str
) -> None:
    said = [{k: v for k, v in asdict(s).items() if k not in ("clause", "actor", "at")} |
            {"title": s.clause.title} for s in made]  # fmt: skip
    subject = made[0].key if len(made) == 1 else f"{len(made)}"
    act = Act(actor.stored, kind, subject, now, {"published": said})
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: shared_requirements.insert(own, act_id, made),
    )


def _new_code(organisation: str, taken: set[str]) -> str:
    """``RKRO-001``: the organisation's letters and its next number."""
    plain = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z]+", plain.partition("(")[0]) or ["X"]
    letters = words[0] if len(words) == 1 else "".join(w[:2] for w in words)
    start = letters[:_SIGNS].upper()
    number = next(n for n in range(1, len(taken) + 2) if f"{start}-{n:03}" not in taken)
    return f"{start}-{number:03}"
