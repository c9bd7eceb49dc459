"""The lines of a proof: the one place that turns it into words.

The page, the workbook, the letter to the supplier and the exports all carry these, so that the
same number reads the same wherever it is met.
"""

from __future__ import annotations

from followup.i18n.text import period_label, t
from followup.services.dispens.text import exemption_line
from followup.services.proof import text as proof_text
from followup.services.proof.explain import Proof
from followup.services.proof.text import Line
from followup.services.remedy import text as remedy_text


def lines(proof: Proof, lang: str) -> tuple[Line, ...]:
    """Contract, requirement and period, the six lines, and what had been enough where it was not;
    then each dispens that bears on it."""
    found = proof.assessment
    about = (
        Line(t("proof.contract", lang), f"{proof.contract.number} {proof.contract.title}"),
        Line(t("proof.requirement", lang), f"{found.requirement} {proof.requirement.title}"),
        Line(t("period.one", lang), period_label(found.period, lang)),
    )
    given = t("verdict.exempt", lang)
    exempt = (Line(given, exemption_line(e, lang)) for e in proof.exemptions)
    enough = remedy_text.line(proof, lang)
    told = () if enough is None else (enough,)
    return (*about, *proof_text.six_lines(proof, lang), *told, *exempt)
