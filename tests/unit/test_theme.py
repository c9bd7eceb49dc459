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


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_and_links_read_on_the_page(mode: str, ground: str) -> None:
    colours = CONFIG[mode]
    assert contrast(colours["textColor"], colours[ground]) >= TEXT
    assert contrast(colours["linkColor"], colours[ground]) >= TEXT
    assert contrast(colours["primaryColor"], colours[ground]) >= SHAPES


def test_the_dark_accent_carries_white_words_and_is_read_as_a_word() -> None:
    ground = CONFIG["dark"]["backgroundColor"]
    assert contrast("#ffffff", theme.DARK_BUTTON) >= TEXT
    assert contrast(theme.DARK_BUTTON, ground) >= SHAPES
    assert contrast(theme.DARK_WORD, ground) >= TEXT


def test_the_style_sheet_and_the_settings_name_the_same_accent_and_links() -> None:
    assert CONFIG["light"]["primaryColor"] == theme.ACCENT
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
