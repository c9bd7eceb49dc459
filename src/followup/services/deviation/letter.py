"""The papers of a case: the notice to the supplier, and the decision on a sanction or bonus.

They carry the proof's own lines as the case keeps them, and say no more than those prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from followup.domain.deviation import Frozen, Step
from followup.domain.parties import Contract
from followup.i18n.text import MASTER, day, money, t
from followup.render.document import Block, Document, Heading, Paragraph, Table
from followup.services.deviation.matter import Matter
from followup.services.installation import Actor
from followup.services.penalty import text as penalty_text
from followup.services.queue.reminder import LANGUAGE_OF_COUNTRY


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice's language, its day, the day of reply, and what is asked of the supplier."""

    lang: str
    day: date
    reply_date: date
    ask: str


def language_of(contract: Contract) -> str:
    """The language of the contract's country."""
    return LANGUAGE_OF_COUNTRY.get(contract.country, MASTER)


def usual(matter: Matter, today: date, reply_days: int, lang: str | None = None) -> Wanted:
    """A notice as it is usually written: what is asked by the ground, and the usual time."""
    chosen = lang or language_of(matter.contract)
    ask = t(f"letter.ask.{matter.subject.ground}", chosen)
    return Wanted(chosen, today, today + timedelta(days=reply_days), ask)


def file_name(matter: Matter, lang: str, kind: str = "notice") -> str:
    """A name for the file that any file system takes."""
    words = f"{t(f'letter.file.{kind}', lang)}_{matter.identifier}"
    return "".join(c if c.isalnum() or c in "-._" else "_" for c in words) + ".docx"


def notice(matter: Matter, kept: Frozen, wanted: Wanted) -> Document:
    """The letter: clause, limit and proof, what is asked, and the day of reply.

    Before the deviation is confirmed it says of itself that it is a draft.
    """
    lang, contract = wanted.lang, matter.contract
    is_sure = matter.case is not None and matter.case.is_confirmed
    return Document(
        title=t(f"letter.title.{matter.subject.ground}", lang),
        lang=lang,
        day=wanted.day,
        blocks=tuple(_notice(matter, kept, wanted, is_sure=is_sure)),
        footer=f"{reference(matter)} · {contract.number}",
    )


def _notice(matter: Matter, kept: Frozen, wanted: Wanted, *, is_sure: bool) -> Iterator[Block]:
    lang, contract = wanted.lang, matter.contract
    if not is_sure:
        yield Paragraph(t("letter.draft", lang), is_strong=True)
    yield Table(addresses(matter, wanted.day, lang))
    words = {"number": contract.number, "title": contract.title}
    yield Paragraph(t(f"letter.intro.{matter.subject.ground}", lang, **words))
    yield Heading(t("letter.measured", lang))
    yield Table(kept.lines[lang])
    yield Paragraph(t("letter.as_it_stood", lang, day=kept.as_of))
    yield Heading(t("letter.asked", lang))
    yield Paragraph(wanted.ask.strip())
    yield Paragraph(t("letter.reply_by", lang, day=wanted.reply_date), is_strong=True)
    yield Paragraph(t("letter.if_wrong", lang))
    if matter.case is None or matter.case.last("decide") is None:
        yield Paragraph(t("letter.nothing_decided", lang))
    yield Paragraph("\n".join([t("letter.regards", lang), "", *_senders(contract)]))


def decision(matter: Matter, kept: Frozen, lang: str) -> Document | None:
    """The decision on a sanction or bonus with both names; None where none was made.

    Says that identities were not verified where they were not (rule 34).
    """
    decided = matter.case.last("decide") if matter.case else None
    if matter.case is None or decided is None:
        return None
    approved = matter.case.last("approve")
    return Document(
        title=t(f"letter.decision.{decided.detail.remedy}", lang),
        lang=lang,
        day=approved.day if approved else decided.day,
        blocks=tuple(_decision(matter, kept, decided, approved, lang)),
        footer=f"{reference(matter)} · {matter.contract.number}",
    )


def _decision(
    matter: Matter, kept: Frozen, decided: Step, approved: Step | None, lang: str
) -> Iterator[Block]:
    detail = decided.detail
    if approved is None:
        yield Paragraph(t("letter.decision_pending", lang), is_strong=True)
    yield Table(addresses(matter, decided.day, lang))
    rows = [
        (t("deviation.field.remedy", lang), t(f"deviation.remedy.{detail.remedy}", lang)),
        (t("deviation.field.why", lang), decided.reason),
        (t("deviation.field.legal_note", lang), detail.legal_note or ""),
        (t("letter.decided_by", lang), _signed(decided, lang)),
    ]
    if detail.amount is not None:
        amount = money(detail.amount, lang, detail.currency or "", 2)
        rows.insert(1, (t("deviation.field.amount", lang), amount))
        source = penalty_text.source_words(detail, lang)
        rows.insert(2, (t("deviation.field.amount_from", lang), source))
    if approved is not None:
        rows.append((t("letter.approved_by", lang), _signed(approved, lang)))
        rows.append((t("letter.approved_why", lang), approved.reason))
    yield Table(tuple(rows))
    if not all(Actor.of(s.actor).is_verified for s in (decided, approved) if s):
        yield Paragraph(t("letter.unverified", lang), is_strong=True)
    yield Paragraph(t("letter.basis_only", lang))
    if detail.basis is not None:
        yield Heading(t(f"penalty.title_{detail.basis.remedy}", lang))
        yield Table(detail.basis.lines[lang])
    yield Heading(t("letter.measured", lang))
    yield Table(kept.lines[lang])
    yield Paragraph(t("letter.as_it_stood", lang, day=kept.as_of))


def _signed(step: Step, lang: str) -> str:
    return f"{Actor.of(step.actor).name}, {day(step.day, lang)}"


def addresses(matter: Matter, on: date, lang: str) -> tuple[tuple[str, str], ...]:
    """To whom, from whom, when and about what: what every paper begins with."""
    contract = matter.contract
    supplier = ", ".join(filter(None, [contract.supplier, contract.supplier_org_number]))
    rows = (
        ("to", matter.subject.reporter if contract.supplier is None else supplier),
        ("from", ", ".join(_senders(contract))),
        ("day", day(on, lang)),
        ("contract", f"{contract.number} {contract.title}"),
        ("diary", contract.diary_number),
        ("reference", reference(matter)),
    )
    return tuple((t(f"letter.{name}", lang), words) for name, words in rows if words)


def reference(matter: Matter) -> str:
    """What a paper is called by."""
    return matter.identifier


def _senders(contract: Contract) -> list[str]:
    names = [contract.responsible, contract.board, *(b.name for b in contract.buyers)]
    return [name for name in names if name]
