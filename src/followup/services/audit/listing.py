"""The acts to look through: sifted by contract, person, kind and days, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from followup.i18n.text import moment, t
from followup.render.list_workbook import Sheet, write_lists
from followup.services.audit import words
from followup.services.installation import Actor, Installation
from followup.storage import audit_log
from followup.storage.audit_log import Deed

COLUMNS: Final = ("act", "done_at", "who", "what", "subject", "contract")


def every(installation: Installation) -> tuple[Deed, ...]:
    """The acts that the reader may see, the newest first."""
    return audit_log.load(installation.database)


def contract_of(deed: Deed, contracts: frozenset[str]) -> str | None:
    """The contract an act is about: its report's, or the one that its subject names."""
    if deed.contract is not None:
        return deed.contract
    return deed.subject if deed.subject in contracts else None


def sifted(
    deeds: Sequence[Deed], contracts: frozenset[str], *, contract: str | None = None,
    person: str | None = None, kind: str | None = None, first: date | None = None,
    last: date | None = None,
) -> list[Deed]:  # fmt: skip
    """The acts that answer to everything asked; None asks nothing. Days are of UTC."""
    return [
        deed for deed in deeds
        if (contract is None or contract_of(deed, contracts) == contract)
        and (person is None or Actor.of(deed.actor).name == person)
        and (kind is None or deed.kind == kind)
        and (first is None or deed.done_at.date() >= first)
        and (last is None or deed.done_at.date() <= last)
    ]  # fmt: skip


def row(deed: Deed, contracts: frozenset[str], lang: str) -> dict[str, object]:
    """An act in words, by the names of COLUMNS."""
    return {
        "act": deed.act_id, "done_at": moment(deed.done_at, lang), "who": deed.actor,
        "what": words.kind(deed.kind, lang), "subject": words.subject(deed.subject),
        "contract": contract_of(deed, contracts),
    }  # fmt: skip


def workbook(deeds: Sequence[Deed], contracts: frozenset[str], note: str, lang: str) -> bytes:
    """One sheet with a row for each act."""
    headings = [t(f"audit.column.{name}", lang) for name in COLUMNS]
    rows = [[*row(deed, contracts, lang).values()] for deed in deeds]
    return write_lists([Sheet(t("audit.sheet", lang), note, headings, rows)])  # type: ignore[arg-type]
