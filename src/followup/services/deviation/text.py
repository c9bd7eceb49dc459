"""A deviation in words: what it is about, how big, where it stands, and what each step holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from followup.domain.deviation import Detail, Step
from followup.i18n.text import day, join, money, number, period_label, t
from followup.services.deviation.matter import Matter
from followup.services.installation import Actor
from followup.services.penalty import text as penalty_text
from followup.services.proof import text as proof_text

Pairs = tuple[tuple[str, str], ...]
# Their labels in the form tell how to fill them in, which is no part of what was done.
SAID: Final = ("sent_to", "attendees", "actions")


def what(matter: Matter, lang: str, *, is_public: bool = False) -> str:
    """``K1 Förnybar energi, 2025 Q3``, or the report or small ones it is about.

    In public, contracts are named by title and board alone: no reporter is (rule 27).
    """
    subject = matter.subject
    period = period_label(subject.period, lang)
    if subject.requirement is not None:
        clauses = matter.contract.requirements
        title = next((r.title for r in clauses if r.identifier == subject.requirement), "")
        return f"{subject.requirement.rpartition('/')[2]} {title}, {period}"
    if subject.report_type is not None:
        kind = t(f"report_type.{subject.report_type}", lang)
        return f"{kind}, {period}" if is_public else f"{kind}, {period}, {subject.reporter}"
    return f"{t(f'deviation.ground.{subject.ground}', lang)}, {period}"


def size(matter: Matter, lang: str) -> str:
    """How big in the clause's own terms; a case's as it stood when it was confirmed."""
    if matter.frozen is not None:
        return matter.frozen.finding.get(lang, "")
    if matter.assessment is not None:
        return proof_text.finding(matter.assessment, lang)
    if matter.report is not None:
        late = matter.report.standing.days_late
        key = "one_day" if late == 1 else "days"
        days = t(f"deviation.{key}", lang, days=number(late, lang))
        return t("deviation.days_late", lang, days=days)
    return t("deviation.small_ones", lang, count=number(len(matter.parts), lang))


def next_step(matter: Matter, lang: str) -> str:
    """The usual next step; small ones are counted, ended ones have none."""
    if matter.next_step is not None:
        return t(f"deviation.step.{matter.next_step}", lang)
    return t("deviation.step.count", lang) if matter.state == "confirmed" else ""


def done(step: Step, lang: str) -> str:
    """What a step was, as it stands in the time line."""
    return t(f"deviation.done.{step.kind}", lang, number=step.detail.takes_back or "")


def who(step: Step, lang: str) -> str:
    """Who took a step; a name that nobody has checked says so."""
    actor = Actor.of(step.actor)
    return actor.name if actor.is_verified else f"{actor.name} {t('app.unverified', lang)}"


def details(step: Step, lang: str) -> Pairs:
    """What a step holds beside who, when, why and files: a label and its words each."""
    return tuple(
        (t(f"deviation.{'said' if name in SAID else 'field'}.{name}", lang), words)
        for name, words in _said(step, lang)
    )


def _said(step: Step, lang: str) -> Iterator[tuple[str, str]]:
    detail = step.detail
    if detail.is_small:
        yield "is_small", t("page_deviations.export_yes", lang)
    for name in ("sent_to", "evidence", "legal_note", "lesson"):
        if words := getattr(detail, name):
            yield name, words
    if detail.reply_date is not None:
        yield "reply_date", day(detail.reply_date, lang)
    if detail.attendees:
        yield "attendees", join(detail.attendees, lang)
    for action in detail.actions:
        yield "actions", t(
            "page_deviations.action_line", lang, what=action.what,
            responsible=action.responsible, day=action.due_date,
        )  # fmt: skip
    yield from _found_and_decided(detail, lang)


def _found_and_decided(detail: Detail, lang: str) -> Iterator[tuple[str, str]]:
    if detail.outcome is not None:
        yield "outcome", t(f"deviation.outcome.{detail.outcome}", lang)
    if detail.evidence_period is not None:
        found = detail.frozen.finding.get(lang, "") if detail.frozen else ""
        yield "evidence_period", f"{period_label(detail.evidence_period, lang)}: {found}"
    if detail.remedy is not None:
        yield "remedy", t(f"deviation.remedy.{detail.remedy}", lang)
    if detail.amount is not None:
        yield "amount", money(detail.amount, lang, detail.currency or "", 2)
        yield "amount_from", penalty_text.source_words(detail, lang)
    elif detail.basis is not None:
        yield "basis", penalty_text.amount_words(detail.basis, lang)
