"""The open view as files for any web server: pages, papers, figures and their check sums.

Made of a frozen edition and of the list of all. The same state gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Final
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from followup.domain.figure import Figure
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, day, t
from followup.render.document import (
    Block,
    Document,
    Heading,
    Link,
    Links,
    Paragraph,
    Table,
)
from followup.render.document_html import web_page
from followup.render.document_pdf import pdf
from followup.services.brief import open_data
from followup.services.brief.open_data import Data
from followup.services.installation import Installation
from followup.services.open_view import editions
from followup.services.open_view.editions import Edition
from followup.services.open_view.public import Open
from followup.storage.publications import Publication

ZIP: Final = "application/zip"
SUMS: Final = "SHA256SUMS"
_YEARLY: Final = re.compile(r"/(point|needed)/\d")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def packed(installation: Installation, lang: str, as_of: date | None = None) -> bytes:
    """The whole site in a zip as on a day; ``lang`` is the language of index.html."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in files(installation, lang, as_of).items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def files(installation: Installation, lang: str, as_of: date | None = None) -> dict[str, bytes]:
    """Every file by its name. Raises UserError ``nothing_published``."""
    listed = editions.editions(installation, as_of)
    if not listed:
        raise UserError("nothing_published")
    current = next((e for e in listed if e.state == "in_force"), None)
    told = editions.content(installation, current.publication.edition) if current else {}
    made: dict[str, bytes] = {}
    for each in LANGUAGES:
        document = page(told.get(each), listed, each, lang)
        made[page_name(each, lang)] = web_page(document)
        if each in told and current is not None:
            made[paper_name(each)] = paper_bytes(told[each], current.publication)
    if current is not None:
        licence = installation.settings.licence
        made |= figure_files(told[lang], current.publication, licence)
    sums = "".join(f"{sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(made))
    return made | {SUMS: sums.encode()}


def page(told: Open | None, listed: Sequence[Edition], lang: str, index: str) -> Document:
    """The page of one language: the edition in force, its figures, and the list of editions."""
    newest = listed[0].publication
    others = [each for each in LANGUAGES if each != lang]
    blocks: tuple[Block, ...] = (
        Links(tuple(Link(t("open_view.this_language", o), page_name(o, index)) for o in others)),
    )
    if told is None:
        blocks += (Paragraph(t("open_view.none_in_force", lang), is_strong=True),)
    else:
        blocks += (
            *_edition(newest, lang),
            *told.document.blocks,
            *figure_table(told.figures, lang),
            *_wrong(newest, lang),
            *_downloads(lang),
        )
    return Document(
        t("open_view.title", lang), lang, newest.published_date, (*blocks, *history(listed, lang)),
        t("open_view.footer", lang, publisher=newest.publisher),
    )  # fmt: skip


def paper(told: Open, publication: Publication) -> Document:
    """The edition on paper."""
    lang = told.lang
    return replace(
        told.document,
        blocks=(*_edition(publication, lang), *told.document.blocks,
                *figure_table(told.figures, lang), *_wrong(publication, lang)),
        footer=t("open_view.paper_footer", lang, edition=publication.edition,
                 publisher=publication.publisher),
    )  # fmt: skip


def figure_files(told: Open, publication: Publication, licence: str | None) -> dict[str, bytes]:
    """The figures as CSV with its description beside it, and as JSON with it inside."""
    title = t("open_view.data_title", told.lang, edition=publication.edition)
    data = Data(title, publication.as_of, told.figures, licence)
    return {
        "figures.csv": open_data.table(data),
        "figures.csv-metadata.json": open_data.metadata(data, told.lang, "figures.csv"),
        "figures.json": open_data.document(data, told.lang),
    }


def paper_bytes(told: Open, publication: Publication) -> bytes:
    """The edition as PDF."""
    return pdf(paper(told, publication))


def figure_table(figures: Sequence[Figure], lang: str) -> Iterator[Block]:
    """The figures with their codes, as a section."""
    yield Heading(t("open_view.figures", lang))
    heads = ("label", "text", "day", "code")
    yield Table(
        figure_rows(figures, lang),
        tuple(t(f"brief.open.column.{name}", lang) for name in heads),
        (5, 2, 2, 4),
    )


def figure_rows(figures: Sequence[Figure], lang: str) -> tuple[tuple[str, ...], ...]:
    """Each figure with the day it holds for and its code, by which it can be asked about.

    Those of every single year are in the chart's table, and with their codes in the files.
    """
    return tuple(
        (f.label, f.text, day(f.day, lang), f.code) for f in figures if not _YEARLY.search(f.code)
    )


def history(listed: Sequence[Edition], lang: str) -> Iterator[Block]:
    """Every edition and what became of it: none disappears."""
    yield Heading(t("open_view.editions", lang))
    heads = ("edition", "published", "holds", "decision", "state")
    yield Table(
        tuple(edition_row(e, lang) for e in listed),
        tuple(t(f"open_view.column.{name}", lang) for name in heads),
    )


def state_text(edition: Edition, lang: str) -> str:
    """What became of an edition, with the reason where it was taken back."""
    own = edition.publication
    if own.withdrawn_date is None:
        return t(f"open_view.state.{edition.state}", lang)
    return t("open_view.state.withdrawn", lang, day=own.withdrawn_date, reason=own.reason or "")


def page_name(lang: str, index: str) -> str:
    """The file of a language's page."""
    return "index.html" if lang == index else f"{lang}.html"


def paper_name(lang: str) -> str:
    """The file of a language's paper."""
    return f"open-view-{lang}.pdf"


def contact_link(publication: Publication, lang: str) -> Link:
    """Where to say that a figure is wrong; a letter has the edition in its subject."""
    text = t("open_view.wrong_link", lang, contact=publication.contact)
    if publication.contact.startswith("https://"):
        return Link(text, publication.contact)
    subject = quote(t("open_view.wrong_subject", lang, edition=publication.edition))
    return Link(text, f"mailto:{publication.contact}?subject={subject}")


def edition_row(edition: Edition, lang: str) -> tuple[str, ...]:
    """Its name, the day it came, the day it tells of, its decision and what became of it."""
    own = edition.publication
    decided = t("open_view.decided", lang, decision=own.decision, day=own.decided_date)
    return (
        own.edition, day(own.published_date, lang), day(own.as_of, lang), decided,
        state_text(edition, lang),
    )  # fmt: skip


def _edition(own: Publication, lang: str) -> Iterator[Block]:
    yield Paragraph(
        t("open_view.edition", lang, edition=own.edition, publisher=own.publisher,
          day=own.published_date, decision=own.decision, decided=own.decided_date)
    )  # fmt: skip


def _wrong(own: Publication, lang: str) -> Iterator[Block]:
    yield Heading(t("open_view.wrong", lang))
    yield Paragraph(t("open_view.wrong_how", lang, edition=own.edition))
    yield Links((contact_link(own, lang),))


def _downloads(lang: str) -> Iterator[Block]:
    yield Heading(t("open_view.downloads", lang))
    names: Mapping[str, str] = {
        "pdf": paper_name(lang), "csv": "figures.csv", "json": "figures.json",
        "description": "figures.csv-metadata.json", "sums": SUMS,
    }  # fmt: skip
    yield Links(
        tuple(Link(t(f"open_view.download.{code}", lang), name) for code, name in names.items())
    )
