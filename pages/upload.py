"""Upload: from a supplier's file to what it means, before anything is saved."""

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import t
from followup.services.contract import register as contract_register
from followup.services.installation import now_utc
from followup.services.upload import drafts, nil_file
from followup.ui import components, resources, state
from followup.ui.upload import (
    file,
    nil,
    people,
    receipt,
    register,
    saying,
    six,
    take,
    templates,
    tokens,
)
from followup.ui.upload import steps as upload_steps
from followup.ui.upload import work as upload_work

lang = state.current_language()
st.title(t("nav.upload", lang), anchor=False)
installation = resources.installation()
waiting = tokens.waiting()
actor = components.ask_name(lang, "page_upload.name_again" if waiting else "app.name_first")
receipts = st.query_params.get_all(tokens.RECEIPT)
register.saved(lang)
nil.saved(lang)
if actor is None:
    st.stop()
if receipts:
    take.queue(installation, waiting, None, lang)
    receipt.show(installation, receipts, waiting, actor, lang)
    st.stop()
if not waiting:
    st.markdown(t("page_upload.intro", lang))
    components.stepper(upload_steps.steps(lang), 0, lang)
    take.choose(installation, actor, lang)
    people.offer(installation, waiting, lang)
    templates.offer(lang)
    take.queue(installation, waiting, None, lang)
    st.stop()
try:
    stored = drafts.load(installation.settings, waiting[0], actor, now_utc())
except UserError as error:
    components.error_box(error, lang)
    tokens.start_over(waiting, lang)
    st.stop()
saying.unkept(lang)
with components.busy(t("page_upload.reading", lang)):
    work = upload_work.lay_out(installation, stored, resources.today())
is_nil = nil_file.is_nil(work.draft)
if not is_nil and not contract_register.is_register(work.draft):
    components.stepper(upload_steps.steps(lang), upload_steps.current(work), lang)
take.queue(installation, waiting, stored.file_name, lang)
people.offer(installation, waiting, lang)
take.on_the_table(installation, waiting, stored, lang)
if work.draft.refusal:
    file.unreadable(installation, work, lang)
    if not work.is_unknown:
        st.stop()
if contract_register.is_register(work.draft):
    register.show(installation, work, waiting, actor, resources.today(), lang)
    st.stop()
if is_nil:
    nil.show(installation, work, waiting, actor, lang)
    st.stop()
six.draw(installation, work, waiting, actor, lang)
