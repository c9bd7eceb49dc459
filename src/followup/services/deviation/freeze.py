"""The numbers of a deviation as they stand today, in the form in which a case keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple
from datetime import date
from hashlib import sha256

from followup.domain.deviation import Case, Frozen
from followup.i18n.text import LANGUAGES, number, period_label, t
from followup.services.deviation.matter import Matter
from followup.services.installation import Installation
from followup.services.proof import lines as proof_lines
from followup.services.proof import text as proof_text
from followup.services.proof.explain import Proof, explain

Pairs = tuple[tuple[str, str], ...]


def freeze(installation: Installation, matter: Matter, as_of: date) -> Frozen:
    """The proof behind a matter on ``as_of``.

    A clause's is its proof in full; a report's says when it was due and came; small ones
    together name each other. Raises UserError as ``explain`` does.
    """
    subject = matter.subject
    checksum = installation.catalogue.checksum
    if subject.requirement is not None:
        contract, clause = subject.contract, subject.requirement
        return of_proof(
            explain(installation, contract, clause, subject.period, as_of), as_of, checksum
        )
    if subject.ground == "report":
        return _of_report(matter, as_of, checksum)
    return _together(matter, as_of, checksum)


def of_proof(proof: Proof, as_of: date, checksum: str) -> Frozen:
    """A proof's sums, its limit and its lines in every language."""
    found = proof.assessment
    measured = found.measured
    return Frozen(
        as_of=as_of,
        verdict=found.verdict,
        unit=found.unit,
        numerator=measured.numerator,
        denominator=measured.denominator,
        unknown=measured.unknown,
        limit=found.limit,
        expected=measured.expected,
        covered=measured.covered,
        reasons=found.reasons,
        rows_sha256=_hash(astuple(row) for row in (*proof.rows, *proof.excluded)),
        reference=checksum,
        lines=_spoken(lambda lang: _pairs(proof_lines.lines(proof, lang))),
        finding={lang: proof_text.finding(found, lang) for lang in LANGUAGES},
    )


def _of_report(matter: Matter, as_of: date, checksum: str) -> Frozen:
    report, subject = matter.report, matter.subject
    standing = report.standing if report else None
    status = standing.status if standing else "late"
    received = standing.received_date if standing else None
    late = standing.days_late if standing else None

    def lines(lang: str) -> Pairs:
        kind = t(f"report_type.{subject.report_type}", lang)
        told = t("deviation.not_received", lang, day=as_of)
        return (
            _contract(matter, lang),
            (t("deviation.line.report", lang), f"{kind}, {period_label(subject.period, lang)}"),
            (t("deviation.line.reporter", lang), subject.reporter or ""),
            (t("deviation.line.due", lang), t("deviation.on_day", lang, day=matter.since)),
            (t("deviation.line.received", lang),
             t("deviation.on_day", lang, day=received) if received else told),
            (t("deviation.line.late", lang), _days(late, lang)),
        )  # fmt: skip

    return Frozen(
        as_of=as_of, verdict=status, unit="report", numerator=None, denominator=None,
        unknown=None, limit=None,
        expected=standing.days_asked if standing else 0,
        covered=standing.days_in if standing else 0,
        reasons=(), rows_sha256=_hash([(status, received)]), reference=checksum,
        lines=_spoken(lines),
        finding={lang: t("deviation.days_late", lang, days=_days(late, lang))
                 for lang in LANGUAGES},
    )  # fmt: skip


def _together(matter: Matter, as_of: date, checksum: str) -> Frozen:
    def lines(lang: str) -> Pairs:
        count = t("deviation.small_ones", lang, count=number(len(matter.parts), lang))
        span = period_label(matter.subject.period, lang)
        told = [(part.identifier, _part(part, lang)) for part in matter.parts]
        label = t("deviation.line.together", lang)
        return (_contract(matter, lang), (label, f"{count}, {span}"), *told)

    count = len(matter.parts)
    return Frozen(
        as_of=as_of, verdict="not_met", unit="report", numerator=None, denominator=None,
        unknown=None, limit=None, expected=count, covered=count, reasons=(),
        rows_sha256=_hash([(part.identifier,) for part in matter.parts]), reference=checksum,
        lines=_spoken(lines),
        finding={lang: t("deviation.small_ones", lang, count=number(count, lang))
                 for lang in LANGUAGES},
    )  # fmt: skip


def _part(part: Case, lang: str) -> str:
    """A small one in a line: what it was about, and what was found."""
    subject, kept = part.subject, part.frozen
    about = subject.requirement or t(f"report_type.{subject.report_type}", lang)
    found = kept.finding[lang] if kept else ""
    return f"{about}, {period_label(subject.period, lang)}: {found}"


def _contract(matter: Matter, lang: str) -> tuple[str, str]:
    return t("proof.contract", lang), f"{matter.contract.number} {matter.contract.title}"


def _days(late: int | None, lang: str) -> str:
    key = "deviation.one_day" if late == 1 else "deviation.days"
    return t(key, lang, days=number(late, lang))


def _spoken(lines: Callable[[str], Pairs]) -> dict[str, Pairs]:
    return {lang: lines(lang) for lang in LANGUAGES}


def _pairs(lines: Iterable[proof_text.Line]) -> Pairs:
    return tuple((line.label, line.text) for line in lines)


def _hash(rows: Iterable[tuple[object, ...]]) -> str:
    return sha256(json.dumps(list(rows), default=str, ensure_ascii=False).encode()).hexdigest()
