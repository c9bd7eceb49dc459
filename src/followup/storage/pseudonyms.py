"""The secret behind the names that stand for registration numbers.

A plate has few signs: whoever could compute its name would find it by trying them all.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from followup.storage import trouble

# In the data folder, for its owner alone, and in no backup: a restored store gives other names.
KEY_FILE: Final = "pseudonyms.key"
_BYTES: Final = 32


def secret(home: Path) -> str:
    """The data folder's own secret, made at first need. Raises UserError as ``trouble.told``."""
    place = home / KEY_FILE
    with trouble.told():
        with suppress(FileNotFoundError):
            return place.read_text(encoding="ascii")
        # Made for its owner alone, and given its name when it is whole: of two at once one holds.
        with NamedTemporaryFile("w", dir=home, suffix=".part", delete=False) as temporary:
            beside = Path(temporary.name)
            try:
                temporary.write(secrets.token_hex(_BYTES))
                temporary.flush()
                os.fsync(temporary.fileno())
                with suppress(FileExistsError):
                    os.link(beside, place)
            finally:
                beside.unlink(missing_ok=True)
        return place.read_text(encoding="ascii")
