"""One tender: its baseline, what the bid promised and what was measured, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.energy_saving import EnergySaving, SavedEnergy
from followup.i18n.text import moment, percent, t
from followup.services.energy import savings, words
from followup.ui import components, resources, tables
from followup.ui.components import Place, escape
from followup.ui.energy import form, measured
from followup.ui.energy import reads as energy_reads
from followup.ui.reads import State
from followup.ui.tables import Column

STAGE: Final = ("stage", "year", "used", "saved", "share", "tonnes", "source")


def show(now: State, identifier: str, lang: str) -> None:
    """The tender with a name; says so where there is none."""
    own = energy_reads.overview(now).of(identifier)
    back = Place(t("nav.energy", lang), "energy")
    if not own:
        components.empty_state(t("page_energy.not_there", lang), back)
        return
    saving = own[0].saving
    components.breadcrumb([back], saving.title)
    st.header(escape(saving.title), anchor=False)
    form.said(lang)
    working(own, lang)
    facts(saving, lang)
    if saving.contract:
        place = Place(t("page_energy.to_contract", lang), "contracts",
                      {"contract": saving.contract})  # fmt: skip
        components.link(place, ":material/contract:")
    measured.show(now, saving, lang)
    with st.expander(t("page_energy.correct", lang), icon=":material/edit:", key="energy_correct"):
        form.fields(now, saving, lang)
    form.withdraw(now, saving, lang)
    _history(now, identifier, lang)


def working(own: Sequence[SavedEnergy], lang: str) -> None:
    """Each stage and year: what was used, what was saved, and the sum written out."""
    columns = [Column(n, t(f"page_energy.column_{n}", lang)) for n in STAGE]
    rows = [
        {
            "stage": words.stage(s.stage, lang),
            "year": str(s.year or "–"),
            "used": words.mwh(s.kwh, lang),
            "saved": words.mwh(s.saved_kwh, lang),
            "share": percent(s.share, lang, 1),
            "tonnes": words.tonnes(s.tonnes, lang),
            "source": s.source or "",
        }
        for s in own
    ]
    title = own[0].saving.title
    tables.plain_table(rows, columns, lang, alt=t("page_energy.one_alt", lang, title=title))
    for s in own:
        st.markdown(f"- {words.stage(s.stage, lang)} {s.year or ''}: {words.working(s, lang)}")


def facts(saving: EnergySaving, lang: str) -> None:
    """Whose it is, the baseline and the factor, each with its source."""
    lines = [
        ("category", t(f"energy_saving.category.{saving.category}", lang)),
        ("organisation", saving.organisation),
        ("contract", saving.contract or ""),
        ("energy_kind", t(f"energy_saving.kind.{saving.energy_kind}", lang)),
        ("baseline", words.baseline(saving, lang)),
        ("factor", words.factor(saving, lang)),
        ("note", saving.note or ""),
    ]
    tables.pairs(
        [(t(f"page_energy.column_{name}", lang), text) for name, text in lines if text],
        alt=t("page_energy.facts_alt", lang),
    )


def _history(now: State, identifier: str, lang: str) -> None:
    with st.expander(t("page_energy.history", lang)):
        for word in savings.history(resources.installation(), identifier, now.as_of):
            what = t(f"page_energy.act_{word.kind}", lang, year=word.year or "")
            said = f"{moment(word.at, lang)} · {escape(word.actor)} · {what}"
            st.markdown(f"- {said}" + (f" · {escape(word.note)}" if word.note else ""))
