"""The form in which an organisation publishes a requirement, its next version, or a copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import STATUSES, Shared, origin_of
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry
from followup.services.installation import now_utc
from followup.services.shared import publish
from followup.services.shared import text as shared_text
from followup.ui import address, components, reads, resources
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.shared import reads as shared_reads
from followup.ui.state import acting
from followup.ui.tester import form as clause_form
from followup.ui.tester.form import FROM_SHARED

SAVED: Final = "shared_saved"
PLACE: Final = "publish"
COPY: Final = "copy"
_TEXTS: Final = ("result", "tested_by", "advised_by", "decision", "note")
_HELPED: Final = ("result", "decision", "applies_from")


def begin(one: Shared, is_copy: bool) -> None:
    """Open the form on a version: the same requirement again, or a copy for another."""
    st.session_state.pop(f"{clause_form.KEY}_{PLACE}", None)
    address.put(publish=COPY if is_copy else one.key, **{"from": f"{FROM_SHARED}{one.key}"})


def show(now: State, lang: str) -> None:
    """What is asked for, whose it is, and how far it has come."""
    wanted = address.get("publish") or ""
    every = shared_reads.history(now)
    newest = publish.newest_of(every)
    before = newest.get(wanted)
    copied = newest.get((address.get("from") or "").removeprefix(FROM_SHARED))
    back = Place(t("shared.back", lang), "library", {"view": "published"})
    title = _title(before, copied if wanted == COPY else None, lang)
    components.breadcrumb([back], title)
    st.header(escape(title), anchor=False)
    st.caption(t("shared.publish_help", lang))
    actor = components.ask_name(lang)
    if actor is None:
        return
    proposed = clause_form.show(reads.contracts(now), shared_reads.in_force(now), lang, PLACE)
    if proposed is None:
        return
    if not proposed.has_level:
        st.info(t("shared.level_first", lang), icon=":material/edit:")
        return
    start = before or copied
    told = _fields(now, start, before, proposed.clause.title, proposed.clause.clause, lang)
    if not st.button(t("shared.save", lang), key="shared_save", type="primary",
                     icon=":material/publish:"):  # fmt: skip
        return
    try:
        made = _made(told, before, proposed.clause)
        saved = publish.save(
            resources.installation(), made, acting(actor), resources.today(), now_utc()
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    words = {"code": saved.code, "version": str(saved.version)}
    st.session_state[SAVED] = t("shared.saved", lang, **words)
    address.put(publish=None, shared=saved.key, **{"from": None})
    st.rerun()


def _title(before: Shared | None, copied: Shared | None, lang: str) -> str:
    if before is not None:
        return t("shared.version_title", lang, title=before.clause.title)
    if copied is not None:
        return t("shared.copy_title", lang, title=copied.clause.title)
    return t("shared.publish_title", lang)


def saved(lang: str) -> None:
    """Say once that something was published."""
    del lang
    if words := st.session_state.pop(SAVED, None):
        st.success(escape(words), icon=":material/check:")


def _fields(
    now: State, start: Shared | None, before: Shared | None, title: str, clause: str, lang: str
) -> dict[str, str]:
    """What is written in the fields, by name."""
    key = f"shared_{before.key if before else ''}_{start.key if start else ''}"

    def text(name: str, value: str, why: str | None = None) -> str:
        label = t(f"shared.field.{name}", lang)
        return str(st.text_input(label, value, key=f"{key}_{name}", help=why) or "").strip()

    found = {"title": text("title", title)}
    found["clause"] = str(
        st.text_area(t("shared.field.clause", lang), clause, key=f"{key}_clause") or ""
    ).strip()
    names = [before.organisation] if before else shared_reads.organisations(now)
    found["organisation"] = str(
        st.selectbox(
            t("shared.field.organisation", lang), names, index=0 if before else None,
            placeholder=t("app.choose", lang), key=f"{key}_organisation",
        ) or ""
    )  # fmt: skip
    status = before.status if before else STATUSES[0]
    found["status"] = st.selectbox(
        t("shared.field.status", lang), STATUSES, index=STATUSES.index(status),
        format_func=lambda s: f"{t(f'shared.status.{s}', lang)}: "
                              f"{shared_text.status_help(s, lang)}",
        key=f"{key}_status",
    )  # fmt: skip
    day = before.status_date if before else resources.today()
    found["status_date"] = text("status_date", day.isoformat())
    begins = before.applies_from if before else None
    held = {name: getattr(before, name) if before else "" for name in _TEXTS}
    held["applies_from"] = begins.isoformat() if begins else ""
    for name in ("result", "tested_by", "advised_by", "applies_from", "decision", "note"):
        help_key = f"shared.{name.partition('_')[0]}_help"
        found[name] = text(name, held[name], t(help_key, lang) if name in _HELPED else None)
    return found


def _made(told: dict[str, str], before: Shared | None, clause: Requirement) -> Shared:
    """The version that the fields mean; raises UserError for a day that cannot be read."""
    origin = before.origin if before else origin_of(clause.source)
    return Shared(
        organisation=told["organisation"], code=before.code if before else "", version=0,
        status=next(s for s in STATUSES if s == told["status"]),
        status_date=entry.day(told["status_date"]),
        clause=replace(clause, title=told["title"], clause=told["clause"]),
        result=told["result"], tested_by=told["tested_by"], advised_by=told["advised_by"],
        decision=told["decision"], note=told["note"], origin=origin,
        applies_from=entry.day(told["applies_from"]) if told["applies_from"] else None,
    )  # fmt: skip
