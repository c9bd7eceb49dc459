"""What this session has read of its drafts, so that an answer opens no file again."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from followup.domain.period import Period
from followup.ingest.answers import Remembered
from followup.ingest.cells import Cells, Tell
from followup.ingest.draft import Draft
from followup.services.installation import Installation
from followup.services.upload import drafts, people, reading
from followup.services.upload.drafts import StoredDraft

CELLS_KEY: Final = "upload_cells"
CELLS_HELD: Final = 2


def read(
    installation: Installation,
    stored: StoredDraft,
    known: Remembered,
    period: Period | None,
    today: date,
) -> Draft:
    """What the reader makes of a draft; the same question is answered from memory."""
    answers = tuple(sorted(stored.answers.items()))
    said = (stored.token, answers, repr(known), period, today)
    draft = _read(installation, stored, known, *said)
    taken = (stored.choices.get(name) for name in ("received_sha256", "stripped"))
    return people.marked(draft, *taken)


# Drafts are frozen: handing out the same object to the reruns of one session copies nothing.
@st.cache_resource(max_entries=4, show_spinner=False, scope="session", hash_funcs={Period: repr})
def _read(
    _installation: Installation,
    _stored: StoredDraft,
    _known: Remembered,
    token: str,  # noqa: ARG001
    answers: tuple[tuple[str, str], ...],
    known: str,  # noqa: ARG001
    period: Period | None,
    today: date,
) -> Draft:
    return reading.read_with(
        cells(_installation, _stored),
        today,
        remembered=_known,
        answers=dict(answers),
        period=period,
    )


def cells(
    installation: Installation,
    stored: StoredDraft,
    content: bytes | None = None,
    tell: Tell | None = None,
) -> Cells:
    """The cells of the last drafts of this session; an answer changes only how they are read."""
    held: dict[str, Cells] = st.session_state.setdefault(CELLS_KEY, {})
    if stored.token not in held:
        while len(held) >= CELLS_HELD:
            held.pop(next(iter(held)))
        settings = installation.settings
        content = drafts.content(settings, stored) if content is None else content
        held[stored.token] = reading.cells_of(settings, content, stored.file_name, tell)
    return held[stored.token]


def forget(token: str) -> None:
    """Of a file that is turned away nothing stays, not in memory either."""
    st.session_state[CELLS_KEY].pop(token, None)
