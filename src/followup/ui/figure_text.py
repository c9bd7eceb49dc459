"""What people wrote, made inert in figures: Plotly reads tags in every text it draws.

A link in a name would lead whoever clicks on an axis to another site. The tags that we write
ourselves, which can do nothing but break a line and make letters bold, stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import plotly.graph_objects as go

_FOREIGN: Final = re.compile(r"<(?!br>|/?b>)")
_AS_TEXT: Final = "&lt;"


def inert(figure: go.Figure) -> go.Figure:
    """The figure, with every tag that is not ours as text."""
    drawn = figure.to_plotly_json()
    # Nearly all are as they should be, and making a figure anew takes longest.
    if not any(map(_FOREIGN.search, _texts(drawn))):
        return figure
    return go.Figure(_as_text(drawn))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)


def _as_text(node: Any) -> Any:
    if isinstance(node, str):
        return _FOREIGN.sub(_AS_TEXT, node)
    if isinstance(node, dict):
        return {name: _as_text(value) for name, value in node.items()}
    if isinstance(node, list | tuple):
        return [_as_text(value) for value in node]
    return node
