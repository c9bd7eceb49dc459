"""A report given out as a public document: masked to the last byte, and the original untouched."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from followup.domain.access import Scope
from followup.domain.disclosure import ELSEWHERE, Decided, Disclosure
from followup.domain.parties import Buyer
from followup.errors import UserError
from followup.services import installation as service
from followup.services.disclosure import book, decide, export, requests
from followup.services.disclosure.decide import Asking, Proposal
from followup.services.installation import Actor, Installation
from followup.storage import originals
from tests.law.conftest import DAY, FILE, PLATES, SECRET, report
from tests.support.world import World, clause

KIM = Actor("Kim Exempel")
JANUARY_3, JANUARY_9 = map(datetime.fromisoformat, ("2025-01-03", "2025-01-09"))
NOW = datetime.fromisoformat("2026-03-02T12:00:00")
Change = Callable[[Decided], Decided]


def _decided(proposed: Proposal, **headers: bool) -> Decided:
    """As proposed, but for columns that are named; every masked one on the same ground."""
    is_masked = headers.get(proposed.header, bool(proposed.is_masked))
    return Decided(
        *proposed.place, proposed.header, is_masked, ground="osl_31_16" if is_masked else None,
        reason="" if proposed.request is None else "Priset framgår redan av avtalet.",
    )  # fmt: skip


def _proposals(world: World) -> tuple[Proposal, ...]:
    own, about = world.installation, report(world)
    found = book.read(own, about, DAY)
    return decide.propose(found, decide.asked_secret(own, about, DAY))


def _give(
    world: World, own: Installation | None = None, asking: Asking | None = None, **headers: bool
) -> Disclosure:
    decided = [_decided(p, **headers) for p in _proposals(world)]
    return decide.give_out(
        own or world.installation, report(world), decided, asking or Asking(DAY), "sv", KIM, DAY,
        NOW,
    )  # fmt: skip


def _ask_secret(world: World, *headers: str) -> None:
    found = book.read(world.installation, report(world), DAY).columns
    columns = [c for c in found if c.header in headers]
    requests.ask(world.installation, report(world), columns, "Affärshemlighet", "", KIM, DAY, NOW)


def _unpacked(content: bytes) -> str:
    """Every byte of every part of a workbook, and its names of parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [f"{name}\n{package.read(name).decode()}" for name in package.namelist()]
    return "\n".join(parts)


def _cells(content: bytes, sheet: str) -> list[list[object]]:
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [[cell.value for cell in row] for row in found.iter_rows()]


def test_what_is_masked_is_in_no_byte_of_the_copy_and_the_original_stays(world: World) -> None:
    _ask_secret(world, "Pris per liter", "Avtal")
    made = _give(world, **{"Pris per liter": True, "Avtal": True})
    content = decide.given_out(world.installation, made)
    every = _unpacked(content)
    for plate in PLATES:
        spelt = r"[\s._-]*".join(plate)
        assert not re.search(spelt, every, re.IGNORECASE), plate
    for secret in (SECRET, "Rabatt", "17.3519", "16.8827", "17,35"):
        assert secret not in every
    # What was not masked is all there, in its place.
    assert _cells(content, "Tankningar")[2:] == [
        ["Regnr", "Drivmedel", "Liter", "Datum", "Pris per liter", "Avtal", "Anteckning"],
        ["[maskerat]", "HVO100", 120.5, JANUARY_3, "[maskerat]", "[maskerat]",
         "[maskerat]"],
        ["[maskerat]", "Diesel", 80, JANUARY_9, "[maskerat]", "[maskerat]", "-2+3"],
    ]  # fmt: skip
    own = world.installation
    assert originals.read(own.settings.originals, report(world).sha256) == FILE
    assert made.original_sha256 == originals.digest(FILE) != made.sha256


def test_the_first_sheet_says_what_is_masked_on_which_ground_and_how_to_appeal(
    world: World,
) -> None:
    made = _give(world)
    content = decide.given_out(world.installation, made)
    said = "\n".join(str(c) for row in _cells(content, "Om utlämnandet") for c in row if c)
    for words in (
        "Regnr (Tankningar!A)", "Maskerad", "Lämnas ut", "31 kap. 16 §", "kammarrätten",
        made.original_sha256, "Maskerat: 2 av 10 delar", "Kim Exempel",
    ):  # fmt: skip
        assert words in said, words


