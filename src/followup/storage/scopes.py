"""What each table of the store shows of its rows to somebody who does not see everything.

The rules are put to every read at once, in the views ``own`` of the catalogue ``limited``; a
table without a rule shows nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import duckdb

from followup.domain import access
from followup.domain.access import Scope
from followup.domain.parties import buyer_key
from followup.storage import pseudonyms

_HAS: Final = "list_contains(getvariable('contracts'), $name)"
# Without limit there are no names to look for, and what nobody owns is seen too.
_OWNED: Final = (
    "(getvariable('organisations') IS NULL "
    "OR list_contains(getvariable('organisations'), lower(trim($name))))"
)
_WHOLE: Final = "getvariable('organisations') IS NULL"
CONTRACT: Final = _HAS.replace("$name", "contract")
SUBMISSION: Final = "submission IN (SELECT submission FROM own.submission)"
REPORTED: Final = "act_id IN (SELECT act_id FROM own.submission)"
ORGANISATION: Final = _OWNED.replace("$name", "organisation")
# What its owner has told everybody, and the register of goals and figures that all share.
PUBLISHED: Final = "TRUE"
# What keeps the store itself; nobody with a limit reads it.
SYSTEM: Final = "FALSE"
_OWN_OR_CONTRACT: Final = f"{ORGANISATION} OR {CONTRACT}"
_SPOT_CHECK: Final = "spot_check IN (SELECT spot_check FROM own.spot_check)"
_COMPARISON: Final = "act_id IN (SELECT act_id FROM own.cost_comparison)"
_CLAUSE: Final = "(act_id, requirement) IN (SELECT (act_id, requirement) FROM own.requirement)"
_MESSAGE: Final = """edition IN (
    SELECT p.edition FROM store.main.publication AS p WHERE $owned
)""".replace("$owned", _OWNED.replace("$name", "p.publisher"))
# A shared requirement's clause stands under its code; it is its owner's, who published it.
_SHARED: Final = "act_id IN (SELECT act_id FROM own.shared_requirement)"
_REQUIREMENT: Final = f"{CONTRACT} OR {_SHARED}"
# A good example is its owner's until its newest word is that it is published.
_EXAMPLE: Final = """state = 'published' AND entry IN (
    SELECT n.entry FROM store.main.network_entry AS n
    GROUP BY n.entry HAVING arg_max(n.state, n.act_id) = 'published'
)"""
_ENTRY: Final = f"{ORGANISATION} OR {_EXAMPLE}"
# Taken from another's control, a word names that contract too.
_BORROWED: Final = f"{CONTRACT} AND (of_contract IS NULL OR {_HAS.replace('$name', 'of_contract')})"
# A list drawn over several contracts weighs them all: it is read by who sees every one.
_DRAWN: Final = """(contract IS NULL OR list_contains(getvariable('contracts'), contract))
    AND list_has_all(
        getvariable('contracts'), coalesce(from_json(contracts, '["VARCHAR"]'), [contract])
    )"""
_SMALL: Final = f"CASE \"scope\" WHEN 'contract' THEN {_HAS} ELSE {_OWNED} END".replace(
    "$name", '"name"'
)

_BY: Final = {
    CONTRACT: (
        "contract contract_buyer contract_extension contract_score contract_subcontractor "
        "deviation division division_part double_claim_answer evidence_given exemption "
        "erasure follow_up_held index_adjustment index_clause nil_report procured_vehicle "
        "reminder_sent reporter submission"
    ),
    SUBMISSION: (
        "activity certificate declared_share finding food_waste fuel_delivery furniture machine "
        "packaging secrecy_request supersession vehicle disclosure fuel_month fuel_vehicle_month"
    ),
    ORGANISATION: "avoided_purchase cost_comparison retention_rule routine_section",
    _OWN_OR_CONTRACT: "energy_saving tender_assessment",
    PUBLISHED: (
        "goal goal_adoption goal_adoption_step goal_choice goal_point goal_step index_point "
        "own_figure publication publication_text publication_withdrawal series_point "
        "shared_requirement"
    ),
    SYSTEM: "access_request act_seal head membership migration person_block session_end",
    f"{CONTRACT} AND {_SPOT_CHECK}": "spot_check_row",
    _SPOT_CHECK: "spot_check_case spot_check_outcome spot_check_sent",
    _COMPARISON: "cost_alternative cost_input",
    _CLAUSE: "requirement_rule requirement_step",
    _REQUIREMENT: "requirement",
    _ENTRY: "network_entry",
    _MESSAGE: "wrong_number",
    _BORROWED: "borrowed_check",
    _DRAWN: "spot_check",
    _SMALL: "small_rule",
    # A meeting's paper adds up what its maker saw.
    f"{_WHOLE} OR list_has_all(getvariable('organisations'), organisations)": "brief",
    f"{CONTRACT} OR contract IS NULL AND {_WHOLE}": "calendar_link",
    "link IN (SELECT link FROM own.calendar_link)": "calendar_link_end",
    "deviation IN (SELECT deviation FROM own.deviation)": "deviation_step",
    "identifier IN (SELECT identifier FROM own.energy_saving)": "energy_measured",
    "nil_act_id IN (SELECT act_id FROM own.nil_report)": "nil_withdrawal",
    # Answers about a supplier's files stand with the report they were given for.
    REPORTED: "remembered",
    "message IN (SELECT act_id FROM own.wrong_number)": "wrong_number_answer",
    "act_id IN (SELECT act_id FROM own.disclosure)": "disclosure_column",
    "act_id IN (SELECT act_id FROM own.erasure)": "erased_file",
    "act_id IN (SELECT act_id FROM own.touched)": "act",
}
RULES: Final = {table: rule for rule, tables in _BY.items() for table in tables.split()}

# Tables whose rows tell whose an act is. What is left out here is only ever written beside a row
# of one of these, or is nobody's.
_TOUCHED: Final = (
    "contract", "submission", "exemption", "evidence_given", "deviation", "deviation_step",
    "nil_report", "nil_withdrawal", "division", "double_claim_answer", "borrowed_check",
    "follow_up_held", "reminder_sent", "routine_section", "calendar_link", "calendar_link_end",
    "procured_vehicle", "spot_check", "spot_check_sent", "spot_check_outcome", "spot_check_case",
    "index_clause", "index_adjustment", "cost_comparison", "energy_saving", "energy_measured",
    "avoided_purchase", "tender_assessment", "network_entry", "small_rule", "brief",
    "wrong_number", "wrong_number_answer", "goal", "goal_adoption", "goal_choice", "goal_point",
    "series_point", "index_point", "own_figure", "publication", "publication_withdrawal",
    "shared_requirement", "requirement", "supersession", "remembered", "secrecy_request",
    "disclosure", "retention_rule", "erasure",
)  # fmt: skip
# Columns that hold the number of a vehicle or machine, as it was read and as it was written.
_NUMBERS: Final = {
    "activity": ("vehicle_id", "vehicle_raw"),
    "exemption": ("vehicle_id",),
    "fuel_delivery": ("vehicle_id", "vehicle_raw"),
    "fuel_vehicle_month": ("vehicle_id",),
    "machine": ("machine_id",),
    "procured_vehicle": ("vehicle_id",),
    "spot_check_row": ("vehicle_id",),
    "vehicle": ("vehicle_id", "vehicle_raw"),
}
# Whose cells are kept as they were written.
_CELLS: Final = frozenset(_BY[SUBMISSION].split()) - {
    "disclosure", "finding", "fuel_month", "fuel_vehicle_month", "secrecy_request", "supersession"
}  # fmt: skip
# What names vehicles in words, and is not read without the right to their numbers.
_NUMBERED: Final = frozenset({
    "disclosure_column", "double_claim_answer", "finding", "remembered", "secrecy_request",
    "spot_check_row",
})  # fmt: skip
_VIEW: Final = 'CREATE VIEW own."{table}" AS SELECT {shown} FROM store.main."{table}" WHERE {rule}'
_SEEN: Final = """
    SELECT act_id, ({rule}) AS is_seen, ({owned}) AS is_own FROM store.main.{table}
