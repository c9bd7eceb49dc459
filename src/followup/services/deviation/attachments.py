"""Files of evidence in a case: kept by their sha256 as they are, and never read or opened here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from followup.domain.deviation import Attachment
from followup.errors import UserError
from followup.services.installation import Installation
from followup.settings import MEBIBYTE
from followup.storage import originals

MOST_FILES: Final = 10
# A name is for eyes and for saving to: so long, its ending included.
MOST_SIGNS: Final = 120
MOST_ENDING: Final = 10
NAMELESS: Final = "bilaga"
# What no system of files takes in a name, and what would make two names of a path.
_UNFIT: Final = re.compile(r'[<>:"|?*]')


def keep(installation: Installation, files: Sequence[tuple[str, bytes]]) -> tuple[Attachment, ...]:
    """Keep named files beside the originals; all or nothing.

    Raises UserError ``attachments_too_many``, ``attachment_empty`` or ``attachment_too_large``.
    """
    most = installation.settings.limits.attachment_bytes
    if len(files) > MOST_FILES:
        raise UserError("attachments_too_many", most=MOST_FILES)
    for name, content in files:
        if not content:
            raise UserError("attachment_empty", name=shown_name(name))
        if len(content) > most:
            raise UserError(
                "attachment_too_large", name=shown_name(name), most=most // MEBIBYTE
            )  # fmt: skip
    folder = installation.settings.originals
    return tuple(
        Attachment(originals.keep(folder, content), shown_name(name)) for name, content in files
    )


def shown_name(name: str) -> str:
    """A name from elsewhere made fit to show and to save under; it is never a path here.

    Folders go, and so do signs that control or turn text, or that a file system refuses; the
    ending stays where the name is cut.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    said = _UNFIT.sub("_", seen).strip(" .")
    stem, dot, ending = said.rpartition(".")
    if not dot or len(ending) > MOST_ENDING:
        stem, dot, ending = said, "", ""
    whole = f"{stem[: MOST_SIGNS - len(dot + ending)]}{dot}{ending}"
    return whole or NAMELESS
