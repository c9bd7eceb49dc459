"""A proof in words: the same six lines on the page, in the workbook and in every letter.

Titles and clauses are people's own words; whoever draws them makes them inert.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from followup.domain.requirement import Assessment, Requirement
from followup.i18n.text import exact, has_text, number, percent_range, quantity, t
from followup.reference.catalogue import Catalogue
from followup.services.proof.explain import Factor, Proof
from followup.services.proof.source_words import source_title as source_title
from followup.services.requirement import measure_text

MOST_DECIMALS = 6
SIGNIFICANT = 4
# Units whose name is a noun in the plural, which no single one takes; the formula names them.
COUNTED = ("report", "vehicle", "machine", "evidence", "trip", "vehicle_day", "machine_day",
           "piece", "package", "portion", "rotation")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One of the six lines: its label and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A figure the sum rests on, in words, with where it was read and how sure it is."""

    fuel: str
    factor: str
    factor_source: str
    share: str
    share_status: str
    share_source: str


def six_lines(proof: Proof, lang: str) -> tuple[Line, ...]:
    """Clause, limit, formula, amounts, rows, uncertainty: always these, in this order."""
    found = proof.assessment
    texts = {
        "clause": proof.requirement.clause or proof.requirement.title,
        "limit": _limit(proof, lang),
        "formula": formula(proof, lang),
        "amounts": _amounts(found, lang) if proof.rows else t("proof.no_rows", lang),
        "rows": _rows(proof, lang),
        "uncertainty": _uncertainty(found, lang),
    }
    return tuple(Line(t(f"proof.line.{name}", lang), text) for name, text in texts.items())


def _rows(proof: Proof, lang: str) -> str:
    """How many count and how many do not, and how many of them receipts confirm, where any do."""
    used, excluded = len(proof.rows), len(proof.excluded)
    words = t("proof.rows_counted", lang, used=used, excluded=excluded)
    if not proof.checked:
        return words
    count, whole = number(proof.checked, lang), number(used, lang)
    return f"{words}. {t('proof.rows_checked', lang, count=count, whole=whole)}"


def limit_words(found: Assessment, lang: str) -> str:
    """``Minst 80 %, gäller från 2025-01-01``."""
    return measure_text.limit_from(
        found.limit, found.comparator, found.spec, found.limit_valid_from, lang
    )


def _limit(proof: Proof, lang: str) -> str:
    words = limit_words(proof.assessment, lang)
    if proof.requirement.limit_origin == "bid":
        return f"{words}. {t('proof.limit_from_bid', lang)}"
    return words


def formula(proof: Proof, lang: str) -> str:
    """How numerator and denominator come about, with what the clause counts."""
    requirement = proof.requirement
    is_declared = proof.assessment.unit == "declared"
    words = [t(f"proof.formula.{'declared' if is_declared else formula_code(requirement)}", lang)]
    counted = requirement.fuel_set or requirement.spec.fuel_set
    if counted is not None:
        words.append(t("proof.counted", lang, fuel_set=t(f"fuel_set.{counted}", lang)))
    if _electricity_matters(proof):
        words.append(t(f"proof.electricity.{requirement.electricity}", lang))
    if requirement.level:
        words.append(t("proof.level", lang, level=requirement.level))
    if requirement.vehicle_set:
        name = t(f"vehicle_set.{requirement.vehicle_set}", lang)
        words.append(t("proof.vehicle_set", lang, name=name))
    return " ".join(words)


def formula_code(requirement: Requirement) -> str:
    """Which text says how the measure is computed."""
    spec = requirement.spec
    return "vehicle_count" if spec.scale == "count" else spec.basis


def _electricity_matters(proof: Proof) -> bool:
    """Whether electricity of no stated origin is among the rows, and the clause's rule bites."""
    shares = [(r.share_low, r.share_high) for r in proof.rows if r.fuel == "electricity"]
    known = [(low, high) for low, high in shares if low is not None]
    return any(low != high or proof.requirement.electricity != "unknown" for low, high in known)


def reasons(found: Assessment, lang: str) -> tuple[str, ...]:
    """The reasons of a verdict in words, the deciding one first."""
    return reason_words(found.reasons, lang)


def reason_words(codes: Iterable[str], lang: str) -> tuple[str, ...]:
    """Words for reason codes, each once."""
    return tuple(t(f"reason.{code}", lang) for code in dict.fromkeys(codes))


def share_words(found: Assessment, lang: str, decimals: int = 1) -> str:
    """The share or its interval; more ``decimals`` where it would read as a limit it is not."""
    low, high = found.measured.low, found.measured.high
    if low is None or high is None:
        return t("unit.unknown", lang)
    while decimals < MOST_DECIMALS and any(
        end != found.limit
        and _reads_as(end, found.limit, decimals, is_share=found.spec.scale == "share")
        for end in (low, high)
    ):
        decimals += 1
    return measure_text.value_range(low, high, found.spec, lang, decimals)


def finding(found: Assessment, lang: str) -> str:
    """What was found in a few words: ``71,4 % mot minst 80 %``; else why there is no share."""
    measured = found.measured
    if measured.low is None or measured.high is None:
        # Of a mean the reason that names what is missing says more than that something is.
        codes = [c for c in found.reasons if c != "amount_missing" or found.spec.scale == "share"]
        return next(iter(reason_words(codes, lang)), t("proof.no_share", lang))
    if found.spec.basis in measure_text.JUDGED:
        return share_words(found, lang)
    if found.unit == "report":
        part, whole = (number(x, lang) for x in (measured.numerator, measured.denominator))
        return t("proof.finding_reports", lang, part=part, whole=whole)
    return t(
        "proof.finding_at_least" if found.comparator == ">=" else "proof.finding_at_most",
        lang,
        share=share_words(found, lang),
        limit=measure_text.limit(found.limit, found.spec, lang),
    )


