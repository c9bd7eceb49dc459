"""How many tenders were assessed for packaging, of those that are known here.

A year's tenders are those noted with a day in it, and the contracts registered here as awarded in
it (or beginning, where no award is stated) that no note speaks of: nobody knows of those, so they
are unknown, and coverage is the part that is known. Tenders noted as not relevant count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from followup.domain.circular import TenderAssessment
from followup.domain.goal import LOG, Goal, Point
from followup.domain.parties import Contract, buyer_key
from followup.domain.requirement import Measured
from followup.services import compliance
from followup.services.circular import log
from followup.services.goal.area import buyer_of, country_of
from followup.services.installation import Installation

Question = Literal["assessed", "order"]
# Indicators of goals that the log of tenders feeds, and the question each puts.
INDICATORS: Final[dict[str, Question]] = {
    "tenders_assessed_for_packaging_share": "assessed",
    "tenders_with_packaging_order_share": "order",
}


@dataclass(frozen=True, slots=True)
class Tender:
    """A tender in a year's count: noted, or a contract of which nobody has noted anything."""

    title: str
    organisation: str
    year: int
    note: TenderAssessment | None
    contract: str | None

    def answer(self, question: Question) -> bool | None:
        """Yes, no, or None where it is not known."""
        if self.note is None or self.note.is_assessed is None:
            return None
        if question == "assessed" or not self.note.is_assessed:
            return self.note.is_assessed
        return self.note.has_order


def tenders(
    installation: Installation, as_of: date, contracts: Sequence[Contract] | None = None
) -> tuple[Tender, ...]:
    """Every tender that counts, the newest year first."""
    known = compliance.contracts_on(installation, as_of) if contracts is None else contracts
    return tuple(sorted(
        _tenders(log.tenders(installation, as_of), known, as_of),
        key=lambda each: (-each.year, each.title),
    ))  # fmt: skip


def _tenders(
    notes: Sequence[TenderAssessment], contracts: Iterable[Contract], as_of: date
) -> Iterator[Tender]:
    for note in notes:
        if note.is_relevant:
            yield Tender(note.title, note.organisation, note.day.year, note, note.contract)
    spoken_of = {note.contract for note in notes}
    for contract in contracts:
        awarded = contract.award_date or contract.start_date
        if contract.number in spoken_of or contract.is_internal or awarded > as_of:
            continue
        buyers = ", ".join(buyer.name for buyer in contract.buyers)
        yield Tender(contract.title, buyers, awarded.year, None, contract.number)


def share(counted: Iterable[Tender], question: Question) -> Measured:
    """Yes of all, in tenders; those nobody knows of are the unknown, and what is not covered."""
    answers = [tender.answer(question) for tender in counted]
    known = [answer for answer in answers if answer is not None]
    return Measured(
        numerator=Decimal(sum(known)),
        denominator=Decimal(len(known)),
        unknown=Decimal(len(answers) - len(known)),
        rows_used=len(answers),
        expected=len(answers),
        covered=len(known),
    )


def points(installation: Installation, goal: Goal, as_of: date) -> tuple[Point, ...]:
    """The yearly points of a goal on tenders, from the first year that has a note.

    A municipality's or region's goal counts its own tenders, a wider one those of its country; an
    organisation nobody knows the country of is in both countries' count.
    """
    question = INDICATORS[goal.indicator.removeprefix(LOG)]
    known = compliance.contracts_on(installation, as_of)
    countries = {
        buyer_key(a.name): str(a.country) for a in installation.catalogue.areas if a.county
    }
    countries |= {buyer_key(b.name): c.country for c in known for b in c.buyers}
    country = country_of(installation.catalogue, goal.geography)
    owner = buyer_of(installation.catalogue, goal.geography)

    def is_in(tender: Tender) -> bool:
        names = {buyer_key(name) for name in tender.organisation.split(", ")}
        places = {countries.get(name) for name in names}
        return owner in {None, *names} and (country is None or bool(places & {country, None}))

    found = [tender for tender in tenders(installation, as_of, known) if is_in(tender)]
    noted = [t.year for t in found if t.note is not None]
    if not noted:
        return ()
    return tuple(
        _point([t for t in found if t.year == year], question, year, as_of)
        for year in range(min(noted), as_of.year + 1)
    )


def _point(counted: Sequence[Tender], question: Question, year: int, as_of: date) -> Point:
    measured = share(counted, question)
    end = date(year, 12, 31)
    has_value = measured.denominator > 0
    return Point(
        day=end,
        value=measured.numerator / measured.denominator if has_value else None,
        low=measured.low,
        high=measured.high,
        coverage=measured.coverage,
        is_complete=end < as_of,
        measured=measured,
    )
