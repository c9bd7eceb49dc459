"""One form for every kind of entry: its fields as the kind lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.network import KINDS, Entry, EntryState, FieldSpec, Kind
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.installation import now_utc
from followup.services.network import entries, listing
from followup.ui import components, may, reads, resources, state
from followup.ui.network import reads as network_reads
from followup.ui.reads import State
from followup.ui.state import acting

SAVED: Final = "network_saved"
AREA_HEIGHT: Final = 110


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with: an entry to change, or what is known of a new one."""

    kind: Kind
    before: Entry | None = None
    fields: Mapping[str, str] | None = None
    organisation: str | None = None
    day: date | None = None
    contract: str | None = None
    requirement: str | None = None
    period: str | None = None
    state: EntryState = "in_force"

    @property
    def key(self) -> str:
        """Tells its widgets from those of every other form."""
        name = self.before.identifier if self.before else self.contract or ""
        return f"network_{self.kind}_{name}_{self.requirement or ''}"


def ask(now: State, start: Start, lang: str) -> Entry | None:
    """The entry as it is written when the button is pressed; None until then."""
    before, spec = start.before, KINDS[start.kind]
    with st.form(start.key, border=True):
        organisation = _organisation(now, start, lang)
        day = st.text_input(
            f"{t(f'network.day.{start.kind}', lang)} *",
            str(before.day if before else start.day or now.as_of), key=f"{start.key}_day",
            max_chars=10,
        )  # fmt: skip
        contract = start.contract
        if spec.about == "may" and contract is None:
            contract = _contract(now, before, start.key, lang)
        given = before.fields if before else start.fields or {}
        said = {
            f.name: _field(start, f, given.get(f.name, ""), lang) for f in spec.fields
        }  # fmt: skip
        st.caption(t("network.no_persons", lang))
        pressed = st.form_submit_button(t("app.save", lang), icon=":material/save:", type="primary")
    if not pressed:
        return None
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        components.error_box(UserError("network_day", said=day), lang)
        return None
    base = before or Entry("", start.kind, organisation, on, {}, state=start.state)
    return replace(
        base, organisation=organisation, day=on, fields=said, contract=contract,
        requirement=start.requirement, period=start.period,
    )  # fmt: skip


def show(now: State, start: Start, lang: str, *, is_folded: bool = False) -> bool:
    """The form, and what it says stored under the reader's name; whether it was.

    A page asks for a name once: a folded form among others only says that one is needed.
    """
    if not may.act(f"network_{start.kind}"):
        return False
    actor = state.user_name() if is_folded else components.ask_name(lang)
    if actor is None:
        if is_folded:
            st.caption(t("app.name_first", lang))
        return False
    written = ask(now, start, lang)
    if written is None:
        return False

    def store() -> str:
        own = resources.installation()
        return entries.save(own, written, acting(actor), now_utc(), resources.today())

    return stored(store, lang)


def stored(store: Callable[[], str], lang: str) -> bool:
    """Run what stores; says why where it could not, and True where it could."""
    try:
        st.session_state[SAVED] = store()
    except UserError as error:
        components.error_box(error, lang)
        return False
    return True


def said(lang: str) -> None:
    """After a rerun: that it was stored."""
    if st.session_state.pop(SAVED, None) is not None:
        st.toast(t("network.saved", lang), icon=":material/check:")


@may.takes("network_case")
def take_back(now: State, entry: Entry, lang: str) -> None:
    """A folded form that takes an entry back, with the reason."""
    with st.expander(t("network.withdraw", lang), key=f"network_gone_{entry.identifier}"):
        actor = state.user_name()
        if actor is None:
            st.caption(t("app.name_first", lang))
            return
        with st.form(f"network_gone_form_{entry.identifier}", border=False):
            reason = st.text_input(
                t("network.reason", lang), key=f"network_reason_{entry.identifier}", max_chars=300
            )
            pressed = st.form_submit_button(t("network.withdraw", lang), icon=":material/undo:")
    if not pressed:
        return

    def store() -> str:
        own = resources.installation()
        entries.withdraw(own, entry.identifier, reason, acting(actor), now_utc(), now.as_of)
        return entry.identifier

    if stored(store, lang):
        st.query_params.clear()
        st.rerun()


def _organisation(now: State, start: Start, lang: str) -> str:
    names = list(network_reads.organisations(now))
    usual = start.before.organisation if start.before else start.organisation
    left, right = st.columns(2)
    listed = ""
    if names:
        listed = left.selectbox(
            f"{t('network.column.organisation', lang)} *", names,
            index=names.index(usual) if usual in names else 0,
            key=f"{start.key}_organisation", placeholder=t("app.choose", lang),
        ) or ""  # fmt: skip
    other = right.text_input(
        t("network.other_organisation", lang), key=f"{start.key}_other",
        max_chars=entries.MOST_NAME,
    )  # fmt: skip
    return other.strip() or listed


def _contract(now: State, before: Entry | None, key: str, lang: str) -> str | None:
    titles = {c.number: f"{c.number} · {c.title}" for c in reads.contracts(now)}
    if not titles:
        return None
    options = ["", *titles]
    known = before.contract if before and before.contract in titles else ""
    chosen = st.selectbox(
        t("network.about_contract", lang), options, index=options.index(known or ""),
        format_func=lambda n: titles[n] if n else t("network.no_contract", lang),
        key=f"{key}_contract", placeholder=t("app.choose", lang),
    )  # fmt: skip
    return chosen or None


def _field(start: Start, spec: FieldSpec, given: str, lang: str) -> str:
    label = listing.label(start.kind, spec.name, lang) + (" *" if spec.is_required else "")
    key = f"{start.key}_{spec.name}"
    match spec.kind:
        case "area":
            return st.text_area(
                label, given, key=key, max_chars=entries.MOST_SIGNS["area"], height=AREA_HEIGHT
            )
        case "choice":
            options = ["", *spec.options]
            return st.selectbox(
                label, options, index=options.index(given) if given in options else 0,
                format_func=partial(_word, spec, lang), key=key,
                placeholder=t("app.choose", lang),
            ) or ""  # fmt: skip
        case "choices":
            chosen: Sequence[str] = st.multiselect(
                label, spec.options, default=[c for c in given.split(",") if c in spec.options],
                format_func=partial(_word, spec, lang), key=key,
                placeholder=t("app.choose", lang),
            )  # fmt: skip
            return ",".join(chosen)
        case "day":
            return st.text_input(
                label, given, key=key, max_chars=10,
                placeholder=t("app.for_example", lang, what="2027-01-31"),
            )  # fmt: skip
        case _:
            return st.text_input(label, given, key=key, max_chars=entries.MOST_SIGNS["line"])


def _word(spec: FieldSpec, lang: str, code: str) -> str:
    return listing.option(spec, code, lang) if code else t("app.choose", lang)
