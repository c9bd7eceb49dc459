"""Every text stands in every language, and every key the code names exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from followup.domain.finding import SEVERITY
from followup.i18n import glossary, text
from followup.ui import meaning
from tests.structure.code import PACKAGE, PAGES, ROOT, calls, modules, name, tree

FIELDS = re.compile(r"{([^{}]*)}")


@pytest.mark.parametrize("lang", [lang for lang in text.LANGUAGES if lang != text.MASTER])
def test_the_same_keys_as_the_master(lang: str) -> None:
    missing = text.keys(text.MASTER) - text.keys(lang)
    extra = text.keys(lang) - text.keys(text.MASTER)
    assert (sorted(missing), sorted(extra)) == ([], [])


@pytest.mark.parametrize("lang", text.LANGUAGES)
def test_the_same_parameters_as_the_master_and_nothing_empty(lang: str) -> None:
    master, other = (text._texts(code) for code in (text.MASTER, lang))
    wrong = [
        key
        for key, words in master.items()
        if set(FIELDS.findall(words)) != set(FIELDS.findall(other.get(key, words)))
        or not other.get(key, words).strip()
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", text.LANGUAGES)
def test_no_key_stands_twice_in_a_file(lang: str) -> None:
    source = (PACKAGE / "i18n" / f"{lang}.yaml").read_text(encoding="utf-8")
    twice: list[str] = []

    def look(node: yaml.Node, above: str) -> None:
        if isinstance(node, yaml.MappingNode):
            count = Counter(key.value for key, _ in node.value)
            twice.extend(f"{above}{key}" for key, times in count.items() if times > 1)
            for key, value in node.value:
                look(value, f"{above}{key.value}.")

    look(yaml.compose(source), "")
    assert twice == []


def _exists(key: ast.expr) -> bool:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return text.has_text(key.value)
    if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
        start = str(key.values[0].value)
        return any(known.startswith(start) for known in text.keys(text.MASTER))
    return True


def test_every_key_the_code_asks_for_exists() -> None:
    found = [
        f"{name(path)}:{call.lineno} {ast.unparse(call.args[0])}"
        for path in modules()
        for called, call in calls(path)
        if called in {"t", "say"} and call.args and not _exists(call.args[0])
    ]
    assert found == []


def test_every_key_named_in_the_skin_exists() -> None:
    sections = {key.split(".")[0] for key in text.keys(text.MASTER)}
    pattern = re.compile(rf"({'|'.join(sorted(sections))})\.[a-z0-9_.]+")
    found = [
        f"{name(path)}:{node.lineno} {node.value}"
        for path in modules(PACKAGE / "ui", PAGES, ROOT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if pattern.fullmatch(node.value) and not node.value.endswith((".", "_", ".py"))
        if not text.has_text(node.value) and not _is_section(node.value)
    ]
    assert found == []


def _is_section(key: str) -> bool:
    return any(known.startswith(f"{key}.") for known in text.keys(text.MASTER))


def _user_error_codes(path: Path) -> list[tuple[str, int]]:
    return [
        (str(call.args[0].value), call.lineno)
        for called, call in calls(path)
        if called == "UserError" and call.args and isinstance(call.args[0], ast.Constant)
    ]


def test_every_user_error_has_words() -> None:
    found = [
        f"{name(path)}:{line} error.{code}"
        for path in modules()
        for code, line in _user_error_codes(path)
        if not text.has_text(f"error.{code}")
    ]
    assert found == []


def test_every_word_of_the_help_stands_in_the_glossary() -> None:
    known = {entry.code for entry in glossary.entries()}
    asked = {
        str(call.args[0].value)
        for path in modules(PACKAGE / "ui", PAGES)
        for called, call in calls(path)
        if called == "help_for" and call.args and isinstance(call.args[0], ast.Constant)
    }
    assert asked | {code for codes in meaning.PLACES.values() for code in codes} <= known
    places = {
        str(call.args[0].value)
        for path in modules(PACKAGE / "ui", PAGES)
        for called, call in calls(path)
        if called == "explain" and call.args and isinstance(call.args[0], ast.Constant)
    }
    assert places == set(meaning.PLACES)


def test_every_finding_has_words() -> None:
    assert [code for code in sorted(SEVERITY) if not text.has_text(f"finding.{code}")] == []


def test_every_refusal_has_words() -> None:
    found = [
        f"{name(path)}:{call.lineno} refusal.{code.value}"
        for path in modules()
        for called, call in calls(path)
        if called in {"Refused", "Refusal", "refuse"} and call.args
        if isinstance(code := call.args[0], ast.Constant)
        if not text.has_text(f"refusal.{code.value}")
    ]
    assert found == []


def test_streamlits_words_are_put_into_other_words() -> None:
    own = [key for key in text.keys("en") if key.startswith("streamlit.")]
    same = [key for key in own for lang in ("sv", "da") if text.t(key, lang) == text.t(key, "en")]
    assert own
    assert same == []
