"""Every query of storage leaves out what was done after the act horizon."""

from __future__ import annotations

import re
from pathlib import Path

from followup import storage

# Tables in which an act is told by its row in another table that the horizon has been put to.
OF_AN_ACT = {"act", "reporter", "contract_extension", "contract_buyer", "spot_check_row"}
# Mentions that need no horizon: what takes in a new report or contract is done today, a calendar's
# link is no figure, and a case or a contract is told by its step or clause of the same act. What
# may never be published is known whatever day is looked at.
NEEDLESS = {
    "alone.sql": 1, "outlived.sql": 2, "copies.sql": 1, "held.sql": 1, "contracts.py": 1,
    "submissions.py": 1,
    "private_words.sql": 10, "plans.py": 2, "deviations.sql": 1, "requirement_versions.py": 1,
}  # fmt: skip


def test_no_query_forgets_the_horizon() -> None:
    folder = Path(storage.__file__).parent
    texts = [*folder.glob("*.py"), *folder.glob("sql/*/*.sql")]
    migrations = "".join(p.read_text() for p in folder.glob("sql/migrations/*.sql"))
    made = re.findall(r"CREATE TABLE (\w+) \(\s*act_id", migrations)
    assert {"contract", "submission", "goal"} <= set(made)
    forgotten = []
    for path in texts:
        if path.parent.name == "migrations":
            continue
        text = path.read_text()
        read = re.findall(r"(?:FROM|JOIN) store\.main\.(\w+)", text)
        rows_of_acts = [t for t in read if t in made and t not in OF_AN_ACT]
        told = text.count("getvariable('horizon')") + NEEDLESS.get(path.name, 0)
        if len(rows_of_acts) > told:
            forgotten.append((path.name, rows_of_acts))
    assert forgotten == []
