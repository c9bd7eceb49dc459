"""Settings of the login: what is written wrong lets nobody in, and who starts unguarded is told."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followup.errors import UserError
from followup.services.access import login_settings

ROOT = Path(__file__).resolve().parents[2]
AUTH = {
    "redirect_uri": "https://a.example/oauth2callback",
    "cookie_secret": "x",
    "kommunen": {"client_id": "a", "server_metadata_url": "https://b.example"},
    "leverantorer": {"client_id": "c", "server_metadata_url": "https://d.example"},
}


def test_several_ways_in_and_how_long_they_last() -> None:
    found = login_settings.read({"auth": AUTH, "access": {
        "longest_hours": 1.5, "idle_minutes": 20, "kommunen": {"label": "Påhittad kommun"},
    }})  # fmt: skip
    assert found is not None
    assert [(p.name, p.label) for p in found.providers] == [
        ("kommunen", "Påhittad kommun"), ("leverantorer", "leverantorer"),
    ]  # fmt: skip
    assert (found.longest, found.idle) == (timedelta(minutes=90), timedelta(minutes=20))
    assert login_settings.read({}) is None


@pytest.mark.parametrize(
    ("secrets", "what"),
    [
        ({"access": {}}, "auth"),
        ({"auth": {}}, "auth.redirect_uri"),
        ({"auth": {**AUTH, "cookie_secret": ""}}, "auth.cookie_secret"),
        ({"auth": {k: AUTH[k] for k in ("redirect_uri", "cookie_secret")}},
         "auth.server_metadata_url"),
        ({"auth": AUTH, "access": {"komunen": {}}}, "access.komunen"),
        ({"auth": AUTH, "access": {"idle_minutes": 0}}, "access.idle_minutes"),
        ({"auth": AUTH, "access": {"kommunen": {"role": "roles"}}}, "access.kommunen.role"),
        ({"auth": AUTH, "access": {"kommunen": {"roles": {"x": "boss"}}}},
         "access.kommunen.roles: boss"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(secrets: dict[str, Any], what: str) -> None:
    with pytest.raises(UserError) as told:
        login_settings.read(secrets)
    assert (told.value.code, told.value.params["what"]) == ("login_settings", what)


def test_without_login_the_server_refuses_any_other_address_in_words(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "followup.ui.serve", "--server.address", "0.0.0.0"],
        cwd=ROOT, env=os.environ | {"HOME": str(tmp_path), "FOLLOWUP_LANG": "sv"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 2, run.stderr
    assert "Ingen inloggning är inställd" in run.stderr
    assert "0.0.0.0 når fler" in run.stderr