"""
# The same of what stands with reports, so that few words are looked up and not every report.
_SEEN_BY_REPORT: Final = """
    SELECT x.act_id, ({rule}) AS is_seen, is_seen AS is_own
    FROM store.main.{table} AS x
    LEFT JOIN store.main.submission AS s ON s.{key} = x.{key}
"""
_REPORT_KEYS: Final = {SUBMISSION: "submission", REPORTED: "act_id"}
# What is told to everybody is still its owner's, to change and to say more of.
_OWNERS: Final = {
    "goal_adoption": ORGANISATION,
    "network_entry": ORGANISATION,
    "publication": _OWNED.replace("$name", "publisher"),
    "shared_requirement": ORGANISATION,
}
_VEHICLES: Final = "list_transform(vehicles, lambda v: own.pseudonym(v)) AS vehicles"
_PSEUDONYM: Final = """
    CREATE MACRO own.pseudonym(number) AS CASE
        WHEN getvariable('pseudonyms') IS NULL THEN number
        ELSE '#' || left(sha256(getvariable('pseudonyms') || number), 12) END
"""
_TOLD: Final = """
    CREATE VIEW own.act AS
    SELECT a.* REPLACE (
        CASE WHEN t.is_partly THEN a.actor ELSE '' END AS actor,
        CASE WHEN t.is_whole THEN a.subject ELSE '' END AS subject,
        CASE WHEN t.is_whole AND getvariable('pseudonyms') IS NULL THEN a.detail ELSE '{}' END
            AS detail
    )
    FROM store.main.act AS a
    INNER JOIN (
        SELECT
            act_id, bool_and(coalesce(is_own, FALSE)) AS is_whole, bool_or(is_own) AS is_partly
        FROM own.touched GROUP BY act_id HAVING bool_or(is_seen)
    ) AS t ON t.act_id = a.act_id
