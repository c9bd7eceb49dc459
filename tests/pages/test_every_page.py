"""Every page in every language, empty and full: it opens, and says nothing in another language.

The oracle is the texts themselves: a word on a page stands in the language's own texts, in the
reference data's names, or in what a supplier or a user wrote. Anything else is a word that was
written into the code, a text of Streamlit's own, or a key that nobody translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from followup.domain.requirement import Assessment
from followup.i18n import glossary
from followup.i18n.text import LANGUAGES, keys, t
from followup.ingest.template_layout import template_tables
from followup.services import compliance
from followup.services.cost import comparisons
from followup.services.cost import export as cost_export
from followup.services.deviation import deviations
from followup.services.deviation import export as deviation_export
from followup.services.deviation.matter import Matter
from followup.services.energy import export as energy_export
from followup.services.energy import mix, mix_words, savings
from followup.services.energy import rows as energy_rows
from followup.services.goal import pace_text, paces
from followup.services.goal import status as goal_status
from followup.services.proof import explain
from followup.services.proof import export as proof_export
from followup.services.report import overview as report_list
from followup.services.report import text as report_text
from followup.services.sample import sample
from followup.services.spot_check import export as spot_check_export
from followup.services.spot_check import spot_checks
from followup.services.upload import templates
from followup.services.vehicle import text as vehicle_text
from followup.services.vehicle import vehicles
from followup.ui import navigation, resources
from followup.ui.circular import filters
from followup.ui.upload import take
from tests.pages.conftest import NAME, ROOT, through_the_door, workbook
from tests.support import said
from tests.support.sample import copied
from tests.support.search import IS_LONG

LETTER, FILE = "brev.xlsx", "leverantor.xlsx"
ROWS = (
    ("Reg.nr", "Produkt", "Liter", "Månad", "Kulör"),
    ("ABC123", "HVO100", 900, "2025-01", "röd"),
    ("ABC123", "HVO", "ca 900", "2025-02", ""),
    ("DEF456", "Tors miljöbränsle", -200, "2025-13", ""),
    ("DEF456", "Tors miljöbränsle", None, "", ""),
    ("Summa", "", 1600, "", ""),
)
# What a user and a supplier wrote, and the endings of files; Sheet is the name that their program
# gave the sheet.
FILES = [one.file for one in sample.try_files()]
WRITTEN_HERE = said.words(
    [NAME, LETTER, FILE, *FILES, *take.TYPES, "Sheet", *(str(cell) for row in ROWS for cell in row)]
)
ASKED = {
    lang: [t(key, lang) for key in sorted(keys(lang)) if key.startswith("letter.ask.")]
    for lang in LANGUAGES
}
Place = tuple[str, dict[str, str]]
T = TypeVar("T")


@pytest.fixture
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A data folder: ``empty``, or a copy of the sample world."""
    through_the_door(monkeypatch)
    folder = tmp_path / "kronoberg"
    if request.param == "sample":
        copied(request.getfixturevalue("sample_home"), folder)
    monkeypatch.setenv("FOLLOWUP_HOME", str(folder))
    yield request.param
    st.cache_resource.clear()
    st.cache_data.clear()


def _places() -> Iterator[Place]:
    yield from ((spec.script, {}) for spec in navigation.PAGES)
    yield "contracts", {"new": "1"}


def _proofs() -> list[Assessment]:
    """A proof of every kind of verdict and of every measure."""
    proofs: dict[str, Assessment] = {}
    for found in compliance.assessments(resources.installation(), resources.today()):
        for kind in (found.verdict, found.measure):
            proofs.setdefault(kind, found)
    return list({id(found): found for found in proofs.values()}.values())


def _matters() -> list[Matter]:
    """A case in each state, and a proposal of each ground."""
    own, today = resources.installation(), resources.today()
    contracts = compliance.contracts_on(own, today)
    desk = deviations.desk(own, contracts, compliance.assessments(own, today), today)
    found = {(m.state, m.subject.ground): m for m in (*desk.cases, *desk.proposals)}
    return list(found.values())


def _some(things: Sequence[T]) -> Sequence[T]:
    """Every third of things that one page shows in the same way; all where there is time."""
    return things if IS_LONG else things[::3]


