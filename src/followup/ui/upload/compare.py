"""In step 6 of an upload: what was delivered now and in the reporter's previous report."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from followup.i18n.text import percent, period_label, quantity, t
from followup.services.installation import Installation
from followup.services.report import last_period
from followup.services.report.last_period import Amount, Compared
from followup.ui.requirement_chart import fuel_name
from followup.ui.tables import Column, plain_table
from followup.ui.upload.work import Work


def show(installation: Installation, work: Work, lang: str) -> None:
    """A table per report in the file that has an earlier one to stand beside."""
    said = repr((work.stored.token, work.stored.answers, work.wheres))
    for found in _compared(installation, work, said, installation.data_version):
        _table(found, lang)


@st.cache_data(max_entries=4, show_spinner=False, scope="session")
def _compared(
    _installation: Installation,
    _work: Work,
    said: str,  # noqa: ARG001
    version: int,  # noqa: ARG001
) -> tuple[Compared, ...]:
    found = (last_period.compare(_installation, _work.draft, where) for where in _work.wheres)
    return tuple(one for one in found if one is not None)


def _table(found: Compared, lang: str) -> None:
    now, before = (period_label(p, lang) for p in (found.period, found.previous))
    rows = [_row(one, lang) for one in found.amounts]
    columns = [
        Column("fuel", t("page_upload.fuel", lang)),
        Column("before", before),
        Column("now", now),
    ]
    if found.is_fair:
        columns.append(Column("change", t("page_upload.compared_change", lang)))
    st.markdown(f"**{t('page_upload.compared', lang)}**")
    plain_table(
        rows, columns, lang, alt=t("page_upload.compared_alt", lang, now=now, before=before)
    )
    if not found.is_fair:
        days = {"now": found.period.days, "before": found.previous.days}
        st.caption(t("page_upload.compared_days", lang, **days))


def _row(one: Amount, lang: str) -> dict[str, str]:
    return {
        "fuel": fuel_name(one.fuel or "unknown", lang),
        "before": _amount(one.before, one.unit, lang),
        "now": _amount(one.now, one.unit, lang),
        "change": "–" if one.change is None else _signed(one.change, lang),
    }


def _amount(amount: Decimal | None, unit: str | None, lang: str) -> str:
    return "–" if amount is None else quantity(amount, unit or "", lang).strip()


def _signed(share: Decimal, lang: str) -> str:
    words = percent(share, lang, 0)
    return f"+{words}" if share > 0 else words
