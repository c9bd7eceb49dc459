"""Figures kept by what they draw, since building one costs several times what sending it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import plotly.graph_objects as go
import streamlit as st

from followup.ui import resources

# Of so many figures, of all readers together.
MOST: Final = 128

P = ParamSpec("P")


def kept(build: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """``build``, run once for the same arguments.

    For what is drawn from its arguments and the texts alone. Their whole content is the key: an
    act that changes nothing drawn leaves the figure as it was, and none can leave it stale. The
    theme is no part of it, for the browser sets it. Sessions that
    see the same share the figure: never change it.
    """

    @wraps(build)
    def asked(*args: P.args, **kwargs: P.kwargs) -> go.Figure:
        content = repr((args, sorted(kwargs.items())))
        home = resources.state_key()
        return _kept(home, build.__qualname__, content, lambda: build(*args, **kwargs))

    return asked


@st.cache_resource(max_entries=MOST, show_spinner=False)
def _kept(home: str, name: str, content: str, _build: Callable[[], go.Figure]) -> go.Figure:
    del home, name, content  # they are the key
    return _build()
