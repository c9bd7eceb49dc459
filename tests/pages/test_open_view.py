"""An edition of the open view: published by a decision, read by anybody, without private words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from followup.cli import main
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.services import installation
from followup.services.installation import Actor, Installation, now_utc
from followup.services.open_view import editions, guard
from followup.services.open_view.editions import Terms
from followup.settings import from_environment
from followup.storage import publications
from tests.pages.conftest import NAME, close_all, tables, texts
from tests.support.pages import page
from tests.support.sample import copied

GOALS = ("KRON_FBF_2030_CONTRACTS", "RK_FLEET_2023")
TODAY = date(2026, 2, 16)
TERMS = Terms("Region Kronoberg", "RS 12 § 34 (påhittat)", TODAY, "oppet@example.org")


@pytest.fixture(scope="module")
def published(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with one edition of two goals."""
    home = copied(sample_home, tmp_path_factory.mktemp("open") / "sample")
    with installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as own:
        told = editions.prepare(own, GOALS, TODAY)
        version = own.data_version
        with pytest.raises(UserError, match="publication_leak"):
            _publish(own, told, version, Terms(_supplier(own), "RS 1", TODAY, TERMS.contact))
        with pytest.raises(UserError, match="publication_contact"):
            _publish(own, told, version, Terms("R", "RS 1", TODAY, "javascript:alert(1)"))
        with pytest.raises(UserError, match="stale_publication"):
            _publish(own, told, version - 1, TERMS)
        assert _publish(own, told, version, TERMS) == "2026-1"
    return home


def _publish(own: Installation, told: tuple[editions.Open, ...], version: int, by: Terms) -> str:
    return editions.publish(own, told, version, GOALS, by, Actor(NAME), now_utc(), TODAY)


def _supplier(own: Installation) -> str:
    words = publications.private_words(own.database)
    return next(w for kind, w in words if kind == "supplier" and guard.is_telling(kind, w))


@pytest.fixture
def home(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FOLLOWUP_HOME", str(published))
    yield published
    close_all()


def test_nothing_private_stands_in_any_published_byte(home: Path, tmp_path: Path) -> None:
    packed = tmp_path / "open.zip"
    assert main(["export", "open-view", str(packed)]) == 0
    with zipfile.ZipFile(packed) as package:
        files = {name: package.read(name) for name in package.namelist()}
    with installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as own:
        words = publications.private_words(own.database)
    sums = dict(
        reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().split("\n") if line
    )
    assert sums == {name: sha256(content).hexdigest() for name, content in files.items()}
    assert set(files) == {
        "index.html", "da.html", "en.html", *(f"open-view-{lang}.pdf" for lang in LANGUAGES),
        "figures.csv", "figures.csv-metadata.json", "figures.json",
    }  # fmt: skip
    kinds = {kind for kind, word in words if guard.is_telling(kind, word)}
    assert {"vehicle", "supplier", "person", "file"} <= kinds
    for name, content in files.items():
        said = _said(name, content).casefold()
        assert "region kronoberg" in said or name.startswith("figures")
        found = [
            (kind, word)
            for kind, word in words
            if guard.is_telling(kind, word)
            and word.casefold() in said
            and re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", said)
        ]
        assert found == [], name
        assert NAME.casefold() not in said


def _said(name: str, content: bytes) -> str:
    if not name.endswith(".pdf"):
        return content.decode()
    read = PdfReader(io.BytesIO(content))
    return "\n".join(p.extract_text() for p in read.pages) + content.decode("latin-1")


def test_anybody_reads_the_edition_and_a_name_takes_it_back(home: Path) -> None:
    app = page("open_view")
    assert not app.exception
    said = texts(app)
    assert "Utgåva 2026-1" in said
    assert "RS 12 § 34 (påhittat)" in said
    assert "oppet" in said
    assert "goal/KRON_FBF_2030_CONTRACTS/latest" in tables(app)
    app.text_input(key="open_view_reason").set_value("Fel år i rubriken")
    app.button(key="open_view_take_back").click().run()
    assert not app.exception
    said = texts(app)
    assert "Ingen utgåva gäller nu." in said
    assert "Utgåva 2026-1, publicerad" not in said
    assert "Fel år i rubriken" in tables(app)