def _deep_places() -> Iterator[Place]:
    own, today = resources.installation(), resources.today()
    contract = compliance.contracts_on(own, today)[0].number
    yield "contracts", {"contract": contract}
    yield "contracts", {"contract": contract, "edit": "1"}
    yield "contracts", {"contract": contract, "clause": "K1"}
    yield "contracts", {"contract": contract, "clause": "new", "start": "stockholm_advanced"}
    yield "library", {"entry": "lund_steps"}
    yield "library", {"view": "published", "shared": "VAKO-001|Västanå kommun (påhittad)"}
    yield "library", {"view": "published", "publish": "new"}
    yield "library", {"view": "demand"}
    yield "tester", {"from": "lib:uhm_goods_base"}
    yield "cases", {"case": "EX-2026-001"}
    yield from (("network", {"view": v}) for v in ("duties", "documents", "dialogue", "law"))
    yield "network", {"view": "partners"}
    yield "network", {"view": "documents", "entry": "SD-2025-001"}
    yield "questions", {"new": "question"}
    yield "cases", {"new": "1", "contract": "RK-2023-041", "requirement": "RK-2023-041/K1"}
    for found in _some(_proofs()):
        address = {"contract": found.contract, "requirement": found.requirement}
        yield "compliance", {**address, "period": str(found.period)}
    listed = report_list.build(own, compliance.contracts_on(own, today), today)
    by_look = {(r.status, r.is_changed): r for r in listed}
    for report in _some([*by_look.values()]):
        address = {"contract": report.contract.number, "reporter": report.reporter}
        kind, period = report.report_type, str(report.period)
        yield "reports", {**address, "kind": kind, "period": period}
    yield "plan", {"view": "routine", "edit": "roles"}
    yield "vehicles", {"view": "time"}
    yield "vehicles", {"vehicle": "RKB62D"}
    yield "clean_vehicles", {"period": "second", "show": "out"}
    yield "clean_vehicles", {"vehicle": "RK-2023-041|BLK302"}
    yield "clean_vehicles", {"load": "1"}
    yield from (("circular", {"part": part}) for part in filters.PARTS[1:])
    yield "circular", {"part": "avoided", "note": "new"}
    yield "circular", {"part": "tenders", "note": "new"}
    yield "compliance", {"view": "ahead"}
    yield "start", {"role": "politician"}
    yield "start", {"role": "buyer"}
    for goal in _some(goal_status.progress(own, today, "sv")):
        yield "goals", {"goal": goal.goal.identifier}
    yield "wrong_numbers", {"figure": "goal/KRON_FBF_2030_CONTRACTS/latest"}
    yield "comparison", {"goal": "EGNA_FORDON_2030", "left": "Ljungby kommun",
                         "right": "Region Kronoberg"}  # fmt: skip
    yield "comparison", {"goal": "EGNA_FORDON_2030", "other": "KRON_FBF_2030_CONTRACTS"}
    for matter in _some(_matters()):
        yield "deviations", {"case": matter.identifier}
    yield "costs", {"comparison": "K-1"}
    yield "costs", {"comparison": "K-2"}
    yield "costs", {"comparison": "K-1", "edit": "1"}
    yield "price_index", {"contract": "RK-2023-041", "month": "2025-12"}
    yield "price_index", {"view": "series"}
    yield "spot_checks", {"new": "1", "contract": contract}
    for saving in savings.overview(own, today).savings:
        yield "energy", {"saving": saving.identifier}
    yield "energy", {"saving": "new"}
    yield "fuel_mix", {"level": "contract"}
    for made in spot_checks.every(own, today):
        yield "spot_checks", {"list": made.identifier}


def _dealt(things: Iterable[T], lang: str) -> list[T]:
    """All of them in Swedish, half in each of the others: each is seen abroad once."""
    others = [other for other in LANGUAGES if other != "sv"]
    return [*things] if lang == "sv" else [*things][others.index(lang) :: len(others)]


