"""Whether words take the place of earlier ones that their writer does not see."""

from __future__ import annotations

from typing import Final

import duckdb

from followup.storage.scopes import rule

# A word that takes the place of an earlier one, by the name of what both speak of.
_SUCCEEDS: Final = {
    "avoided_purchase": "identifier", "contract": "contract", "cost_comparison": "comparison",
    "deviation": "deviation", "energy_saving": "identifier", "network_entry": "entry",
    "tender_assessment": "identifier",
}  # fmt: skip
_SUCCEEDED: Final = """
    SELECT 1 FROM store.main.{table} WHERE act_id < $act_id AND NOT coalesce(({rule}), FALSE)
        AND {key} IN (SELECT {key} FROM store.main.{table} WHERE act_id = $act_id)
"""


def takes_over(own: duckdb.DuckDBPyConnection, act_id: int) -> bool:
    """Whether an act's rows take the place of some that the cursor did not see before it."""
    asked = " UNION ALL ".join(
        _SUCCEEDED.format(table=table, key=key, rule=rule(table))
        for table, key in _SUCCEEDS.items()
    )
    return own.execute(asked, {"act_id": act_id}).fetchone() is not None
