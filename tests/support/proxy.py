"""The web server of the example in deploy/, started for a test with as little changed as may be."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT: Final = Path(__file__).resolve().parents[2]
EXAMPLE: Final = ROOT / "deploy" / "nginx.conf"
SEVERAL: Final = ROOT / "deploy" / "nginx-several.conf"
HOST: Final = "localhost"
_APP: Final = "http://127.0.0.1:8501"
PROGRAM: Final = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
_AROUND: Final = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
worker_processes 1; events {{ worker_connections 256; }}
http {{ access_log {folder}/access.log; client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s; include {folder}/site.conf; }}
"""
PATIENCE_SECONDS: Final = 20


def example() -> str:
    """The example as it stands."""
    return EXAMPLE.read_text(encoding="utf-8")


def several() -> str:
    """The example of several processes as it stands."""
    return SEVERAL.read_text(encoding="utf-8")


def _changed(site: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in site, old
        site = site.replace(old, new)
    return site


def policy() -> str:
    """The content security policy of the example."""
    (found,) = re.findall(r'add_header Content-Security-Policy "([^"]+)"', example())
    return str(found)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def before(app: str, folder: Path, port: int) -> Iterator[str]:
    """nginx with the example's own lines before an app, as an address on TLS.

    Only host name, ports and the certificate's paths are others than in the example.
    """
    with _started(_changed(example(), [(_APP, app)]), folder, port) as address:
        yield address


@contextmanager
def before_several(ports: tuple[int, int], folder: Path, port: int) -> Iterator[str]:
    """nginx with the lines of both examples before two apps, changed as the second says."""
    said = re.findall(r"^#   .*?(proxy_pass \S+;) +to +(proxy_pass \S+;)", several(), re.M)
    (cookie,) = re.findall(r"^#   .*(add_header Set-Cookie .*;)$", several(), re.M)
    beside = 'add_header Referrer-Policy "same-origin" always;'
    assert len(said) == 1
    site = re.sub(r"proxy_pass +", "proxy_pass ", example())
    site = _changed(site, [*said, (beside, f"{beside}\n{cookie}")])
    apps = [
        (f"127.0.0.1:{one}", f"127.0.0.1:{own}")
        for one, own in zip((8501, 8502), ports, strict=True)
    ]
    with _started(_changed(several(), apps) + site, folder, port) as address:
        yield address


@contextmanager
def _started(written: str, folder: Path, port: int) -> Iterator[str]:
    assert PROGRAM is not None
    folder.mkdir(parents=True, exist_ok=True)
    _certificate(folder)
    site = _changed(written, [
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("followup.example.se", HOST),
        ("/etc/ssl/followup/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ])  # fmt: skip
    (folder / "site.conf").write_text(site, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(_AROUND.format(folder=folder), encoding="utf-8")
    server = subprocess.Popen([PROGRAM, "-e", f"{folder}/error.log", "-p", folder, "-c", whole])
    try:
        _wait(port, server)
        yield f"https://{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        assert server.poll() is None, "nginx stopped at once"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "nginx never answered"
            time.sleep(0.05)
        else:
            return


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(secret)
