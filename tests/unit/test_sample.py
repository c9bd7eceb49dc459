"""The sample world: what it was built to show is there, and can be opened."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from followup.domain.period import parse_period
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, has_text, t
from followup.services import compliance, installation
from followup.services.goal import status as goal_status
from followup.services.installation import Installation
from followup.services.proof import explain
from followup.services.proof.explain import Proof
from followup.services.queue import inbox
from followup.services.queue.inbox import Inbox
from followup.services.report import overview as report_list
from followup.services.report.overview import Report
from followup.services.sample import sample
from followup.services.upload import destination, reading, submit
from followup.settings import from_environment
from followup.storage.acts import Stale

DAY = date(2026, 2, 16)
FILES = sample.FOLDER / "files"
CODES = {
    "breach", "coming_step", "late_report", "corrected_report", "dispens", "nil_report",
    "missing_subcontractor", "better_than_required", "at_limit", "missing_factor",
}  # fmt: skip
STORIES = {story.code: story for story in sample.stories()}


@pytest.fixture(scope="module")
def world(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    from tests.support.sample import copied

    home = copied(sample_home, tmp_path_factory.mktemp("world") / "sample")
    with installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as opened:
        yield opened


def test_the_sample_says_of_itself_that_it_is_invented(world: Installation) -> None:
    assert world.is_invented
    with pytest.raises(Stale):
        installation.invent(world, sample.ACTOR, installation.now_utc())


@pytest.fixture(scope="module")
def verdicts(world: Installation) -> list[Assessment]:
    return compliance.assessments(world, DAY)


@pytest.fixture(scope="module")
def queue(world: Installation, verdicts: list[Assessment]) -> Inbox:
    return inbox.build(world, compliance.contracts_on(world, DAY), verdicts, DAY)


def told(world: Installation, code: str) -> Proof:
    """The proof that a story on the compliance page opens."""
    story = STORIES[code]
    assert story.page == "compliance"
    query = story.query
    period = parse_period(query["period"])
    return explain.explain(world, query["contract"], query["requirement"], period, DAY)


def reported(world: Installation, code: str) -> Report:
    """The report that a story on the page of reports opens."""
    story = STORIES[code]
    assert story.page == "reports"
    query = story.query
    listed = report_list.build(world, compliance.contracts_on(world, DAY), DAY)
    period = parse_period(query["period"])
    return report_list.find(listed, query["contract"], query["reporter"], query["kind"], period)


def test_ten_stories_and_three_files_each_with_its_words() -> None:
    assert len(sample.stories()) == len(CODES)
    assert set(STORIES) == CODES
    tries = {f"try_{one.code}" for one in sample.try_files()}
    assert len(tries) == 3
    for code in CODES | tries:
        for part in ("title", "text"):
            assert has_text(f"story.{code}.{part}")
            assert len({t(f"story.{code}.{part}", lang) for lang in LANGUAGES}) == len(LANGUAGES)


def test_a_breach_after_a_step_that_more_than_the_uncertain_part_decides(
    world: Installation,
) -> None:
    found = told(world, "breach").assessment
    assert (found.verdict, found.limit_valid_from) == ("not_met", date(2025, 7, 1))


def test_a_step_next_month_that_todays_share_would_miss(world: Installation, queue: Inbox) -> None:
    step = told(world, "coming_step").assessment
    (coming,) = [item for item in queue.items if item.kind == "coming_step"]
    assert coming.step is not None
    assert (coming.step.requirement, coming.day) == (step.requirement, date(2026, 3, 1))
    assert (step.verdict, step.limit_valid_from) == ("not_due", coming.day)
    assert coming.assessment is not None
    assert coming.assessment.verdict == "met"


def test_a_late_report_leaves_its_contract_without_verdict(
    world: Installation, verdicts: list[Assessment]
) -> None:
    late = reported(world, "late_report")
    assert (late.status, late.versions) == ("late", ())
    newest = inbox.latest(a for a in verdicts if a.contract == late.contract.number)
    assert newest is not None
    assert (newest.verdict, newest.period) == ("not_assessable", late.period)
    assert "missing_report" in newest.reasons


def test_a_corrected_report_is_in_force_and_the_one_before_is_kept(world: Installation) -> None:
    found = reported(world, "corrected_report")
    assert [(v.submission.file_name, v.status) for v in found.versions] == [
        ("taxi_2025-Q2_rattad.xlsx", "in_force"),
        ("taxi_2025-Q2.xlsx", "superseded"),
    ]


def test_two_vehicles_under_dispens_are_listed_and_decide_the_verdict(world: Installation) -> None:
    proof = told(world, "dispens")
    exempt = [row for row in proof.excluded if row.why == "exempt"]
    assert {row.vehicle_id for row in exempt} == {"SJO122", "SJO123"}
    found = proof.assessment
    assert found.verdict == "met"
    measured = found.measured
    with_them = measured.denominator + sum(r.denominator or 0 for r in exempt)
    assert measured.numerator < found.limit * with_them


def test_a_month_without_driving_is_neither_met_nor_missed(world: Installation) -> None:
    assert told(world, "nil_report").assessment.outcome == "no_activity"


def test_a_sub_contractors_missing_file_keeps_a_good_share_from_its_verdict(
    world: Installation, queue: Inbox
) -> None:
    found = told(world, "missing_subcontractor").assessment
    assert (found.verdict, found.reasons[0]) == ("not_assessable", "missing_report")
    assert found.measured.low is not None
    assert found.measured.low >= found.limit
    late = [i for i in queue.items if i.kind == "late_report"]
    owing = {due.reporter for i in late if i.contract.number == found.contract for due in i.dues}
    assert owing == {"Lövtorps Persontrafik (påhittat)"}


def test_a_contract_does_better_than_it_must(world: Installation) -> None:
    found = told(world, "better_than_required").assessment
    assert found.verdict == "met"
    assert found.measured.low is not None
    assert found.measured.low > found.limit


def test_a_share_exactly_at_its_limit_is_met(world: Installation) -> None:
    found = told(world, "at_limit").assessment
    assert found.verdict == "met"
    assert found.measured.unknown == 0
    assert found.measured.numerator == found.limit * found.measured.denominator


def test_a_year_without_published_share_spans_the_limit(world: Installation) -> None:
    proof = told(world, "missing_factor")
    assert proof.assessment.verdict == "not_assessable"
    assert proof.assessment.reasons == ("interval_spans_limit", "assumed_share")
    diesel = [f for f in proof.factors if f.fuel == "diesel_mk1"]
    assert {f.share_status for f in diesel} == {"assumption"}


def test_most_contracts_hold_and_a_few_ask_for_a_person(queue: Inbox) -> None:
    counted = queue.verdicts
    assert 3 <= counted["not_met"] <= 5
    assert counted["met"] > 2 * (counted["not_met"] + counted["not_assessable"]) - 1
    assert 0 < queue.reports_expected - queue.reports_in <= 3
    assert "questions" in {item.kind for item in queue.items}


def test_goals_over_two_years_say_where_they_are_heading(world: Installation) -> None:
    found = {p.goal.identifier: p for p in goal_status.progress(world, DAY, "sv")}
    bought, danish = found["KRON_FBF_2030_CONTRACTS"], found["NOERREBY_2030"]
    assert (bought.status, danish.status) == ("too_slow", "on_pace")
    assert bought.latest is not None
    assert bought.latest.coverage is not None
    assert Decimal("0.9") < bought.latest.coverage < 1


@pytest.mark.parametrize(
    ("code", "reporter", "answers", "clause", "before", "after"),
    [
        ("missing", "Lövtorps Persontrafik (påhittat)", {}, ("RK-2024-017/K1", "2025-Q4"),
         "not_assessable", "met"),
        ("word", None, {"fuel:Förnybar diesel": "hvo100"}, ("VX-2024-003/K2", "2026-01"),
         "not_due", "met"),
        ("corrected", None, {}, ("NB-2024-01/K1", "2025-Q4"), "not_met", "met"),
    ],
)  # fmt: skip
def test_a_file_to_try_changes_a_verdict_when_it_is_uploaded(
    world: Installation,
    code: str,
    reporter: str | None,
    answers: dict[str, str],
    clause: tuple[str, str],
    before: str,
    after: str,
) -> None:
    (one,) = [one for one in sample.try_files() if one.code == code]
    name = Path(one.file).name
    asking = reading.read_without_memory(world.settings, one.content, name, DAY)
    assert {question.field for question in asking.questions} == set(answers)
    draft = reading.read_without_memory(world.settings, one.content, name, DAY, answers=answers)
    contract = destination.contract_of(world, one.contract)
    where = destination.destinations(draft, contract, DAY, reporter=reporter)
    shown = submit.preview(world, draft, where, datetime(2026, 2, 16, 9), as_of=DAY)  # noqa: DTZ001
    changed = {(c.requirement, str(c.period)): c for c in shown.changes}[clause]
    assert changed.before is not None
    assert (changed.before.verdict, changed.after.verdict) == (before, after)


def says_invented(name: str, content: bytes) -> bool:
    """Whether a person who opens the file reads that it is made up."""
    if name.endswith(".csv"):
        text = content.decode("cp1252" if b"\xe5" in content else "utf-8")
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            text = book.read("xl/sharedStrings.xml").decode()
    return any(word in text.casefold() for word in ("påhitta", "opdigte"))


def test_the_files_are_what_their_descriptions_say(tmp_path: Path) -> None:
    for path in (*sample.FOLDER.glob("*.yaml"), sample.FOLDER / "make.py"):
        shutil.copy(path, tmp_path)
    shutil.copytree(sample.FOLDER / "maker", tmp_path / "maker")
    subprocess.run([sys.executable, tmp_path / "make.py"], check=True)
    kept = {p.name: p.read_bytes() for p in (*sample.FOLDER.glob("*.xlsx"), *FILES.iterdir())}
    made = (*tmp_path.glob("*.xlsx"), *(tmp_path / FILES.name).iterdir())
    assert len(kept) > 60
    assert {p.name for p in made} == set(kept)
    assert [p.name for p in made if p.read_bytes() != kept[p.name]] == []
    assert [name for name, content in kept.items() if not says_invented(name, content)] == []


@pytest.mark.parametrize(
    ("inside", "answer"), [("exempel", "sample_missing"), ("drafts", "folder_not_empty")]
)
def test_a_folder_is_empty_with_a_sample_of_the_apps_in_it_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str, answer: str
) -> None:
    # Without sample files, the build of an empty folder gets as far as missing them.
    monkeypatch.setattr(sample, "FOLDER", tmp_path / "nowhere")
    home = tmp_path / "home"
    (home / inside).mkdir(parents=True)
    with pytest.raises(UserError) as refused:
        sample.build(from_environment({"FOLLOWUP_HOME": str(home)}), "sv", lambda *_: None)
    assert refused.value.code == answer
