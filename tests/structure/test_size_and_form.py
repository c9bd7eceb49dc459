"""Small enough to hold in the head, and free of the turns the house does without."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.structure.code import PACKAGE, PAGES, ROOT, calls, modules, name, tracked, tree

# A panic of the reader's derives from BaseException; in the child process it speaks of the file.
MAY_CATCH_ALL = {"src/followup/isolated.py"}


def test_modules_stay_short() -> None:
    limits = [(path, 80 if PAGES in path.parents else 300) for path in modules()]
    lengths = [(path, len(path.read_text(encoding="utf-8").splitlines()), m) for path, m in limits]
    assert [f"{name(p)}: {n} lines, limit {m}" for p, n, m in lengths if n > m] == []


def test_functions_stay_short() -> None:
    found = []
    for path in modules(PACKAGE):
        if PACKAGE / "ui" in path.parents:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 40:
                    found.append(f"{name(path)}:{node.lineno} {node.name}: {length} lines")
    assert found == []


@pytest.mark.parametrize(
    "pattern",
    [
        "unsafe_allow" + "_html",
        "execute" + "many",
        r"\.fillna" + r"\(0",
        r"\.apply" + r"\(",
    ],
)
def test_turns_the_house_does_without(pattern: str) -> None:
    found = []
    for path in modules():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{name(path)}:{number} {line.strip()}")
    assert found == []


def test_an_error_is_never_swallowed() -> None:
    found = []
    for path in modules(PACKAGE, PAGES):
        for node in ast.walk(tree(path)) if name(path) not in MAY_CATCH_ALL else ():
            if isinstance(node, ast.ExceptHandler) and _catches_all(node):
                raises = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(node))
                if not raises:
                    found.append(f"{name(path)}:{node.lineno}")
    # app.py holds the one handler for bugs.
    assert found == []


def _catches_all(node: ast.ExceptHandler) -> bool:
    caught = {"BaseException"} if node.type is None else set(ast.unparse(node.type).split(", "))
    return bool({word.strip("()") for word in caught} & {"Exception", "BaseException"})


def test_html_is_written_in_the_theme_alone() -> None:
    found = [
        f"{name(path)}:{call.lineno}"
        for path in modules()
        if name(path) != "src/followup/ui/theme.py"
        for called, call in calls(path)
        if called in {"html", "iframe", "v1", "declare_component"}
    ]
    assert found == []


def test_sql_files_say_what_one_row_is() -> None:
    files = sorted((PACKAGE / "storage" / "sql").glob("*/*.sql"))
    asked = [path for path in files if path.parent.name != "migrations"]
    wrong = [
        name(path)
        for path in asked
        if not path.read_text(encoding="utf-8").lower().startswith("-- one row per")
    ]
    assert wrong == []


def test_no_path_of_one_machine() -> None:
    homes = re.compile(rb"/(?:home|Users|root|work|tmp/plan)" + rb"/[A-Za-z0-9._-]+|C:\\Users\\")
    skipped = {".xlsx", ".png", ".pdf", ".pptx", ".zip"}
    found = [
        f"{name(path)}: {match.group().decode()}"
        for path in tracked()
        if path.suffix not in skipped
        for match in [homes.search(Path(path).read_bytes())]
        if match
    ]
    assert found == []


def test_app_is_a_thin_door() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 60
