"""What people and suppliers wrote stays text in every file that is taken away."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from followup.cli import main
from followup.render.document_html import web_page
from followup.services.brief import brief as brief_service
from followup.services.brief import facts
from followup.services.brief.facts import Wanted
from followup.ui import resources
from tests.pages import test_every_page as every
from tests.pages.conftest import opened
from tests.support.planted import HOST, plant
from tests.support.sample import copied

RUNS = tuple("=+-@\t\r\n＝＋－＠")
# What ``followup export`` writes of the whole world, and for some what it must be told.
WHOLE = [(what, ending) for what, endings in {
    "contracts": "xlsx csv json", "deviations": "xlsx csv json", "compliance": "xlsx csv json",
    "goals": "xlsx csv json", "brief": "pdf pptx xlsx csv json", "calendar": "ics",
}.items() for ending in endings.split()]  # fmt: skip
NUMBER = re.compile(r"-?\d+([.,]\d+)?")

pytestmark = pytest.mark.long


@pytest.fixture
def home(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copied(sample_home, tmp_path / "kronoberg")
    plant(folder)
    monkeypatch.setenv("FOLLOWUP_HOME", str(folder))
    return folder


def _wrong_in_package(content: bytes) -> Iterator[str]:
    """Formulas and links out of a workbook or slides: texts are neither."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name).decode("utf-8", "replace")
            if name.endswith(".rels") and (HOST in part or 'TargetMode="External"' in part):
                yield name
            if "<f>" in part and any(HOST in f for f in re.findall(r"<f>(.*?)</f>", part, re.S)):
                yield name


def _wrong_in_workbook(content: bytes) -> Iterator[str]:
    yield from _wrong_in_package(content)
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from (str(c.value) for c in row if c.hyperlink or
                        (c.data_type == "f" and HOST in str(c.value)))  # fmt: skip


def _wrong_in_text(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8-sig")
    for mark in (",", ";"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            yield from (c for c in row if c.startswith(RUNS) and not NUMBER.fullmatch(c))


def _wrong_in_file(ending: str, content: bytes) -> list[str]:
    if ending == "xlsx":
        return [*_wrong_in_workbook(content)]
    if ending in ("pptx", "docx"):
        return [*_wrong_in_package(content)]
    if ending == "csv":
        return [*_wrong_in_text(content)]
    if ending == "pdf":
        return [HOST] if f"/URI (http://{HOST}".encode() in content else []
    if ending == "ics":
        # A line of the format's own begins with its name; a planted one would begin a line.
        return [one for one in content.decode().split("\r\n") if one.startswith(RUNS)]
    return []


def test_files_written_by_the_command_hold_planted_texts_as_texts(
    home: Path, tmp_path: Path
) -> None:
    for what, ending in WHOLE:
        file = tmp_path / f"{what}.{ending}"
        assert main(["export", what, str(file)]) == 0, (what, ending)
        content = file.read_bytes()
        assert _wrong_in_file(ending, content) == [], (what, ending)
        if ending in ("csv", "json") and what != "compliance":
            assert HOST in content.decode("utf-8-sig"), f"nothing planted in {what}.{ending}"


def test_files_of_the_pages_hold_planted_texts_as_texts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(home, monkeypatch).run()
    for name, content in every._files("sv"):
        assert [*_wrong_in_workbook(content)] == [], name


class Tags(HTMLParser):
    """The tags of a page, with what they lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_of_the_open_view_has_no_tag_that_was_planted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(home, monkeypatch).run()
    own, today = resources.installation(), resources.today()
    known = facts.read(own, today, "sv")
    goals = tuple(p.goal.identifier for p in known.progress)
    told = brief_service.write(facts.gather(own, Wanted("sv", today, goals), known))
    page = web_page(told.document).decode()
    tags = Tags()
    tags.feed(page)
    leads = [values.get(name) for _, values in tags.found for name in ("href", "src", "action")]
    assert HOST in page
    assert {tag for tag, _ in tags.found} & {"img", "script", "iframe", "link", "form"} == set()
    assert [one for one in leads if one and HOST in one] == []
