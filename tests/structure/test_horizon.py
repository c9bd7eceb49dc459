"""Every query of storage leaves out what was done after the act horizon."""

from __future__ import annotations

import re
from pathlib import Path

from followup import storage

# Tables in which an act is told by its row in another table that the horizon has been put to.
OF_AN_ACT = {
    "act",
    "division_part",
    "reporter",
    "contract_extension",
    "contract_buyer",
    "spot_check_row",
}
# Mentions that need no horizon: what takes in a new report or contract is done today, a calendar's
# link is no figure, and a case or a contract is told by its step or clause of the same act. What
# may never be published is known whatever day is looked at.
NEEDLESS = {
    "alone.sql": 1, "outlived.sql": 2, "copies.sql": 1, "held.sql": 1, "contracts.py": 1,
    "submissions.py": 1,
    # A file of an erasure, and the seals it set, are told with it.
    "retention.py": 2,
    "private_words.sql": 10, "plans.py": 2, "deviations.sql": 1, "requirement_versions.py": 1,
    # Whose a row is does not change with the day; what reads it leaves out later acts.
    "scopes.py": 13,
    # A number to keep answers by, and no answer.
    "verdict_version.sql": 10,
}  # fmt: skip


def test_no_query_forgets_the_horizon() -> None:
    folder = Path(storage.__file__).parent
    texts = [*folder.glob("*.py"), *folder.glob("sql/*/*.sql")]
    made = _made()
    assert {"contract", "submission", "goal"} <= set(made)
    forgotten = []
    for path in texts:
        if path.parent.name == "migrations":
            continue
        text = path.read_text()
        read = _read(text)
        rows_of_acts = [t for t in read if t in made and t not in OF_AN_ACT]
        told = text.count("getvariable('horizon')") + NEEDLESS.get(path.name, 0)
        if len(rows_of_acts) > told:
            forgotten.append((path.name, rows_of_acts))
    assert forgotten == []


def test_a_verdict_is_made_anew_after_every_act_it_may_rest_on() -> None:
    sql = Path(storage.__file__).parent / "sql"
    judged = [*sql.glob("views/*.sql"), *sql.glob("parts/*.sql"), *sql.glob("measures/*.sql"),
              sql / "queries" / "coverage.sql"]  # fmt: skip
    read = {t for path in judged for t in _read(path.read_text())} - OF_AN_ACT
    counted = set(_read((sql / "queries" / "verdict_version.sql").read_text()))
    assert {"submission", "contract", "exemption"} <= read
    assert read & _made() <= counted, "an act of these changes verdicts: add to verdict_version.sql"


def _read(text: str) -> list[str]:
    return re.findall(r"(?:FROM|JOIN) own\.(\w+)", text)


def _made() -> set[str]:
    """The tables whose rows carry the act that wrote them."""
    folder = Path(storage.__file__).parent / "sql" / "migrations"
    migrations = "".join(p.read_text() for p in folder.glob("*.sql"))
    return set(re.findall(r"CREATE TABLE (\w+) \(\s*act_id", migrations))
