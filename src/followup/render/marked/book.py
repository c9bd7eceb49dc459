"""The workbook part: which sheets there are, and a new one put before them."""

from __future__ import annotations

from dataclasses import dataclass

from followup.render.marked.package import OFFICE, Package, is_transitional
from followup.render.marked.plan import Unmarkable
from followup.render.marked.splice import (
    Edit,
    Element,
    changed,
    elements,
    local,
    prefix,
    quoted,
    with_attributes,
)


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook part's name and bytes, and the part of each sheet by its name."""

    part: str
    content: bytes
    found: tuple[Element, ...]
    sheets: dict[str, str]

    @property
    def folder(self) -> str:
        """Where parts of the workbook lie, with the slash."""
        return self.part[: self.part.rfind("/") + 1]

    def own(self, name: str, parent: str = "") -> list[Element]:
        """The elements with a name."""
        return [e for e in self.found if local(e.name) == name and parent in ("", e.parent)]


def read_book(package: Package) -> Book:
    """The workbook of a package; raises Unmarkable where it is not built as we know it."""
    part = next((r.target for r in package.relations("") if r.kind == "officeDocument"), None)
    if part is None:
        raise Unmarkable
    content = package.read(part)
    if not is_transitional(content):
        raise Unmarkable
    found = elements(content, "sheets", "sheet", "definedName", "workbookView")
    targets = {relation.name: relation.target for relation in package.relations(part)}
    sheets: dict[str, str] = {}
    for element in found:
        if local(element.name) == "sheet" and element.parent == "sheets":
            relation = next((v for k, v in element.attributes.items() if local(k) == "id"), "")
            sheets[element.attributes.get("name", "")] = targets.get(relation, "")
    return Book(part, content, tuple(found), sheets)


def with_first_sheet(book: Book, name: str, relation: str) -> bytes:
    """The workbook part with a sheet before the others, shown when the file is opened.

    Names that belong to one sheet count the sheets, and move one on.
    """
    ids = [int(e.attributes.get("sheetId", 0)) for e in book.own("sheet", "sheets")]
    sheets = book.own("sheets")[:1]
    if not sheets or not ids:
        raise Unmarkable
    new = b'<%bsheet name="%b" sheetId="%d" xmlns:r="%b" r:id="%b"/>' % (
        prefix(sheets[0].name), quoted(name), max(ids) + 1, OFFICE.encode(), relation.encode(),
    )  # fmt: skip
    edits: list[Edit] = [(sheets[0].opens, sheets[0].opens, new)]
    for element in book.own("definedName"):
        if "localSheetId" in element.attributes:
            moved = str(int(element.attributes["localSheetId"]) + 1)
            edits.append(_set(book, element, {"localSheetId": moved}))
    shown: dict[str, str | None] = {"activeTab": None, "firstSheet": None}
    edits += [_set(book, element, shown) for element in book.own("workbookView")]
    return changed(book.content, edits)


def with_sheet_shown(book: Book, name: str) -> bytes:
    """The workbook part so that a sheet that is there already is shown when it is opened."""
    at = str([*book.sheets].index(name))
    views = book.own("workbookView")
    return changed(book.content, [_set(book, e, {"activeTab": at}) for e in views])


def _set(book: Book, element: Element, values: dict[str, str | None]) -> Edit:
    tag = book.content[element.start : element.opens]
    return element.start, element.opens, with_attributes(tag, values)
