"""The three tours as data: which step shows which place, and which words of it the text names.

The texts stand under ``tour`` in i18n. A text never writes the name of a button or a heading
itself: ``words`` fills it in from the text that the page uses, so that the two stay equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

GOAL: Final = "KRON_FBF_2030_CONTRACTS"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code in the texts, where it is seen, and what its text names there.

    ``story`` takes page and address from a planted story of the sample instead; ``try_file``
    offers one of the sample's files to change; ``words`` maps a parameter of the text to the
    key of a word on the page.
    """

    code: str
    page: str = "start"
    query: Mapping[str, str] = field(default_factory=dict)
    story: str | None = None
    try_file: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


STRATEGIST: Final = (
    Step("waiting", words={"now": "page_start.group_now", "coming": "page_start.group_coming"}),
    Step("missing", "reports", words={"reminder": "page_reports.reminder"}),
    Step(
        "before",
        story="missing_subcontractor",
        words={"verdict": "verdict.not_assessable", "uncertainty": "proof.line.uncertainty"},
    ),
    Step("change", "upload", try_file="missing", words={"drop": "page_upload.drop"}),
    Step(
        "effects",
        "upload",
        try_file="missing",
        words={
            "reporter": "page_upload.reporter",
            "check": "page_upload.step_check",
            "effects": "page_upload.step_effects",
            "save": "page_upload.save_valid",
        },
    ),
    Step(
        "after",
        story="missing_subcontractor",
        words={
            "verdict": "verdict.not_assessable",
            "missed": "verdict.not_met",
            "met": "verdict.met",
            "rows": "proof.rows_title",
            "undo": "page_upload.undo",
        },
    ),
)
MANAGER: Final = (
    Step("alarm", words={"now": "page_start.group_now", "to_proof": "page_start.to_proof"}),
    Step(
        "proof",
        story="breach",
        words={
            "clause": "proof.line.clause",
            "limit": "proof.line.limit",
            "uncertainty": "proof.line.uncertainty",
            "verdict": "verdict.not_met",
        },
    ),
    Step("rows", story="breach", words={"rows": "proof.rows_title"}),
    Step(
        "cell",
        story="breach",
        words={"cell": "proof.column.cell", "originals": "proof.originals"},
    ),
    Step("workbook", story="breach", words={"excel": "proof.download_excel"}),
    Step(
        "coming",
        story="coming_step",
        words={
            "limit": "proof.line.limit",
            "coming": "page_start.group_coming",
            "start": "nav.start",
        },
    ),
)
BOARD: Final = (
    Step("goals", "goals", words={"next": "app.next"}),
    Step(
        "pace",
        "goals",
        {"goal": GOAL},
        words={"actual": "chart.actual", "needed": "chart.needed", "proxy": "goal.proxy"},
    ),
    Step("pull", "goals", {"goal": GOAL}, words={"contracts": "page_goals.strongest"}),
    Step(
        "source",
        story="better_than_required",
        words={"rows": "proof.rows_title", "factors": "proof.factors_title"},
    ),
    Step("certainty", "goals", {"goal": GOAL}, words={"method": "page_goals.method_title"}),
    Step("words", "glossary", words={"method": "nav.method"}),
)
TOURS: Final[Mapping[str, tuple[Step, ...]]] = MappingProxyType(
    {"strategist": STRATEGIST, "manager": MANAGER, "board": BOARD}
)
