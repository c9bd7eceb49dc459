"""Own versions of reference values: shipped figures stay, and what was known before stays known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.reference import catalogue
from followup.reference.own import laid_over
from followup.services import compliance
from followup.services.deviation import deviations
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.factors import checks, own
from followup.services.installation import Actor, Installation, as_known, refreshed
from followup.storage import deviations as deviation_store
from tests.support.world import World, clause, lent_world, real_world

TODAY, NOW = date(2026, 6, 30), datetime.fromisoformat("2026-06-30T12:00:00")
WHO = Actor("Testperson")


def figure(**changes: Any) -> OwnFigure:
    """HVO that is only half renewable, by an invented declaration."""
    return OwnFigure(**{
        "kind": "renewable_share", "subject": "hvo100", "country": "SE", "part": "renewable",
        "unit": "share", "value": Decimal("0.5"), "low": None, "high": None,
        "valid_from": date(2025, 1, 1), "valid_to": None, "status": "published",
        "publisher": "Påhittad leverantör", "title": "Deklaration (påhittat)", "year": "2025",
        "address": "", "read_at": "s. 1", "note": "", "known_from": TODAY, **changes,
    })  # fmt: skip


@pytest.fixture
def real(tmp_path: Path) -> Any:
    with lent_world(tmp_path, real_world) as world:
        world.sign(clause())
        world.fuel("2025", "fuel | quantity\n hvo100 | 100")
        yield world


def share(installation: Installation, as_of: date = TODAY) -> Decimal:
    found = compliance.assessments(installation, as_of)[0].measured
    return found.numerator / found.denominator


def test_an_own_version_counts_from_the_day_it_was_known_and_can_be_taken_back(
    real: World,
) -> None:
    opened = real.installation
    effects = own.preview(opened, [figure()], TODAY, "sv")
    told = [(c.before.verdict, c.after.verdict) for c in effects.verdicts if c.before]
    assert told == [("met", "not_met")]
    assert effects.verdict_count == 1
    # Nothing was stored by looking.
    assert own.every(opened) == ()
    own.save(opened, [figure()], WHO, "Ny deklaration", NOW)
    assert share(opened) == Decimal("0.5")
    # What was known the day before is known still, and what an earlier act saw is seen still.
    assert share(opened, date(2026, 6, 29)) == 1
    assert share(as_known(opened, reference_day=date(2026, 6, 29))) == 1
    assert share(as_known(opened, upto_act=opened.data_version - 1)) == 1
    again = refreshed(opened)
    assert again.catalogue.checksum != catalogue.load().checksum
    assert as_known(again, upto_act=1).catalogue is catalogue.load()
    (saved,) = own.every(opened)
    own.withdraw(opened, saved.identifier, WHO, "Fel papper", date(2026, 8, 1), NOW)
    assert share(opened, date(2026, 7, 31)) == Decimal("0.5")
    assert share(opened, date(2026, 8, 1)) == 1
    assert [f.withdrawn_on for f in own.every(opened)] == [date(2026, 8, 1)]
    with pytest.raises(UserError) as refused:
        own.withdraw(opened, saved.identifier, WHO, "Igen", date(2026, 8, 2), NOW)
    assert refused.value.code == "unknown_factor"


def test_a_confirmed_deviation_keeps_the_figures_it_was_confirmed_with(real: World) -> None:
    opened = real.installation
    real.sign(clause(contract="T-2"))
    real.fuel("2025", "fuel | quantity\n hvo100 | 70\n diesel_b0_offroad | 30", contract="T-2")
    found = compliance.assessments(opened, TODAY)
    matter = next(
        m for m in deviations.proposals(opened, found, TODAY) if m.subject.ground == "not_met"
    )
    take(opened, matter, NewStep("confirm", TODAY, "beslut"), Deed(WHO, NOW, TODAY))
    (before,) = deviation_store.load(opened.database)
    own.save(opened, [figure()], WHO, "Ny deklaration", NOW)
    now = next(a for a in compliance.assessments(opened, TODAY) if a.contract == "T-2").measured
    (after,) = deviation_store.load(opened.database)
    frozen = after.steps[0].detail.frozen
    assert after == before
    assert frozen is not None
    assert frozen.numerator != now.numerator


def renewable(*figures: OwnFigure) -> Decimal:
    """The share of HVO that is renewable on the day, with these values laid over the catalogue."""
    over = laid_over(tuple(replace(f, identifier=f"1-{n}") for n, f in enumerate(figures)))
    return over.renewable_share("hvo100", "SE", TODAY, TODAY).ends[0]


def test_an_assumption_of_ones_own_goes_after_what_is_published() -> None:
    assert renewable(figure()) == Decimal("0.5")
    assert renewable(figure(status="assumption")) == 1


def test_a_later_version_of_ones_own_corrects_an_earlier_one() -> None:
    assert renewable(figure(), figure(value=Decimal("0.9"))) == Decimal("0.9")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": Decimal("1.2")}, "factor_share"),
        ({"value": None}, "factor_value"),
        ({"low": Decimal(0), "high": Decimal(1)}, "factor_value"),
        ({"value": None, "low": Decimal("0.6"), "high": Decimal("0.5")}, "factor_ends"),
        ({"valid_to": date(2024, 12, 31)}, "factor_days"),
        ({"title": " "}, "factor_source"),
        ({"read_at": ""}, "factor_source"),
        ({"status": "unverified"}, "factor_field"),
        ({"subject": "kol"}, "factor_field"),
        ({"unit": "l"}, "factor_field"),
        ({"kind": "energy_content", "part": "use", "unit": "MJ/l", "value": Decimal(400)},
         "factor_energy"),
        ({"kind": "ghg_factor", "part": "official_wtw", "unit": "g/l", "value": Decimal(-1)},
         "factor_grams"),
    ],
)  # fmt: skip
def test_a_value_that_the_catalogue_could_not_hold_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError) as refused:
        checks.check(catalogue.load(), [figure(**changes)])
    assert refused.value.code == code


def test_two_values_for_the_same_days_in_one_act_are_refused() -> None:
    later = figure(valid_from=date(2025, 7, 1))
    first = figure(valid_to=date(2025, 6, 30))
    checks.check(catalogue.load(), [first, later])
    with pytest.raises(UserError) as refused:
        checks.check(catalogue.load(), [figure(), later])
    assert refused.value.code == "factor_overlap"


def test_a_life_cycle_below_the_tailpipe_is_refused(real: World) -> None:
    low = figure(
        kind="ghg_factor", subject="diesel_mk1", part="statutory", unit="g/l", value=Decimal(100),
        valid_from=date(2018, 1, 1), valid_to=date(2018, 12, 31),
    )  # fmt: skip
    with pytest.raises(UserError) as refused:
        own.preview(real.installation, [low], TODAY, "sv")
    assert refused.value.code == "factor_life_cycle"


def test_without_a_reason_nothing_is_saved(real: World) -> None:
    with pytest.raises(UserError) as refused:
        own.save(real.installation, [figure()], WHO, " ", NOW)
    assert refused.value.code == "reason_missing"
    assert own.every(real.installation) == ()
