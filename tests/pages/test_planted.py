"""What people and suppliers wrote stays text on every page, whatever it tries to be.

Every text of the sample world is made into an image, a tag and a colour. Fields that Streamlit
reads as Markdown may hold it with every sign escaped alone; fields it shows as they stand are
named below. A browser looks at the same pages in tests/e2e/test_proxy.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.pages import test_every_page as every
from tests.pages.conftest import opened
from tests.support import said
from tests.support.planted import HOST, plant
from tests.support.sample import copied

# What the browser writes as text: grids, lists to choose from, fields, code, names for the ear.
# A browser was shown all of it with planted texts in it.
AS_IT_STANDS = {
    "Dataframe.arrow_data.data", "Dataframe.arrow_data.styler.display_values",
    "Selectbox.options", "Selectbox.raw_value", "MultiSelect.options", "MultiSelect.raw_values",
    "TextInput.default", "TextArea.default", "Text.body", "Code.code_text",
    "Table.alt", "PlotlyChart.alt", "Dataframe.alt",
}  # fmt: skip
FIGURE = "PlotlyChart.spec"
# Names of widgets, and addresses that lead nowhere but here.
NEVER_SHOWN = re.compile(r"\.(id|form_id|key|query_string)$")
# An image, a link, a colour or an address that Markdown would act on.
ACTIVE = re.compile(rf"(?<!\\)(!\[p\]\(|:red\[)|http://{HOST}|<img[^>]*http:/")
# A figure reads tags alone, and its specification writes the sign so.
TAG = re.compile(r"\\u003c(?!br\\u003e|/?b\\u003e|\\u002fb\\u003e)")
# Every fifth page is opened every time, all places by make test-long.
EACH = 5


@pytest.fixture
def app(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    home = copied(sample_home, tmp_path / "kronoberg")
    assert plant(home) > 1_000
    yield opened(home, monkeypatch)
    st.cache_resource.clear()
    st.cache_data.clear()


def _shown(sent: Message, path: str) -> Iterator[tuple[str, str]]:
    for field, value in sent.ListFields():
        here = f"{path}.{field.name}"
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from _shown(one, here)
            elif isinstance(one, bytes):
                yield from ((here, cell) for cell in said._table(one, heading=True))
            elif isinstance(one, str):
                yield here, one


def _acts(app: AppTest) -> set[tuple[str, str]]:
    """Fields in which a planted text would do something, with what is in them."""
    sent = (getattr(node, "proto", None) for node in said._nodes(app._tree))
    fields = (f for one in sent if isinstance(one, Message)
              for f in _shown(one, one.DESCRIPTOR.name))  # fmt: skip
    return {
        (name, text[:300])
        for name, text in fields
        if name not in AS_IT_STANDS
        and not NEVER_SHOWN.search(name)
        and (TAG if name == FIGURE else ACTIVE).search(text)
    }


def _walk(app: AppTest, places: Iterable[every.Place]) -> None:
    wrong: list[str] = []
    for script, query in places:
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"pages/{script}.py").run()
        assert not app.exception, (script, query)
        wrong += [f"{script} {query} {name}: {text}" for name, text in _acts(app)]
    assert not wrong, "\n".join(wrong)


def test_planted_texts_do_nothing_on_some_pages(app: AppTest) -> None:
    app.run()
    _walk(app, [*every._places()][::EACH])


@pytest.mark.long
def test_planted_texts_do_nothing_on_any_page(app: AppTest) -> None:
    app.run()
    places = [*every._places(), *every._deep_places()]
    assert len(places) > 100
    _walk(app, places)
