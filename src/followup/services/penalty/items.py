"""What a clause's rule counts in a case: points, vehicles, reports, weeks; each with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.deviation import Case, Step
from followup.domain.penalty import TIMED, Given, Item, PenaltyRule
from followup.domain.period import ONE_DAY
from followup.domain.requirement import Requirement
from followup.i18n.text import LANGUAGES, number
from followup.rules import penalty as rules
from followup.services.deviation import freeze as deviation_freeze
from followup.services.deviation.matter import Matter
from followup.services.dispens import text as exemption_text
from followup.services.installation import Installation
from followup.services.penalty import rows as penalty_rows
from followup.services.penalty import text as penalty_text
from followup.services.penalty.text import Money, NoBasis, Note
from followup.services.proof import text as words
from followup.services.proof.explain import Proof, explain


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, at its price before any cap. ``empty`` says why nothing is to be paid."""

    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    rows_sha256: str = ""
    empty: str = "nothing_due"


def count(
    installation: Installation,
    matter: Matter,
    as_of: date,
    requirement: Requirement,
    rule: PenaltyRule,
    given: Given,
) -> Counted | NoBasis:
    """What the clause's rule counts in a case on ``as_of``, or why nothing can be counted."""
    if rule.applies_to == "late_report":
        found = penalty_rows.reports(installation, matter, as_of, requirement)
        if isinstance(found, NoBasis):
            return found
        delays = [penalty_rows.of_report(r, due, as_of) for r in found if (due := r.due_day)]
        return _delays(requirement, rule, given, delays)
    if rule.applies_to == "follow_up":
        delays = list(_unanswered(matter.case, as_of)) if matter.case else []
        if not delays:
            return NoBasis("nothing_overdue")
        return _delays(requirement, rule, given, delays)
    proof = explain(
        installation, matter.contract.number, requirement.identifier, matter.period, as_of
    )
    return _of_proof(matter, as_of, proof, rule, given)


def _head(requirement: Requirement, rule: PenaltyRule) -> Iterator[Note]:
    short = requirement.identifier.rpartition("/")[2]
    yield Note("clause", "clause", {"short": short, "title": requirement.title})
    said = {lang: penalty_text.says(requirement, lang) for lang in LANGUAGES}
    yield Note("wording", "as_is", {"words": said})
    yield Note("rule", "as_is", {
        "words": {lang: penalty_text.rule_words(rule, lang) for lang in LANGUAGES}
    })  # fmt: skip


def _of_proof(
    matter: Matter, as_of: date, proof: Proof, rule: PenaltyRule, given: Given
) -> Counted | NoBasis:
    """A shortfall or a better result, by the proof as it is on the day."""
    found = proof.assessment
    wanted = "met" if rule.applies_to == "bonus" else "not_met"
    if found.verdict != wanted:
        return NoBasis(f"not_{wanted}", {"day": as_of})
    if found.measured.unknown is None:
        return NoBasis("unbounded")
    now = deviation_freeze.of_proof(proof, as_of, "")
    notes = [*_head(proof.requirement, rule), *_found(matter, as_of, proof)]
    if matter.frozen is not None and not matter.frozen.says_the_same(now):
        notes.append(Note("numbers", "differ", {"then": matter.frozen.as_of, "now": as_of}))
    units = _units(proof, rule, given, notes)
    if isinstance(units, NoBasis):
        return units
    key = f"{proof.requirement.identifier} {found.period}"
    if rule.kind == "price_supplement":
        if given.price is None or not given.price_source.strip():
            return NoBasis("price_missing")
        paid = rules.supplement(given.price, rule)
        ends = (paid, paid)
        notes.append(Note("price", "supplement", {
            "share": rule.amount, "base": Money(given.price, rule.currency),
            "source": given.price_source, "sum": Money(paid, rule.currency),
        }))  # fmt: skip
    else:
        ends = (rules.price(units[0], rule), rules.price(units[1], rule))
        notes.extend(_prices(units, ends, rule))
    empty = "excused" if given.excuse else "nothing_due"
    return Counted((Item(key, *units, *ends),), tuple(notes), now.rows_sha256, empty)


def _found(matter: Matter, as_of: date, proof: Proof) -> Iterator[Note]:
    found, measured = proof.assessment, proof.assessment.measured
    label = {lang: words.finding(found, lang) for lang in LANGUAGES}
    yield Note("verdict", "verdict", {"period": matter.period, "found": label, "day": as_of})
    limit = {lang: words.limit_words(found, lang) for lang in LANGUAGES}
    yield Note("limit", "as_is", {"words": limit})
    sums = {
        name: {lang: number(amount, lang, words.readable_decimals(amount)) for lang in LANGUAGES}
        for name, amount in (
            ("part", measured.numerator), ("whole", measured.denominator),
            ("unknown", measured.unknown or rules.ZERO),
        )
    }  # fmt: skip
    unit = penalty_text.Words(f"unit.{found.unit}")
    yield Note("sums", "sums", {**sums, "unit": unit, "rows": len(proof.rows)})
    for dispens in proof.exemptions:
        line = {lang: exemption_text.exemption_line(dispens, lang) for lang in LANGUAGES}
        yield Note("dispens", "dispens", {"words": line})


