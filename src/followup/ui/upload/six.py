"""The six steps of one file, each in its place."""

from __future__ import annotations

from followup.services.installation import Installation
from followup.ui import kind_rows, meaning
from followup.ui.upload import check, columns, effects, file, send_back, sheets, steps, words
from followup.ui.upload.work import Work


def draw(installation: Installation, work: Work, waiting: list[str], actor: str, lang: str) -> None:
    """Every step of a report; the first three of a file in which none is known yet."""
    sections = steps.sections(work, lang)
    with sections[0]:
        file.belongs(installation, work, lang)
    with sections[1]:
        sheets.sheets(installation, work, lang)
    with sections[2]:
        columns.columns(installation, work, lang)
    if work.is_unknown:
        return
    with sections[3]:
        words.questions(installation, work, lang)
    with sections[4]:
        meaning.explain("findings", lang)
        check.totals(work.draft, lang)
        kind_rows.of_draft(work.draft.facts, lang)
        check.findings(work.draft, lang, installation, work)
    with sections[5]:
        meaning.explain("effects", lang)
        plan = effects.effects(installation, work, lang)
        if plan is not None:
            effects.save_buttons(installation, work, waiting, plan, actor, lang)
        send_back.offer(installation, work, actor, lang)
