"""Who may see and do what: roles, and the part of the world that an actor sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal[
    "strategist", "contract_manager", "viewer", "supplier", "vehicle_manager", "administrator"
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


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


_DESK: Final[frozenset[Role]] = frozenset({"strategist", "contract_manager"})
_FLEET: Final[frozenset[Role]] = _DESK | {"vehicle_manager"}
_STEERING: Final[frozenset[Role]] = frozenset({"strategist", "administrator"})
_KEEPERS: Final[frozenset[Role]] = frozenset({"administrator"})
_SENDERS: Final[frozenset[Role]] = _FLEET | {"supplier"}
_HOUSE: Final[frozenset[Role]] = _FLEET | {"viewer", "administrator"}
_ALL: Final[frozenset[Role]] = frozenset(ROLES)
_SEES_ROWS: Final[frozenset[Role]] = _SENDERS | _KEEPERS


def _given(*groups: tuple[frozenset[Role], str]) -> Mapping[str, frozenset[Role]]:
    return {name: roles for roles, names in groups for name in names.split()}


# A politician reads what is confirmed or adds up: pages where the engine names a contract are the
# desk's (rule 27). A supplier has its own reports and what explains them, and nothing else.
PAGES: Final = _given(
    (_ALL, "start method factors glossary accessibility"),
    (_HOUSE, "goals energy fuel_mix"),
    (_DESK | {"viewer", "administrator"}, "comparison circular brief open_view wrong_numbers"),
    (_DESK | {"viewer"}, "cases network questions"),
    (_SENDERS, "upload reports"),
    (_FLEET, "compliance contracts vehicles clean_vehicles plan costs"),
    (_DESK, "deviations spot_checks price_index library tester"),
    (_KEEPERS, "access"),
    (_DESK | _KEEPERS, "audit"),
    (_KEEPERS | {"contract_manager"}, "disclosure retention"),
)
# Every kind of act that there is, and who takes it; storage refuses the rest.
ACTS: Final = _given(
    (_ALL, "report_wrong_number"),
    (_SENDERS, "submit nil_report"),
    (_DESK | {"supplier"}, "secrecy_request"),
    (_KEEPERS | {"contract_manager"}, "disclosure"),
    (_FLEET, "undo undo_nil save_procured_vehicles remove_procured_vehicle"),
    (_FLEET, "calendar_link calendar_link_end save_cost_comparison take_back_cost_comparison"),
    (_DESK, "save_contracts hand_over dispens division evidence follow_up_held routine"),
    (_DESK, "send_back reminder_sent double_claim_answer borrowed_check answer_wrong_number"),
    (_DESK, "deviation small_rule"),
    (_DESK, "spot_check spot_check_sent spot_check_outcome spot_check_case"),
    (_DESK, "save_index_clause remove_index_clause note_index_adjustment read_index_series"),
    (_DESK, "publish_requirement withdraw_requirement read_requirements"),
    (_DESK, "network_case network_dialogue network_duty network_document network_contact"),
    (_DESK, "network_tags network_appeal network_meeting network_question"),
    (_DESK, "note_avoided_purchase correct_avoided_purchase withdraw_avoided_purchase"),
    (_DESK, "note_tender_assessment correct_tender_assessment withdraw_tender_assessment"),
    (_DESK, "save_energy_saving correct_energy_saving withdraw_energy_saving measure_energy"),
    (_DESK | {"viewer"}, "store_brief"),
    (_DESK, "publish withdraw_publication"),
    (_STEERING, "save_goal take_up_goal put_away_goal adopt_goal own_figure"),
    (_STEERING, "enter_goal_point take_back_goal_point read_official_series"),
    (_KEEPERS, "retention_rule erase"),
    (_KEEPERS, "grant_membership end_membership block_person unblock_person invent_sample"),
    (_ALL, "ask_access end_session"),
)


def opens(role: Role | None, page: str) -> bool:
    """Whether a role opens a page (its script's name). A page that nobody was given is closed."""
    return role is None or role in PAGES.get(page, frozenset())


def may(role: Role | None, kind: str) -> bool:
    """Whether a role takes acts of this kind. A kind that nobody was given is refused."""
    return role is None or role in ACTS.get(kind, frozenset())


def sees_registrations(role: Role | None) -> bool:
    """Whether a role reads registration numbers; who does not reads a stable name instead."""
    return role is None or role in _SEES_ROWS


def sees_files(role: Role | None) -> bool:
    """Whether a role opens suppliers' files, their cells and what was attached to a case."""
    return role is None or role in _SEES_ROWS
