"""What the store gives reason to ask about a draft, worked out once while it stands as it is."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.ingest.draft import Draft
from followup.services.installation import Installation
from followup.services.upload import plausibility
from followup.services.upload.destination import Destination
from followup.services.upload.drafts import StoredDraft


def examined(
    installation: Installation,
    stored: StoredDraft,
    draft: Draft,
    wheres: tuple[Destination, ...],
    today: date,
) -> Draft:
    """The draft with its questions beside the store (see services.plausibility)."""
    said = repr((stored.token, stored.answers, stored.choices, wheres))
    return _examined(installation, draft, wheres, said, installation.data_version, today)


# Drafts are frozen: handing out the same object to the reruns of one session copies nothing.
@st.cache_resource(max_entries=4, show_spinner=False, scope="session")
def _examined(
    _installation: Installation,
    _draft: Draft,
    _wheres: tuple[Destination, ...],
    said: str,  # noqa: ARG001
    version: int,  # noqa: ARG001
    today: date,
) -> Draft:
    return plausibility.examined(_installation, _draft, _wheres, today)
