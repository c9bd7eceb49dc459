"""What is shown where a run of a page came to nothing."""

from __future__ import annotations

import logging
import os
import secrets

from followup.i18n.text import STRICT
from followup.ui import components, resources


def failed(error: Exception, page: str, lang: str) -> None:
    """Say what the machine could not do, or that the fault is ours and how to quote it."""
    if problem := resources.trouble(error):
        components.error_box(problem, lang)
        return
    reference = secrets.token_hex(4)
    logging.getLogger("followup").error("bug %s on page %s", reference, page, exc_info=error)
    components.bug_box(reference, lang)
    if os.environ.get(STRICT):
        raise error
