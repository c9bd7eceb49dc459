"""Start the server: ``python -m followup.ui.serve``, with any options of ``streamlit run``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import bootstrap, cli

from followup import settings
from followup.errors import UserError
from followup.i18n.text import language, t
from followup.ui import backups, feed, log, signed_in

APP = Path(__file__).resolve().parents[3] / "app.py"
WRONG: Final = 2
# What somebody with many groups is known by fills several cookies. Past 8 KiB, where the library
# stops by itself, their browser would wait for ever; 64 KiB is more than browsers keep of them.
_LINE: Final = "WEBSOCKETS_MAX_LINE_LENGTH"
_LINE_BYTES: Final = 65_536
_RUN: Final = bootstrap.run


def main() -> None:
    """Serve app.py; end with code 2 where nobody may, saying why.

    Because a folder named pages stands beside it, Streamlit takes the first visit after a
    start as one to an app of single scripts, and answers a link to a page with a dialog in
    English that the page does not exist. The pages are named in ``navigation`` instead.
    """
    PagesManager.uses_pages_directory = False
    log.start()
    os.environ.setdefault(_LINE, str(_LINE_BYTES))
    feed.serve()
    # When it is called, every option and file of settings has been read.
    bootstrap.run = _run
    cli.main(["run", str(APP), *sys.argv[1:]])


def refusal() -> UserError | None:
    """Why the server may not start as it is set up; None when it may."""
    try:
        login = signed_in.login()
    except UserError as error:
        return error
    if login is None and signed_in.is_open_to_others():
        address = config.get_option("server.address") or "0.0.0.0"  # noqa: S104
        return UserError("login_missing", address=address)
    return None


def _run(*given: Any, **named: Any) -> None:
    try:
        lang, why = language(settings.from_environment().language), refusal()
    except UserError as error:
        lang, why = language(os.environ.get("FOLLOWUP_LANG") or "sv"), error
    if why is not None:
        sys.stderr.write(t(f"error.{why.code}", lang, **why.params) + "\n")
        sys.exit(WRONG)
    if signed_in.login() is None:
        sys.stderr.write(t("sign_in.local", lang) + "\n")
    backups.start()
    _RUN(*given, **named)


if __name__ == "__main__":
    main()
