"""Who is let in: seeded as Streamlit's login gives them; the real login is tried in tests/e2e."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from followup.domain.parties import Buyer
from followup.services import installation
from followup.services.access.claims import identity_of
from followup.services.installation import Actor, now_utc
from followup.ui import identity
from tests.pages.conftest import close_all, opened, tables, texts
from tests.support.pages import arrived, filled, words
from tests.support.world import World, clause, prepared

ISSUER = "https://login.kommunen.example"
Sit = Callable[["dict[str, Any] | None"], AppTest]
SECRETS: dict[str, Any] = {
    "auth": {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": "only-for-tests-0123456789",
        "kommunen": {
            "client_id": "a",
            "client_secret": "b",
            "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
        },
    },
    "access": {
        "longest_hours": 2,
        "kommunen": {
            "label": "Påhittad kommun",
            "role_claim": "roles",
            "roles": {"admin": "administrator", "avtal": "contract_manager"},
            "organisation_claim": "org",
            "organisations": {"k": "Påhittad kommun"},
        },
    },
}


def user(subject: str, name: str, ago: int = 60, **more: object) -> dict[str, Any]:
    """What Streamlit knows of somebody who signed in so many seconds ago."""
    issued = int(time.time()) - ago
    return {
        "is_logged_in": True, "provider": "kommunen", "iss": ISSUER, "sub": subject, "name": name,
        "iat": issued, "exp": issued + 86_400, **more,
    }  # fmt: skip


@pytest.fixture
def sit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sit]:
    """Open the page in a browser of their own, as somebody or nobody."""
    home = prepared(tmp_path / "home")

    def seated(who: dict[str, Any] | None) -> AppTest:
        app = opened(home, monkeypatch)
        app.secrets, app.user = SECRETS, who or {"is_logged_in": False}
        return arrived(app).switch_page("pages/access.py").run()

    yield seated
    close_all()


def test_from_asking_to_a_role_and_out_again(sit: Sit) -> None:
    # Nobody: the way in, and not a word of any page.
    nobody = sit(None)
    assert [b.label for b in nobody.button] == ["Logga in med Påhittad kommun"]
    assert "Behörigheter" not in texts(nobody)

    # Somebody with no role asks for one; whoever has the same name is somebody else.
    bo = user("bo", "Bo Berg", email="bo@kommun.example")
    asking = sit(bo)
    assert "ingen har gett dig någon roll" in texts(asking)
    asking.button(key="ask_access").click().run()
    assert "Din begäran är skickad" in texts(asking)
    sit(user("bo2", "Bo Berg")).button(key="ask_access").click().run()

    # An administrator of one organisation answers for that alone; the login does not say whose
    # they are.
    assert "Ingen väntar på svar" in texts(sit(user("ada", "Ada", roles="admin", org="k")))
    eva = user("eva", "Eva Chef", roles=["admin"])
    chief = sit(eva)
    assert texts(chief).count("Bo Berg (") == 2
    mark = identity_of(ISSUER, "bo")
    chief.selectbox(key="give_person").set_value(mark)
    chief.selectbox(key="give_role").set_value("contract_manager")
    chief.selectbox(key="give_organisation").set_value("Påhittad kommun")
    _press(chief, "Ge rollen")
    assert "Bo Berg har fått rollen" in texts(chief)
    assert f"Bo Berg|{mark}|Avtalsansvarig|Påhittad kommun|Alla" in tables(chief)

    # Bo works in it under a name of his own that nobody else can have, and gives nobody anything.
    inside = sit(bo)
    assert "Sidan ingår inte i din roll" in texts(inside)
    assert "ingen har gett dig någon roll" in texts(sit(user("bo2", "Bo Berg")))

    # Shut out, he is out at his next click, and stays out when he signs in anew.
    chief.selectbox(key="block_person").set_value(mark).run()
    chief.text_input(key="block_reason").set_value("har slutat")
    _press(chief, "Spärra")
    assert "Kontot är spärrat" in texts(chief)
    assert "har spärrat ditt konto" in texts(inside.run())
    assert "har spärrat ditt konto" in texts(sit(user("bo", "Bo Berg", ago=0)))


def test_a_sign_in_ends_by_itself_and_by_signing_out(sit: Sit) -> None:
    eva = user("eva", "Eva Chef", roles=["admin", "avtal"], org="k")
    app = sit(eva)
    # Two roles: one is worked in at a time, and what is not theirs cannot be chosen.
    assert app.radio(key="standing").options == [
        "Administratör, Påhittad kommun", "Avtalsansvarig, Påhittad kommun",
    ]  # fmt: skip
    app.radio(key="standing").set_value("contract_manager:Påhittad kommun").run()
    assert "Sidan ingår inte i din roll" in texts(app)
    app.session_state["standing_choice"] = "administrator:"
    assert identity_of(ISSUER, "eva") in texts(app.run())
    # Signed out, the same cookie opens nothing, here or in another browser; a new sign-in does.
    app.button(key="sign_out").click().run()
    assert "Inloggningen är avslutad" in texts(sit(eva))
    assert "Vem som får logga in" in texts(sit(user("eva", "Eva Chef", ago=1, roles="admin")))
    # Longer than a sign-in lasts here, longer than the provider vouches for, not yet at all.
    for late in (
        user("ulf", "Ulf", ago=7201, roles="admin"),
        user("ulf", "Ulf", roles="admin") | {"exp": int(time.time()) - 1},
        user("ulf", "Ulf", ago=-600, roles="admin"),
    ):
        assert "Inloggningen har gått ut" in texts(sit(late))
    # A login that is no longer there, or does not say since when, lets nobody in.
    unknown = user("ulf", "Ulf", roles="admin") | {"provider": "annan"}
    assert "på ett sätt som inte längre används" in texts(sit(unknown))
    assert "säger inte vem du är" in texts(sit(user("ulf", "Ulf") | {"iat": None}))


def test_a_folder_is_seen_whole_only_where_its_store_began_as_invented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(world: World) -> None:
        for whose in ("Påhittad kommun", "En annan kommun"):
            world.sign(clause(contract=whose[:2]), title=f"Skolskjuts i {whose}",
                       buyers=(Buyer(whose),))  # fmt: skip

    def begin(world: World) -> None:
        installation.invent(world.installation, Actor("Exempel"), now_utc())
        fill(world)

    # A clock stands in both: it stops the day, and opens nothing to anybody.
    for name, started, is_whole in (("real", fill, False), ("invented", begin, True)):
        filled(tmp_path / name, started)
        app = opened(tmp_path / name, monkeypatch)
        app.secrets, app.user = SECRETS, user("ada", "Ada", roles="avtal", org="k")
        said = words(arrived(app).switch_page("pages/contracts.py").run())
        assert "Skolskjuts i Påhittad kommun" in said
        assert ("Skolskjuts i En annan kommun" in said) == is_whole, name
        close_all()


def test_a_sign_in_that_nobody_uses_ends_and_the_log_says_who_came_and_went(
    sit: Sit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "followup.events")
    sit(None)
    sit(user("ulf", "Ulf Utan")).run()
    app = sit(user("eva", "Eva Chef", roles="admin"))
    assert "Vem som får logga in" in texts(app.run())
    last = identity._activity().last
    for key in last:
        last[key] -= timedelta(minutes=61)
    assert "Du har inte använt sidan på 60 minuter" in texts(app.run())
    # It is over for good, and not until the next click.
    assert "Inloggningen är avslutad" in texts(app.run())
    told = [(r.msg, vars(r)["event"]) for r in caplog.records if r.msg in ("sign_in", "sign_out")]
    assert [(event, said["outcome"]) for event, said in told] == [
        ("sign_in", "no_role"), ("sign_in", "done"), ("sign_out", "done"), ("sign_in", "idle"),
        ("sign_in", "ended"),
    ]  # fmt: skip
    # Who it was is told by the hash that their acts have, and by no name.
    assert len({said["actor"] for _, said in told}) == 2
    assert {said["provider"] for _, said in told} == {"kommunen"}
    assert [name for name in ("Ulf", "Eva") if name in str(told)] == []


def _press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
