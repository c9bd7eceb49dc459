"""A report on its way in beside the reporter's previous one: what was delivered of each fuel."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from followup.domain.facts import REPORT_FACTS
from followup.domain.period import Period
from followup.ingest.draft import Draft
from followup.services.installation import Installation
from followup.services.report import reports
from followup.services.upload.destination import Destination
from followup.storage import submissions

# Quarters and months differ by a few days in length; more than that is no fair comparison.
ALIKE_DAYS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A fuel in one unit, in this report and the previous one; None where no row tells one."""

    fuel: str | None
    unit: str | None
    now: Decimal | None
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """How much more, as a share of the previous amount; None where that says nothing."""
        if self.now is None or not self.before or self.before < 0:
            return None
        return (self.now - self.before) / self.before


@dataclass(frozen=True, slots=True)
class Compared:
    """The days of both reports, and the amounts; ``is_fair`` when they are about as many days."""

    period: Period
    previous: Period
    amounts: tuple[Amount, ...]

    @property
    def is_fair(self) -> bool:
        """True when the two reports cover about equally many days."""
        return abs(self.period.days - self.previous.days) <= ALIKE_DAYS


def compare(installation: Installation, draft: Draft, where: Destination) -> Compared | None:
    """Amounts per fuel beside those of the reporter's latest earlier report in force.

    None for a kind of report without amounts of fuel, and for a first report.
    """
    kind = REPORT_FACTS[where.report_type]
    facts = draft.facts.get(kind)
    if facts is None or not {"fuel", "quantity", "unit"} <= set(facts.column_names):
        return None
    earlier = [
        s
        for s in submissions.current(
            installation.database,
            contract=where.contract,
            report_type=where.report_type,
            reporter=where.reporter,
        )
        if s.period.end < where.period.start
    ]
    if not earlier:
        return None
    previous = max((s.period for s in earlier), key=lambda p: (p.end, p.start))
    stored = [
        submissions.facts(installation.database, s.submission, kind)
        for s in earlier
        if s.period == previous
    ]
    before = {(one.fuel, one.unit): one.amount for one in reports.totals(pa.concat_tables(stored))}
    now = {(one.fuel, one.unit): one.amount for one in reports.totals(facts)}
    keys = sorted({*now, *before}, key=lambda key: (key[0] or "~", key[1] or ""))
    amounts = tuple(Amount(*key, now.get(key), before.get(key)) for key in keys)
    return Compared(where.period, previous, amounts)
