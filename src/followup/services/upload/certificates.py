"""Certificates are used once: the same number in another report is told (rule 19)."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from followup.domain.finding import Finding
from followup.ingest.words import key
from followup.services.installation import Installation
from followup.storage import certificates


def held_elsewhere(
    installation: Installation, facts: pa.Table, superseded: Sequence[str]
) -> tuple[Finding, ...]:
    """A finding at each certificate whose number another report in force already holds."""
    held = {key(n): f for n, f in certificates.holders(installation.database, superseded).items()}
    return tuple(
        Finding(
            "certificate_elsewhere", row["sheet"], row["row"], row["column"],
            row["certificate_number"], {"file": held[key(row["certificate_number"])]},
        )
        for row in facts.to_pylist()
        if row["certificate_number"] and key(row["certificate_number"]) in held
    )  # fmt: skip