def _open(app: AppTest, script: str, query: dict[str, str]) -> Iterator[list[str]]:
    """What a page says, and what it says of a file it cannot read and of one it can."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{script}.py").run()
    yield said.said(app)
    for name, content in ((LETTER, b"Hej!"), (FILE, workbook(*ROWS))) if script == "upload" else ():
        app.query_params.clear()
        app.file_uploader[0].set_value((name, content, "")).run()
        yield said.said(app)


def _allowed(lang: str, script: str, data: set[str]) -> Callable[[str], bool]:
    known = said.vocabulary(lang) | said.of_the_catalogue() | data | WRITTEN_HERE
    if script == "glossary":
        others = [
            w for e in glossary.entries() for w in glossary.other_words(e.code, lang).values()
        ]
        known |= said.words(others)
    if script == "deviations":
        # What is asked of a supplier is written in the supplier's language.
        asked = (text for other in LANGUAGES for text in ASKED[other])
        known |= said.words(asked)
    return known.__contains__


# Every place in the master language; the others in full where there is time.
SPOKEN = [
    pytest.param(home, lang, marks=[pytest.mark.long] if lang != "sv" and home == "sample" else [])
    for home in ("empty", "sample") for lang in LANGUAGES
]  # fmt: skip


@pytest.mark.parametrize(("home", "lang"), SPOKEN, indirect=["home"])
def test_every_page_opens_and_speaks_one_language(home: str, lang: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.session_state["user_name"] = NAME
    app.run()
    data = said.of_the_data(resources.installation().database) if home == "sample" else set()
    problems: list[str] = []
    deep = _dealt(_deep_places(), lang) if home == "sample" else []
    for script, query in [*_places(), *deep]:
        allowed = _allowed(lang, script, data)
        for texts in _open(app, script, query):
            assert not app.exception, (script, query, app.exception)
            assert len(texts) > 5, (script, query)
            for one in texts:
                strange = {word for word in said.words([one]) if not allowed(word)}
                strange |= {code for code in said.CODE.findall(one) if code not in data}
                if strange:
                    problems.append(f"{script} {query} {sorted(strange)}: {one[:200]}")
    assert not problems, "\n".join(problems)


def _to_choose(lang: str) -> set[str]:
    """The words of a language that the reader of reports knows, and the templates' examples."""
    fields = [f for name in templates.TYPES for table in template_tables(name, lang)
              for f in table.fields]  # fmt: skip
    return said.words(word for f in fields for word in (*f.words, f.example or ""))


def _files(lang: str) -> Iterator[tuple[str, bytes]]:
    """Every file that can be taken away in a language: a name for it, and its bytes."""
    own, today = resources.installation(), resources.today()
    proofs = [
        explain.explain(own, found.contract, found.requirement, found.period, today)
        for found in _proofs()
    ]
    known = compliance.contracts_on(own, today)
    reports = report_list.build(own, known, today)
    fleet = vehicles.used(own, known, today)
    for name in templates.TYPES:
        yield f"template {name}", templates.workbook(name, lang)
    for proof in _dealt(proofs, lang):
        name = f"proof {proof.assessment.requirement}"
        yield name, proof_export.workbook(proof, own.catalogue, lang)
    yield "reports", report_text.workbook(reports, today, lang)
    yield "vehicles", vehicle_text.workbook(fleet, known, today, lang)
    for goal in goal_status.progress(own, today, lang):
        if goal.goal.identifier == "EGNA_FORDON_2030":
            region = paces.region(own, goal, today)
            yield "comparison", pace_text.workbook(region, lang)
    saved = savings.overview(own, today)
    yield "energy", energy_export.workbook(saved, today, lang)
    yield "energy rows", energy_rows.workbook(own, known[0], today.year - 1, today, lang)
    mixes = mix.mixes(own, known[:2], today)
    yield "mix", mix_words.workbook(mixes, known, own.catalogue, today, lang)
    yield "deviations", deviation_export.workbook(_matters(), today, lang)
    for told in comparisons.in_force(comparisons.every(own, today)):
        yield "costs", cost_export.workbook(told, own.catalogue, lang)
    for made in spot_checks.every(own, today):
        named = {c.number: c for c in known}
        yield "spot check", spot_check_export.workbook(made, named, today, lang)


FILES = [
    pytest.param("sample", lang, marks=[pytest.mark.long] if lang != "sv" else [])
    for lang in LANGUAGES
]


@pytest.mark.parametrize(("home", "lang"), FILES, indirect=["home"])
def test_every_file_taken_away_speaks_one_language(home: str, lang: str) -> None:
    data = said.of_the_data(resources.installation().database)
    is_allowed = _allowed(lang, "", data | _to_choose(lang))
    problems: list[str] = []
    for name, content in _files(lang):
        found = [*said.in_workbook(content)]
        assert len(found) > 5, name
        for one in found:
            strange = sorted(word for word in said.words([one]) if not is_allowed(word))
            if strange:
                problems.append(f"{lang} {name} {strange}: {one[:200]}")
    assert not problems, "\n".join(problems)
