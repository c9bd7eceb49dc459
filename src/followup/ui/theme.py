"""Colours and status marks, and the one script of the app.

The colours of status words live in .streamlit/config.toml as Streamlit's text and background
pairs; the same pairs stand here for cells that a badge cannot reach. Chart colours have a
luminance that reaches 3:1 on the light and on the dark background, so a chart never depends on
guessing which one the reader has. ``tests/unit/test_theme.py`` computes all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import streamlit as st

from followup.i18n.text import LANGUAGES, t
from followup.ui import streamlit_words

ASSETS: Final = Path(__file__).with_name("assets")
MARK_FILE: Final = ASSETS / "mark.svg"
LOGO_FILE: Final = ASSETS / "logo.svg"

Tone = Literal["green", "red", "orange", "blue", "violet", "gray"]

# Streamlit writes lang="en" and offers no setting; these constants carry no data.
LANGUAGE_SCRIPTS: Final[Mapping[str, str]] = MappingProxyType(
    {code: f"<script>document.documentElement.lang='{code}'</script>" for code in LANGUAGES}
)


def set_page_language(lang: str) -> None:
    """Tell the browser and the screen reader which language the page is in."""
    st.html(LANGUAGE_SCRIPTS[lang], unsafe_allow_javascript=True)


# How much a file may hold is Streamlit's own English; style is all that reaches it.
UPLOADER_STYLE: Final = """<style>
[data-testid="stFileUploaderDropzoneInstructions"] span {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"] > div::after {{ content: "{drop}"; }}
</style>"""


def name_uploader(lang: str) -> None:
    """Write the words of the upload box in the reader's language."""
    st.html(UPLOADER_STYLE.format(drop=t("app.uploader_drop", lang)))


# The style sheet stands beside this file; what it takes from here are colours and one text.
ACCENT: Final = "#1f5f5b"
SIDEBAR_PX: Final = 232
DARK_BUTTON: Final = "#30817a"
DARK_WORD: Final = "#7cc9c1"
LINKS: Final = ("#1a5a8a", "#8fc4ee")
STYLE_SHEET: Final = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
STYLE: Final = """<style>:root {{ --no-match: "{no_match}"; --accent: {accent};
--dark-button: {button}; --dark-word: {word}; --link: {links[0]}; --dark-link: {links[1]};
--blue-ground: {blue.light[1]}; --dark-blue-ground: {blue.dark[1]};
--gray-word: {gray.light[0]}; --dark-gray-word: {gray.dark[0]}; }}
{sheet}</style>"""


def dress(lang: str) -> None:
    """Put what Streamlit draws around our widgets into the reader's language, and in our style."""
    style = STYLE.format(
        no_match=t("app.no_match", lang), accent=ACCENT, button=DARK_BUTTON, word=DARK_WORD,
        links=LINKS, blue=INKS["blue"], gray=INKS["gray"], sheet=STYLE_SHEET,
    )  # fmt: skip
    st.html(streamlit_words.style(lang))
    st.html(streamlit_words.NAMES_SCRIPT, unsafe_allow_javascript=True)
    st.html(style)


# A tour is read beside its page where the window is wide enough to hold both, else above it.
# On a phone its words are smaller, so that the page they speak of is still in sight.
TOUR_STYLE: Final = """<style>
.st-key-tour { border-color: light-dark(#1f5f5b, #7cc9c1); }
@media (min-width: 1500px) {
  [data-testid="stMainBlockContainer"]:has(.st-key-tour) { padding-right: 25rem; }
  .st-key-tour { position: fixed; top: 4.5rem; right: 2rem; width: 21rem; z-index: 90;
    max-height: calc(100vh - 6rem); overflow-y: auto; }
}
@media (max-width: 640px) {
  .st-key-tour { padding: 0.7rem; }
  .st-key-tour_head > :first-child { flex-basis: 100%; }
  .st-key-tour_head > :has([data-testid="stSpace"]) { display: none; }
  .st-key-tour [data-testid="stMarkdownContainer"] p { font-size: 0.94rem; }
}
</style>"""


def stand_beside() -> None:
    """Let a tour's panel stand beside the page in a wide window."""
    st.html(TOUR_STYLE)


@dataclass(frozen=True, slots=True)
class Ink:
    """Text on its background, in the light and in the dark theme."""

    light: tuple[str, str]
    dark: tuple[str, str]


INKS: Final[Mapping[Tone, Ink]] = MappingProxyType(
    {
        "green": Ink(("#1c5e33", "#e2f1e5"), ("#9fdcae", "#17341f")),
        "red": Ink(("#93261b", "#fbe6e2"), ("#f6b3a8", "#451b15")),
        "orange": Ink(("#7a4400", "#fcefd8"), ("#f3cd8d", "#3d2a0c")),
        "blue": Ink(("#1d4e7a", "#e3eef8"), ("#a9d0f3", "#16304a")),
        "violet": Ink(("#56407f", "#eeeaf6"), ("#cfc0f0", "#2f2746")),
        "gray": Ink(("#4a5553", "#e9edec"), ("#c0cac8", "#2c3635")),
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a status looks beside its word: a sign for text, an icon for badges, a tone."""

    sign: str
    icon: str
    tone: Tone


MARKS: Final[Mapping[str, Mark]] = MappingProxyType(
    {
        "met": Mark("✓", ":material/check:", "green"),
        "not_met": Mark("✕", ":material/close:", "red"),
        "not_assessable": Mark("?", ":material/question_mark:", "orange"),
        "not_due": Mark("…", ":material/more_horiz:", "gray"),
        "exempt": Mark("◦", ":material/radio_button_unchecked:", "violet"),
        "no_activity": Mark("○", ":material/pause_circle:", "gray"),
        "follow_up": Mark("◔", ":material/event_repeat:", "orange"),
        "dispens_granted": Mark("◦", ":material/radio_button_unchecked:", "violet"),
        "dispens_pending": Mark("…", ":material/hourglass_empty:", "gray"),
        "dispens_refused": Mark("✕", ":material/block:", "gray"),
        "dispens_revoked": Mark("↩", ":material/undo:", "gray"),
        "missing": Mark("–", ":material/remove:", "orange"),
        "late": Mark("!", ":material/schedule:", "red"),
        "waited": Mark("…", ":material/hourglass_empty:", "gray"),
        "in_time": Mark("✓", ":material/check:", "green"),
        "received_late": Mark("↓", ":material/schedule:", "orange"),
        "nil": Mark("○", ":material/pause_circle:", "gray"),
        "unexpected": Mark("+", ":material/add_circle:", "blue"),
        "reached": Mark("✓", ":material/check:", "green"),
        "on_pace": Mark("→", ":material/trending_up:", "green"),
        "too_slow": Mark("↗", ":material/hourglass_bottom:", "orange"),
        "wrong_way": Mark("↩", ":material/u_turn_left:", "red"),
        "missed": Mark("✕", ":material/close:", "red"),
        # A pace is a decision and no verdict: one tone for those who have decided to come along.
        "pace_earlier": Mark("»", ":material/fast_forward:", "blue"),
        "pace_same": Mark("→", ":material/arrow_forward:", "blue"),
        "pace_later": Mark("…", ":material/schedule:", "blue"),
        "pace_part_way": Mark("↗", ":material/stairs:", "blue"),
        "pace_not_comparable": Mark("?", ":material/question_mark:", "gray"),
        "pace_declines": Mark("–", ":material/remove:", "gray"),
        "pace_undecided": Mark("…", ":material/pending:", "gray"),
        "received": Mark("↓", ":material/download:", "blue"),
        "stored": Mark("✓", ":material/check:", "green"),
        "already_received": Mark("=", ":material/equal:", "blue"),
        "not_stored": Mark("–", ":material/remove:", "orange"),
        "refused": Mark("✕", ":material/block:", "red"),
        "withdrawn": Mark("↩", ":material/undo:", "gray"),
        "superseded": Mark("⇄", ":material/history:", "gray"),
        "in_force": Mark("✓", ":material/check:", "green"),
        "check_drawn": Mark("○", ":material/casino:", "blue"),
        "check_asked": Mark("…", ":material/hourglass_empty:", "gray"),
        "check_answered": Mark("✓", ":material/check:", "green"),
        "check_late": Mark("!", ":material/schedule:", "red"),
        "receipt_open": Mark("…", ":material/hourglass_empty:", "gray"),
        "receipt_agrees": Mark("✓", ":material/check:", "green"),
        "receipt_differs": Mark("✕", ":material/close:", "red"),
        "receipt_no_receipt": Mark("–", ":material/remove:", "orange"),
        "enacted": Mark("✓", ":material/gavel:", "gray"),
        "decided": Mark("✓", ":material/check:", "gray"),
        "published": Mark("✓", ":material/menu_book:", "gray"),
        "draft": Mark("…", ":material/edit_note:", "orange"),
        "gap": Mark("!", ":material/person_off:", "orange"),
        "review_due": Mark("!", ":material/event_repeat:", "orange"),
        "example": Mark("…", ":material/edit_note:", "blue"),
        "old": Mark("–", ":material/history:", "orange"),
        "assumption": Mark("≈", ":material/help:", "orange"),
        "unverified": Mark("?", ":material/question_mark:", "orange"),
        "error": Mark("✕", ":material/error:", "red"),
        "question": Mark("?", ":material/help:", "orange"),
        "note": Mark("i", ":material/info:", "blue"),
        "wrong_number": Mark("?", ":material/report:", "orange"),
        "secrecy_request": Mark("§", ":material/lock:", "violet"),
        "case": Mark("§", ":material/assignment:", "violet"),
        "to_decide": Mark("?", ":material/how_to_reg:", "orange"),
        "proposed": Mark("?", ":material/lightbulb:", "orange"),
        "dismissed": Mark("–", ":material/remove:", "gray"),
        "confirmed": Mark("!", ":material/flag:", "red"),
        "notified": Mark("→", ":material/mail:", "blue"),
        "meeting": Mark("→", ":material/groups:", "blue"),
        "action_plan": Mark("→", ":material/checklist:", "blue"),
        "followed_up": Mark("→", ":material/search:", "blue"),
        "decision_pending": Mark("…", ":material/hourglass_empty:", "orange"),
        "sanctioned": Mark("§", ":material/gavel:", "violet"),
        "bonus": Mark("+", ":material/add_circle:", "green"),
        "closed": Mark("✓", ":material/check:", "gray"),
        "conflict": Mark("≠", ":material/difference:", "red"),
        "short": Mark("✕", ":material/close:", "red"),
        "unlisted": Mark("+", ":material/playlist_add:", "orange"),
        "lacking": Mark("?", ":material/question_mark:", "orange"),
        "no_list": Mark("–", ":material/remove:", "gray"),
        "fine": Mark("✓", ":material/check:", "green"),
        # A forecast is no verdict, and wears none of its colours.
        "ahead_breaks": Mark("⚑", ":material/flag:", "orange"),
        "ahead_cannot_tell": Mark("?", ":material/question_mark:", "gray"),
        "ahead_holds": Mark("→", ":material/arrow_forward:", "blue"),
        # A mix is no verdict either.
        "mix_dominates": Mark("⚑", ":material/flag:", "orange"),
        "mix_cannot_tell": Mark("?", ":material/question_mark:", "gray"),
        "mix_no_dominance": Mark("=", ":material/balance:", "blue"),
        # How far a published requirement has come is no verdict either.
        "shared_idea": Mark("…", ":material/lightbulb:", "gray"),
        "shared_tested": Mark("✓", ":material/science:", "blue"),
        "shared_in_contract": Mark("✓", ":material/contract:", "blue"),
        "shared_not_on_market": Mark("–", ":material/hourglass_empty:", "orange"),
        "row_new": Mark("+", ":material/add:", "blue"),
        "row_changed": Mark("≠", ":material/edit:", "violet"),
        "row_gone": Mark("−", ":material/remove:", "gray"),
    }
)
PLAIN: Final = Mark("·", ":material/circle:", "gray")

# Fuels that belong together share a colour; a pattern tells them apart without it.
FUEL_COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fossil": "#7c7470",
        "blend": "#b9652b",
        "bio": "#2f8f63",
        "gas": "#9a68b4",
        "electric": "#3b82c4",
        "hydrogen": "#1b8c99",
        "unknown": "#7f8683",
    }
)
FUEL_LOOKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "diesel_b0_offroad": ("fossil", ""),
        "diesel_mk3": ("fossil", "/"),
        "alkylate": ("fossil", "."),
        "lng": ("fossil", "x"),
        "lpg": ("fossil", "-"),
        "diesel_mk1": ("blend", ""),
        "petrol_95": ("blend", "/"),
        "petrol_98": ("blend", "."),
        "hvo100": ("bio", ""),
        "fame_b100": ("bio", "/"),
        "e85": ("bio", "."),
        "ed95": ("bio", "x"),
        "biogas_100": ("gas", ""),
        "lbg": ("gas", "."),
        "vehicle_gas": ("gas", "/"),
        "electricity_green": ("electric", ""),
        "electricity": ("electric", "/"),
        "hydrogen_green": ("hydrogen", ""),
        "hydrogen": ("hydrogen", "/"),
    }
)

# What was reached has the accent's colour; what is asked for is grey and dashed, since red, amber
# and green speak of status alone.
LINE: Final = "#2f8a82"
BAND: Final = "rgba(47, 138, 130, 0.28)"
LIMIT: Final = "#79807e"
NEEDED: Final = LIMIT
QUIET: Final = "#7f8683"
# What may come is no outcome: a line of its own colour, dash and marker for each.
TREND: Final = "#9468b8"
TREND_BAND: Final = "rgba(148, 104, 184, 0.18)"
SCENARIO: Final = "#3f7fc0"


def fuel_look(fuel: str) -> tuple[str, str]:
    """Colour and bar pattern of a fuel; unknown fuels are grey and hatched."""
    group, pattern = FUEL_LOOKS.get(fuel, ("unknown", "/"))
    return FUEL_COLOURS[group], pattern


def mark(code: str) -> Mark:
    """The sign, icon and tone of a status code."""
    return MARKS.get(code, PLAIN)


def is_dark() -> bool:
    """Whether the reader's theme is dark, as far as the browser has said."""
    return bool(st.context.theme.type == "dark")


def cell_style(code: str, dark: bool) -> str:
    """Pale background and dark text (or the reverse) for a status cell of a table."""
    ink = INKS[mark(code).tone]
    text, background = ink.dark if dark else ink.light
    return f"color: {text}; background-color: {background}"
