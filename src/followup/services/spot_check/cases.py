"""From a receipt that differs, or is not there, to a case of deviation; a person decides that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from followup.domain.deviation import Detail
from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.domain.spot_check import Drawn, SpotCheck
from followup.i18n.text import t
from followup.services.asks import report_type_of
from followup.services.deviation import deviations
from followup.services.deviation import steps as deviation_steps
from followup.services.deviation.matter import Desk
from followup.services.deviation.steps import NewStep
from followup.services.installation import Installation
from followup.services.spot_check import text
from followup.services.spot_check.spot_checks import Deed
from followup.storage import acts
from followup.storage import spot_checks as store
from followup.storage.acts import Act


def verdicts(drawn: Drawn, found: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The verdicts that a row counts in, the clause and the period nearest it first."""
    own = [
        a
        for a in found
        if a.contract == drawn.row.contract
        and a.period.overlap(drawn.row.period)
        and report_type_of(a.spec) == "fuel"
        and a.verdict != "not_due"
    ]
    return tuple(sorted(own, key=lambda a: (a.requirement, a.period.days, a.period.start)))


def open_case(
    installation: Installation,
    made: SpotCheck,
    drawn: Drawn,
    desk: Desk,
    contracts: Mapping[str, Contract],
    verdict: Assessment,
    deed: Deed,
    lang: str,
) -> str:
    """Open a case on the verdict, or join the one there is, with the row as evidence.

    The word on the receipt is the proposal's reason. Returns the case's name; raises UserError as
    ``deviation_steps.take``.
    """
    key = f"{verdict.requirement} {verdict.period}"
    matter = deviations.on_verdict(desk, contracts.values(), [verdict], key)
    if matter is None:  # the verdict names itself
        raise LookupError(key)
    name = matter.case.identifier if matter.case else ""
    if not name:
        step = NewStep("propose", deed.today, reason(made, drawn, lang), Detail())
        own = deviation_steps.Deed(deed.actor, deed.now, deed.today)
        name = deviation_steps.take(installation, matter, step, own)
    act = Act(deed.actor.stored, "spot_check_case", made.identifier, deed.now, {
        "number": drawn.number, "deviation": name,
    })  # fmt: skip
    acts.commit(
        installation.database, act,
        lambda own, n: store.insert_case(own, n, made.identifier, drawn.number, name),
    )  # fmt: skip
    return name


def reason(made: SpotCheck, drawn: Drawn, lang: str) -> str:
    """What the spot check showed of a row, as the case tells it."""
    word = made.holding.get(drawn.number)
    row = drawn.row
    said = t(
        "spot_check.case_reason", lang, list=made.identifier, number=drawn.number,
        place=text.place(row, lang), vehicle=text.vehicle(row, lang), fuel=text.fuel(row, lang),
        amount=text.amount(row, lang), days=text.days(row.period, lang),
        outcome=text.outcome(made, drawn, lang),
    )  # fmt: skip
    return f"{said} {text.evidence(word, lang)}".strip()
