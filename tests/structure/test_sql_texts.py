"""What is sent to the database is the program's own words, never put together from values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.structure.code import PACKAGE, modules, name, tree

# What takes SQL: the words of a statement, a condition, an order.
RUNS_SQL = {"execute", "executescript", "sql", "query", "filter", "project", "aggregate", "order",
            "create_view", "from_query"}  # fmt: skip
# Of all modules these alone put statements together, and of what: names of our own files and
# tables, folders by their paths with every quote doubled, days and whole numbers. DuckDB binds no
# parameters there.
MAY_BUILD = {
    "src/followup/storage/catalogues.py": {"lay_out", "lay_out_limited", "create_views",
                                           "_schemas"},
    "src/followup/storage/attach.py": {"_attach"},
    "src/followup/storage/lake.py": {"attach", "_locked"},
    "src/followup/storage/database.py": {"look", "_seen", "open_database", "cursor"},
    "src/followup/storage/erasing.py": {"_do", "_values", "_acts"},
    "src/followup/storage/migrations.py": {"migrate"},
    "src/followup/storage/copies.py": {"copy_store", "opened_copy", "write_anew"},
    "src/followup/storage/renewal.py": {"_rows"},
    "src/followup/storage/replay.py": {"play"},
    "src/followup/storage/transfer.py": {"fill", "_exchange"},
    "src/followup/storage/editions.py": {"add"},
    "src/followup/storage/frames.py": {"read"},
    "src/followup/storage/logical_hash.py": {"_contents"},
    "src/followup/storage/reference_tables.py": {"load_reference"},
    "src/followup/storage/succession.py": {"takes_over"},
    "src/followup/storage/seals.py": {"of", "everything"},
}  # fmt: skip
KNOWN_TEXTS = {"text"}


def test_sql_is_never_put_together_from_values() -> None:
    found = []
    for path in modules(PACKAGE / "storage"):
        for function, call in _statements(path):
            allowed = function in MAY_BUILD.get(name(path), ())
            if not allowed and not Words(path, function).are_ours(call.args[0]):
                found.append(f"{name(path)}:{call.lineno} {ast.unparse(call.args[0])[:80]}")
    assert found == []


def test_nothing_outside_storage_speaks_sql() -> None:
    spoken = {"execute", "executescript", "sql", "from_query", "create_view"}
    found = [
        f"{name(path)}:{call.lineno}"
        for path in modules()
        if PACKAGE / "storage" not in path.parents
        for _, call in _statements(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in spoken
    ]
    assert found == []


@pytest.mark.parametrize(
    ("body", "is_ours"),
    [
        ("own.sql('SELECT 1')", True),
        ("own.sql(QUERY)", True),
        ("own.sql(text('queries', kind) + QUERY)", True),
        ("own.sql(TABLES[kind])", True),
        ("own.sql(kind)", False),
        ("own.sql(f'SELECT {kind}')", False),
        ("own.sql('SELECT ' + kind)", False),
        ("own.sql('SELECT %s' % kind)", False),
        ("own.sql('SELECT {}'.format(kind))", False),
        ("own.sql(QUERY.replace('1', kind))", False),
        ("made = QUERY; made += kind; own.sql(made)", False),
        ("made = f'{kind}'; own.table('act').filter(made)", False),
        ("own.sql(', '.join(name for name in kind))", False),
    ],
)
def test_words_put_together_are_found(tmp_path: Path, body: str, is_ours: bool) -> None:
    path = tmp_path / "module.py"
    given = "QUERY = 'SELECT 1'\nTABLES = {'a': QUERY}\ndef look(own, kind):\n    "
    path.write_text(given + body, encoding="utf-8")
    ((inside, call),) = _statements(path)
    assert Words(path, inside).are_ours(call.args[0]) is is_ours


def _statements(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call that takes SQL, with the name of the function it stands in."""
    for outer in tree(path).body:
        inside = getattr(outer, "name", "")
        for node in ast.walk(outer):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in RUNS_SQL
                and node.args
                # Arrow's tables have an aggregate of their own, which takes a list.
                and not isinstance(node.args[0], ast.List)
            ):
                yield inside, node


