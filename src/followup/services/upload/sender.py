"""Which contract a file is about and who sent it, as far as the file itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services.installation import Installation
from followup.storage import contracts

# A shorter number, such as 12, stands in many files without being a contract's.
SHORTEST_NUMBER = 5

How = Literal["number", "name", "only"]


@dataclass(frozen=True, slots=True)
class Sender:
    """A contract, how it was found, and its reporter where the file names one of them.

    ``how``: the contract's number stands in the file or its name; a party's name stands there
    that no other contract has; or there is only this contract.
    """

    contract: str
    how: How
    reporter: str | None = None


def find_sender(installation: Installation, draft: Draft) -> Sender | None:
    """The one contract that a file's name, its titles and its sheets' names speak of, or None."""
    known = contracts.load(installation.database)
    return sender_among(known, (draft.file_name, *draft.titles))


def sender_among(known: Sequence[Contract], texts: Sequence[str]) -> Sender | None:
    """The one contract, and its reporter, that the texts speak of; None for none or several."""
    by_number = [c for c in known if _stands(c.number, texts, SHORTEST_NUMBER)]
    by_name = [c for c in by_number or known if any(_stands(n, texts) for n in _names(c))]
    ways: tuple[tuple[Sequence[Contract], How], ...]
    ways = (by_number, "number"), (by_name, "name"), (known, "only")
    for found, how in ways:
        if len(found) == 1:
            return Sender(found[0].number, how, _reporter(found[0], texts))
    return None


def contract_number(installation: Installation, draft: Draft) -> str:
    """The number of that contract; raises UserError ``choose_contract`` where there is none."""
    found = find_sender(installation, draft)
    if found is None:
        raise UserError("choose_contract", file=draft.file_name)
    return found.contract


def _names(contract: Contract) -> Iterable[str]:
    names = {contract.supplier or "", *(r.name for r in contract.reporters)}
    return names - {""}


def _reporter(contract: Contract, texts: Sequence[str]) -> str | None:
    named = {r.name for r in contract.reporters if _stands(r.name, texts)}
    return named.pop() if len(named) == 1 else None


def _stands(word: str, texts: Sequence[str], shortest: int = 1) -> bool:
    """Whether a text has a word that no letter or figure lengthens."""
    if len(word) < shortest:
        return False
    whole = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", re.IGNORECASE)
    return any(whole.search(text) for text in texts)