def _reads_as(share: Decimal, limit: Decimal, decimals: int, *, is_share: bool) -> bool:
    step = Decimal(1).scaleb(-decimals - (2 if is_share else 0))
    return share.quantize(step, ROUND_HALF_UP) == limit.quantize(step, ROUND_HALF_UP)


def _amounts(found: Assessment, lang: str) -> str:
    measured = found.measured
    amounts = (measured.numerator, measured.denominator, measured.unknown)
    is_exact = found.limit in (measured.low, measured.high)
    first, second = found.spec.parts or (found.unit, found.unit)
    units = (first, second, first)
    return " / ".join(
        _amount(amount, unit, lang, is_exact=is_exact)
        for amount, unit in zip(amounts, units, strict=True)
    )


def _amount(amount: Decimal | None, unit: str, lang: str, *, is_exact: bool) -> str:
    """Rounded for reading, but whole where the share is the limit itself."""
    if amount is None:
        return t("proof.unbounded", lang)
    decimals = _own_decimals(amount) if is_exact else readable_decimals(amount)
    if unit in COUNTED:
        return number(amount, lang, decimals)
    return quantity(amount, unit, lang, decimals)


def readable_decimals(amount: Decimal) -> int:
    """The decimals that leave four figures: none from 1000 up, more the smaller the amount.

    Never more than the amount has; the rows and the workbook hold it whole.
    """
    fitting = min(_own_decimals(amount), SIGNIFICANT - 1 - amount.adjusted())
    return max(0, fitting) if amount else 0


def _own_decimals(amount: Decimal) -> int:
    return max(0, -int(amount.normalize().as_tuple().exponent))


def _uncertainty(found: Assessment, lang: str) -> str:
    measured = found.measured
    words = []
    if found.spec.basis in measure_text.JUDGED:
        is_told = found.spec.basis == "evidence" and not measured.is_nothing
        told = [t("proof.judged", lang, word=share_words(found, lang))] if is_told else []
        return " ".join([*told, *reasons(found, lang)])
    if found.spec.scale != "share":
        words.append(_value(found, lang))
    elif measured.unknown is None:
        words.append(t("proof.interval_open", lang))
    elif measured.is_nothing or measured.is_impossible:
        words.append(t("proof.no_share", lang))
    elif measured.unknown == 0:
        words.append(t("proof.interval_none", lang, share=share_words(found, lang)))
    else:
        words.append(_interval(found, measured.unknown, lang))
    if measured.expected and found.unit != "report":
        words.append(
            t("proof.coverage", lang, covered=measured.covered, expected=measured.expected)
        )
    return " ".join([*words, *reasons(found, lang)])


def _value(found: Assessment, lang: str) -> str:
    """What a mean or a number is, or between which ends."""
    if found.measured.low is None or found.measured.high is None:
        return t("proof.value_open", lang)
    key = "value_interval" if found.measured.unknown else "value_none"
    return t(f"proof.{key}", lang, share=share_words(found, lang))


def _interval(found: Assessment, unknown: Decimal, lang: str) -> str:
    """The share with the sums of both its ends, so that a reader can divide them."""
    measured = found.measured
    amounts = {
        "low": measured.numerator,
        "high": measured.numerator + unknown,
        "total": measured.denominator + unknown,
    }
    words = {
        name: _amount(amount, found.unit, lang, is_exact=False) for name, amount in amounts.items()
    }
    return t("proof.interval", lang, share=share_words(found, lang), **words)


def factor_lines(proof: Proof, catalogue: Catalogue, lang: str) -> tuple[FactorLine, ...]:
    """Every figure the sum rests on, by fuel, with its source in full."""
    found = proof.assessment
    unit = found.spec.parts[0] if found.spec.parts else found.unit
    return tuple(_factor_line(f, catalogue, unit, lang) for f in sorted_factors(proof))


def sorted_factors(proof: Proof) -> list[Factor]:
    """The figures by fuel, in the order of ``factor_lines``."""
    return sorted(proof.factors, key=lambda f: (f.fuel or "", f.unit or "", f.share_low or 0))


def _factor_line(factor: Factor, catalogue: Catalogue, unit: str, lang: str) -> FactorLine:
    status = factor.share_status
    share = percent_range(factor.share_low, factor.share_high, lang, 2)
    return FactorLine(
        fuel=fuel_name(factor.fuel, lang),
        factor=_factor_words(factor, unit, lang),
        factor_source=_factor_source(factor, catalogue, lang),
        share="" if factor.share_low is None else share,
        share_status=t(f"source_status.{status}", lang) if status else "",
        share_source=source_title(catalogue, factor.share_source, lang),
    )


def _factor_words(factor: Factor, unit: str, lang: str) -> str:
    """``46,08 MJ/kg``; empty where the amount is summed as it stands."""
    if factor.factor is None or factor.unit in (None, unit):
        return ""
    names = "/".join(t(f"unit.{name}", lang) for name in (unit, str(factor.unit)))
    return f"{exact(factor.factor, lang)} {names}"


def _factor_source(factor: Factor, catalogue: Catalogue, lang: str) -> str:
    if factor.factor is not None and factor.fuel is None:
        return t("proof.highest_energy", lang)
    return source_title(catalogue, factor.factor_source, lang)


def fuel_name(fuel: str | None, lang: str) -> str:
    """A fuel's name; a fuel nobody has named yet is said to be unknown."""
    if fuel is None:
        return t("proof.fuel_unknown", lang)
    return t(f"fuel.{fuel}", lang) if has_text(f"fuel.{fuel}") else fuel
