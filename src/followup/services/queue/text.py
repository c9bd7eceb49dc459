"""A line of the work queue in words: what, how big, since when, by when, what next, whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.i18n.text import day, has_text, join, number, period_label, t
from followup.services.dispens.text import exemption_line
from followup.services.joint import claim_text
from followup.services.price_index import words as index_words
from followup.services.proof import text as proof_text
from followup.services.queue.item import NO_GRADE, Item
from followup.services.queue.waiting import Due
from followup.services.requirement import measure_text
from followup.services.spot_check import text as spot_check_text
from followup.storage.plans import Reminder

COLUMNS: Final = (
    "what", "grade", "contract", "size", "since", "deadline", "next", "owner",
)  # fmt: skip
NAMED_PERIODS = 3
NAMED_CLAUSES = 3


def size(item: Item, as_of: date, lang: str) -> str:
    """How big it is, in the clause's or the contract's own terms."""
    if item.dues:
        return _due_words(item, as_of, lang)
    tell = _TELL.get(item.kind, _verdict)
    return tell(item, lang)


def kind(item: Item, lang: str) -> str:
    """What it is, in a word or two."""
    return t(f"queue.kind.{item.kind}", lang)


def grade(item: Item, lang: str) -> str:
    """The contract's class, or that none is set."""
    return t("queue.no_grade", lang) if item.grade == NO_GRADE else item.grade


def deadline(item: Item, as_of: date, lang: str) -> str:
    """The day it has to be done by, with the days it is late; or that nothing sets one."""
    if item.deadline is None:
        return t("queue.no_deadline", lang)
    late = (as_of - item.deadline).days
    if late <= 0:
        return day(item.deadline, lang)
    key = "late_one_day" if late == 1 else "late_days"
    return t(f"queue.{key}", lang, day=item.deadline, days=number(late, lang))


def next_step(item: Item, reminded: Sequence[Reminder], lang: str) -> str:
    """What to do next; after two reminders a late report is a deviation."""
    if item.kind == "case" and item.matters:
        step = f"queue.case_step.{item.matters[0].next_step}"
        return t(step if has_text(step) else "queue.next.case", lang)
    if item.kind == "late_report":
        turn = min(2, max((r.turn for r in reminded), default=0))
        return t(f"queue.next_late.after_{turn}", lang)
    return t(f"queue.next.{item.kind}", lang)


def owner(item: Item, lang: str) -> str:
    """Who answers for it, or that nobody does."""
    return item.owner or t("queue.no_owner", lang)


def row(item: Item, reminded: Sequence[Reminder], as_of: date, lang: str) -> dict[str, object]:
    """The line as cells of a table, by ``COLUMNS``."""
    return {
        "what": kind(item, lang),
        "grade": grade(item, lang),
        "contract": f"{item.contract.title} ({item.contract.number})",
        "size": size(item, as_of, lang),
        "since": "" if item.since is None else day(item.since, lang),
        "deadline": deadline(item, as_of, lang),
        "next": next_step(item, reminded, lang),
        "owner": owner(item, lang),
    }


def clause_words(item: Item, found: Assessment, lang: str) -> str:
    """``K1 Förnybar andel, 2025 Q3``."""
    named = (r.title for r in item.contract.requirements if r.identifier == found.requirement)
    short = found.requirement.rpartition("/")[2]
    return f"{short} {next(named, '')}".strip() + f", {period_label(found.period, lang)}"


def _verdict(item: Item, lang: str) -> str:
    found = item.assessment
    if found is None:
        return ""
    words = clause_words(item, found, lang)
    if item.kind == "not_assessable":
        return f"{words}: {' '.join(proof_text.reasons(found, lang)[:2])}"
    said = f"{words}: {proof_text.finding(found, lang)}"
    others = [m for m in item.matters if m.period != found.period]
    if others:
        said += (
            f". {t('queue.and_earlier', lang, periods=_named([m.period for m in others], lang))}"
        )
    return said


def _case(item: Item, lang: str) -> str:
    matter = item.matters[0]
    state = t(f"queue.case_state.{matter.state}", lang)
    frozen = matter.frozen
    about = frozen.finding.get(lang, "") if frozen else ""
    clause = (matter.requirement or "").rpartition("/")[2]
    when = f"{clause} {period_label(matter.period, lang)}".strip()
    return f"{when}: {about.rstrip('.')}. {state}" if about else f"{when}: {state}"


