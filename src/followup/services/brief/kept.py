"""Frozen values as JSON and back: figures and documents, as they stood when they were stored.

Amounts are text, exactly as they were; a block of a document says its kind.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from followup.domain.figure import Figure
from followup.render import document as blocks
from followup.render.document import Block, Document

Found = TypeVar("Found")
KIND: Final = "block"
_KINDS: Final[Mapping[str, type]] = {kind.__name__: kind for kind in typing.get_args(Block)}


def figures_to_text(found: Iterable[Figure]) -> str:
    """Figures as JSON."""
    return json.dumps([plain(each) for each in found], ensure_ascii=False)


def figures_of(text: str) -> tuple[Figure, ...]:
    """Figures as they were kept."""
    return tuple(_read(Figure, each) for each in json.loads(text))


def document_to_text(document: Document) -> str:
    """A document as JSON."""
    return json.dumps(plain(document), ensure_ascii=False)


def document_of(text: str) -> Document:
    """A document as it was kept."""
    kept = json.loads(text)
    told: tuple[Block, ...] = tuple(_read(_KINDS[each[KIND]], each) for each in kept["blocks"])
    return Document(
        kept["title"], kept["lang"], date.fromisoformat(kept["day"]), told, kept["footer"]
    )


def plain(value: Any) -> Any:
    """A value as JSON holds it: amounts and days as text."""
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        name = type(value).__name__
        return own | {KIND: name} if name in _KINDS else own
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: type[Found], kept: Mapping[str, Any]) -> Found:
    hints = typing.get_type_hints(kind, vars(blocks) | {"Decimal": Decimal, "date": date})
    return kind(**{name: _value(hints[name], kept[name]) for name in hints if name in kept})


def _value(hint: Any, kept: Any) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if kept is None:
        return None
    if typing.get_origin(hint) is tuple:
        return tuple(_value(typing.get_args(hint)[0], each) for each in kept)
    if hint is Decimal:
        return Decimal(kept)
    if hint is date:
        return date.fromisoformat(kept)
    return _read(hint, kept) if isinstance(hint, type) and is_dataclass(hint) else kept
