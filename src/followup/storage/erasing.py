"""What an erasure does to each table: words go, numbers become signs, amounts and days stay.

A registration number becomes the same sign wherever the contract names it, so that what counts
vehicles counts as before; nobody keeps which sign was which. A word of the file that was understood
becomes the code that it was understood as.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from followup.domain.org_number import is_sole_trader
from followup.domain.retention import ERASED
from followup.storage import seals
from followup.storage.acts import Cursor
from followup.storage.erasable import (
    CHANGED,
    NUMBERS,
    OF_CASE,
    OF_CONTRACT,
    OF_REPORT,
    ORG_NUMBERS,
    PLACE,
    REMOVED,
    SIGNS,
    STEP_WORDS,
)

# Of an act's own detail these strings stay: what names things by number, day or code.
_NAMING: Final = frozenset({
    "contract", "contracts", "submission", "submissions", "sha256", "requirement", "kind", "step",
    "day", "period", "periods", "rule", "report_type", "outcome", "scope", "deviation",
    "known_from", "today", "valid_from", "decided", "state", "words_sha256",
})  # fmt: skip
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_CODE: Final = re.compile(r"[a-z][a-z_0-9]*")
_SHORTEST: Final = 4  # a sign that is looked for inside of texts


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What was changed: rows by table, and the earlier acts and tables to be sealed anew."""

    rows: Mapping[str, int]
    touched: tuple[tuple[int, str], ...]


def scrub(own: Cursor, act_id: int, contract: str) -> Scrubbed:
    """Erase what the contract's rows say of vehicles and persons, within the caller's transaction.

    ``act_id`` is the erasing act's: signs are named after it. Seals and tombstone are the caller's.
    """
    acts = _acts(own, contract)
    signs = _signs(own, act_id, contract)
    details = own.execute(
        "SELECT DISTINCT detail FROM store.main.act WHERE list_contains($acts, act_id)",
        {"acts": acts},
    ).fetchall()
    told = {text: _told(text) for (text,) in details}
    new = {**signs, **told}
    own.execute("SET VARIABLE erased = map(?::VARCHAR[], ?::VARCHAR[])", [[*new], [*new.values()]])
    rows: dict[str, int] = {}
    touched: list[tuple[int, str]] = []
    for table, (owned, columns) in CHANGED.items():
        differs = " OR ".join(f'"{c}" IS DISTINCT FROM ({_to(c, e)})' for c, e in columns.items())
        put = ", ".join(f'"{c}" = {_to(c, e)}' for c, e in columns.items())
        _do(own, table, contract, f"{owned} AND ({differs})", f"SET {put}", rows, touched)
    for table, owned in REMOVED.items():
        _do(own, table, contract, owned, "", rows, touched)
    changed = [text for text, word in told.items() if text != word]
    found = own.execute(
        "SELECT act_id FROM store.main.act WHERE list_contains($acts, act_id) "
        "AND list_contains($changed, detail)", {"acts": acts, "changed": changed},
    ).fetchall()  # fmt: skip
    own.execute(
        "UPDATE store.main.act SET detail = getvariable('erased')[detail] "
        "WHERE list_contains($acts, act_id) AND list_contains($changed, detail)",
        {"acts": acts, "changed": changed},
    )
    rows[seals.DETAIL] = len(found)
    touched += [(number, seals.DETAIL) for (number,) in found]
    own.execute("RESET VARIABLE erased")
    return Scrubbed({t: n for t, n in rows.items() if n}, tuple(dict.fromkeys(touched)))


