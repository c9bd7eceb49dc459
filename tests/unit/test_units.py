"""The units of deploy/ are ones that systemd takes, and start commands that there are."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from followup.cli import main
from tests.structure.code import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(unit for unit in DEPLOY.iterdir() if unit.suffix in (".service", ".timer"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
# Where the program is installed by docs/running.md, which is not here.
INSTALLED = "/opt/followup/.venv/bin/"


def said(unit: Path, word: str) -> list[str]:
    return re.findall(rf"^{word}=(.*)$", unit.read_text(encoding="utf-8"), re.M)


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd on this machine")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(INSTALLED, "/usr/bin/env ")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    copies = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        [program, "verify", "--man=no", *copies], capture_output=True, text=True, check=False
    )
    # Other units of the machine may have faults of their own.
    ours = [line for line in done.stderr.splitlines() if "followup" in line]
    assert (len(copies), ours) == (len(UNITS), [])


@pytest.mark.parametrize("timer", [u for u in UNITS if u.suffix == ".timer"], ids=lambda u: u.stem)
def test_a_timer_starts_a_service_that_ends(timer: Path) -> None:
    service = timer.with_suffix(".service")
    assert said(service, "Type") == ["oneshot"]
    (command,) = said(service, "ExecStart")
    program, *words = command.removeprefix(INSTALLED).split()
    assert program == "followup"
    with pytest.raises(SystemExit) as ended:
        main([words[0], "--help"])
    assert ended.value.code == 0


@pytest.mark.parametrize("service", SERVICES, ids=lambda u: u.stem)
def test_no_service_may_do_more_than_the_app(service: Path) -> None:
    app = DEPLOY / "followup.service"
    for word in ("User", "UMask", "NoNewPrivileges", "CapabilityBoundingSet", "ProtectSystem",
                 "ProtectHome", "PrivateTmp", "RestrictNamespaces", "SystemCallFilter",
                 "IPAddressDeny"):  # fmt: skip
        assert said(service, word) == said(app, word), word
