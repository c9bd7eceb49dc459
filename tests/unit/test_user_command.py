"""Who may sign in, from the command line: given, taken back, shut out and let in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from followup import cli
from followup.services.access.claims import identity_of
from tests.support.world import prepared

ISSUER = "https://login.kommunen.example"
CODE = identity_of(ISSUER, "eva")
ADD = ("add", "--issuer", ISSUER, "--subject", "eva", "--name", "Eva Chef")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("FOLLOWUP_HOME", str(prepared(tmp_path / "home")))

    def user(*words: str) -> tuple[int, Any]:
        code = cli.main(["user", *words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out or said.err)

    return user


def test_a_role_is_given_and_taken_back_and_its_holder_shut_out_and_let_in(run: Any) -> None:
    assert run("list") == (0, [])
    code, (eva,) = run(*ADD, "--role", "contract_manager", "--organisation", "Påhittad kommun",
                       "--from", "2026-01-01", "--to", "2099-12-31")  # fmt: skip
    (given,) = eva["memberships"]
    assert (code, eva["code"], eva["name"], eva["blocked"]) == (0, CODE, "Eva Chef", False)
    assert {k: given[k] for k in given if k != "membership"} == {
        "role": "contract_manager", "organisation": "Påhittad kommun", "contract": None,
        "valid_from": "2026-01-01", "valid_to": "2099-12-31",
    }  # fmt: skip
    # Whom the register knows is named by their code alone.
    _, (eva,) = run("add", CODE, "--role", "administrator")
    assert [m["role"] for m in eva["memberships"]] == ["contract_manager", "administrator"]
    _, (eva,) = run("end", given["membership"])
    assert [m["role"] for m in eva["memberships"]] == ["administrator"]
    _, (eva,) = run("block", CODE, "--reason", "har slutat")
    assert eva["blocked"]
    _, (eva,) = run("unblock", CODE, "--reason", "kom tillbaka")
    assert not eva["blocked"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("add", "--role", "administrator"), "access_whom"),
        (("add", "0" * 8, "--role", "administrator"), "access_unknown_person"),
        ((*ADD, "--role", "strategist"), "access_organisation"),
        ((*ADD, "--role", "supplier", "--organisation", "A"), "access_contract_needed"),
        (("end", "finns-inte"), "access_unknown"),
        (("block", CODE, "--reason", " "), "access_reason"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_given(
    run: Any, words: tuple[str, ...], error: str
) -> None:
    code, told = run(*words)
    assert (code, told["error"]["code"]) == (2, error)
    assert run("list") == (0, [])