class Words:
    """Whether an expression in a function can only be words of the program's own."""

    def __init__(self, path: Path, function: str) -> None:
        self.path = path
        self.function = function

    def are_ours(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=parts):
                return all(map(self.are_ours, parts))
            case ast.FormattedValue(value=one) | ast.Compare(left=one):
                return self.are_ours(one)
            case ast.BinOp(left=left, right=right, op=ast.Add() | ast.BitAnd()):
                return self.are_ours(left) and self.are_ours(right)
            case ast.IfExp(body=left, orelse=right):
                return self.are_ours(left) and self.are_ours(right)
            case ast.Name(id=called):
                given = _assigned(self.path, self.function, called)
                return all(map(self.are_ours, given)) if given else self._is_handed_ours(called)
            case ast.Subscript(value=table):
                return self._holds_ours(table)
            case ast.Call():
                return self._is_made_of_ours(node)
        return False

    def _is_made_of_ours(self, node: ast.Call) -> bool:
        match node.func, node.args:
            case ast.Name(id=called), _:
                return called in KNOWN_TEXTS or self._makes_ours(called)
            # Conditions of DuckDB's own making: a column by its name, values as they are.
            case ast.Attribute(attr="ColumnExpression"), [one]:
                return self.are_ours(one)
            case ast.Attribute(value=one, attr="isin"), _:
                return self.are_ours(one)
            case ast.Attribute(value=table, attr="get"), [_]:
                return self._holds_ours(table)
            case ast.Attribute(value=ast.Constant(), attr="join"), [ast.GeneratorExp(elt=one)]:
                return self.are_ours(one)
            case ast.Attribute(value=one, attr="replace"), [_, put]:
                return self.are_ours(one) and self.are_ours(put)
        return False

    def _holds_ours(self, table: ast.expr) -> bool:
        """A table of the module's own, every value of which is ours."""
        if not isinstance(table, ast.Name):
            return False
        given = [*_assigned(self.path, "", table.id)]
        return bool(given) and all(
            isinstance(one, ast.Dict) and all(map(self.are_ours, one.values)) for one in given
        )

    def _is_handed_ours(self, called: str) -> bool:
        """Whether every caller in the module hands a private function ours under a name."""
        made = next(n for n in tree(self.path).body if getattr(n, "name", "") == self.function)
        names = [one.arg for one in made.args.args] if isinstance(made, ast.FunctionDef) else []
        if called not in names or not self.function.startswith("_"):
            return False
        handed = []
        for outer in tree(self.path).body:
            for node in ast.walk(outer):
                if isinstance(node, ast.Call) and _is_named(node.func, self.function):
                    named = [k.value for k in node.keywords if k.arg == called]
                    given = (named or node.args[names.index(called) :])[0]
                    handed.append(Words(self.path, getattr(outer, "name", "")).are_ours(given))
        return bool(handed) and all(handed)

    def _makes_ours(self, called: str) -> bool:
        """A function of the module that gives back nothing but ours."""
        made = [n for n in tree(self.path).body
                if isinstance(n, ast.FunctionDef) and n.name == called]  # fmt: skip
        given = [n.value for one in made for n in ast.walk(one) if isinstance(n, ast.Return)]
        inside = Words(self.path, called)
        return bool(given) and all(one is not None and inside.are_ours(one) for one in given)


def _is_named(node: ast.expr, called: str) -> bool:
    return isinstance(node, ast.Name) and node.id == called


@cache
def _assigned(path: Path, function: str, called: str) -> tuple[ast.expr, ...]:
    """What a name is given in a function, else in the module; what is handed in is not known."""
    body = tree(path).body
    found: list[ast.expr] = []
    for outer in body:
        if getattr(outer, "name", None) == function:
            found += [value for node in ast.walk(outer) for value in _given(node, called)]
            if found:
                return tuple(found)
    return tuple(v for outer in body if not hasattr(outer, "name") for v in _given(outer, called))


def _given(node: ast.AST, called: str) -> Iterator[ast.expr]:
    match node:
        case ast.Assign(targets=[ast.Name(id=named)], value=value) if named == called:
            yield value
        case ast.AnnAssign(target=ast.Name(id=named), value=ast.expr() as value):
            if named == called:
                yield value
        case ast.AugAssign(target=ast.Name(id=named), value=value) if named == called:
            yield value
        case ast.For(target=ast.Name(id=named), iter=ast.Tuple(elts=values)) if named == called:
            yield from values
        case ast.comprehension(target=ast.Name(id=named), iter=ast.Tuple(elts=values)):
            yield from values if named == called else ()
