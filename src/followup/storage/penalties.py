"""A clause's rule for penalty or bonus and a basis made by it, as text that gives back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.penalty import Excuse, Given, Item, PenaltyBasis, PenaltyRule

_RULE_AMOUNTS: Final = ("amount", "cap_units", "cap_amount")
_ITEM_AMOUNTS: Final = ("low", "high", "amount_low", "amount_high")


def written(rule: PenaltyRule | None) -> str | None:
    """A rule as it is stored; amounts as text, exactly."""
    return None if rule is None else json.dumps(asdict(rule), default=str, sort_keys=True)


def rule(kept: str | Mapping[str, Any]) -> PenaltyRule:
    """A rule from what was stored."""
    said = dict(json.loads(kept) if isinstance(kept, str) else kept)
    return PenaltyRule(**(said | _amounts(said, _RULE_AMOUNTS)))


def basis(kept: Mapping[str, Any]) -> PenaltyBasis:
    """A basis from what a step holds."""
    items = tuple(Item(**(one | _amounts(one, _ITEM_AMOUNTS))) for one in kept["items"])
    lines = {
        lang: tuple((label, words) for label, words in pairs)
        for lang, pairs in kept["lines"].items()
    }
    return PenaltyBasis(**{
        **kept, **_amounts(kept, ("low", "high")), "rule": rule(kept["rule"]), "items": items,
        "as_of": date.fromisoformat(kept["as_of"]), "lines": lines,
    })  # fmt: skip


def given(kept: Mapping[str, Any]) -> Given:
    """What people stated, from what a step holds."""
    told = kept["excuse"]
    excuse = told and Excuse(
        date.fromisoformat(told["start"]), date.fromisoformat(told["end"]), told["why"]
    )
    return Given(excuse or None, _amounts(kept, ("price",))["price"], kept["price_source"])


def _amounts(kept: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Decimal | None]:
    return {name: None if kept[name] is None else Decimal(kept[name]) for name in names}