def _questions(item: Item, lang: str) -> str:
    question = item.question
    if question is None:
        return ""
    said = t("page_start.questions", lang, file=question.file_name,
             count=number(question.row_count, lang), day=question.received_date)  # fmt: skip
    if item.blocked:
        names = [a.requirement.rpartition("/")[2] for a in item.blocked[:NAMED_CLAUSES]]
        said += f" {t('queue.blocks', lang, clauses=join(names, lang))}"
    return said


def _to_decide(item: Item, lang: str) -> str:
    clauses, bonus = (
        {m.requirement.rpartition("/")[2] for m in item.matters
         if m.requirement and (m.subject.ground == "bonus") is is_bonus}
        for is_bonus in (False, True)
    )  # fmt: skip
    late = sum(1 for m in item.matters if m.subject.ground == "report")
    parts = []
    if clauses:
        names = join(sorted(clauses), lang)
        parts.append(t("queue.decide_clauses", lang, clauses=names))
    if bonus:
        parts.append(t("queue.decide_bonus", lang, clauses=join(sorted(bonus), lang)))
    if late:
        parts.append(t("queue.decide_late", lang, count=number(late, lang)))
    if any(m.subject.ground == "together" for m in item.matters):
        parts.append(t("queue.decide_together", lang))
    return t("queue.decide", lang, what=join(parts, lang))


def _coming_step(item: Item, lang: str) -> str:
    if item.assessment is None or item.step is None:
        return ""
    return t(
        "page_start.coming_step", lang, clause=clause_words(item, item.assessment, lang),
        day=item.step.limit_valid_from,
        limit=measure_text.limit(item.step.limit, item.step.spec, lang),
        share=proof_text.share_words(item.assessment, lang),
    )  # fmt: skip


def _follow_up(item: Item, lang: str) -> str:
    return t(f"follow_up.{item.planned.task}", lang) if item.planned else ""


def _dispens(item: Item, lang: str) -> str:
    return exemption_line(item.exemption, lang) if item.exemption else ""


def _ends(item: Item, lang: str) -> str:
    last = item.contract.days.end
    said = t("queue.ends", lang, day=last)
    if item.deadline in (None, last):
        return said
    return f"{t('queue.option', lang, day=item.deadline)} {said}"


def _spot_check(item: Item, lang: str) -> str:
    made = item.spot_check
    return f"{made.identifier}: {spot_check_text.standing(made, lang)}" if made else ""


def _double_claim(item: Item, lang: str) -> str:
    things = [claim_text.thing(claim, lang) for claim in item.claims[:NAMED_CLAUSES]]
    if len(item.claims) > NAMED_CLAUSES:
        more = number(len(item.claims) - NAMED_CLAUSES, lang)
        things.append(t("page_start.more_periods", lang, count=more))
    return t("double_claim.line", lang, things=join(things, lang))


def _price_index(item: Item, lang: str) -> str:
    found = item.indexed
    if found is None or found.latest is None:
        return ""
    return index_words.outcome(found.latest, found.clause, lang)


def _newer_version(item: Item, lang: str) -> str:
    said = (
        t("queue.newer_version", lang, requirement=c.clause.identifier.rpartition("/")[2],
          organisation=c.newer.organisation, version=str(c.newer.version))
        for c in item.copied
    )  # fmt: skip
    return " ".join(said)


_TELL: Final[Mapping[str, Callable[[Item, str], str]]] = {
    "case": _case,
    "questions": _questions,
    "to_decide": _to_decide,
    "coming_step": _coming_step,
    "contract_ends": _ends,
    "dispens": _dispens,
    "double_claim": _double_claim,
    "follow_up": _follow_up,
    "follow_up_coming": _follow_up,
    "spot_check": _spot_check,
    "price_index": _price_index,
    "newer_version": _newer_version,
}


def _due_words(item: Item, as_of: date, lang: str) -> str:
    first = item.dues[0]
    words = {
        "reporter": first.reporter,
        "kind": t(f"page_start.report.{first.report_type}", lang),
        "periods": _periods(item.dues, lang),
    }
    if item.kind == "late_report":
        late = (as_of - first.day).days
        key = "late_one_day" if late == 1 else "late"
        return t(f"page_start.{key}", lang, days=number(late, lang), **words)
    return t("page_start.due", lang, day=day(first.day, lang), **words)


def _periods(dues: Sequence[Due], lang: str) -> str:
    return _named([due.period for due in dues], lang)


def _named(periods: Sequence[Period], lang: str) -> str:
    named = [period_label(p, lang) for p in periods[:NAMED_PERIODS]]
    if len(periods) > NAMED_PERIODS:
        more = number(len(periods) - NAMED_PERIODS, lang)
        named.append(t("page_start.more_periods", lang, count=more))
    return join(named, lang)
