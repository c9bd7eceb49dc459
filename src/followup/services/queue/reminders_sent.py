"""Which reminders were sent, by whom and when; the app writes them, a person sends them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.report.overview import Report
from followup.storage import acts, plans
from followup.storage.acts import Act
from followup.storage.plans import Reminder

Log = Mapping[tuple[str, str], tuple[Reminder, ...]]


def log(installation: Installation, as_of: date) -> Log:
    """Every reminder sent by ``as_of``, by contract and reporter, the oldest first."""
    found: dict[tuple[str, str], list[Reminder]] = defaultdict(list)
    for sent in plans.reminders(installation.database, as_of):
        found[sent.contract, sent.reporter].append(sent)
    return {key: tuple(sent) for key, sent in found.items()}


def about(log_: Log, late: Sequence[Report]) -> tuple[Reminder, ...]:
    """The reminders that were sent about any of these reports of one contract and reporter."""
    wanted = {(r.contract.number, r.reporter, r.report_type, r.period) for r in late}
    own = log_.get((late[0].contract.number, late[0].reporter), ())
    return tuple(sent for sent in own if sent.about in wanted)


def turn(earlier: Iterable[Reminder]) -> int:
    """Which reminder in order comes next: 1 is the first."""
    return max((sent.turn for sent in earlier), default=0) + 1


def record(
    installation: Installation,
    late: Sequence[Report],
    sent_date: date,
    actor: Actor,
    now: datetime,
) -> int:
    """Store that a person sent a reminder about these reports; returns which in order it was.

    ``late`` are reports of one contract and reporter. Raises UserError ``nothing_late``.
    """
    if not late:
        raise UserError("nothing_late")
    first = late[0]
    number = turn(about(log(installation, sent_date), late))
    sent = [
        Reminder(r.contract.number, r.reporter, r.report_type, r.period, number, sent_date)
        for r in late
    ]
    act = Act(actor.stored, "reminder_sent", first.contract.number, now, {
        "reporter": first.reporter, "periods": [str(r.period) for r in late],
        "turn": number, "sent": sent_date.isoformat(),
    })  # fmt: skip
    acts.commit(
        installation.database, act,
        lambda own, act_id: plans.insert_reminders(own, act_id, sent),
    )  # fmt: skip
    return number
