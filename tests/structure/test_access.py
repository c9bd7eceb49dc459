"""Who may see and do what: nothing that there is stands outside the tables."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

from followup.domain import access
from followup.ui.navigation import PAGES
from tests.structure.code import PACKAGE, calls, modules, name, tree

SERVICES = modules(PACKAGE / "services")


def test_every_page_says_which_roles_open_it() -> None:
    assert {page.script for page in PAGES} == set(access.PAGES)
    assert all(access.PAGES.values())
    assert access.opens(None, "deviations")
    assert not access.opens("viewer", "no such page")


def test_every_kind_of_act_says_which_roles_take_it() -> None:
    found = {kind: name(path) for path in SERVICES for kind in _kinds(path)}
    assert len(found) > 50
    assert [(k, where) for k, where in found.items() if not _stands(k)] == []
    assert [k for k in access.ACTS if not any(re.fullmatch(f, k) for f in found)] == []
    assert all(access.ACTS.values())
    assert not access.may("administrator", "no such act")


def _stands(form: str) -> bool:
    return any(re.fullmatch(form, kind) for kind in access.ACTS)


def _kinds(path: Path) -> set[str]:
    """The kinds of the acts that a module makes; what is put together as a pattern."""
    found: set[str] = set()
    functions = [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]
    for called, call in calls(path):
        if called != "Act":
            continue
        kind = call.args[1]
        if isinstance(kind, ast.Name) and kind.id == "kind":
            inside = min((f for f in functions if f.lineno < call.lineno <= (f.end_lineno or 0)),
                         key=lambda f: (f.end_lineno or 0) - f.lineno)  # fmt: skip
            found |= _given(path, inside)
        else:
            found |= _said(path, kind)
    return found


def _given(path: Path, function: ast.FunctionDef) -> set[str]:
    """What the module's own calls, and the parameter's default, give as ``kind``."""
    names = [arg.arg for arg in function.args.args]
    place = names.index("kind")
    given: list[ast.expr] = []
    defaults = function.args.defaults
    if len(names) - place <= len(defaults):
        given.append(defaults[place - len(names)])
    for called, call in calls(path):
        if called == function.name and len(call.args) > place:
            given.append(call.args[place])
    assert given, f"{name(path)}: nobody says which kind"
    return {kind for node in given for kind in _said(path, node)}


def _said(path: Path, node: ast.expr) -> set[str]:
    """The kinds a word may be: itself, or both ends of a choice made before the call."""
    if isinstance(node, ast.Name) and node.id == "kind":
        chosen = [n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Assign)
                  and isinstance(n.targets[0], ast.Name) and n.targets[0].id == "kind"]  # fmt: skip
        return {kind for value in chosen for kind in _said(path, value)}
    if isinstance(node, ast.IfExp):
        return _said(path, node.body) | _said(path, node.orelse)
    return {_pattern(path, node)}


def _pattern(path: Path, node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(_pattern(path, part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        known = isinstance(node.value, ast.Name) and node.value.id.isupper()
        return _pattern(path, node.value) if known else r"\w+"
    module = importlib.import_module(f"followup.{'.'.join(path.relative_to(PACKAGE).parts)[:-3]}")
    return re.escape(str(getattr(module, ast.unparse(node))))
