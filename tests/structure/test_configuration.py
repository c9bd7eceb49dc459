"""The settings that keep the app quiet, local and closed."""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.structure.code import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PINS = dict(
    line.split("==")
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("browser.gatherUsageStats", False),
        ("server.address", "127.0.0.1"),
        ("server.port", 8501),
        ("server.headless", True),
        ("server.showEmailPrompt", False),
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableAgentApi", False),
        ("server.enableStaticServing", False),
        ("server.fileWatcherType", "none"),
        ("server.runOnSave", False),
        ("server.maxMessageSize", 50),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.toolbarMode", "minimal"),
        ("client.disableDataExport", True),
    ],
)
def test_setting(key: str, value: object) -> None:
    section, option = key.split(".")
    assert CONFIG[section][option] == value


def test_nobody_is_believed_by_a_header() -> None:
    assert "trustedUserHeaders" not in CONFIG["server"]


def test_the_uploader_takes_what_the_reader_takes() -> None:
    from followup.settings import MEBIBYTE, Limits

    assert CONFIG["server"]["maxUploadSize"] * MEBIBYTE == Limits().file_bytes


def test_settings_are_known_to_the_installed_streamlit() -> None:
    from streamlit import config

    known = set(config.get_config_options())
    named = {f"{s}.{k}" for s, part in CONFIG.items() for k in part if s != "theme"}
    assert named - known == set()


@pytest.mark.parametrize(
    ("package", "version"),
    [
        ("streamlit", "1.67.0"),
        ("pandas", "3.1.1"),
        ("plotly", "7.1.0"),
        ("duckdb", "1.5.5"),
        ("openpyxl", "3.1.5"),
        ("pyarrow", "26.0.1"),
        ("python-calamine", "0.9.1"),
    ],
)
def test_pinned(package: str, version: str) -> None:
    assert PINS[package] == version


def test_requirements_are_exact_and_name_no_registry() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wrong = [
        line for line in lines if line and not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!+]+", line)
    ]
    assert wrong == []


def test_what_the_package_needs_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {re.sub(r"[-_.]+", "-", name).lower() for name in PINS}
    named = {re.split(r"[\[<>=!]", entry)[0].lower() for entry in project["dependencies"]}
    assert named - pinned == set()


def test_the_proxy_example_lets_in_the_scripts_of_the_page_and_no_others() -> None:
    import streamlit

    from followup.ui import streamlit_words, theme

    index = Path(streamlit.__file__).with_name("static") / "index.html"
    own = [*theme.LANGUAGE_SCRIPTS.values(), streamlit_words.NAMES_SCRIPT]
    written = [*own, index.read_text(encoding="utf-8")]
    scripts = [s for page in written for s in re.findall(r"<script>(.*?)</script>", page, re.S)]
    hashes = {b64encode(sha256(s.encode()).digest()).decode() for s in scripts}
    example = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"'sha256-([^']+)'", example)) == hashes
    assert not re.search(r"script-src[^;]*unsafe", example)
