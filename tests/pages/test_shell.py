"""Every page opens in every language, through the door that users take."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from followup.i18n.text import LANGUAGES, t
from followup.ui import navigation

# That every page opens in every language, test_every_page sees in every run.
TITLED = [pytest.param(c, marks=[pytest.mark.long] if c != "sv" else []) for c in LANGUAGES]


@pytest.mark.parametrize("lang", TITLED)
def test_each_page_opens_with_its_own_title(app: AppTest, lang: str) -> None:
    app.query_params["lang"] = lang
    app.run()
    for page in navigation.PAGES:
        app.switch_page(navigation.script(page.script)).run()
        assert not app.exception, page.script
        assert not app.error, page.script
        assert t(page.title_key, lang) in [title.value for title in app.title]


def test_the_language_chosen_in_the_header_holds_on_the_next_page(app: AppTest) -> None:
    app.run()
    assert [title.value for title in app.title] == ["Start"]
    app.segmented_control(key="language_choice").set_value("da").run()
    app.switch_page("pages/compliance.py").run()
    assert [title.value for title in app.title] == ["Efterlevelse"]


def test_the_header_says_which_folder_and_which_day(app: AppTest) -> None:
    app.run()
    strip = app.caption[0].value
    assert "kronoberg" in strip
    assert "Läget" in strip


def test_a_name_once_given_is_shown_as_not_verified(app: AppTest) -> None:
    app.run()
    app.text_input(key="name_in_header").set_value("Kim Exempel").run()
    app.switch_page("pages/contracts.py").run()
    assert app.session_state["user_name"] == "Kim Exempel"
