"""The colours of documents: those of the app's charts, and its ink on paper and on dark."""

from __future__ import annotations

from typing import Final

ACCENT: Final = "#1f5f5b"
LINE: Final = "#2f8a82"
NEEDED: Final = "#79807e"
INK: Final = "#1c2423"
QUIET: Final = "#55605e"
RULE: Final = "#c9d1cf"
GROUND: Final = "#f1f5f4"
BAND: Final = "#cfe3e1"
DARK_ACCENT: Final = "#7cc9c1"
DARK_LINE: Final = "#4fb0a7"
DARK_INK: Final = "#e8eeec"
DARK_QUIET: Final = "#aab6b3"
DARK_PAGE: Final = "#131a19"
DARK_GROUND: Final = "#1d2726"
DARK_RULE: Final = "#3b4745"
DARK_BAND: Final = "#24423f"
LINK: Final = "#1a5a8a"
DARK_LINK: Final = "#8fc4ee"
