"""Certificates are used once: the same number in another report is told, in another contract asked
about (rule 19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from followup.domain.finding import Finding
from followup.ingest.draft import Draft
from followup.ingest.words import key
from followup.services.installation import Installation
from followup.services.joint import naming
from followup.services.upload.destination import Destination
from followup.storage import certificates, database
from followup.storage.database import Database


def held_elsewhere(
    installation: Installation, contract: str, facts: pa.Table, superseded: Sequence[str]
) -> tuple[Finding, ...]:
    """A note at each certificate whose number another report of the contract already holds."""
    held = _held(installation.database, superseded)
    return tuple(
        _finding("certificate_elsewhere", row, {"file": file})
        for row in facts.to_pylist()
        if row["certificate_number"]
        and (file := held.get(key(row["certificate_number"]), {}).get(contract))
    )


def claimed_elsewhere(
    installation: Installation, draft: Draft, wheres: Sequence[Destination]
) -> Iterator[Finding]:
    """A question at each certificate of the draft that another contract has used.

    That contract is named only where it may be; of another buyer's nothing is told.
    """
    facts = draft.facts.get("certificate")
    if facts is None:
        return
    own = wheres[0].contract
    named = naming.may_name(installation, own)
    held = _held(database.whole(installation.database), ())
    for row in facts.to_pylist():
        number = row["certificate_number"]
        others = set(held.get(key(number), ())) - {own} if number else set()
        if others:
            known = sorted(others & named)
            code = "certificate_in_two_contracts" if known else "certificate_with_other_buyer"
            params = {"certificate": number} | ({"contract": known[0]} if known else {})
            yield _finding(code, row, params)


def _held(known: Database, superseded: Sequence[str]) -> dict[str, dict[str, str]]:
    """The file of each contract that holds each certificate, however its number is spelled."""
    found: dict[str, dict[str, str]] = {}
    for number, files in certificates.holders(known, superseded).items():
        found[key(number)] = {**files, **found.get(key(number), {})}
    return found


def _finding(code: str, row: Mapping[str, Any], params: Mapping[str, str]) -> Finding:
    number = row["certificate_number"]
    return Finding(code, row["sheet"], row["row"], row["column"], number, params)
