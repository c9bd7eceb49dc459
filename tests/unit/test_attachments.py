"""Files of evidence: the same bytes back, whatever the name they came under."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from followup.domain.deviation import Attachment
from followup.errors import UserError
from followup.services.deviation import attachments
from followup.services.installation import Installation
from followup.storage import originals
from tests.support.world import settings

# An empty file, a program, a bomb that nobody opens, and bytes that are no text.
CONTENTS = (b"%PDF-1.7", b"MZ\x90\x00", b"PK\x03\x04" * 100, bytes(range(256)))


def installed(home: Path, most: int = 1000) -> Installation:
    chosen = settings(home)
    limits = replace(chosen.limits, attachment_bytes=most)
    return Installation(replace(chosen, limits=limits), None, None)  # type: ignore[arg-type]


def test_what_is_attached_comes_back_byte_for_byte_and_is_named_by_its_hash(tmp_path: Path) -> None:
    own = installed(tmp_path)
    names = ["faktura.pdf", "../../followup.duckdb", "C:\\Windows\\a.exe", "faktura.pdf"]
    kept = attachments.keep(own, list(zip(names, CONTENTS, strict=True)))
    assert kept == tuple(
        Attachment(sha256(content).hexdigest(), name)
        for name, content in zip(
            ["faktura.pdf", "followup.duckdb", "a.exe", "faktura.pdf"], CONTENTS, strict=True
        )
    )
    assert [originals.read(own.settings.originals, a.sha256) for a in kept] == list(CONTENTS)
    # Nothing was written anywhere but under the hashes.
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {f"originals/{a.sha256}" for a in kept}
    # The same bytes under another name are the same file.
    (again,) = attachments.keep(own, [("kvitto.pdf", CONTENTS[0])])
    assert again == Attachment(kept[0].sha256, "kvitto.pdf")
    (tmp_path / "originals" / kept[1].sha256).write_bytes(b"changed")
    with pytest.raises(UserError, match="original_damaged"):
        originals.read(own.settings.originals, kept[1].sha256)


def test_too_large_too_many_or_empty_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    own = installed(tmp_path, most=10)
    good = ("a.txt", b"0123456789")
    for files, code in (
        ([good, ("b.txt", b"0123456789+")], "attachment_too_large"),
        ([good, ("b.txt", b"")], "attachment_empty"),
        ([good] * (attachments.MOST_FILES + 1), "attachments_too_many"),
    ):
        with pytest.raises(UserError, match=code):
            attachments.keep(own, files)
    assert not (tmp_path / "originals").exists()
    attachments.keep(own, [good])


@given(st.text(max_size=200))
@example("../../etc/passwd")
@example("..\\..\\x")
@example("faktura\u202efdp.exe")
@example("a\r\nSet-Cookie: x=1.pdf")
@example("å" * 300 + ".pdf")
@example(".")
@example("CON<>|?*.txt")
def test_no_name_is_a_path_or_hides_what_it_is(name: str) -> None:
    shown = attachments.shown_name(name)
    assert shown
    assert shown not in (".", "..")
    assert PurePosixPath(shown).name == PureWindowsPath(shown).name == shown
    assert len(shown) <= attachments.MOST_SIGNS
    assert shown.isprintable()
    assert attachments.shown_name(shown) == shown
    if name == "å" * 300 + ".pdf":
        assert shown.endswith("å.pdf")
