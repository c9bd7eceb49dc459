"""Reports: which there should be, which have come, and what became of each."""

import streamlit as st

from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.report import overview as service
from followup.ui import components, reads, state
from followup.ui.report import detail as report_detail
from followup.ui.report import overview as report_list
from followup.ui.report import reads as report_reads

lang = state.current_language()
st.title(t("nav.reports", lang), anchor=False)
state.keep_address()
now = reads.state()
asked = [st.query_params.get(name) for name in ("contract", "reporter", "kind", "period")]
with components.busy(t("app.working", lang)):
    found = report_reads.listed(now)
if not found:
    report_list.nothing_yet(lang)
elif not all(asked):
    report_list.show(now, found, lang)
else:
    contract, reporter, kind, period = map(str, asked)
    try:
        report = service.find(found, contract, reporter, kind, parse_period(period))
    except UserError:
        report = None
    if report is None:
        report_detail.not_there(lang)
    else:
        report_detail.show(now, report, reads.assessments(now), lang)
