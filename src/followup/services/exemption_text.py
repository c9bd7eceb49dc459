"""A dispens in words: from what, for which days, why and decided when."""

from __future__ import annotations

from followup.domain.parties import Exemption
from followup.i18n.text import t
from followup.services.proof_text import fuel_name


def exemption_line(exemption: Exemption, lang: str) -> str:
    """One dispens in a line. The reason is a person's own words; who draws it makes it inert."""
    clause = exemption.requirement or t("page_contract.every_requirement", lang)
    return t(
        "page_contract.exemption_line",
        lang,
        requirement=clause.rpartition("/")[2],
        what=exemption.vehicle_id
        or (fuel_name(exemption.fuel, lang) if exemption.fuel else t("page_contract.whole", lang)),
        period=exemption.period,
        reason=exemption.reason,
        day=exemption.decided_date,
    )