def _units(
    proof: Proof, rule: PenaltyRule, given: Given, notes: list[Note]
) -> rules.Span | NoBasis:
    """How many of the rule's units the proof shows, from and to."""
    better = rule.applies_to == "bonus"
    sums = _sums(proof)
    if rule.kind == "per_point":
        if sums.is_number or proof.requirement.spec.scale != "share":
            return NoBasis("not_share")
        exact = rules.missed(sums, better=better)
        found = rules.points(sums, rule, better=better)
        says = {
            "low": exact[0] * rules.PER_CENT / sums.whole,
            "high": exact[1] * rules.PER_CENT / sums.whole,
        }
        text = "points" if exact[0] == exact[1] else "points_range"
        notes.append(Note("points", text, {k: round(v, 4) for k, v in says.items()}))
        return found
    if rule.kind == "per_vehicle":
        if proof.assessment.unit not in ("vehicle", "machine"):
            return NoBasis("not_vehicles")
        notes.extend(penalty_rows.vehicles(proof))
        return rules.vehicles(sums, better=better)
    if rule.kind in TIMED:
        return _period_units(proof, rule, given, notes)
    return Decimal(1), Decimal(1)


def _sums(proof: Proof) -> rules.Sums:
    found, measured = proof.assessment, proof.assessment.measured
    return rules.Sums(
        measured.numerator, measured.denominator, measured.unknown or rules.ZERO, found.limit,
        found.comparator, is_number=found.spec.scale == "count",
    )  # fmt: skip


def _period_units(proof: Proof, rule: PenaltyRule, given: Given, notes: list[Note]) -> rules.Span:
    """The weeks or months of an assessed period that is not met, as if it lasted all of it."""
    period = proof.assessment.period
    after = period.start - ONE_DAY
    free = {
        day
        for e in proof.exemptions
        if e.is_whole and e.state == "granted" and (days := period.overlap(e.period))
        for day in (days.start + ONE_DAY * n for n in range(days.days))
    }
    excused = len(free | _excused(after, period.end, rule, given, notes))
    notes.append(Note("delay", "whole_period", {"period": period, "days": period.days - excused}))
    units = rules.timed(after, period.end, excused, rule)
    return units, units


def _excused(
    after: date, until: date, rule: PenaltyRule, given: Given, notes: list[Note]
) -> set[date]:
    """The days of a delay on which the supplier was kept from it, where the clause says so."""
    if given.excuse is None or not rule.excuses_blocked:
        return set()
    start, end = given.excuse.start, given.excuse.end
    days = rules.excused_days(after, until, start, end)
    notes.append(Note("excuse", "excused", {
        "start": start, "end": end, "why": given.excuse.why, "days": days,
    }))  # fmt: skip
    first = max(start, after + ONE_DAY)
    return {first + ONE_DAY * n for n in range(days)}


def _delays(
    requirement: Requirement, rule: PenaltyRule, given: Given, delays: list[penalty_rows.Delay]
) -> Counted:
    """Delays, each on its own: from the day something was due to the day it came."""
    notes = [*_head(requirement, rule), Note("delay", "received_counts")]
    if len(delays) > 1:
        notes.append(Note("delay", "each_alone", {"count": len(delays)}))
    items = []
    for delay in delays:
        notes.append(delay.note)
        if delay.is_open:
            notes.append(Note("delay", "still_open", {"day": delay.until}))
        excused = len(_excused(delay.after, delay.until, rule, given, notes))
        units = rules.timed(delay.after, delay.until, excused, rule)
        amount = rules.price(units, rule)
        notes.extend(_prices((units, units), (amount, amount), rule))
        items.append(Item(delay.key, units, units, amount, amount))
    return Counted(tuple(items), tuple(notes), "", "excused" if given.excuse else "too_short")


def _unanswered(case: Case, as_of: date) -> Iterator[penalty_rows.Delay]:
    """A notice without a reply in time, and a plan not carried out on its first day."""
    for step in case.holding:
        detail = step.detail
        if step.kind == "notify" and detail.reply_date is not None:
            done = _next(case, step, "reply")
            yield from _overdue(case, step, detail.reply_date, done, as_of, "no_reply")
        if step.kind == "action_plan" and detail.actions:
            first = min(a.due_date for a in detail.actions)
            done = _next(case, step, "follow_up")
            yield from _overdue(case, step, first, done, as_of, "plan_late")


def _next(case: Case, after: Step, kind: str) -> Step | None:
    later = (s for s in case.holding if s.number > after.number and s.kind == kind)
    if kind == "follow_up":
        later = (s for s in later if s.detail.outcome == "cured")
    return next(later, None)


def _overdue(
    case: Case, step: Step, due: date, done: Step | None, as_of: date, text: str
) -> Iterator[penalty_rows.Delay]:
    until = done.day if done else as_of
    if until > due:
        says: Mapping[str, object] = {
            "step": step.number, "due": due, "until": until, "days": (until - due).days,
        }  # fmt: skip
        note = Note("delay", text, says)
        yield penalty_rows.Delay(f"{case.identifier} {step.number}", due, until, done is None, note)


def _prices(units: rules.Span, ends: rules.Span, rule: PenaltyRule) -> Iterator[Note]:
    unit = penalty_text.Words(f"penalty.counted.{rule.kind}{_whole(rule)}")
    low, high = (Money(end, rule.currency) for end in ends)
    each = Money(rule.amount, rule.currency)
    if units[0] == units[1]:
        yield Note("price", "price", {
            "units": round(units[0], 4), "what": unit, "each": each, "sum": low
        })  # fmt: skip
    else:
        yield Note("price", "price_range", {
            "low": round(units[0], 4), "high": round(units[1], 4), "what": unit, "each": each,
            "from": low, "to": high,
        })  # fmt: skip


def _whole(rule: PenaltyRule) -> str:
    return "" if rule.is_started or rule.kind in ("per_vehicle", "lump_sum") else "_whole"
