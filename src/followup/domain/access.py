"""Who may see and do what: roles, and the part of the world that an actor sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal[
    "strategist", "contract_manager", "viewer", "supplier", "vehicle_manager", "administrator"
]


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody sees: as which role, of which organisations, of which contracts.

    ``role`` None is the system itself. ``organisations`` and ``contracts`` None leave nothing out;
    contracts, when given, are all that is seen even where an organisation has more.
    """

    role: Role | None = None
    organisations: frozenset[str] | None = None
    contracts: frozenset[str] | None = None

    @property
    def is_limited(self) -> bool:
        """True when anything is left out."""
        return self.organisations is not None or self.contracts is not None

    @property
    def key(self) -> str:
        """Tells this scope from every other, in the keys of caches."""
        return repr((self.role, _listed(self.organisations), _listed(self.contracts)))


# The system itself: the command line, whose user holds the files anyway.
EVERYTHING: Final = Scope()


def _listed(names: frozenset[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(sorted(names))
