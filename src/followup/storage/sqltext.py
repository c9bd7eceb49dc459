"""The SQL files of the package, by folder and name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def text(folder: str, name: str) -> str:
    """The text of ``sql/<folder>/<name>.sql``."""
    path = files("followup.storage") / "sql" / folder / f"{name}.sql"
    return path.read_text(encoding="utf-8")


def quoted(value: str) -> str:
    """A text as SQL writes one, where nothing can be bound."""
    return "'" + value.replace("'", "''") + "'"


@cache
def names(folder: str) -> tuple[str, ...]:
    """Names of the files in ``sql/<folder>``, in order, without their ending."""
    folder_path = files("followup.storage") / "sql" / folder
    return tuple(sorted(p.name[:-4] for p in folder_path.iterdir() if p.name.endswith(".sql")))
