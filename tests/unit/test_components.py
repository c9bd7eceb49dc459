"""Words from a supplier's file do nothing on a page but stand there."""

from __future__ import annotations

import re

import pytest

from followup.ui.components import WORD_JOINER, escape


@pytest.mark.parametrize(
    "text",
    [
        "![](http://host/track.png)",
        "[Klicka](javascript:alert(1))",
        ":red[Brist] :material/check: $x^2$",
        "<img src=x onerror=alert(1)>",
        "# Rubrik | *fet* _kursiv_ ~~struken~~ `kod`",
    ],
)
def test_no_sign_of_markdown_stays_active(text: str) -> None:
    active = r"[`*_{}\[\]()#+.!|<>$:~/-]"
    assert re.search(rf"(?<!\\){active}", escape(text)) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("se https://host/x", "https://"),
        ("se WWW.host.se", "www."),
        ("skriv till kim@host.se", "kim@host"),
    ],
)
def test_no_address_becomes_a_link(text: str, address: str) -> None:
    # Browsers' readers join what backslashes part, so something else has to part it.
    assert address not in escape(text).replace("\\", "").lower()


@pytest.mark.parametrize("text", ["ABC 123", "Åkeri & Söner AB (påhittat)", "1-2 *", "a\\b"])
def test_the_words_themselves_stay(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", escape(text)).replace(WORD_JOINER, "")
    assert shown == text
