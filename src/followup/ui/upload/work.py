"""The draft on the table: what has been said of it, what was read, and where it belongs.

Every word a user says about a draft is written to its file before the page is drawn again, so
that the page is drawn from the draft alone and a refresh of the browser loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow.compute as pc
import streamlit as st

from followup.domain.facts import REPORT_FACTS
from followup.domain.parties import Contract
from followup.domain.period import Period, parse_period
from followup.errors import UserError
from followup.ingest.answers import Remembered
from followup.ingest.cells import Tell
from followup.ingest.draft import Draft, Refusal
from followup.services import entry, memory
from followup.services.contract import register as contract_register
from followup.services.installation import Installation, now_utc
from followup.services.memory import Memory
from followup.services.upload import destination, drafts, nil_file, sender, submit
from followup.services.upload.destination import Destination
from followup.services.upload.drafts import StoredDraft
from followup.services.upload.submit import Receipt
from followup.ui.upload import doubts, held


@dataclass(frozen=True, slots=True)
class Work:
    """A draft being worked on. ``problem`` says what keeps it from having a destination."""

    stored: StoredDraft
    draft: Draft
    contract: Contract | None
    received: date
    guess: Period | None
    wheres: tuple[Destination, ...]
    problem: UserError | None
    today: date
    memory: Memory = field(default_factory=Memory)

    @property
    def errors(self) -> int:
        """Rows that could not become facts."""
        return sum(f.severity == "error" for f in self.draft.findings)

    @property
    def questioned(self) -> int:
        """Rows that count as unknown until a question about them is answered."""
        return sum(pc.sum(f["is_questioned"]).as_py() or 0 for f in self.draft.facts.values())

    @property
    def is_unknown(self) -> bool:
        """True for a file without a known table, whose header row a person may point out."""
        return self.draft.refusal is not None and can_be_pointed(self.draft)

    @property
    def has_rivals(self) -> bool:
        """True while two columns name the same field and nobody has chosen."""
        return any(m.rival for table in self.draft.tables for m in table.mapping)


def can_be_pointed(draft: Draft) -> bool:
    """Whether a refused file has cells in which a person may point out a report."""
    assert draft.refusal is not None  # noqa: S101
    return draft.refusal.code in ("no_known_table", "empty") and bool(draft.previews)


def take_in(
    installation: Installation, stored: StoredDraft, content: bytes, today: date, tell: Tell
) -> Refusal | None:
    """Read a file that has just come; it is kept as a draft unless it is refused.

    Where the file says whose it is, that is chosen beforehand; a person sees it and can change it.
    ``tell`` hears how far the reading has come.
    """
    held.cells(installation, stored, content, tell)
    draft = held.read(installation, stored, Remembered(), None, today)
    if draft.refusal is None or can_be_pointed(draft):
        found = sender.find_sender(installation, draft)
        said: dict[str, str] = {}
        if found is not None and stored.choices.get("contract", found.contract) == found.contract:
            said = {"contract": found.contract, "contract_from": found.how}
            said |= {"reporter": found.reporter} if found.reporter else {}
        choices = {**said, **stored.choices}
        drafts.keep(installation.settings, replace(stored, choices=choices), content)
        return None
    held.forget(stored.token)
    return draft.refusal


def lay_out(installation: Installation, stored: StoredDraft, today: date) -> Work:
    """Read a draft as it stands and find where it belongs."""
    contract, problem = _contract(installation, stored)
    period, wrong = _stated_period(stored)
    supplier = contract.supplier if contract else None
    known = memory.of(installation, supplier) if supplier else Memory()
    draft = held.read(installation, stored, known.remembered, period, today)
    received, late = _received(stored, today)
    problem = problem or wrong or late
    if contract is None or problem or draft.refusal or not _is_report(draft):
        return Work(stored, draft, contract, received, None, (), problem, today, known)
    guess = _guess(draft, contract, received)
    try:
        wheres = destination.destinations(
            draft,
            contract,
            received,
            reporter=stored.choices.get("reporter"),
            period=period,
            mode=stored.choices.get("mode", "ask"),
        )
    except UserError as error:
        return Work(stored, draft, contract, received, guess, (), error, today, known)
    reason = stored.choices.get("reason")
    if received != today and not reason:
        problem = UserError("received_reason_missing")
    is_shared = stored.choices.get("shared") == "yes"
    wheres = tuple(replace(where, received_reason=reason, is_shared=is_shared) for where in wheres)
    draft = doubts.examined(installation, stored, draft, wheres, today)
    return Work(stored, draft, contract, received, guess, wheres, problem, today, known)


def _is_report(draft: Draft) -> bool:
    """Neither a register of contracts nor a nil report, which are acts of their own."""
    return not contract_register.is_register(draft) and not nil_file.is_nil(draft)


def reporters(draft: Draft, contract: Contract) -> tuple[str, ...]:
    """Who is expected to send what the file holds."""
    kinds = {name for name, fact in REPORT_FACTS.items() if fact in draft.facts}
    if nil_file.is_nil(draft):
        kinds = {*REPORT_FACTS}
    names = {r.name for r in contract.reporters if r.report_type in kinds}
    return tuple(sorted(names)) or (contract.supplier or contract.buyers[0].name,)


def _contract(
    installation: Installation, stored: StoredDraft
) -> tuple[Contract | None, UserError | None]:
    number = stored.choices.get("contract")
    if number is None:
        return None, UserError("choose_contract", file=stored.file_name)
    try:
        return destination.contract_of(installation, number), None
    except UserError as error:
        return None, error


def _stated_period(stored: StoredDraft) -> tuple[Period | None, UserError | None]:
    try:
        written = stored.choices.get("period")
        return (parse_period(written) if written else None), None
    except UserError as error:
        return None, error


def _received(stored: StoredDraft, today: date) -> tuple[date, UserError | None]:
    written = stored.choices.get("received")
    try:
        day = entry.day(written) if written else today
    except UserError as error:
        return today, error
    return day, UserError("received_in_future", day=day) if day > today else None


def _guess(draft: Draft, contract: Contract, received: date) -> Period | None:
    """The days the rows name, widened to whole reporting periods inside the contract."""
    for reporter in reporters(draft, contract):
        try:
            found = destination.destinations(draft, contract, received, reporter=reporter)
        except UserError:
            return None
        return found[0].period
    return None


def preview(installation: Installation, work: Work) -> Receipt:
    """What saving would replace and change, on the data as it stands now."""
    said = repr((work.stored.answers, work.stored.choices, work.wheres))
    return _preview(
        installation, work, work.stored.token, said, installation.data_version, work.today
    )


@st.cache_data(max_entries=4, show_spinner=False, scope="session")
def _preview(
    _installation: Installation,
    _work: Work,
    token: str,  # noqa: ARG001
    said: str,  # noqa: ARG001
    version: int,  # noqa: ARG001
    today: date,
) -> Receipt:
    return submit.preview(_installation, _work.draft, _work.wheres, now_utc(), as_of=today)
