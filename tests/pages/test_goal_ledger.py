"""A goal's ledger and the way down from it: every figure opens to its rows, by links alone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from followup.services import installation
from followup.services.goal import behind, contributions, status
from tests.support.pages import TODAY, page, words
from tests.support.world import World, clause, monthly, period, settings

GOAL = "KRON_FBF_2030_CONTRACTS"
YEARS = "2024-01-01..2026-12-31"


def fill(world: World) -> None:
    """A late report and a correction of 2024, a contract that ended and a new one."""

    def sign(contract: str, days: str) -> None:
        world.sign(
            clause(limit="0.5", contract=contract), number=contract,
            title=f"Avtal {contract}", days=days, board="Trafiknämnden",
            reporters=(monthly(frequency="half_year"),),
        )  # fmt: skip

    def report(contract: str, days: str, bio: int, received: str | None = None,
               replaces: tuple[str, ...] = ()) -> str:  # fmt: skip
        table = f"fuel | quantity\nhvo100 | {bio}\ndiesel_b0_offroad | {1000 - bio}"
        more = {"received": received} if received else {}
        return world.fuel(days, table, contract=contract, replaces=replaces, **more)

    for contract, days in (("A", YEARS), ("B", "2024"), ("C", "2025-01-01..2026-12-31")):
        sign(contract, days)
    wrong = report("A", "2024-H1", 100)
    report("B", "2024-H1", 500)
    report("B", "2024-H2", 500)
    report("A", "2024-H2", 600, received="2025-04-02")
    report("A", "2024-H1", 600, received="2025-05-06", replaces=(wrong,))
    for half in ("H1", "H2"):
        report("A", f"2025-{half}", 800)
        report("C", f"2025-{half}", 700)


def links(app: AppTest) -> dict[str, str]:
    """Label and what follows ? of every link on the page."""
    found = (link.proto for link in app.get("page_link"))
    return {str(p.label).replace("\\", ""): str(p.query_string) for p in found}


def leads(app: AppTest, label: str) -> dict[str, str]:
    """Where the one link that begins so leads."""
    (query,) = (q for name, q in links(app).items() if name.startswith(label))
    return dict(parse_qsl(query.removeprefix("?")))


def test_the_rows_behind_each_contract_sum_to_its_part_of_the_figure(home: Path) -> None:
    with installation.opened(settings(home)) as own:
        as_of = period(TODAY).start
        goal = status.goal(own, GOAL, as_of, "sv")
        for one in contributions.contributions(own, goal, as_of):
            found = behind.behind(own, goal, one.contract, period("2025"), as_of)
            assert found is not None
            assert sum(r.numerator for r in found.reports) == one.numerator
            assert sum(r.denominator for r in found.reports) == one.denominator
            for report in found.reports:
                assert sum(row.numerator or 0 for row in report.rows) == report.numerator
        assert behind.behind(own, goal, "B", period("2025"), as_of) is None


def test_the_ledger_opens_to_contracts_reports_and_rows(home: Path) -> None:
    app = page("goals", goal=GOAL, part="late")
    assert not app.exception
    said = words(app)
    assert "Från 2024 till 2025 gick andelen upp" in said
    for part in ("sena rapporter +", "rättade rapporter +", "nya och avslutade avtal +",
                 "verklig förändring +"):  # fmt: skip
        assert part in said
    assert "ändrade faktorer" not in said.split("Det som flyttade den")[1].split(".")[0]
    assert any("kom 2025-04-02 (Avtal A)" in label for label in links(app))
    assert not any("ersatt av" in label for label in links(app))
    place = leads(
        app,
        "+",
    )  # the late report's one contract
    assert place == {"goal": GOAL, "contract": "A", "year": "2024"}
    down = page("goals", **place | {"year": "2025"})
    assert "Avtalet drar målets andel upp" in words(down)
    file = next(label for label in links(down) if ".xlsx, 2025 halvår 1" in label)
    rows = page("goals", **leads(down, file))
    assert not rows.exception
    (grid, *_) = rows.dataframe
    assert [str(x) for x in grid.value.iloc[:, 0]] == ["2", "3"]
    proof = next(label for label in links(down) if label.startswith("Förnybart, "))
    assert leads(down, proof)["requirement"] == "A/K1"


def test_what_cannot_be_compared_is_said_and_never_nought(home: Path) -> None:
    said = words(page("goals", goal=GOAL, since="2024-06-30"))
    assert "Den 2024-06-30 hade inget helt år en siffra." in said
    assert "procentenheter: " not in said
    app = page("goals", goal=GOAL, since="2026-13-01")
    assert any("Skriv dagen som år-månad-dag" in w.value for w in app.warning)
