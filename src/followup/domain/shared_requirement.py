"""A requirement that an organisation has published for others to use, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, get_args

from followup.domain.requirement import Requirement

# idea: nobody has tried it; tested: tried, with a result; in_contract: set in a contract;
# not_on_market: asked for, and nobody can deliver it yet.
SharedStatus = Literal["idea", "tested", "in_contract", "not_on_market"]
STATUSES: Final[tuple[SharedStatus, ...]] = get_args(SharedStatus)
# What a clause copied from here has for its source, before its origin.
SOURCE_MARK: Final = "shared:"


@dataclass(frozen=True, slots=True)
class Origin:
    """The published requirement that another was copied from, in the version that was copied."""

    organisation: str
    code: str
    version: int

    @property
    def source(self) -> str:
        """The origin as a clause's source."""
        return f"{SOURCE_MARK}{self.code}|{self.version}|{self.organisation}"


def origin_of(source: str | None) -> Origin | None:
    """The origin that a clause's source names; None where it names none."""
    code, _, rest = (source or "").removeprefix(SOURCE_MARK).partition("|")
    version, _, organisation = rest.partition("|")
    if not (source or "").startswith(SOURCE_MARK) or not version.isdecimal():
        return None
    return Origin(organisation, code, int(version))


@dataclass(frozen=True, slots=True)
class Shared:
    """One version of a published requirement.

    ``code`` is the organisation's own name for it, the same in every version and installation.
    ``status_date`` is the day of the status and its ``result``; ``applies_from`` is from when
    the organisation asks for it in new contracts and ``decision`` what says so. ``came_from``
    is the file it was read from, empty where it was published here. ``clause`` has the code for
    its contract.
    """

    organisation: str
    code: str
    version: int
    status: SharedStatus
    status_date: date
    clause: Requirement
    result: str = ""
    tested_by: str = ""
    advised_by: str = ""
    decision: str = ""
    applies_from: date | None = None
    note: str = ""
    origin: Origin | None = None
    is_withdrawn: bool = False
    came_from: str = ""
    known_from: date | None = None
    actor: str = ""
    at: datetime | None = None

    @property
    def key(self) -> str:
        """What tells it from every other, whatever its version."""
        return f"{self.code}|{self.organisation}"

    @property
    def here(self) -> Origin:
        """This very version, as the origin of a copy."""
        return Origin(self.organisation, self.code, self.version)
