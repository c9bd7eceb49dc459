"""The word lists and layouts that come with the package."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

# The C parser is ten times faster; a few hundred lines are read at every start.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_words(*path: str) -> dict[str, Any]:
    """A packaged YAML file whose every value is text, so that "no" and 2025-01 stay words."""
    text = files("followup.ingest").joinpath(*path).read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, _LOADER)  # noqa: S506 - it only makes text
    return data
