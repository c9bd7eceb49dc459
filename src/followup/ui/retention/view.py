"""What may be erased and when, what law asks beside it, and what is left of what was erased."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.retention import Due, RetentionRule, Tombstone
from followup.i18n.text import day, number, t
from followup.reference.retention import RetentionLaw
from followup.services.installation import Actor
from followup.ui import components, tables
from followup.ui.tables import Column

_DUE: Final = ("contract", "title", "ended", "state", "until", "decision")
_LEFT: Final = ("contract", "erased", "by", "decision", "reason", "rows", "files", "backups")
_RULE: Final = ("organisation", "years", "decision", "decided", "from", "stored_by")
_LAW: Final = ("what", "years", "counted", "source")
# What is told in words, whoever looks: what stays, and what an erasure does not reach.
STAYS: Final = ("figures", "words", "audit", "network", "elsewhere", "blocks")


def ended(found: tuple[Due, ...], lang: str) -> None:
    """Every contract that has ended, with where it stands."""
    st.header(t("retention.ended_title", lang), anchor=False)
    if not found:
        components.empty_state(t("retention.none_ended", lang))
        return
    rows = [_due(one, lang) for one in found]
    tables.plain_table(rows, _columns(_DUE, lang), lang, alt=t("retention.ended_title", lang))


def _due(one: Due, lang: str) -> dict[str, object]:
    note = ""
    if one.state == "undecided":
        note = ", ".join(one.undecided)
    elif one.cases:
        note = t("retention.open_cases", lang, count=len(one.cases))
    return {
        "contract": one.contract, "title": one.title, "ended": day(one.ended, lang),
        "state": " ".join(filter(None, (t(f"retention.state.{one.state}", lang), note))),
        "until": day(one.due_date, lang) if one.due_date else "",
        "decision": one.decision or "",
    }  # fmt: skip


def receipts(left: tuple[Tombstone, ...], lang: str) -> None:
    """What is left of every erasure, the newest first."""
    st.header(t("retention.receipts_title", lang), anchor=False)
    if not left:
        st.caption(t("retention.no_receipts", lang))
        return
    rows: list[dict[str, object]] = [
        {
            "contract": one.contract, "erased": day(one.erased_date, lang),
            "by": Actor.of(one.actor).name, "decision": one.decision, "reason": one.reason,
            "rows": number(sum(one.counts.values()), lang), "files": number(one.files, lang),
            "backups": day(one.backups_gone, lang),
        }
        for one in reversed(left)
    ]  # fmt: skip
    tables.plain_table(rows, _columns(_LEFT, lang), lang, alt=t("retention.receipts_title", lang))


def rules(held: tuple[RetentionRule, ...], lang: str) -> None:
    """The decisions that organisations have stored, the newest first."""
    st.header(t("retention.rules_title", lang), anchor=False)
    st.markdown(t("retention.rules_intro", lang))
    rows: list[dict[str, object]] = [
        {
            "organisation": one.organisation,
            "years": t("retention.taken_back", lang) if one.is_removed else number(one.years, lang),
            "decision": one.decision, "decided": day(one.decided_date, lang),
            "from": day(one.valid_from, lang), "stored_by": Actor.of(one.actor).name,
        }
        for one in reversed(held)
    ]  # fmt: skip
    if rows:
        tables.plain_table(rows, _columns(_RULE, lang), lang, alt=t("retention.rules_title", lang))
    else:
        st.caption(t("retention.no_rules", lang))


def law(known: tuple[RetentionLaw, ...], lang: str) -> None:
    """What other law asks to be kept, marked as not read at its source."""
    with st.expander(t("retention.law_title", lang), icon=":material/gavel:"):
        st.markdown(t("retention.law_intro", lang))
        rows: list[dict[str, object]] = [
            {
                "what": t(f"retention_law.{one.id}", lang),
                "years": t("retention.as_decided", lang) if one.years is None
                else number(one.years, lang),
                "counted": t(f"retention.start.{one.start}", lang),
                "source": _read(one, lang),
            }
            for one in known
        ]  # fmt: skip
        tables.plain_table(rows, _columns(_LAW, lang), lang, alt=t("retention.law_title", lang))


def _read(one: RetentionLaw, lang: str) -> str:
    return t(f"retention.read.{'unverified' if one.status == 'unverified' else 'read'}", lang)


def stays(lang: str) -> None:
    """What is not erased, and what is not reached."""
    with st.expander(t("retention.stays_title", lang), icon=":material/inventory_2:"):
        st.markdown("\n".join(f"- {t(f'retention.stays.{name}', lang)}" for name in STAYS))


def _columns(names: tuple[str, ...], lang: str) -> list[Column]:
    return [Column(name, t(f"retention.column.{name}", lang)) for name in names]