def test_nothing_in_the_copy_is_a_formula_or_hidden(world: World) -> None:
    every = _unpacked(decide.given_out(world.installation, _give(world)))
    assert "<f>" not in every
    assert 'hidden="1"' not in every
    assert 'state="hidden"' not in every
    # A text that would turn into a formula when edited is marked as text.
    assert re.search(r's="2" t="inlineStr"><is><t xml:space="preserve">-2\+3<', every)


def test_the_log_keeps_what_was_given_out_and_gives_the_same_bytes_again(world: World) -> None:
    asking = Asking(date(2026, 2, 27), "Journalist på Påhittad Tidning", "KS 2026/7")
    made = _give(world, asking=asking)
    (kept,) = decide.log(world.installation, DAY)
    assert (kept.sha256, kept.asked_by, kept.diary_number) == (
        made.sha256, "Journalist på Påhittad Tidning", "KS 2026/7"
    )  # fmt: skip
    assert kept.columns == made.columns
    again = decide.given_out(world.installation, kept)
    assert originals.digest(again) == made.sha256
    # Decided anew in the same words the copy is the same, byte for byte.
    assert _give(world, asking=asking).sha256 == made.sha256
    (detail,) = world.installation.database.connection.execute(
        "SELECT string_agg(detail) FROM store.main.act WHERE kind = 'disclosure'"
    ).fetchone() or ("",)
    assert made.sha256 in detail
    assert "Journalist" not in detail
    listed = export.workbook(
        world.installation.catalogue, [kept], {report(world).submission: report(world)}, "sv"
    )
    assert made.sha256 in _unpacked(listed)


def test_nobody_has_to_say_who_they_are(world: World) -> None:
    (kept,) = [_give(world)]
    assert kept.asked_by is None
    assert export.row(kept, report(world), "sv")["asked"] == "Inte angivet"


def test_a_request_needs_a_position_and_a_mask_a_ground(world: World) -> None:
    _ask_secret(world, "Avtal")
    proposals = _proposals(world)
    proposed = {p.header or p.place: p.is_masked for p in proposals}
    assert proposed["Avtal"] is None
    assert (proposed["Regnr"], proposed["Liter"], proposed[ELSEWHERE]) == (True, False, True)

    def refused(change: Change, code: str) -> None:
        columns = [change(_decided(p)) for p in proposals]
        with pytest.raises(UserError, match=code):
            decide.give_out(
                world.installation, report(world), columns, Asking(DAY), "sv", KIM, DAY, NOW
            )

    def where(header: str, **said: object) -> Change:
        return lambda d: Decided(**{**_as_given(d), **said}) if d.header == header else d

    refused(where("Avtal", reason=""), "disclosure_reason")
    refused(where("Regnr", ground=None), "disclosure_ground")
    refused(where("Regnr", ground="ofl_30_2"), "disclosure_ground")
    refused(where("Regnr", is_masked=False, ground=None), "disclosure_elsewhere")
    refused(where("Avtal", column="Q"), "disclosure_incomplete")
    assert decide.log(world.installation) == ()


def _as_given(decided: Decided) -> dict[str, object]:
    return {name: getattr(decided, name) for name in decided.__slots__}


def test_another_buyers_report_is_neither_given_out_nor_seen_in_the_log(world: World) -> None:
    own = world.installation
    world.sign(clause(contract="other"), buyers=(Buyer("Annan kommun"),))
    made = _give(world)
    theirs = service.seen_by(own, Scope("administrator", frozenset({"annan kommun"})))
    assert decide.log(theirs) == ()
    with pytest.raises(UserError, match="not_allowed"):
        decide.given_out(theirs, made)
    with pytest.raises(UserError, match="not_allowed"):
        _give(world, theirs)
    for role in ("viewer", "supplier", "strategist"):
        with pytest.raises(UserError, match="not_allowed"):
            _give(world, service.seen_by(own, Scope(role)))
    assert len(decide.log(own)) == 1
    for role in ("contract_manager", "administrator"):
        ours = service.seen_by(own, Scope(role, frozenset({"påhittad kommun"})))
        assert _give(world, ours).number


def test_danish_reports_are_masked_on_danish_grounds(world: World) -> None:
    world.sign(clause(), country="DK", known_on="2025-06-01")
    own = world.installation
    country = decide.country_of(own, report(world), DAY)
    danish = {g.id for g in decide.grounds(own, country)}
    assert {"ofl_30_1", "ofl_30_2"} <= danish
    assert not danish & {g.id for g in decide.grounds(own, "SE")}
    with pytest.raises(UserError, match="disclosure_ground"):
        _give(world)
