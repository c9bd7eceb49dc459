"""A basis on paper: the same lines as on the screen, and both names. It is never sent."""

from __future__ import annotations

from collections.abc import Iterator

from followup.domain.deviation import Case, Step
from followup.domain.penalty import PenaltyBasis
from followup.i18n.text import day, t
from followup.render.document import Block, Document, Heading, Paragraph, Table
from followup.services.deviation import letter
from followup.services.deviation.matter import Matter
from followup.services.installation import Actor


def word_on(case: Case, step: Step) -> Step | None:
    """What another person said of a basis; None while nobody has."""
    later = (s for s in case.holding if s.number > step.number)
    word = next((s for s in later if s.kind in ("approve_basis", "reject_basis", "basis")), None)
    return word if word and word.kind != "basis" else None


def paper(matter: Matter, case: Case, step: Step, basis: PenaltyBasis, lang: str) -> Document:
    """The paper of a basis as the step froze it."""
    return Document(
        title=t(f"penalty.title_{basis.remedy}", lang), lang=lang, day=step.day,
        blocks=tuple(_blocks(matter, case, step, basis, lang)),
        footer=f"{matter.identifier} · {matter.contract.number}",
    )  # fmt: skip


def _blocks(
    matter: Matter, case: Case, step: Step, basis: PenaltyBasis, lang: str
) -> Iterator[Block]:
    word = word_on(case, step)
    if word is None or word.kind != "approve_basis":
        yield Paragraph(t("penalty.paper_pending", lang), is_strong=True)
    yield Paragraph(t("penalty.not_decided", lang), is_strong=True)
    yield Table(letter.addresses(matter, step.day, lang))
    words = {"case": case.identifier, "number": matter.contract.number,
             "title": matter.contract.title}  # fmt: skip
    yield Paragraph(t("penalty.paper_intro", lang, **words))
    yield Table(basis.lines[lang])
    yield Paragraph(t("penalty.computed_on", lang, day=basis.as_of))
    yield Heading(t("penalty.names", lang))
    yield Table(signatures(step, word, lang))
    if not all(Actor.of(s.actor).is_verified for s in (step, word) if s):
        yield Paragraph(t("penalty.paper_unverified", lang), is_strong=True)


def signatures(step: Step, word: Step | None, lang: str) -> tuple[tuple[str, str], ...]:
    """Who proposed a basis and who approved it or not, each with the reason."""
    rows = [(t("penalty.proposed_by", lang), _signed(step, lang)),
            (t("penalty.why", lang), step.reason)]  # fmt: skip
    if word is not None:
        key = "approved_by" if word.kind == "approve_basis" else "rejected_by"
        rows.append((t(f"penalty.{key}", lang), _signed(word, lang)))
        rows.append((t("penalty.why", lang), word.reason))
    return tuple(rows)


def _signed(step: Step, lang: str) -> str:
    actor = Actor.of(step.actor)
    name = actor.name if actor.is_verified else f"{actor.name} {t('app.unverified', lang)}"
    return t("penalty.signed", lang, who=name, day=day(step.day, lang))
