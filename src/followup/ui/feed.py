"""The calendar as an address that calendar programs ask again and again.

Streamlit answers pages alone, so the server that ``followup.ui.serve`` starts is given one more
route. Whoever knows the link reads the calendar; every other address there is simply not found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config
from streamlit.web.server.starlette import starlette_app

from followup.services import installation as service
from followup.services.access import standing
from followup.services.installation import Installation, now_utc
from followup.services.plan import export as calendar_export
from followup.services.plan import links as calendar_links
from followup.storage.plans import Link
from followup.ui import folder, opened, resources, signed_in, state

PATH: Final = "kalender"
HEADERS: Final = {
    # Whose copy it is, is nobody else's business; and it is asked for often enough.
    "Cache-Control": "private, max-age=900",
    "Content-Disposition": 'inline; filename="followup.ics"',
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}
_ORIGINAL: Final = starlette_app.create_streamlit_routes
_IS_SERVED: Final = "followup_feed"


def serve() -> None:
    """Let the server that is about to start answer links to calendars, too."""
    starlette_app.create_streamlit_routes = _with_feed
    setattr(starlette_app, _IS_SERVED, True)


def is_served() -> bool:
    """Whether this process answers links; ``streamlit run app.py`` alone does not."""
    return bool(getattr(starlette_app, _IS_SERVED, False))


def _with_feed(runtime: Any) -> list[Any]:
    base = config.get_option("server.baseUrlPath").strip("/")
    prefix = f"/{base}" if base else ""
    # First, since the last of Streamlit's own routes takes every address.
    return [Route(f"{prefix}/{PATH}/{{name}}", _answer), *_ORIGINAL(runtime)]


def _answer(request: Request) -> Response:
    """The calendar, or not found; asks the database and writes nothing."""
    name = str(request.path_params["name"])
    found = folder.both()
    here = found.sample if request.query_params.get(state.FOLDER) == folder.SAMPLE else found.own
    if not name.endswith(".ics") or not here.home.exists():
        return Response(status_code=404)
    own = opened.installation_of(here)
    today = service.today(here, resources.real_today())
    content = calendar_links.fetch(own, name.removesuffix(".ics"), today, now_utc(), _may(own))
    if content is None:
        return Response(status_code=404)
    kind = f"{calendar_export.MIME}; charset=utf-8"
    return Response(content, media_type=kind, headers=HEADERS)


def _may(own: Installation) -> Callable[[Link], bool]:
    """Whose links are answered: with login those of who still sees all that they show."""
    if signed_in.login() is None or own.is_invented:
        return lambda _: True
    return lambda link: standing.may_feed(own, link, resources.real_today())


def link(secret: str) -> str:
    """The whole address of a calendar, as this reader reached the app."""
    at = urlsplit(str(st.context.url or ""))
    base = config.get_option("server.baseUrlPath").strip("/")
    path = f"/{base}" if base else ""
    found = folder.both()
    part = f"?{state.FOLDER}={folder.SAMPLE}" if folder.here() == found.sample else ""
    return f"{at.scheme}://{at.netloc}{path}/{PATH}/{secret}.ics{part}"
