"""What is claimed twice, in words; of another buyer's contract no word but that there is one."""

from __future__ import annotations

from followup.domain.double_claim import DoubleClaim
from followup.domain.period import Period
from followup.i18n.text import join, number, period_label, t


def thing(claim: DoubleClaim, lang: str) -> str:
    """``Faktura eller kvitto F-2025-118``."""
    return f"{t(f'double_claim.kind.{claim.kind}', lang)} {claim.shown}"


def other(claim: DoubleClaim, lang: str) -> str:
    """The contracts that may be named, and that there is one of another buyer."""
    said = [t("double_claim.contract", lang, contract=number_) for number_ in claim.contracts]
    if claim.is_with_other_buyer:
        said.append(t("double_claim.other_buyer", lang))
    return join(said, lang)


def row(claim: DoubleClaim, lang: str) -> dict[str, object]:
    """The claim as cells of a table, by name."""
    place = f"{claim.sheet}, " if claim.sheet else ""
    where = t("double_claim.where", lang, file=claim.file, sheet=place, row=claim.row or "")
    return {
        "thing": thing(claim, lang),
        "days": period_label(Period(claim.first_day, claim.last_day), lang),
        "rows": number(claim.rows, lang),
        "where": where,
        "other": other(claim, lang),
        "reason": claim.reason or "",
    }
