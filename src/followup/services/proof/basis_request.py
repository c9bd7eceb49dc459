"""A request for what is missing to judge a clause, in words to copy: a person sends it."""

from __future__ import annotations

from datetime import date

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.i18n.text import period_label, t
from followup.services.proof import text as proof_text
from followup.services.queue.reminder import closing, language_of


def request(contract: Contract, found: Assessment, as_of: date) -> str:
    """A letter in the contract's language: which clause and days, what hinders, what to send."""
    lang = language_of(contract)
    clause = next(r for r in contract.requirements if r.identifier == found.requirement)
    point = found.requirement.rpartition("/")[2]
    words = {"title": contract.title, "number": contract.number}
    return "\n\n".join([
        t("request.subject", lang, **words),
        t("request.opening", lang, **words, point=point, period=period_label(found.period, lang)),
        t("reminder.clause", lang, point=point, clause=clause.clause),
        t("request.hinders", lang),
        "\n".join(f"- {reason}" for reason in proof_text.reasons(found, lang)),
        t("request.send", lang),
        closing(contract, as_of, lang),
    ])  # fmt: skip
