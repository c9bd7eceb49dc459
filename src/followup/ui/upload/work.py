"""The draft on the table: what has been said of it, what was read, and where it belongs.

Every word a user says about a draft is written to its file before the page is drawn again, so
that the page is drawn from the draft alone and a refresh of the browser loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.facts import REPORT_FACTS
from followup.domain.parties import Contract
from followup.domain.period import Period, parse_period
from followup.errors import UserError
from followup.i18n.text import t
from followup.ingest.answers import Remembered
from followup.ingest.cells import Cells, Tell
from followup.ingest.draft import Draft, Refusal
from followup.services import (
    contracts,
    destination,
    drafts,
    entry,
    memory,
    nil_file,
    people,
    reading,
    sender,
    submit,
)
from followup.services.destination import Destination
from followup.services.drafts import StoredDraft
from followup.services.installation import Installation, now_utc
from followup.services.memory import Memory
from followup.services.submit import Receipt
from followup.ui.upload import doubts

DRAFT: Final = "draft"
RECEIPT: Final = "receipt"
# Drafts and receipts of this session, for who leaves the page and comes back.
KEPT_KEY: Final = "upload_address"
CELLS_KEY: Final = "upload_cells"
CELLS_HELD: Final = 2


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


def tokens() -> list[str]:
    """The drafts waiting, first the one on the table; from the address, else this session."""
    asked = st.query_params.get_all(DRAFT)
    if not asked and RECEIPT not in st.query_params:
        asked = list(st.session_state.get(KEPT_KEY, ()))
    return asked


def start_over(waiting: Sequence[str], lang: str) -> None:
    """The way on from a draft that cannot be opened."""
    if st.button(t("page_upload.start_over", lang), key="upload_start_over"):
        keep_tokens(waiting[1:])
        st.rerun()


def keep_tokens(waiting: Sequence[str], receipt: Sequence[str] = ()) -> None:
    """Write the drafts waiting, and a receipt to show, into the address."""
    for name, values in ((DRAFT, waiting), (RECEIPT, receipt)):
        if values:
            st.query_params[name] = list(values)
        else:
            st.query_params.pop(name, None)
    st.session_state[KEPT_KEY] = tuple(waiting)


def take_in(
    installation: Installation, stored: StoredDraft, content: bytes, today: date, tell: Tell
) -> Refusal | None:
    """Read a file that has just come; it is kept as a draft unless it is refused.

    Where the file says whose it is, that is chosen beforehand; a person sees it and can change it.
    ``tell`` hears how far the reading has come.
    """
    _cells(installation, stored, content, tell)
    draft = read(installation, stored, Remembered(), None, today)
    if draft.refusal is None or can_be_pointed(draft):
        found = sender.find_sender(installation, draft)
        said: dict[str, str] = {}
        if found is not None and stored.choices.get("contract", found.contract) == found.contract:
            said = {"contract": found.contract, "contract_from": found.how}
            said |= {"reporter": found.reporter} if found.reporter else {}
        choices = {**said, **stored.choices}
        drafts.keep(installation.settings, replace(stored, choices=choices), content)
        return None
    # Of a file that is turned away nothing stays, not in memory either.
    st.session_state[CELLS_KEY].pop(stored.token, None)
    return draft.refusal


def lay_out(installation: Installation, stored: StoredDraft, today: date) -> Work:
    """Read a draft as it stands and find where it belongs."""
    contract, problem = _contract(installation, stored)
    period, wrong = _stated_period(stored)
    supplier = contract.supplier if contract else None
    known = memory.of(installation, supplier) if supplier else Memory()
    draft = read(installation, stored, known.remembered, period, today)
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
    return not contracts.is_register(draft) and not nil_file.is_nil(draft)


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


def read(
    installation: Installation,
    stored: StoredDraft,
    known: Remembered,
    period: Period | None,
    today: date,
) -> Draft:
    """What the reader makes of a draft; the same question is answered from memory."""
    answers = tuple(sorted(stored.answers.items()))
    said = (stored.token, answers, repr(known), period, today)
    draft = _read(installation, stored, known, *said)
    taken = (stored.choices.get(name) for name in ("received_sha256", "stripped"))
    return people.marked(draft, *taken)


# Drafts are frozen: handing out the same object to the reruns of one session copies nothing.
@st.cache_resource(max_entries=4, show_spinner=False, scope="session", hash_funcs={Period: repr})
def _read(
    _installation: Installation,
    _stored: StoredDraft,
    _known: Remembered,
    token: str,  # noqa: ARG001
    answers: tuple[tuple[str, str], ...],
    known: str,  # noqa: ARG001
    period: Period | None,
    today: date,
) -> Draft:
    return reading.read_with(
        _cells(_installation, _stored),
        today,
        remembered=_known,
        answers=dict(answers),
        period=period,
    )


def _cells(
    installation: Installation,
    stored: StoredDraft,
    content: bytes | None = None,
    tell: Tell | None = None,
) -> Cells:
    """The cells of the last drafts of this session; an answer changes only how they are read."""
    held: dict[str, Cells] = st.session_state.setdefault(CELLS_KEY, {})
    if stored.token not in held:
        while len(held) >= CELLS_HELD:
            held.pop(next(iter(held)))
        settings = installation.settings
        content = drafts.content(settings, stored) if content is None else content
        held[stored.token] = reading.cells_of(settings, content, stored.file_name, tell)
    return held[stored.token]


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
