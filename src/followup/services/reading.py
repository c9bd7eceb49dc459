"""Read a supplier's file into a draft, with what is remembered of that supplier's files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from followup.domain.period import Period
from followup.ingest.draft import Draft
from followup.ingest.read import read
from followup.services.installation import Installation
from followup.settings import Settings
from followup.storage import decisions


def read_without_memory(
    settings: Settings,
    content: bytes,
    file_name: str,
    today: date,
    *,
    answers: Mapping[str, str] | None = None,
    period: Period | None = None,
) -> Draft:
    """Read a file without opening the database, so that it works while the app runs."""
    return read(
        content,
        file_name,
        limits=settings.limits,
        answers=answers or {},
        remembered=None,
        period=period,
        today=today,
    )


def read_file(
    installation: Installation,
    content: bytes,
    file_name: str,
    today: date,
    *,
    supplier: str | None = None,
    answers: Mapping[str, str] | None = None,
    period: Period | None = None,
) -> Draft:
    """Read a file into a draft; what was answered for the supplier before is not asked again."""
    return read(
        content,
        file_name,
        limits=installation.settings.limits,
        answers=answers or {},
        remembered=decisions.remembered(installation.database, supplier) if supplier else None,
        period=period,
        today=today,
    )
