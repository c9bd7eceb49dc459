"""The door: page settings, language, who is looking, and the page that was asked for."""

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import t
from followup.ui import (
    components,
    door,
    earlier,
    folder,
    header,
    may,
    navigation,
    refusal,
    resources,
    sample_view,
    sign_in,
    state,
    theme,
    tours,
)

lang = state.settle_language()
# The icon comes first: without one the browser would fetch the menu's from another host.
st.set_page_config(
    page_icon=str(theme.MARK_FILE), layout="wide", initial_sidebar_state=theme.SIDEBAR_PX
)
st.logo(str(theme.LOGO_FILE), icon_image=str(theme.MARK_FILE), size="large")
closed = sign_in.closed()
role = may.settle() if closed is None else None
page = navigation.choose(lang, role, is_shut=closed is not None)
title = page.title if closed is None else t("sign_in.title", lang)
st.set_page_config(page_title=f"{title} · {t('app.name', lang)}")
theme.set_page_language(lang)
theme.dress(lang)
try:
    folder.settle()
    if closed is not None:
        sign_in.show(closed, lang)
    elif sample_view.is_ready(lang):
        world = resources.world()
        state.be_guest(world.is_sample)
        earlier.settle(world.today)
        header.show(world, lang)
        refusal.guard(navigation.asked(page), lang)
        tours.show(world, page.url_path, lang)
        page.run()
except UserError as error:
    components.error_box(error, lang)
except Exception as error:  # noqa: BLE001 - told or logged there, and raised in tests
    door.failed(error, page.url_path, lang)