"""
# Of an act without a row, what it was about says whose it is.
_BARE_ACTS: Final = """
    SELECT
        act_id, list_contains(getvariable('contracts'), detail ->> '$.contract') AS is_seen,
        is_seen AS is_own
    FROM store.main.act WHERE kind = 'send_back'
"""
# The buyers of its newest version decide who sees a contract, on whatever day is looked at.
_CONTRACTS: Final = """
    SET VARIABLE contracts = (
        SELECT coalesce(list(c.contract), []::VARCHAR[])
        FROM (
            SELECT contract, max(act_id) AS act_id FROM store.main.contract GROUP BY contract
        ) AS c
        WHERE (getvariable('of_contracts') IS NULL
                OR list_contains(getvariable('of_contracts'), c.contract))
            AND (getvariable('of_organisations') IS NULL OR EXISTS (
                SELECT 1 FROM store.main.contract_buyer AS b
                WHERE b.act_id = c.act_id AND b.contract = c.contract
                    AND list_contains(getvariable('of_organisations'), lower(trim(b.buyer)))
            ))
    )
"""


def is_whole(scope: Scope) -> bool:
    """True when nothing at all is left out or hidden."""
    return not scope.is_limited and access.sees_registrations(scope.role)


def put(own: duckdb.DuckDBPyConnection, scope: Scope, home: Path) -> None:
    """Let a cursor read what a limited scope sees, as it is by the cursor's own transaction.

    Who sees chosen contracts alone sees nothing that an organisation has beside them. The secret
    of pseudonyms lies in ``home``.
    """
    organisations = _listed(map(buyer_key, scope.organisations or ()), scope.organisations)
    own.execute("SET VARIABLE of_organisations = ?::VARCHAR[]", [organisations])
    contracts = _listed(scope.contracts or (), scope.contracts)
    own.execute("SET VARIABLE of_contracts = ?::VARCHAR[]", [contracts])
    own.execute(_CONTRACTS)
    seen = organisations if scope.contracts is None else []
    own.execute("SET VARIABLE organisations = ?::VARCHAR[]", [seen])
    if access.sees_registrations(scope.role):
        own.execute("SET VARIABLE pseudonyms = NULL::VARCHAR")
    else:
        own.execute("SET VARIABLE pseudonyms = ?::VARCHAR", [pseudonyms.secret(home)])


def is_hidden(own: duckdb.DuckDBPyConnection, act_id: int) -> bool:
    """Whether an act wrote a row that the cursor does not see, or that is another's."""
    found = own.execute(
        "SELECT 1 FROM own.touched WHERE act_id = ? AND NOT coalesce(is_own, FALSE)", [act_id]
    )
    return found.fetchone() is not None


def seen_by(own: duckdb.DuckDBPyConnection) -> list[str] | None:
    """The organisations whose rows a cursor sees, as compared; None for all or for none."""
    found = own.execute("SELECT getvariable('organisations')").fetchone()
    return found[0] or None if found else None


def _listed(names: Iterable[str], given: frozenset[str] | None) -> list[str] | None:
    return None if given is None else sorted(names)


def definitions(tables: Iterable[str]) -> Iterator[str]:
    """The statements that make the views ``own`` of these tables, what others rest on first."""
    yield _PSEUDONYM
    for table in sorted({*tables} - {"act"}, key=lambda table: (_depth(table), table)):
        yield _VIEW.format(table=table, shown=_shown(table), rule=rule(table))
    seen = map(_seen, _TOUCHED)
    yield f"CREATE VIEW own.touched AS {' UNION ALL '.join((*seen, _BARE_ACTS))}"
    yield _TOLD


def _seen(table: str) -> str:
    """Of each row of a table its act, and whether it is seen and one's own."""
    if key := _REPORT_KEYS.get(RULES[table]):
        of_report = _only_numbered(table, _HAS.replace("$name", "s.contract"))
        return _SEEN_BY_REPORT.format(table=table, key=key, rule=of_report)
    return _SEEN.format(table=table, rule=rule(table), owned=_OWNERS.get(table, rule(table)))


def rule(table: str) -> str:
    """The condition by which rows of a table are seen; none are of a table that has no rule."""
    return _only_numbered(table, RULES.get(table, SYSTEM))


def _only_numbered(table: str, found: str) -> str:
    return f"({found}) AND getvariable('pseudonyms') IS NULL" if table in _NUMBERED else found


def _depth(table: str) -> int:
    rests_on = re.findall(r"own\.(\w+)", RULES.get(table, SYSTEM))
    return 1 + max(map(_depth, rests_on), default=0)


def _shown(table: str) -> str:
    shown = [f"own.pseudonym({name}) AS {name}" for name in _NUMBERS.get(table, ())]
    if table in _CELLS:
        shown.append("CASE WHEN getvariable('pseudonyms') IS NULL THEN cell END AS cell")
    if table == "exemption":
        shown.append(_VEHICLES)
    return f"* REPLACE ({', '.join(shown)})" if shown else "*"
