"""The first sheet of a copy that is given out: what it is, what is masked and why, and appeal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followup.domain.disclosure import Decided, Disclosure
from followup.i18n.text import day, number, period_label, t
from followup.reference.catalogue import Catalogue
from followup.reference.disclosure import Ground
from followup.services.disclosure import words
from followup.services.disclosure.masked import Mask
from followup.services.installation import Actor
from followup.storage.submissions import Submission

Line = tuple[str | None, ...]


def lines(
    catalogue: Catalogue, country: str, about: Submission, made: Disclosure, mask: Mask
) -> list[Line]:
    """The rows of the sheet, in the language of the decision."""
    lang = made.lang
    return [
        (t("disclosure.cover.title", lang),),
        (t("disclosure.cover.what", lang),),
        (),
        *_facts(about, made, mask, lang),
        (),
        *_columns(catalogue, made.columns, mask, lang),
        (),
        *_law(catalogue, country, made, lang),
    ]


def _facts(about: Submission, made: Disclosure, mask: Mask, lang: str) -> Iterator[Line]:
    actor = Actor.of(made.actor)
    who = actor.name if actor.is_verified else f"{actor.name} {t('app.unverified', lang)}"
    told = {
        "report": t("disclosure.cover.report_value", lang,
                    kind=t(f"report_type.{about.report_type}", lang), contract=about.contract,
                    period=period_label(about.period, lang)),
        "reporter": mask.text(about.reporter),
        "file": mask.text(about.file_name),
        "received": day(about.received_date, lang),
        "original": made.original_sha256,
        "asked": day(made.asked_date, lang),
        "decided": day(made.day, lang),
        "decided_by": who,
        "diary": made.diary_number or "–",
    }  # fmt: skip
    for name, said in told.items():
        yield t(f"disclosure.cover.{name}", lang), said


def _columns(
    catalogue: Catalogue, columns: Sequence[Decided], mask: Mask, lang: str
) -> Iterator[Line]:
    masked = number(sum(c.is_masked for c in columns), lang)
    count = number(len(columns), lang)
    yield (t("disclosure.cover.columns", lang, masked=masked, count=count),)
    yield tuple(t(f"disclosure.column.{n}", lang)
                for n in ("sheet", "column", "decision", "ground", "reason"))  # fmt: skip
    names = dict(zip(mask.book.names, mask.names(), strict=True))
    for each in columns:
        sheet = names.get(each.sheet, "")
        column = words.column((sheet, each.column), mask.text(each.header), lang)
        yield (
            sheet, column, words.decision(each, lang),
            words.ground_of(catalogue, each.ground, lang), mask.text(each.reason),
        )  # fmt: skip


def _law(catalogue: Catalogue, country: str, made: Disclosure, lang: str) -> Iterator[Line]:
    if not made.masked:
        yield (t("disclosure.cover.nothing_masked", lang),)
        return
    yield (t("disclosure.cover.appeal", lang),)
    for each in catalogue.grounds:
        if each.country == country and each.kind in ("part", "appeal"):
            yield (_said(each, lang),)


def _said(ground: Ground, lang: str) -> str:
    return f"{t(f'disclosure_ground.{ground.id}', lang)} ({words.provision(ground, lang)})"
