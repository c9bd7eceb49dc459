"""How an organisation follows up its contracts: who does what and when, as an editable routine.

A section that nobody has written says what is usual; every version is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.installation import Actor, Installation
from followup.storage import acts, plans
from followup.storage.acts import Act
from followup.storage.plans import SectionVersion

# The steps of a deviation stand in the order in which they are taken (workflow, steps 0 to 8).
SECTIONS: Final = (
    "purpose", "roles", "classes", "reports", "check", "judge", "notify", "meeting",
    "action_plan", "follow_up", "sanction", "close",
)  # fmt: skip
MOST_SIGNS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it stands; ``versions`` are what people wrote, the oldest first."""

    code: str
    title: str
    body: str
    versions: tuple[SectionVersion, ...] = ()

    @property
    def is_default(self) -> bool:
        """Whether nobody has written it yet."""
        return not self.versions


def organisations(contracts: Iterable[Contract]) -> tuple[str, ...]:
    """Everybody who buys on a contract, in order."""
    return tuple(sorted({buyer.name for c in contracts for buyer in c.buyers}))


def sections(installation: Installation, organisation: str, lang: str) -> tuple[Section, ...]:
    """Every section as it stands now."""
    written = plans.section_versions(installation.database, organisation)
    found = []
    for code in SECTIONS:
        own = tuple(v for v in written if v.section == code)
        body = own[-1].body if own else t(f"routine.usual.{code}", lang)
        found.append(Section(code, t(f"routine.title.{code}", lang), body, own))
    return tuple(found)


def save(
    installation: Installation,
    organisation: str,
    section: str,
    body: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Store a new version of a section as an act.

    Raises UserError ``unknown_section``, ``text_missing`` or ``text_too_long``.
    """
    said = body.strip()
    if section not in SECTIONS:
        raise UserError("unknown_section")
    if not said:
        raise UserError("text_missing")
    if len(said) > MOST_SIGNS:
        raise UserError("text_too_long", most=MOST_SIGNS)
    act = Act(actor.stored, "routine", organisation, now, {"section": section})
    acts.commit(
        installation.database, act,
        lambda own, act_id: plans.insert_section(own, act_id, organisation, section, said),
    )  # fmt: skip
