"""A real OpenID Connect server for tests, and the app's secrets that lead to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

COOKIE_SECRET = "only-for-tests-0123456789abcdef0123456789"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Where the server answers."""

    address: str

    @property
    def metadata(self) -> str:
        """Where it tells what it can."""
        return f"{self.address}/.well-known/openid-configuration"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def issuer(
    people: Mapping[str, Mapping[str, Any]], lasting: timedelta = timedelta(hours=1)
) -> Iterator[Issuer]:
    """Serve logins of people, by subject with their claims, for as long as a token lasts."""
    import oidc_provider_mock
    from werkzeug.serving import make_server

    users = [
        oidc_provider_mock.User(sub=sub, claims=dict(claims)) for sub, claims in people.items()
    ]
    app = oidc_provider_mock.app(user_claims=users, access_token_max_age=lasting)
    app.debug = False
    server = make_server("127.0.0.1", free_port(), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Issuer(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join(timeout=10)


def secrets(
    folder: Path,
    port: int,
    providers: Mapping[str, Issuer],
    access: str = "",
    at: str = "http://127.0.0.1",
) -> Path:
    """A file of secrets for the app on a port, with these providers."""
    parts = [
        "[auth]",
        f'redirect_uri = "{at}:{port}/oauth2callback"',
        f'cookie_secret = "{COOKIE_SECRET}"',
    ]
    for name, at in providers.items():
        parts += [
            f"[auth.{name}]", 'client_id = "followup"', 'client_secret = "not-a-secret"',
            f'server_metadata_url = "{at.metadata}"',
        ]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secrets.toml"
    file.write_text("\n".join([*parts, access]) + "\n", encoding="utf-8")
    return file
