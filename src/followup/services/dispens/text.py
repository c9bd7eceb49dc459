"""A dispens in words: from what, for which days, why, and decided when and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from followup.domain.parties import Exemption
from followup.i18n.text import join, t
from followup.services.proof.explain import Proof, ProofRow
from followup.services.proof.text import fuel_name


def exemption_line(exemption: Exemption, lang: str) -> str:
    """One dispens in a line. The reason is a person's own words; who draws it makes it inert."""
    clause = exemption.requirement or t("page_contract.every_requirement", lang)
    said = t(
        f"exemption.line_{exemption.state}",
        lang,
        requirement=clause.rpartition("/")[2],
        what=what(exemption, lang),
        period=exemption.period,
        reason=exemption.reason.strip().rstrip("."),
    )
    return ", ".join([said, *_decision(exemption, lang)])


def what(exemption: Exemption, lang: str) -> str:
    """What it takes away: vehicles, kinds of vehicle, a fuel, a place, or the whole requirement."""
    if exemption.is_whole:
        return t("page_contract.whole", lang)
    kinds = (t("exemption.of_category", lang, name=name) for name in exemption.categories)
    parts = [join((*exemption.vehicles, *kinds), lang)]
    if exemption.fuel:
        parts.append(fuel_name(exemption.fuel, lang))
    if exemption.place:
        parts.append(t("exemption.at_place", lang, name=exemption.place))
    return ", ".join(filter(None, parts))


def why_words(row: ProofRow, proof: Proof, lang: str) -> str:
    """What keeps a row out of a sum; of a dispens, which one it is."""
    if row.why is None:
        return ""
    said = t(f"reason.{row.why}", lang)
    own = [e for e in proof.exemptions if e.identifier in row.exemptions]
    if not own:
        return said
    which = "; ".join(_named(e, lang) for e in own)
    return t("exemption.row", lang, said=said.rstrip("."), which=which)


def _named(exemption: Exemption, lang: str) -> str:
    """Enough to find it among the others: its file number where it has one."""
    if exemption.diary_number:
        return t("exemption.diary", lang, number=exemption.diary_number)
    return ", ".join([what(exemption, lang), *_decision(exemption, lang)][:2])


def _decision(exemption: Exemption, lang: str) -> Iterator[str]:
    """Applied for, decided when, by whom, in which file, and what was said of it since."""
    if exemption.state == "pending" and exemption.applied_date:
        yield t("exemption.applied_on", lang, day=exemption.applied_date)
    if exemption.decided_date:
        is_late = exemption.is_afterwards and exemption.state != "refused"
        key = "exemption.decided_afterwards" if is_late else "exemption.decided_on"
        yield t(key, lang, day=exemption.decided_date)
    if exemption.approved_by:
        yield t("exemption.decided_by", lang, name=exemption.approved_by)
    if exemption.diary_number:
        yield t("exemption.diary", lang, number=exemption.diary_number)
    if exemption.note:
        yield t("exemption.noted", lang, note=exemption.note.rstrip("."))
