"""Colours that people with weak eyes can tell from their background."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path

import pytest

from followup.domain.finding import SEVERITY
from followup.ui import theme

CONFIG = tomllib.loads(
    (Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
)["theme"]
MODES = ("light", "dark")
TEXT, SHAPES = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11


def contrast(one: str, other: str) -> float:
    """Ratio of two colours by WCAG 2.2's definition of relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_largest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("mode", "tone"), list(product(MODES, theme.INKS)))
def test_status_text_reads_on_its_background(mode: str, tone: theme.Tone) -> None:
    text, background = getattr(theme.INKS[tone], mode)
    assert contrast(text, background) >= TEXT


@pytest.mark.parametrize(("mode", "tone"), list(product(MODES, theme.INKS)))
def test_badges_and_cells_show_the_same_colours(mode: str, tone: theme.Tone) -> None:
    pair = (CONFIG[mode][f"{tone}TextColor"], CONFIG[mode][f"{tone}BackgroundColor"])
    assert pair == getattr(theme.INKS[tone], mode)


GROUNDS = [
    (mode, colours[ground])
    for mode in MODES
    for colours in (CONFIG[mode], CONFIG[mode]["sidebar"])
    for ground in ("backgroundColor", "secondaryBackgroundColor")
]


@pytest.mark.parametrize(("mode", "ground"), GROUNDS)
def test_words_links_and_signs_stand_out_on_every_ground(mode: str, ground: str) -> None:
    colours = CONFIG[mode]
    for text in (colours["textColor"], colours["linkColor"], colours["grayTextColor"]):
        assert contrast(text, ground) >= TEXT
    assert contrast(colours["primaryColor"], ground) >= SHAPES


def test_no_one_accent_is_both_a_word_on_dark_and_a_ground_for_white() -> None:
    """So there are two: what carries white words, and what is read as a word."""
    ground, carries, word = CONFIG["dark"]["backgroundColor"], theme.DARK_BUTTON, theme.DARK_WORD
    assert contrast("#ffffff", ground) < TEXT**2
    assert contrast("#ffffff", carries) >= TEXT
    assert contrast(word, ground) >= TEXT
    assert contrast("#ffffff", theme.ACCENT) >= TEXT
    assert contrast(theme.ACCENT, CONFIG["light"]["backgroundColor"]) >= TEXT


def test_the_style_sheet_and_the_settings_name_the_same_accents_and_links() -> None:
    accents = [CONFIG[mode]["primaryColor"] for mode in MODES]
    assert accents == [theme.ACCENT, theme.DARK_BUTTON]
    assert tuple(CONFIG[mode]["linkColor"] for mode in MODES) == theme.LINKS


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "colour",
    [
        *theme.FUEL_COLOURS.values(),
        theme.LINE,
        theme.LIMIT,
        theme.QUIET,
        theme.TREND,
        theme.SCENARIO,
    ],
)
def test_bars_and_lines_stand_out_in_either_theme(mode: str, colour: str) -> None:
    assert contrast(colour, CONFIG[mode]["backgroundColor"]) >= SHAPES


def test_no_two_fuels_look_the_same() -> None:
    looks = [theme.fuel_look(fuel) for fuel in theme.FUEL_LOOKS]
    assert len(set(looks)) == len(looks)
    assert theme.fuel_look("something new") == (theme.FUEL_COLOURS["unknown"], "/")


def test_every_verdict_and_severity_has_its_own_mark() -> None:
    codes = ["met", "not_met", "not_assessable", "not_due", "exempt", *set(SEVERITY.values())]
    assert theme.PLAIN not in [theme.mark(code) for code in codes]
    verdicts = [theme.mark(code) for code in codes[:5]]
    assert len({look.sign for look in verdicts}) == len({look.tone for look in verdicts}) == 5
