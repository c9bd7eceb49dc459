"""Published requirements and the demand of a year in words, for pages, papers and workbooks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.shared_requirement import Shared
from followup.i18n.text import day, has_text, join, number, t
from followup.render.document import Block, Bullets, Document, Heading, Paragraph, Table
from followup.render.document_pdf import pdf
from followup.render.list_workbook import Sheet, write_lists
from followup.services.requirement import measure_text
from followup.services.shared.demand import Asked, Demand, Line, What
from followup.services.tester.text import says

ASKED: Final = ("organisation", "level", "since", "from_where")


def facts(one: Shared, lang: str) -> list[tuple[str, str]]:
    """Label and words of a published version."""
    origin = one.origin
    lines = [
        ("organisation", one.organisation),
        ("version", t("shared.version", lang, number=str(one.version), code=one.code)),
        ("status", t(f"shared.status.{one.status}", lang)),
        ("status_date", day(one.status_date, lang)),
        ("result", one.result),
        ("tested_by", one.tested_by),
        ("advised_by", one.advised_by),
        ("decision", one.decision),
        ("applies_from", day(one.applies_from, lang) if one.applies_from else ""),
        ("says", says(one.clause, lang)),
        ("clause", one.clause.clause),
        ("origin", origin_words(one, lang) if origin else ""),
        ("came_from", one.came_from),
        ("note", one.note),
    ]
    return [(t(f"shared.field.{name}", lang), words) for name, words in lines if words]


def origin_words(one: Shared, lang: str) -> str:
    """``RKRO-001 av Region Kronoberg, version 2``."""
    if one.origin is None:
        return ""
    named = {"code": one.origin.code, "organisation": one.origin.organisation}
    return t("shared.origin", lang, version=str(one.origin.version), **named)


def what_words(what: What, lang: str) -> str:
    """``Förnybar andel av energin: Förnybart``: the measure and what counts in it."""
    parts = []
    if what.fuel_set:
        parts.append(t(f"fuel_set.{what.fuel_set}", lang))
    if what.level:
        parts.append(what.level)
    if what.vehicle_set:
        parts.append(t(f"vehicle_set.{what.vehicle_set}", lang))
    name = t(f"measure.{what.measure}", lang)
    return f"{name} ({', '.join(parts)})" if parts else name


def level(what: What, least: Decimal, most: Decimal, lang: str) -> str:
    """``minst 60–80 %``: an organisation's mildest and strictest limit, or the one it has."""
    ends = sorted({least, most})
    words = [measure_text.limit(end, what.spec, lang) for end in ends]
    key = "at_least" if what.comparator == ">=" else "at_most"
    return t(f"requirement_sentence.{key}", lang, limit=t("shared.to", lang, low=words[0],
             high=words[1]) if len(words) > 1 else words[0])  # fmt: skip


def asked_row(line: Line, one: Asked, lang: str) -> dict[str, str]:
    """An organisation's demand as a row."""
    counted = {"contracts": one.contracts, "published": one.published}
    named = [
        t(f"shared.from.{name}{'' if n > 1 else '_one'}", lang, count=number(n, lang))
        for name, n in counted.items() if n
    ]  # fmt: skip
    return {
        "organisation": one.organisation,
        "level": level(line.what, one.least, one.most, lang),
        "since": day(one.since, lang),
        "from_where": join(named, lang),
    }


def summary(line: Line, lang: str) -> str:
    """``6 organisationer, minst 50–90 %``."""
    least, most = min(a.least for a in line.asked), max(a.most for a in line.asked)
    key = "one" if len(line.asked) == 1 else "many"
    count = t(f"shared.organisations.{key}", lang, count=number(len(line.asked), lang))
    return f"{count}, {level(line.what, least, most, lang)}"


def headline(found: Demand, lang: str) -> str:
    """How many organisations will require something, and of how many kinds."""
    if not found.lines:
        return t("shared.no_demand", lang, year=found.year)
    key = "one" if len(found.organisations) == 1 else "many"
    return t(
        f"shared.headline.{key}", lang, year=found.year,
        count=number(len(found.organisations), lang), kinds=number(len(found.lines), lang),
    )  # fmt: skip


def columns(lang: str) -> list[str]:
    """The headings of an organisation's row."""
    return [t(f"shared.column.{name}", lang) for name in ASKED]


def undelivered(one: Shared, lang: str) -> str:
    """What nobody can deliver yet, by whom it is asked for, and when it is looked at again."""
    review = one.clause.review_date
    words = {"organisation": one.organisation, "title": one.clause.title}
    if review is None:
        return t("shared.undelivered_undated", lang, **words)
    return t("shared.undelivered", lang, day=day(review, lang), **words)


def paper(found: Demand, as_of: date, lang: str) -> bytes:
    """The demand report to send to suppliers, as PDF."""
    blocks: list[Block] = [
        Paragraph(headline(found, lang), is_strong=True),
        Paragraph(t("shared.demand_rule", lang)),
    ]
    for line in found.lines:
        rows = tuple(tuple(asked_row(line, a, lang).values()) for a in line.asked)
        blocks += [Heading(what_words(line.what, lang)), Paragraph(summary(line, lang)),
                   Table(rows, tuple(columns(lang)), widths=(3, 2, 2, 3))]  # fmt: skip
    if found.undelivered:
        wanted = tuple(undelivered(one, lang) for one in found.undelivered)
        blocks += [Heading(t("shared.undelivered_title", lang)), Bullets(wanted)]
    title = t("shared.demand_title", lang, year=found.year)
    return pdf(Document(title, lang, as_of, blocks))


def workbook(found: Demand, as_of: date, lang: str) -> bytes:
    """The same as a workbook: a row for each organisation and kind of requirement."""
    rows = [
        (what_words(line.what, lang), *asked_row(line, a, lang).values())
        for line in found.lines for a in line.asked
    ]  # fmt: skip
    note = f"{t('export.as_of', lang, day=as_of)} {t('shared.demand_rule', lang)}"
    headings = [t("shared.column.what", lang), *columns(lang)]
    sheets = [Sheet(t("shared.demand_sheet", lang, year=found.year), note, headings, rows)]
    if found.undelivered:
        wanted = [(undelivered(one, lang),) for one in found.undelivered]
        name = t("shared.undelivered_sheet", lang)
        sheets.append(Sheet(name, note, [t("shared.column.what", lang)], wanted))
    return write_lists(sheets)


def source_line(found: Shared | None, newer: Shared | None, lang: str) -> str:
    """From which published requirement a clause was copied; whether there is a newer version."""
    if found is None:
        return ""
    words = {"code": found.code, "organisation": found.organisation, "title": found.clause.title}
    said = t("shared.copied", lang, version=str(found.version), **words)
    if newer is None:
        return said
    return f"{said} {t('shared.newer', lang, version=str(newer.version))}"


def status_help(status: str, lang: str) -> str:
    """What a status means."""
    key = f"shared.status_help.{status}"
    return t(key, lang) if has_text(key) else ""
