"""A visitor without a browser: Streamlit's own messages over its own WebSocket and HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

PATIENCE_SECONDS = 60
COOKIE = "_streamlit_xsrf"
# What a visitor meets when the server dies under their hands.
Gone = (WebSocketException, OSError, EOFError, TimeoutError)


@dataclass(slots=True)
class Visitor:
    """One session: the address it stands on and what its page shows."""

    port: int
    socket: ClientConnection
    token: str
    page: str
    query: str
    session: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def run(self, *states: WidgetState) -> None:
        """Run the page with these widgets touched, until it stands still."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        message.rerun_script.context_info.locale = "sv-SE"
        message.rerun_script.context_info.timezone = "Europe/Stockholm"
        message.rerun_script.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}"
        message.rerun_script.widget_states.widgets.extend(states)
        self._send(message)
        self._listen()

    def press(self, key: str) -> None:
        """Press a button, named by its key."""
        self.run(WidgetState(id=self._widget(key), trigger_value=True))

    def drop(self, key: str, name: str, content: bytes) -> None:
        """Hand a file to an uploader: ask for its address, send the bytes there, and say so."""
        asked = BackMsg()
        asked.file_urls_request.request_id = str(uuid4())
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        self._send(asked)
        (urls,) = self._until("file_urls_response").file_urls_response.file_urls
        self._put(urls, name, content)
        state = WidgetState(id=self._widget(key))
        file = state.file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = name, len(content), urls.file_id
        file.file_urls.CopyFrom(urls)
        self.run(state)

    def offers(self, key: str) -> bool:
        """Whether the page has a button or an uploader of this key."""
        return any(name.startswith(key) for name in self.widgets)

    def _put(self, urls: FileURLs, name: str, content: bytes) -> None:
        mark = uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}",
                   "X-Xsrftoken": self.token, "Cookie": f"{COOKIE}={self.token}"}  # fmt: skip
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        asked = Request(
            f"http://127.0.0.1:{self.port}{urls.upload_url}", body, headers, method="PUT"
        )
        with urlopen(asked, timeout=PATIENCE_SECONDS):
            pass

    def _widget(self, key: str) -> str:
        found = [own for name, own in self.widgets.items() if name.startswith(key)]
        assert found, f"no {key} among {sorted(self.widgets)}; the page says {self.words}"
        return found[0]

    def _send(self, message: BackMsg) -> None:
        self.socket.send(message.SerializeToString())

    def _until(self, kind: str) -> ForwardMsg:
        while True:
            message = self._next()
            if message.WhichOneof("type") == kind:
                return message

    def _next(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(self.socket.recv(timeout=PATIENCE_SECONDS))
        return message

    def _listen(self) -> None:
        """Take in what the page shows until a run of it ends, not to be run again at once."""
        while True:
            message = self._next()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
                self.widgets, self.words = {}, []
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta":
                self._see(message.delta.new_element)
            elif kind == "script_finished" and message.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):
                return

    def _see(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind in ("markdown", "alert"):
            self.words.append(getattr(element, kind).body)
        elif kind in ("button", "file_uploader"):
            name = getattr(element, kind).id
            # The key stands last in the id.
            self.widgets[re.sub(r"^\$\$ID-[0-9a-f]+-", "", name)] = name


@contextmanager
def visitor(port: int, page: str, query: str = "") -> Iterator[Visitor]:
    """A visitor who has opened a page."""
    health = f"http://127.0.0.1:{port}/_stcore/health"
    with urlopen(health, timeout=PATIENCE_SECONDS) as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    token = next((c.split(";")[0].split("=", 1)[1] for c in cookies if c.startswith(COOKIE)), "")
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit", token],  # type: ignore[list-item]
        additional_headers={"Cookie": f"{COOKIE}={token}"}, max_size=None, close_timeout=0.2,
    ) as socket:  # fmt: skip
        made = Visitor(port, socket, token, page, query)
        made.run()
        yield made
