"""Many people at once on the real server: Streamlit's own WebSocket, each signed in by a cookie.

A visitor is somebody at one organisation who opens pages and changes filters with a pause between,
as the address says it, and waits until the page stands still before the next pause begins.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.worlds import nation

COOKIE_SECRET = "only-for-measuring-0123456789abcdef"
USER, XSRF = "_streamlit_user", "_streamlit_xsrf"
PATIENCE_SECONDS = 180
LASTING_SECONDS = 3600
GOAL = "KRON_FBF_2030_CONTRACTS"
# What people do, and how often of a hundred: mostly the matrix with its filters, then a proof, a
# goal, the first page. Places: page, and the parts of its address; {} is filled in by the visitor.
MIX: Sequence[tuple[int, str, dict[str, str]]] = (
    (14, "efterlevnad", {}),
    (12, "efterlevnad", {"length": "quarter"}),
    (8, "efterlevnad", {"length": "half_year"}),
    (12, "efterlevnad", {"verdict": "not_met"}),
    (8, "efterlevnad", {"length": "quarter", "verdict": "met"}),
    (10, "efterlevnad", {"only": "{contract}"}),
    (14, "efterlevnad", {"contract": "{contract}", "requirement": "{contract}/K1",
                         "period": "{period}"}),
    (8, "mal", {}),
    (6, "mal", {"goal": GOAL}),
    (8, "", {}),
)  # fmt: skip


@dataclass(slots=True)
class Told:
    """Reruns as the visitor meets them: what was asked, when by the clock, seconds until still."""

    page: list[str] = field(default_factory=list)
    begun: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def secrets(folder: Path, port: int) -> Path:
    """The app's secrets: a login whose claims say role and organisation; nobody asks its host."""
    whose = ", ".join(f'"{n}" = "{nation.buyer(n)}"' for n in range(nation.ORGANISATIONS))
    file = folder / "secrets.toml"
    file.write_text(
        f"""[auth]
redirect_uri = "{_origin(port)}/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "followup"
client_secret = "not-a-secret"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"

[access.default]
label = "Påhittad inloggning"
role_claim = "role"
roles = {{ strategist = "strategist" }}
organisation_claim = "org"
organisations = {{ {whose} }}
""",
        encoding="utf-8",
    )
    return file


def _origin(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _signed_in(port: int, organisation: int) -> str:
    now = int(time.time())
    claims = {
        "origin": _origin(port), "is_logged_in": True, "provider": "default",
        "iss": "http://127.0.0.1:9", "sub": f"person-{organisation}", "name": "Påhittad Person",
        "iat": now - 5, "exp": now + LASTING_SECONDS, "role": "strategist",
        "org": str(organisation),
    }  # fmt: skip
    return create_signed_value(COOKIE_SECRET, USER, json.dumps(claims)).decode()


class Visitor:
    """Somebody of one organisation."""

    def __init__(self, port: int, organisation: int, seed: int) -> None:
        self.port, self.organisation = port, organisation
        self.draw = random.Random(f"{seed} {organisation}")
        self.told = Told()

    async def stay(self, until: float, warm: float, pause: tuple[float, float]) -> None:
        """Click about until a moment; what begins before ``warm`` is not counted."""
        try:
            async with await self._connected() as socket:
                await self._run(socket, "", {})
                while (now := time.monotonic()) < until:
                    await asyncio.sleep(min(self.draw.uniform(*pause), max(until - now, 0)))
                    begun = time.monotonic()
                    if begun >= until:
                        return
                    page, query = self._next()
                    await self._run(socket, page, query)
                    if begun >= warm:
                        self.told.page.append(page or "start")
                        self.told.begun.append(begun)
                        self.told.seconds.append(time.monotonic() - begun)
        except (OSError, TimeoutError, EOFError) as error:
            self.told.failed.append(repr(error))

    def _next(self) -> tuple[str, dict[str, str]]:
        _, page, query = self.draw.choices(MIX, [share for share, _, _ in MIX])[0]
        contract = self.organisation * nation.OF_ONE + self.draw.randrange(nation.OF_ONE)
        period = f"{self.draw.choice((2024, 2025))}-Q{self.draw.randint(1, 4)}"
        filled = {"contract": nation.number(contract), "period": period}
        return page, {name: value.format(**filled) for name, value in query.items()}

    async def _connected(self) -> connect:
        with await asyncio.to_thread(urlopen, f"{_origin(self.port)}/_stcore/health") as answer:
            cookies = answer.headers.get_all("Set-Cookie") or []
        token = next((c.split(";")[0].split("=", 1)[1] for c in cookies if c.startswith(XSRF)), "")
        cookie = f"{XSRF}={token}; {USER}={_signed_in(self.port, self.organisation)}"
        return connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream", subprotocols=["streamlit", token],
            origin=_origin(self.port), additional_headers={"Cookie": cookie}, max_size=None,
            close_timeout=1,
        )  # fmt: skip

    async def _run(self, socket: ClientConnection, page: str, query: dict[str, str]) -> None:
        """Ask for a page, and wait until the run of it ends that is not run again at once."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = urlencode({"lang": "sv", **query}), page
        asked.context_info.locale, asked.context_info.timezone = "sv-SE", "Europe/Stockholm"
        asked.context_info.url = f"{_origin(self.port)}/{page}"
        await socket.send(message.SerializeToString())
        while True:
            said = ForwardMsg()
            said.ParseFromString(await asyncio.wait_for(socket.recv(), PATIENCE_SECONDS))
            kind = said.WhichOneof("type")
            if kind == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                self.told.failed.append(said.delta.new_element.exception.message)
            ended = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
            if kind == "script_finished" and said.script_finished in ended:
                return


async def crowd(
    port: int, count: int, seconds: float, warm: float, pause: tuple[float, float], seed: int
) -> list[Told]:
    """So many visitors, each of an organisation of its own, for a while."""
    begun = time.monotonic()
    visitors = [Visitor(port, n * 7 % nation.ORGANISATIONS, seed) for n in range(count)]
    stays = []
    for n, visitor in enumerate(visitors):
        # People do not come at the same moment.
        await asyncio.sleep(warm / 2 / count if n else 0)
        stays.append(asyncio.create_task(visitor.stay(begun + warm + seconds, begun + warm, pause)))
    await asyncio.gather(*stays)
    return [visitor.told for visitor in visitors]
