"""What organisations tell each other: good examples, talks with the market, who does what.

Each is an entry of a kind with a few fields; a later word on it takes the place of the earlier
one, and nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Literal

from followup.domain.deviation import Frozen

Kind = Literal[
    "case", "dialogue", "duty", "document", "contact", "tags", "appeal", "meeting", "question",
]  # fmt: skip
FieldKind = Literal["line", "area", "choice", "choices", "day"]
EntryState = Literal["draft", "published", "in_force", "withdrawn"]

# Who may be asked, by the words of the trade; an organisation names its own function beside.
ROLES: Final = (
    "buyer", "coordinator", "contract_manager", "strategist", "vehicle_manager", "controller",
    "lawyer", "board", "project_owner", "specialist", "helpdesk", "operations",
)  # fmt: skip
# What has to be done by somebody, from the need to the end of a contract.
TASKS: Final = (
    "need", "market_dialogue", "requirements", "contract_register", "report_request",
    "late_report", "report_check", "spot_check", "deviation", "sanction", "dispens",
    "vehicle_list", "goal_report", "steering", "closing",
)  # fmt: skip
TOPICS: Final = (
    "procurement", "requirements", "follow_up", "fuels", "vehicles", "circular", "energy", "costs",
    "social", "law", "politics", "data",
)  # fmt: skip
# The areas of the joint municipal councils (KKR); a contract may serve several.
POLICY_AREAS: Final = (
    "climate", "infrastructure", "business", "education", "health", "social_care",
)  # fmt: skip
NETWORKS: Final = (
    "biodriv_ost", "malardalsradet", "kronoberg", "klima_vip", "spp_regions", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of an entry: its name, how it is filled in, and the codes it may hold.

    ``words`` is where the codes have their names, under ``network.`` in the texts.
    """

    name: str
    kind: FieldKind = "line"
    is_required: bool = False
    options: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of entry: its fields in order, what it belongs to, and which field names it.

    ``about``: whether it speaks of a contract or a requirement, and must or may. ``keyed_by``
    are the parts that make two entries the same, so that a new word replaces the old one; none
    where each entry is one of its own. ``prefix`` begins the names of such entries.
    """

    fields: tuple[FieldSpec, ...]
    named_by: str
    prefix: str = ""
    about: Literal["none", "may", "contract", "requirement"] = "none"
    keyed_by: tuple[str, ...] = ()


_TITLE: Final = FieldSpec("title", is_required=True)
KINDS: Final[Mapping[Kind, KindSpec]] = MappingProxyType({
    "case": KindSpec((
        _TITLE, FieldSpec("need", "area", True), FieldSpec("asked", "area", True),
        FieldSpec("outcome", "area", True), FieldSpec("lesson", "area"),
        FieldSpec("policy_area", "choice", options=POLICY_AREAS, words="policy_area"),
        FieldSpec("decision"), FieldSpec("reach"),
    ), "title", "EX", "may"),
    "dialogue": KindSpec((
        _TITLE,
        FieldSpec("form", "choice", True, (
            "information_request", "meeting", "hearing", "visit", "early_test", "innovation",
            "joint",
        ), "dialogue_form"),
        FieldSpec("took_part"), FieldSpec("said", "area", True),
        FieldSpec("outcome", "area", True), FieldSpec("next_step"),
        FieldSpec("next_date", "day"),
    ), "title", "MD", "may"),
    "duty": KindSpec((
        FieldSpec("task", "choice", True, TASKS, "task"),
        FieldSpec("role", "choice", True, ROLES, "role"), FieldSpec("function"),
        FieldSpec("deputy", "choice", options=ROLES, words="role"),
        FieldSpec("asked", "choices", options=ROLES, words="role"),
    ), "task", keyed_by=("organisation", "task")),
    "document": KindSpec((
        _TITLE,
        FieldSpec("type", "choice", True, (
            "policy", "guideline", "process", "routine", "template", "climate_plan",
        ), "document_type"),
        FieldSpec("decided_by", is_required=True), FieldSpec("review_date", "day", True),
        FieldSpec("where", is_required=True),
        FieldSpec("role", "choice", True, ROLES, "role"),
        FieldSpec("review_note", "area"),
    ), "title", "SD"),
    "contact": KindSpec((
        FieldSpec("topic", "choice", True, TOPICS, "topic"),
        FieldSpec("function", is_required=True), FieldSpec("reach", is_required=True),
        FieldSpec("note"),
    ), "function", keyed_by=("organisation", "topic")),
    "tags": KindSpec((
        FieldSpec("policy_areas", "choices", options=POLICY_AREAS, words="policy_area"),
        FieldSpec("networks", "choices", options=NETWORKS, words="network"),
        FieldSpec("project"), FieldSpec("project_owner"),
    ), "project", about="contract", keyed_by=("contract",)),
    "appeal": KindSpec((
        FieldSpec("risk", "choice", True, ("low", "medium", "high", "not_judged"), "risk"),
        FieldSpec("basis", "area", True), FieldSpec("experience", "area"),
    ), "risk", about="requirement", keyed_by=("requirement",)),
    "meeting": KindSpec((
        _TITLE,
        FieldSpec("form", "choice", True, ("network", "start", "training", "workshop"),
                  "meeting_form"),
        FieldSpec("place"), FieldSpec("agenda", "area"), FieldSpec("notes", "area"),
    ), "title", "MO"),
    "question": KindSpec((
        FieldSpec("title", "area", True), FieldSpec("topic", "choice", True, TOPICS, "topic"),
        FieldSpec("answer", "area"), FieldSpec("source"),
    ), "title", "FR"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its newest known word has it.

    ``day`` is the day it is about: a talk was held, a paper decided, a meeting is. ``fields`` are
    by name; several codes in one are parted by commas and days are ISO. ``frozen`` is what a
    contract's verdict said when a case was written, with ``period`` the days it is of. ``note``
    says why it was changed or taken back; ``first_day`` is when its first word was known.
    """

    identifier: str
    kind: Kind
    organisation: str
    day: date
    fields: Mapping[str, str]
    contract: str | None = None
    requirement: str | None = None
    period: str | None = None
    state: EntryState = "in_force"
    frozen: Frozen | None = None
    note: str | None = None
    known_from: date = date.min
    first_day: date = date.min
    words: int = 1
    actor: str = ""
    at: datetime | None = field(default=None, compare=False)

    def of(self, name: str) -> str:
        """A field's words; empty where it says nothing."""
        return self.fields.get(name, "")

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of a field that may hold several."""
        return tuple(code for code in self.of(name).split(",") if code)

    def date_of(self, name: str) -> date | None:
        """A field that is a day."""
        return date.fromisoformat(self.of(name)) if self.of(name) else None

    @property
    def title(self) -> str:
        """What it is called, as it was written; a code where its kind is named by one."""
        return self.of(KINDS[self.kind].named_by)
