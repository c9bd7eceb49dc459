"""Which contracts may be named to the people of another: one buyer's data is not another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from followup.domain.parties import Contract, buyer_key
from followup.services.installation import Installation
from followup.storage import contracts


def named_to(every: Iterable[Contract], number: str) -> frozenset[str]:
    """Numbers of the contracts that may be named where a contract is spoken of, itself among them.

    Another contract may be when every buyer of this one buys there too; one without buyers is
    named to nobody.
    """
    return _named({c.number: frozenset(buyer_key(b.name) for b in c.buyers) for c in every}, number)


def may_name(installation: Installation, number: str) -> frozenset[str]:
    """``named_to`` over all contracts of an installation."""
    return _named(contracts.buyers(installation.database), number)


def _named(known: Mapping[str, frozenset[str]], number: str) -> frozenset[str]:
    own = known.get(number, frozenset())
    if not own:
        return frozenset({number})
    return frozenset({number} | {n for n, buyers in known.items() if own <= buyers})
