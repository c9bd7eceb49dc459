"""Rows of a joint contract that must name their buyer and name none of the contract's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from followup.domain.finding import Finding
from followup.domain.parties import buyer_key
from followup.ingest.draft import Draft
from followup.rules.division import stretches
from followup.services.installation import Installation
from followup.services.upload.destination import Destination, contract_of
from followup.storage import divisions

_KINDS = {"fuel": "fuel_delivery", "activity": "activity"}


def unplaced(
    installation: Installation, draft: Draft, wheres: Sequence[Destination], today: date
) -> Iterator[Finding]:
    """A question at the first row of each unknown name, and at the first row without any.

    Asked only where rows divide the contract on some of the report's days. The amount counts in
    the whole contract; with each buyer it is unknown until the supplier has said whose it is.
    """
    for where in wheres:
        facts = draft.facts.get(_KINDS.get(where.report_type, ""))
        said = divisions.in_force(installation.database, today).get(where.contract, ())
        if facts is None or not said:
            continue
        contract = contract_of(installation, where.contract)
        if not any(s.by_row for s in stretches(contract, said, where.period)):
            continue
        known = {buyer_key(buyer.name) for buyer in contract.buyers}
        names = ("sheet", "row", "column", "buyer", "is_duplicate")
        rows = [r for r in facts.select(names).to_pylist() if not r["is_duplicate"]]
        yield from _asked([r for r in rows if buyer_key(r["buyer"] or "") not in known])


def _asked(rows: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    counts = Counter(row["buyer"] for row in rows)
    for name, count in counts.items():
        first = next(row for row in rows if row["buyer"] == name)
        params = {"rows": str(count)} | ({"buyer": name} if name else {})
        code = "buyer_unknown" if name else "buyer_not_named"
        yield Finding(code, first["sheet"], first["row"], first["column"], name, params)
