"""Put remarks into a workbook; run in a process of its own, since the bytes are hostile."""

from __future__ import annotations

import re
import zipfile

from followup.isolated import ChildRefused, serve
from followup.render.marked.book import Book, read_book, with_first_sheet, with_sheet_shown
from followup.render.marked.cells import Place, column_number, mark_cells, shown_at
from followup.render.marked.cover import worksheet
from followup.render.marked.earlier import forget, place_of
from followup.render.marked.notes import (
    NO_COMMENTS,
    NO_DRAWING,
    Remark,
    highest_block,
    with_boxes,
    with_comments,
)
from followup.render.marked.package import OFFICE, Package, open_package
from followup.render.marked.plan import Note, Plan, Unmarkable, unpacked
from followup.render.marked.splice import changed, elements, local
from followup.render.marked.styles import EMPTY, Styles, read_styles

UNMARKABLE = "unmarkable"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SELECTED = re.compile(rb"""(\btabSelected\s*=\s*)(?:"(?:1|true)"|'(?:1|true)')""")
_WEIGHT = ("note", "question", "error")


def marked(plan: Plan, content: bytes) -> bytes:
    """The workbook with its notes and its first sheet; raises Unmarkable."""
    package = open_package(content)
    book = read_book(package)
    styles, styles_part = _styles(package, book)
    _unselect(package, book)
    if plan.replaces in book.sheets and plan.ours:
        forget(package, book, styles, plan.ours)
    block = 1 + max((highest_block(package.read(n)) for n in package.names if n.endswith(".vml")),
                    default=0)  # fmt: skip
    for sheet, part in book.sheets.items():
        notes = [note for note in plan.notes if note.sheet == sheet]
        if notes:
            block = _mark_sheet(package, book, part, notes, styles, plan.author, block)
    _first_sheet(package, book, plan, styles)
    package.put(styles_part, styles.finished())
    return package.written()


def _styles(package: Package, book: Book) -> tuple[Styles, str]:
    part = next((r.target for r in package.relations(book.part) if r.kind == "styles"), None)
    if part is None:
        part = package.free(book.folder + "styles{}.xml")
        package.put(part, EMPTY)
        package.relate(book.part, "styles", part)
        package.say_type(part, f"{_SHEET}.styles+xml")
    return read_styles(package.read(part)), part


def _unselect(package: Package, book: Book) -> None:
    """Of two selected sheets what is typed in one goes into both: only ours is selected."""
    for part in book.sheets.values():
        if package.has(part) and _SELECTED.search(package.head(part)):
            package.put(part, _SELECTED.sub(rb'\1"0"', package.read(part), count=1))


def _mark_sheet(
    package: Package, book: Book, part: str, notes: list[Note], styles: Styles, author: str,
    block: int,
) -> int:  # fmt: skip
    """Mark the cells of one sheet; returns the next free block of boxes."""
    content = package.read(part)
    remarks = _remarks(content, notes)
    levels = {place: severity for place, (severity, _) in remarks.items()}
    remarks = {place: said for place, said in remarks.items() if said[1]}
    cells = mark_cells(content, levels, styles.restyle)
    relations = {relation.name: relation for relation in package.relations(part)}
    comments = next((r.target for r in relations.values() if r.kind == "comments"), None)
    drawing = relations.get(cells.notes_drawing or "")
    there = _commented(package.read(comments)) if comments else frozenset()
    if comments is None:
        comments = package.free(book.folder + "comments{}.xml")
        package.relate(part, "comments", comments)
        package.say_type(comments, f"{_SHEET}.comments+xml")
        package.put(comments, NO_COMMENTS)
    if drawing is None:
        target = package.free(book.folder + "drawings/vmlDrawing{}.vml")
        name = package.relate(part, "vmlDrawing", target)
        package.say_ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        package.put(target, NO_DRAWING)
        there = frozenset()
        link = b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>'
        link %= (cells.name_prefix, OFFICE.encode(), name.encode())
        cells.edits.append((cells.notes_at, cells.notes_at, link))
    else:
        target = drawing.target
    package.put(part, changed(content, cells.edits))
    package.put(comments, with_comments(package.read(comments), remarks, author))
    boxes, block = with_boxes(package.read(target), remarks, there, block)
    package.put(target, boxes)
    return block


def _remarks(content: bytes, notes: list[Note]) -> dict[Place, Remark]:
    """One remark a cell: the worst colour, and all that is said of it."""
    said: dict[Place, list[Note]] = {}
    for note in notes:
        said.setdefault((note.row, column_number(note.column)), []).append(note)
    shown = shown_at(content, dict.fromkeys(said, ""))
    found: dict[Place, list[Note]] = {}
    for place, own in said.items():
        found.setdefault(shown[place], []).extend(own)
    return {
        place: (
            max((note.severity for note in own), key=_WEIGHT.index),
            "\n\n".join(dict.fromkeys(note.text for note in own if note.text)),
        )
        for place, own in found.items()
    }


def _commented(content: bytes) -> frozenset[Place]:
    """The cells that have a comment already, and so a box."""
    return frozenset(
        place_of(e) for e in elements(content, "comment") if local(e.name) == "comment"
    )


def _first_sheet(package: Package, book: Book, plan: Plan, styles: Styles) -> None:
    content = worksheet(plan.rows, styles.look)
    if plan.replaces in book.sheets:
        package.put(book.sheets[plan.replaces], content)
        package.put(book.part, with_sheet_shown(book, plan.replaces))
        return
    part = package.free(book.folder + "worksheets/sheet{}.xml")
    package.put(part, content)
    package.say_type(part, f"{_SHEET}.worksheet+xml")
    relation = package.relate(book.part, "worksheet", part)
    name = _free_name(plan.sheet_name, {sheet.casefold() for sheet in book.sheets})
    package.put(book.part, with_first_sheet(book, name, relation))


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def work(arguments: list[str], content: bytes) -> bytes:  # noqa: ARG001
    """The plan and the workbook as packed together, to the marked workbook."""
    try:
        return marked(*unpacked(content))
    except (Unmarkable, zipfile.BadZipFile, ValueError, LookupError) as error:
        raise ChildRefused(UNMARKABLE) from error


if __name__ == "__main__":
    serve(work)
