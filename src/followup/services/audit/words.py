"""What the audit says in words: faults of the chain, and what each kind of act did."""

from __future__ import annotations

from followup.i18n.text import has_text, t
from followup.storage.chain import Fault


def fault(found: Fault, lang: str) -> str:
    """What is wrong, and in which act and table it was found."""
    table = found.table or ""
    return t(f"audit.fault.{found.code}", lang, act=found.act_id or 0, table=table)


def kind(code: str, lang: str) -> str:
    """What an act of a kind did; a kind without words of its own is said by its code."""
    key = f"audit.kind.{code}"
    return t(key, lang) if has_text(key) else code
