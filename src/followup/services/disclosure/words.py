"""What a column of a file is called in words."""

from __future__ import annotations

from followup.domain.disclosure import ELSEWHERE, Place
from followup.i18n.text import t


def column(place: Place, header: str, lang: str) -> str:
    """Sheet and column as a spreadsheet shows them, with the header; or what stands elsewhere."""
    if place == ELSEWHERE:
        return t("disclosure.elsewhere", lang)
    sheet, letters = place
    return f"{header} ({sheet}!{letters})" if header else f"{sheet}!{letters}"