def files_of(own: Cursor, contract: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The originals of a contract by sha256: those it alone rests on, and those others do too.

    A contract that was erased rests on nothing any more.
    """
    found: dict[str, set[str]] = {}
    for number, name in own.execute(_RESTS_ON).fetchall():
        for sha in _HASH.findall(name):
            found.setdefault(sha, set()).add(number)
    gone = {number for (number,) in own.execute(_ERASED_CONTRACTS).fetchall()} | {contract}
    ours = sorted(sha for sha, numbers in found.items() if contract in numbers)
    kept = tuple(sha for sha in ours if found[sha] - gone)
    return tuple(sha for sha in ours if sha not in kept), kept


_RESTS_ON: Final = """
    SELECT contract, sha256 FROM store.main.submission
    UNION ALL SELECT contract, sha256 FROM store.main.nil_report WHERE sha256 IS NOT NULL
    UNION ALL
    SELECT s.contract, d.sha256 FROM store.main.disclosure AS d
    INNER JOIN store.main.submission AS s ON s.submission = d.submission
    UNION ALL
    SELECT d.contract, s.detail FROM store.main.deviation_step AS s
    INNER JOIN store.main.deviation AS d ON d.deviation = s.deviation
    WHERE contains(s.detail, '"attachments"')
"""
_ERASED_CONTRACTS: Final = "SELECT DISTINCT contract FROM store.main.erasure"


def _to(column: str, expression: str) -> str:
    return expression.replace("$column", f'"{column}"')


def _do(
    own: Cursor, table: str, contract: str, where: str, put: str, rows: dict[str, int],
    touched: list[tuple[int, str]],
) -> None:  # fmt: skip
    """Change rows of a table, or without ``put`` remove them; note how many and of which acts."""
    act = "act_id"
    if "act_id" not in own.table(f"store.main.{table}").columns:
        act = f"(SELECT act_id FROM store.main.submission AS s WHERE s.submission = {table}.submission)"  # noqa: S608,E501
    named = {"contract": contract}
    found = own.execute(
        f"SELECT {act}, count(*) FROM store.main.{table} WHERE {where} GROUP BY 1",  # noqa: S608
        named,
    ).fetchall()
    if found:
        verb = f"DELETE FROM store.main.{table}"  # noqa: S608
        if put:
            verb = f"UPDATE store.main.{table} {put}"
        own.execute(f"{verb} WHERE {where}", named)
    rows[table] = sum(count for _, count in found)
    touched += [(number, table) for number, _ in found]


def _signs(own: Cursor, act_id: int, contract: str) -> dict[str, str]:
    """What stands instead of each number and each word that nobody understood, and of each JSON.

    The signs are dealt in an order of chance, so that theirs tells nothing.
    """
    kinds: dict[str, set[str]] = {"word": set(), "number": set(), "org": set(), "step": set()}
    for table, (owned, columns) in CHANGED.items():
        for column, expression in columns.items():
            if "erased" in expression:
                values = _values(own, table, column, expression, owned, contract)
                kinds[_kind(column)] |= values
    order = sorted(kinds["word"] | kinds["number"])
    secrets.SystemRandom().shuffle(order)
    signs = {word: f"#{act_id}-{n}" for n, word in enumerate(order, 1)}
    named = {n: ERASED if is_sole_trader(n) else n for n in kinds["org"]}
    inside = {n: signs[n] for n in kinds["number"] if len(n) >= _SHORTEST}
    return {**signs, **named, **{text: _stepped(text, inside) for text in kinds["step"]}}


def _kind(column: str) -> str:
    if column in NUMBERS:
        return "number"
    if column in ORG_NUMBERS:
        return "org"
    return "step" if column == "detail" else "word"


def _values(
    own: Cursor, table: str, column: str, expression: str, owned: str, contract: str
) -> set[str]:
    shown = f'"{column}"'
    if expression == SIGNS:
        shown = f"unnest({shown})"
    elif expression == PLACE:
        shown = f"lower(trim({shown}))"
    found = own.execute(
        f"SELECT DISTINCT {shown} FROM store.main.{table} "  # noqa: S608
        f'WHERE "{column}" IS NOT NULL AND {owned}',
        {"contract": contract},
    ).fetchall()
    return {str(value) for (value,) in found}


def _acts(own: Cursor, contract: str) -> list[int]:
    """The acts that wrote a row of the contract, or were about it without one."""
    tables = [t for t, (owned, _) in CHANGED.items() if owned == OF_CONTRACT]
    asked = " UNION ".join(
        f"SELECT act_id FROM store.main.{table} WHERE {OF_CONTRACT}"  # noqa: S608
        for table in tables
    )
    step = f"SELECT act_id FROM store.main.deviation_step WHERE {OF_CASE}"  # noqa: S608
    given = f"SELECT act_id FROM store.main.secrecy_request WHERE {OF_REPORT}"  # noqa: S608
    out = f"SELECT act_id FROM store.main.disclosure WHERE {OF_REPORT}"  # noqa: S608
    bare = (
        "SELECT act_id FROM store.main.act "
        "WHERE detail ->> '$.contract' = $contract AND kind IN ('send_back', 'undo', 'undo_nil')"
    )
    found = own.execute(
        f"{asked} UNION {step} UNION {given} UNION {out} UNION {bare}", {"contract": contract}
    ).fetchall()
    return sorted(number for (number,) in found)


def _told(detail: str) -> str:
    """An act's own detail without the words people wrote, and without keys that are words."""
    return json.dumps(_named(json.loads(detail), ""), ensure_ascii=False, sort_keys=True)


def _named(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return {n if _CODE.fullmatch(n) else ERASED: _named(v, n) for n, v in value.items()}
    if isinstance(value, list):
        return [_named(one, key) for one in value]
    return ERASED if isinstance(value, str) and value and key not in _NAMING else value


def _stepped(detail: str, signs: Mapping[str, str]) -> str:
    """The detail of a step without who was written to, what was said and which vehicles."""
    cleared = json.dumps(_cleared(json.loads(detail), ""), ensure_ascii=False, sort_keys=True)
    return _without(cleared, signs)


def _cleared(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _cleared(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_cleared(one, key) for one in value]
    return ERASED if isinstance(value, str) and value and key in STEP_WORDS else value


def _without(text: str, signs: Mapping[str, str]) -> str:
    if not signs:
        return text
    longest = sorted(signs, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest)), lambda m: signs[m[0]], text)
