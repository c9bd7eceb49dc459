"""Good examples: from a contract's requirement to what came of it, with the figures behind.

A verdict is kept as it stood when the example was written, and the proof it was read from can be
opened. A shortfall is told only when somebody has confirmed it (rule 27), and nothing is published
that names a supplier, a person or a vehicle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from followup.domain.deviation import Frozen
from followup.domain.network import Entry
from followup.domain.parties import Contract
from followup.domain.period import parse_period
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.render.document import Block, Document, Heading, Paragraph, Sources, Table
from followup.services import compliance
from followup.services.brief import kept
from followup.services.deviation import deviations, freeze
from followup.services.deviation.public import may_be_told
from followup.services.installation import Actor, Installation
from followup.services.network import entries
from followup.services.open_view import guard
from followup.services.proof.explain import explain

# Contract, requirement and period, and the six lines that every number opens to.
MOST_LINES: Final = 9
PARTS: Final = ("need", "asked", "outcome", "lesson")


def draw(
    installation: Installation, contract: str, requirement: str, period: str, as_of: date
) -> Frozen:
    """The verdict of a requirement in a period with its proof, to be kept with an example.

    Raises UserError as ``explain`` does, and ``case_not_confirmed`` for a shortfall that nobody
    has confirmed.
    """
    proof = explain(installation, contract, requirement, parse_period(period), as_of)
    if not _is_told(installation, proof.assessment, as_of):
        raise UserError("case_not_confirmed")
    return freeze.of_proof(proof, as_of, installation.catalogue.checksum)


def _is_told(installation: Installation, found: Assessment, as_of: date) -> bool:
    if found.verdict != "not_met":
        return True
    contracts = compliance.contracts_on(installation, as_of)
    judged = compliance.assessments(installation, as_of)
    return may_be_told(deviations.desk(installation, contracts, judged, as_of), found)


def with_figures(installation: Installation, case: Entry, as_of: date) -> Entry:
    """The example with the verdict it was written from, where it names one; raises as ``draw``."""
    if not (case.contract and case.requirement and case.period):
        return replace(case, frozen=None)
    found = draw(installation, case.contract, case.requirement, case.period, as_of)
    return replace(case, frozen=found)


def publish(
    installation: Installation, case: Entry, actor: Actor, now: datetime, today: date
) -> str:
    """Let everybody in the network read an example, with its figures as they are today.

    Raises UserError ``case_no_decision``, ``case_private`` with the first private word found, and
    what ``draw`` and ``entries.save`` raise.
    """
    if not case.of("decision").strip():
        raise UserError("case_no_decision")
    own = with_figures(installation, entries.checked(case), today)
    contract = contract_of(compliance.contracts_on(installation, today), own)
    told = (kept.document_to_text(document(own, contract, lang)) for lang in LANGUAGES)
    leaks = guard.leaks(installation, told)
    if leaks:
        raise UserError("case_private", word=leaks[0].word)
    return entries.save(installation, replace(own, state="published"), actor, now, today)


def contract_of(contracts: Sequence[Contract], case: Entry) -> Contract | None:
    """The contract that an example speaks of, where there is one."""
    return next((c for c in contracts if c.number == case.contract), None)


def document(case: Entry, contract: Contract | None, lang: str) -> Document:
    """The example on one page: the need, what was asked, what came of it, what to take along."""
    return Document(
        title=case.title,
        lang=lang,
        day=case.day,
        blocks=tuple(_blocks(case, contract, lang)),
        footer=t("page_cases.footer", lang, case=case.identifier, day=case.known_from),
    )


def _blocks(case: Entry, contract: Contract | None, lang: str) -> Iterator[Block]:
    yield Paragraph(about(case, contract, lang))
    for part in PARTS:
        if case.of(part):
            yield Heading(t(f"page_cases.part.{part}", lang))
            yield Paragraph(case.of(part))
        if part == "outcome" and case.frozen is not None:
            yield Paragraph(verdict_words(case.frozen, lang), is_strong=True)
            yield Table(case.frozen.lines[lang][:MOST_LINES], widths=(1, 4))
    yield Sources(tuple(_sources(case, lang)))


def about(case: Entry, contract: Contract | None, lang: str) -> str:
    """Whose example it is, of which contract; a contract is named by title and board."""
    if contract is None:
        return t("page_cases.about", lang, organisation=case.organisation)
    board = contract.board or t("page_goals.no_board", lang)
    return t("page_cases.about_contract", lang, organisation=case.organisation,
             title=contract.title, board=board)  # fmt: skip


def verdict_words(found: Frozen, lang: str) -> str:
    """The verdict in a word and what was found, as it was kept and when."""
    return t("page_cases.verdict", lang, verdict=t(f"verdict.{found.verdict}", lang),
             finding=found.finding[lang], day=found.as_of)  # fmt: skip


def _sources(case: Entry, lang: str) -> Iterator[str]:
    if case.frozen is None:
        yield t("page_cases.no_figures", lang)
    else:
        yield t("page_cases.figures_from", lang, contract=case.contract,
                requirement=case.requirement, day=case.frozen.as_of,
                rows=case.frozen.rows_sha256[:12])  # fmt: skip
    if case.of("decision"):
        yield t("page_cases.shown_by", lang, decision=case.of("decision"))
    if case.of("reach"):
        yield t("page_cases.reach", lang, reach=case.of("reach"))
