"""The first sheet of a file that is sent back: what to do, in order, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from followup.domain.finding import Finding
from followup.i18n.text import number, t
from followup.render.marked.plan import CoverCell, CoverRow
from followup.services.report.remarks import COMMENTS, ORDER, Group, Place, crowded, groups, shown

LISTED: Final = 200  # places of one remark; the others are told as a number


@dataclass(frozen=True, slots=True)
class Letter:
    """What the first sheet says besides the remarks: pairs of a label's code and words, a note
    that the file is a copy, and the mark by which the sheet is known again.
    """

    about: tuple[tuple[str, str], ...]
    marker: str
    copied: str | None = None


def cover(
    found: Sequence[Finding], letter: Letter, names: Mapping[str | None, str], lang: str
) -> tuple[CoverRow, ...]:
    """The rows of the first sheet; ``names`` are the sheets' names in the file that is marked."""
    rows = [*_head(found, letter, lang)]
    built = groups(found, lang)
    if not built:
        rows.append(_wide(t("send_back.nothing_found", lang)))
    counted = 0
    for severity in ORDER:
        own = [group for group in built if group.severity == severity]
        if own:
            columns = ("number", "sheet_name", "cell", "stands", "needed")
            rows += [
                CoverRow(),
                CoverRow((CoverCell(t(f"send_back.section_{severity}", lang), severity),), True),
                CoverRow(tuple(CoverCell(t(f"send_back.{c}", lang), "head") for c in columns)),
            ]
        for group in own:
            counted += 1
            rows += _group(group, counted, names, lang)
    for sheet in crowded(found):
        told = {"sheet": names.get(sheet, sheet or ""), "count": number(COMMENTS, lang)}
        rows += [CoverRow(), _wide(t("send_back.not_noted", lang, **told))]
    return tuple(rows)


def _head(found: Sequence[Finding], letter: Letter, lang: str) -> Iterator[CoverRow]:
    counts = {s: sum(f.severity == s for f in found) for s in ORDER}
    is_asking = counts["error"] or counts["question"]
    title = t("send_back.title" if is_asking else "send_back.title_notes", lang)
    yield CoverRow((CoverCell(title, "title"),), True)
    yield _wide(t("send_back.how", lang))
    yield _wide(t("send_back.then", lang))
    if letter.copied:
        yield _wide(letter.copied)
    yield CoverRow()
    counted = t(
        "send_back.counted",
        lang,
        errors=number(counts["error"], lang),
        questions=number(counts["question"], lang),
        notes=number(counts["note"], lang),
    )
    for label, words in (*letter.about, ("count", counted)):
        yield _pair(t(f"send_back.{label}", lang), words)
    name = CoverCell(t("send_back.marker", lang), "quiet")
    yield CoverRow((CoverCell(""), name, CoverCell(letter.marker, "quiet")), True)
    for severity in ORDER[:2]:
        if counts[severity]:
            legend = CoverCell(t(f"send_back.legend_{severity}", lang))
            yield CoverRow((CoverCell("", severity), legend), True)


def _wide(text: str) -> CoverRow:
    return CoverRow((CoverCell(text),), True)


def _pair(label: str, words: str) -> CoverRow:
    return CoverRow((CoverCell(""), CoverCell(label, "label"), CoverCell(words, "value")), True)


def _group(
    group: Group, counted: int, names: Mapping[str | None, str], lang: str
) -> Iterator[CoverRow]:
    do = f"{group.do} ({number(group.count, lang)})"
    yield CoverRow((CoverCell(str(counted), "label"), CoverCell(do, "label")), True)
    if group.found:
        yield CoverRow((CoverCell(""), CoverCell(group.found)), True)
    for index, place in enumerate(group.places[:LISTED], 1):
        yield _place(group, place, f"{counted}.{index}", names, lang)
    if left := sum(place.size for place in group.places[LISTED:]):
        words = t("send_back.more", lang, count=number(left, lang))
        yield CoverRow((CoverCell(""), CoverCell(words)), True)


def _place(
    group: Group, place: Place, index: str, names: Mapping[str | None, str], lang: str
) -> CoverRow:
    needed = CoverCell(group.needed if group.found else f"{place.found} {group.needed}".strip())
    if place.sheet not in names and not place.cells:
        return CoverRow((CoverCell(index), CoverCell(t("send_back.whole_file", lang)),
                         CoverCell(""), CoverCell(""), needed))  # fmt: skip
    sheet = names.get(place.sheet, place.sheet or "")
    quoted = sheet.replace("'", "''")
    link = f"'{quoted}'!{place.cells or 'A1'}"
    return CoverRow(
        (
            CoverCell(index),
            CoverCell(sheet, "value"),
            CoverCell(place.cells or "A1", "link", link),
            CoverCell(shown(place.value, lang) if place.cells else "", "value"),
            needed,
        )
    )
