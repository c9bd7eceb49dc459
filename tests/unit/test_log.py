"""The log: JSON lines with ids, and nothing that somebody wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from followup.errors import UserError
from followup.storage import acts, chain
from followup.storage.acts import Act
from followup.ui.log import JsonLines
from tests.support.reference import fixed_tables
from tests.support.world import clause, close_world, open_world

NOW = datetime.fromisoformat("2026-11-22T12:00:00")
SECRETS = ("HEMLIG AB", "ABC123", "rapport-hemlig.xlsx", "Kim Exempel", "RK-HEMLIG")


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("followup")
    monkeypatch.setattr(logger, "handlers", [handler])
    before = logger.level
    # Not by hand: loggers below it remember what they were told.
    logger.setLevel(logging.INFO)
    yield out
    logger.setLevel(before)


def test_an_act_and_a_fault_are_logged_without_a_word_of_what_was_written(
    tmp_path: Path, lines: io.StringIO
) -> None:
    made = open_world(tmp_path, fixed_tables())
    made.sign(clause())
    database = made.installation.database
    told = {"supplier": "HEMLIG AB", "plate": "ABC123", "file": "rapport-hemlig.xlsx"}
    act = Act("Kim Exempel", "submit", "RK-HEMLIG", NOW, told)
    acts.commit(database, act, lambda _own, _act_id: None)

    def refuse(_own: acts.Cursor, _act_id: int) -> None:
        raise UserError("file_missing", file="rapport-hemlig.xlsx")

    with pytest.raises(UserError):
        acts.commit(database, act, refuse)
    try:
        raise ValueError("ABC123 HEMLIG AB")
    except ValueError:
        logging.getLogger("followup").exception("bug %s on page %s", "a1b2", "avtal")
    written = lines.getvalue()
    signed, done, refused, bug = map(json.loads, written.splitlines())
    assert [signed["action"], done["action"]] == ["test", "submit"]
    assert (done["outcome"], done["object"], done["head"]) == ("done", *chain.head(database))
    assert (refused["outcome"], refused["object"]) == ("file_missing", None)
    assert (bug["error"], bug["text"]) == ("ValueError", "bug a1b2 on page avtal")
    assert len({one["id"] for one in (signed, done, refused, bug)}) == 4
    assert [word for word in SECRETS if word in written] == []
    close_world(made)
