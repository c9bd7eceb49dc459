"""From a figure in a proof to its own line on the page on method and sources."""

from __future__ import annotations

from typing import Final

from followup.domain.requirement import Requirement
from followup.i18n.text import exact, t
from followup.reference.catalogue import Catalogue
from followup.services.method.lines import FUEL_SETS
from followup.services.proof.explain import Factor, Proof

ENERGY: Final = "energy_content"
SHARES: Final = ("renewable_share", "blend_volumes", "reduction_obligation")
Query = dict[str, str]


def factor_query(proof: Proof, factor: Factor, lang: str) -> Query | None:
    """The filters that leave the line of the energy content used; None where none was used."""
    if factor.factor is None or factor.unit in (None, proof.assessment.unit):
        return None
    query = {"table": ENERGY, "find": exact(factor.factor, lang)}
    if factor.fuel is None:
        return query
    return query | _scope(proof, factor.fuel)


def share_query(catalogue: Catalogue, proof: Proof, factor: Factor, lang: str) -> Query | None:
    """The filters that leave the lines the fuel's share rests on; None where there are none."""
    fuel, country = factor.fuel, proof.contract.country
    if fuel is None or factor.share_low is None:
        return None
    label = _defined_by_set(catalogue, proof.requirement, fuel, lang)
    if label is not None:
        return {"table": FUEL_SETS, "find": label}
    named = {fuel, catalogue.fuel(fuel).duty}
    for table in SHARES:
        for row in catalogue.data.figures[table]:
            if (row.subject in named and row.country == country
                    and row.source == factor.share_source):  # fmt: skip
                return {"table": table} | _scope(proof, fuel)
    return None


def _scope(proof: Proof, fuel: str) -> Query:
    period = str(proof.assessment.period)
    return {"fuel": fuel, "country": proof.contract.country, "during": period}


def _defined_by_set(
    catalogue: Catalogue, requirement: Requirement, fuel: str, lang: str
) -> str | None:
    """The set's name where the set itself, not the fuel's content, says how much counts."""
    code = requirement.fuel_set or requirement.spec.fuel_set
    for chosen in catalogue.fuel_sets:
        counted = chosen.fixed.get(fuel, chosen.others)
        if chosen.code == code and counted not in ("renewable", "complement"):
            return t(chosen.label_key, lang)
    return None
