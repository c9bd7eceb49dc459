"""Start the server: ``python -m followup.ui.serve``, with any options of ``streamlit run``."""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from followup.ui import feed

APP = Path(__file__).resolve().parents[3] / "app.py"


def main() -> None:
    """Serve app.py.

    Because a folder named pages stands beside it, Streamlit takes the first visit after a
    start as one to an app of single scripts, and answers a link to a page with a dialog in
    English that the page does not exist. The pages are named in ``navigation`` instead.
    """
    PagesManager.uses_pages_directory = False
    feed.serve()
    cli.main(["run", str(APP), *sys.argv[1:]])


if __name__ == "__main__":
    main()
