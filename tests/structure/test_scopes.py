"""No read and no table escapes the rules of who may see what."""

from __future__ import annotations

import ast
import re

import duckdb

from followup.storage import migrations, scopes
from followup.storage.catalogues import WHOLE
from tests.structure.code import PACKAGE, calls, modules, name, tree

# The write path and what keeps the store itself: heads and hashes, no rows of anybody's.
NAMES_THE_STORE = {
    "acts.py", "catalogues.py", "chain.py", "copies.py", "erasable.py", "erasing.py",
    "erasures.py", "frames.py", "fuel_month.sql", "fuel_vehicle_month.sql", "history.py",
    "logical_hash.py", "renewal.py", "replay.py", "retention.py", "scopes.py", "seals.py",
    "submissions.py", "succession.py", "summaries.py", "summarised.sql", "transfer.py",
    "wrong_numbers.py",
}  # fmt: skip
# Where a question looks beyond the scope of who asks, and why.
LOOKS_BEYOND = {
    "services/joint/claims.py": "a claim of one's own that another has too; the other is unnamed",
    "services/law/erase.py": "that no verdict of anybody's moves; only which would is told",
    "services/open_view/guard.py": "nobody's name may be published; only one's own text is shown",
    "services/upload/certificates.py": "a certificate used before; by whom is not told",
    "services/upload/destination.py": "rows handed in elsewhere; how many, and not where",
    "services/upload/plausibility.py": "a vehicle or receipt that another has; whose is not told",
}
# Queries that read past the views of the one who asks, and why.
READS_BEYOND = {"12_certificate_fact.sql": "whether a number was used before; by whom is not told"}


def test_every_table_of_the_store_has_a_rule() -> None:
    connection = duckdb.connect()
    migrations.migrate(connection)
    found = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert {table for (table,) in found} == set(scopes.RULES)


def test_reads_go_through_the_views_of_what_the_reader_may_see() -> None:
    folder = PACKAGE / "storage"
    texts = [*folder.glob("*.py"), *folder.glob("sql/*/*.sql")]
    found = {path.name for path in texts if re.search(r"\bstore\.(main\.)?\w", path.read_text())}
    assert found - NAMES_THE_STORE == set()


def test_a_look_beyond_the_scope_has_its_reason() -> None:
    found = {
        name(path)
        for path in modules()
        for called, call in calls(path)
        if called == "whole" and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name) and call.func.value.id == "database"
    }  # fmt: skip
    assert found == {f"src/followup/{path}" for path in LOOKS_BEYOND}


def test_a_query_that_reads_the_whole_store_has_its_reason() -> None:
    texts = (PACKAGE / "storage").glob("sql/*/*.sql")
    found = {path.name for path in texts if re.search(rf"\b{WHOLE}\.", path.read_text())}
    assert found == set(READS_BEYOND)


def test_what_all_sessions_share_is_kept_apart_by_who_sees_it() -> None:
    """``home`` is of the folder and the scope (ui/resources.state_key), alone, in a state of the
    data (``now``) or in a ``key`` made of one; ``here`` is a folder that is open with everything
    in it, and a checksum is of the program's own catalogue."""
    keys = {"home", "here", "now", "checksum", "key"}
    shared = [
        (f"{name(path)}:{function.name}", [arg.arg for arg in function.args.args])
        for path in modules(PACKAGE / "ui")
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        and any(_is_shared(decorator) for decorator in function.decorator_list)
    ]
    assert len(shared) > 50
    assert [at for at, given in shared if given and given[0] not in keys] == []


def _is_shared(decorator: ast.expr) -> bool:
    said = ast.unparse(decorator)
    return said.startswith("st.cache_") and "scope='session'" not in said
