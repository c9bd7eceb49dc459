"""Whether a requirement can be followed up from the reports that a contract asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from followup.domain.parties import Contract, Reporter
from followup.domain.requirement import Requirement
from followup.services.asks import reports_needed
from followup.services.contract.defaults import ReportDefaults


@dataclass(frozen=True, slots=True)
class Hint:
    """Kinds of report that are needed and that nobody of the contract sends."""

    missing: tuple[str, ...]
    is_by_hand: bool = False

    @property
    def is_followed(self) -> bool:
        """True when a report says what the requirement asks, or a person is to judge."""
        return not self.missing


def hint(contract: Contract, requirement: Requirement) -> Hint:
    """What hinders following a requirement up; a declared share will do where it is accepted."""
    sent = {reporter.report_type for reporter in contract.reporters}
    needed = reports_needed(requirement.spec)
    if requirement.accepts_declared and "declared" in sent:
        needed = ()
    # A contract without reporters gets its supplier as one when it is saved.
    missing = tuple(kind for kind in needed if kind not in sent) if sent else ()
    return Hint(missing, is_by_hand=requirement.spec.sql == "evidence")


def with_reporters(contract: Contract, kinds: tuple[str, ...], usual: ReportDefaults) -> Contract:
    """The contract with its supplier expected to send these kinds of report, too."""
    likeness = contract.reporters[0] if contract.reporters else None
    name = contract.supplier or contract.buyers[0].name
    often = likeness.frequency if likeness else usual.frequency
    due = likeness.due_days if likeness else usual.due_days
    added = tuple(Reporter(name, kind, often, due) for kind in kinds)
    return replace(contract, reporters=(*contract.reporters, *added))
