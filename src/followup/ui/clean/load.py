"""A file of procured vehicles: what it would register, what cannot be used, and saving it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services.clean import reading as clean_import
from followup.services.clean import vehicles as clean_vehicles
from followup.services.clean.reading import Problem, ReadVehicles
from followup.services.installation import Actor, now_utc
from followup.ui import components, reads, resources, tables, theme
from followup.ui.clean import form, view
from followup.ui.clean import reads as clean_reads
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column
from followup.ui.upload import take

SHOWN: Final = 200
PROBLEMS: Final = 20


def show(now: State, lang: str) -> None:
    """Choose a file, look at what it says, and save."""
    back = Place(t("nav.clean_vehicles", lang), "clean_vehicles")
    components.breadcrumb([back], t("page_clean.load", lang))
    st.markdown(t("page_clean.load_help", lang))
    view.template_button(lang)
    actor = components.ask_name(lang)
    if actor is None:
        return
    theme.name_uploader(lang)
    file = st.file_uploader(
        t("page_clean.load_file", lang), type=list(take.TYPES), key="clean_file"
    )  # fmt: skip
    if file is None:
        return
    contracts = {c.number: c for c in reads.contracts(now)}
    with components.busy(t("app.working", lang)):
        known = [j.vehicle for j in clean_reads.overview(now).judged]
        found = clean_import.read(
            resources.installation(), file.getvalue(), file.name, contracts, now.as_of, known
        )
    if found.refusal is not None:
        _refused(found, lang)
        return
    _found(found, now, lang)
    is_agreed = _problems(found.problems, len(found.vehicles), lang)
    if st.button(
        t("page_clean.load_save", lang, count=number(len(found.vehicles), lang)),
        key="clean_load_save", type="primary", icon=":material/save:",
        disabled=not found.vehicles or not is_agreed,
    ):  # fmt: skip
        _save(found, acting(actor), now, lang)


def _refused(found: ReadVehicles, lang: str) -> None:
    refusal = found.refusal
    if refusal is None:
        return
    if refusal.code in ("no_known_table", "empty"):
        st.error(t("page_clean.load_unknown", lang), icon=":material/error:")
        return
    params = {name: escape(value) for name, value in refusal.params.items()}
    st.error(t(f"refusal.{refusal.code}", lang, **params), icon=":material/error:")


def _found(found: ReadVehicles, now: State, lang: str) -> None:
    """New, changed and the same; what is not in the file stays."""
    before = {(j.vehicle.contract, j.vehicle.vehicle_id) for j in clean_reads.overview(now).judged}
    new = sum((v.contract, v.vehicle_id) not in before for v in found.vehicles)
    st.markdown(
        t("page_clean.load_counts", lang, new=number(new, lang),
          known=number(len(found.vehicles) - new, lang))
    )  # fmt: skip
    if found.unused:
        unused = ", ".join(escape(heading) for heading in found.unused)
        st.caption(t("page_clean.load_unused", lang, headings=unused))
    if found.vehicles:
        names = ("vehicle", "contract", "awarded", "form", "category", "drive")
        columns = [
            Column(n, t(f"page_clean.column_{n}", lang), "date" if n == "awarded" else "text")
            for n in names
        ]
        rows = [_row(v, lang) for v in found.vehicles[:SHOWN]]
        with st.container(key="stack_loaded"):
            tables.plain_table(rows, columns, lang, alt=t("page_clean.load_alt", lang))
        if len(found.vehicles) > SHOWN:
            st.caption(t("app.rows_shown", lang, shown=number(SHOWN, lang),
                         count=number(len(found.vehicles), lang)))  # fmt: skip


def _row(vehicle: ProcuredVehicle, lang: str) -> dict[str, object]:
    return {
        "vehicle": vehicle.vehicle_id,
        "contract": vehicle.contract,
        "awarded": vehicle.awarded,
        "form": t(f"clean_vehicle.form.{vehicle.form}", lang) if vehicle.form else "",
        "category": " ".join(filter(None, (vehicle.eu_category, vehicle.bus_class))),
        "drive": t(f"drivetrain.{vehicle.drive}", lang) if vehicle.drive else "",
    }


def _problems(problems: Sequence[Problem], usable: int, lang: str) -> bool:
    """The rows that cannot be used; True when saving may go on without them."""
    if not problems:
        return True
    with st.container(border=True, key="clean_problems"):
        st.markdown(f":material/error: **{t('page_clean.load_problems', lang)}**")
        for problem in problems[:PROBLEMS]:
            where = t("page_clean.load_row", lang, row=problem.row)
            st.markdown(f"- {where}: {components.error_text(problem.error, lang)}")
        if len(problems) > PROBLEMS:
            more = number(len(problems) - PROBLEMS, lang)
            st.caption(t("page_clean.load_more", lang, count=more))
    if not usable:
        return False
    return bool(st.checkbox(t("page_clean.load_without", lang), key="clean_without"))


def _save(found: ReadVehicles, actor: Actor, now: State, lang: str) -> None:
    detail = {"file": found.file_name, "sha256": found.sha256}
    try:
        clean_vehicles.save(
            resources.installation(), found.vehicles, actor, now.as_of, now_utc(), detail
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    form.done("saved_many", len(found.vehicles))
