"""What the audit says in words: faults of the chain, and what each kind of act did."""

from __future__ import annotations

import re
from typing import Final

from followup.i18n.text import has_text, t
from followup.storage.chain import Fault

# What the program calls a thing by, beside what people do.
_CODE: Final = re.compile(r"[a-z]+(?:_[a-z]+)*")


def fault(found: Fault, lang: str) -> str:
    """What is wrong, and in which act and table it was found."""
    table = found.table or ""
    return t(f"audit.fault.{found.code}", lang, act=found.act_id or 0, table=table)


def kind(code: str, lang: str) -> str:
    """What an act of a kind did; a kind without words of its own is said by its code."""
    key = f"audit.kind.{code}"
    return t(key, lang) if has_text(key) else code


def subject(text: str) -> str:
    """What an act was about: of several names put together those that people use."""
    parts = text.split("|")
    named = [part for part in parts if not _CODE.fullmatch(part)] if len(parts) > 1 else parts
    return " · ".join(named)
