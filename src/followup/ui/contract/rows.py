"""Rows that a form can have any number of: reporters, requirements and the steps of their limits.

A grid to edit would be drawn on a canvas with English words in it; rows of plain fields are not.
Each row has a number of its own that never comes back, so that a removed row takes no other's
words with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Any, Final, get_args

import streamlit as st

from followup.domain.facts import REPORT_FACTS
from followup.domain.measure import MEASURES
from followup.domain.parties import Contract, Reporter
from followup.domain.period import MONTHS, Frequency
from followup.i18n.text import exact, t
from followup.reference.catalogue import Catalogue
from followup.reference.library import RequirementTemplate
from followup.services.contract.defaults import defaults_of
from followup.services.entry import WrittenRequirement, WrittenStep
from followup.services.requirement.requirements import has_fixed_limit
from followup.ui import resources
from followup.ui.step_row import step_row

PERIODS: Final[tuple[Frequency, ...]] = get_args(Frequency)
FREQUENCIES: Final = tuple(period for period in PERIODS if period in MONTHS)
_NUMBERS = count()


@dataclass(slots=True)
class Rows:
    """The numbers of the rows of a form, and what stood in them at the start."""

    reporters: dict[int, Reporter] = field(default_factory=dict)
    days: dict[int, tuple[str, str]] = field(default_factory=dict)
    requirements: dict[int, WrittenRequirement] = field(default_factory=dict)
    steps: dict[int, dict[int, WrittenStep]] = field(default_factory=dict)

    @classmethod
    def of(cls, before: Contract | None) -> Rows:
        """The reporters of a contract to change, or one empty row of each kind.

        The requirements of a contract that is there are changed one by one in the builder.
        """
        rows = cls()
        for reporter in before.reporters if before else [_nobody()]:
            rows.reporters[next(_NUMBERS)] = reporter
        if before is None:
            rows.add_requirement()
        return rows

    def add_reporter(self) -> None:
        """One more reporter."""
        self.reporters[next(_NUMBERS)] = _nobody()

    def add_requirement(self) -> None:
        """One more requirement, with one step."""
        name = f"K{len(self.requirements) + 1}"
        made = WrittenRequirement(name, "renewable_energy", (WrittenStep(""),))
        number = next(_NUMBERS)
        self.requirements[number] = made
        self.steps[number] = {next(_NUMBERS): step for step in made.steps}

    def add_step(self, number: int) -> None:
        """One more step of a limit."""
        self.steps[number][next(_NUMBERS)] = WrittenStep("")

    def remove_reporter(self, number: int) -> None:
        """A reporter."""
        del self.reporters[number]

    def remove_step(self, number: int, step: int) -> None:
        """A step of a limit."""
        del self.steps[number][step]

    def remove_requirement(self, number: int) -> None:
        """A requirement and its steps."""
        del self.requirements[number], self.steps[number]


def _nobody() -> Reporter:
    usual = defaults_of(resources.installation().catalogue, resources.today())
    return Reporter("", "fuel", usual.frequency, usual.due_days)


def reporters(rows: Rows, lang: str) -> tuple[Reporter, ...]:
    """A line per reporter; an empty only line means the supplier itself."""
    st.caption(t("page_contract.reporters_help", lang))
    found = [_reporter(rows, number, lang) for number in list(rows.reporters)]
    st.button(
        t("page_contract.add_reporter", lang),
        key="add_reporter",
        icon=":material/add:",
        on_click=rows.add_reporter,
    )
    return tuple(r for r in found if r.name.strip() or len(found) > 1)


def reporter_days(rows: Rows, named: tuple[Reporter, ...]) -> tuple[tuple[str, str], ...]:
    """The days written beside the reporters, in their order."""
    return tuple(rows.days[number] for number in rows.reporters) if named else ()


def _reporter(rows: Rows, number: int, lang: str) -> Reporter:
    start = rows.reporters[number]
    name, kind, often, days, gone = st.columns([3, 2, 2, 2, 1], vertical_alignment="bottom")
    found = Reporter(
        name.text_input(
            t("page_contract.reporter_name", lang), start.name, key=f"reporter-name-{number}"
        ),
        kind.selectbox(
            t("page_contract.reporter_type", lang),
            list(REPORT_FACTS),
            index=list(REPORT_FACTS).index(start.report_type),
            format_func=lambda code: t(f"report_type.{code}", lang),
            placeholder=t("app.choose", lang),
            key=f"reporter-type-{number}",
        ),
        often.selectbox(
            t("page_contract.reporter_often", lang),
            FREQUENCIES,
            index=FREQUENCIES.index(start.frequency),
            format_func=lambda code: t(f"period.{code}", lang),
            placeholder=t("app.choose", lang),
            key=f"reporter-often-{number}",
        ),
        int(
            days.number_input(
                t("page_contract.reporter_days", lang),
                min_value=0,
                max_value=366,
                value=start.due_days,
                key=f"reporter-days-{number}",
                help=t("page_contract.reporter_days_help", lang),
            )
        ),
        start.role,
    )
    first, last, _ = st.columns([3, 3, 4])
    rows.days[number] = (
        first.text_input(
            t("page_contract.reporter_from", lang), str(start.valid_from or ""),
            key=f"reporter-from-{number}", placeholder=t("page_contract.whole_contract", lang),
        ),
        last.text_input(
            t("page_contract.reporter_to", lang), str(start.valid_to or ""),
            key=f"reporter-to-{number}", placeholder=t("page_contract.whole_contract", lang),
        ),
    )  # fmt: skip
    gone.button(
        t("page_contract.remove", lang),
        key=f"reporter-gone-{number}",
        on_click=rows.remove_reporter,
        args=(number,),
        type="tertiary",
        disabled=len(rows.reporters) == 1,
    )
    return found


def requirements(rows: Rows, catalogue: Catalogue, lang: str) -> tuple[WrittenRequirement, ...]:
    """A box per requirement."""
    found = [_requirement(rows, number, catalogue, lang) for number in list(rows.requirements)]
    st.button(
        t("page_contract.add_requirement", lang),
        key="add_requirement",
        icon=":material/add:",
        on_click=rows.add_requirement,
    )
    return tuple(found)


def _requirement(rows: Rows, number: int, catalogue: Catalogue, lang: str) -> WrittenRequirement:
    start = rows.requirements[number]
    templates = {made.id: made for made in catalogue.requirement_templates if _is_plain(made)}
    codes = list(templates)
    with st.container(border=True, key=f"requirement-row-{number}"):
        left, right, gone = st.columns([1, 4, 1], vertical_alignment="bottom")
        short = left.text_input(
            t("page_contract.short_id", lang), start.short_id, key=f"requirement-id-{number}"
        )
        template = right.selectbox(
            t("page_contract.template", lang),
            codes,
            index=codes.index(start.template) if start.template in codes else 0,
            format_func=lambda code: t(templates[code].title_key, lang),
            placeholder=t("app.choose", lang),
            key=f"requirement-template-{number}",
        )
        gone.button(
            t("page_contract.remove", lang),
            key=f"requirement-gone-{number}",
            on_click=rows.remove_requirement,
            args=(number,),
            type="tertiary",
        )
        chosen = templates[template]
        st.caption(t(f"reference.requirement.{template}.help", lang))
        title, period = st.columns(2)
        written_title = title.text_input(
            t("page_contract.requirement_title", lang),
            start.title,
            placeholder=t(chosen.title_key, lang),
            key=f"requirement-title-{number}",
        )
        assessed = start.assessment_period or chosen.assessment_period
        written_period = period.selectbox(
            t("page_contract.assessment_period", lang),
            PERIODS,
            index=PERIODS.index(assessed),
            format_func=lambda code: t(f"period.{code}", lang),
            placeholder=t("app.choose", lang),
            key=f"requirement-period-{number}-{template}",
            help=t("page_contract.assessment_period_help", lang),
        )
        clause = st.text_area(
            t("page_contract.clause_text", lang),
            start.clause,
            key=f"requirement-clause-{number}",
            height=80,
        )
        steps: tuple[WrittenStep, ...] = ()
        if not has_fixed_limit(chosen.measure):
            steps = _steps(rows, number, chosen.limit, chosen.comparator, lang)
    return WrittenRequirement(short, template, steps, written_title, clause, written_period)


def _is_plain(made: RequirementTemplate) -> bool:
    """True for what this short form can hold; the builder holds everything."""
    spec = MEASURES[made.measure]
    return spec.scale == "share" and spec.level is None and spec.sql != "evidence"


def _steps(
    rows: Rows, number: int, usual: Any, comparator: str, lang: str
) -> tuple[WrittenStep, ...]:
    own = rows.steps[number]
    found = []
    for place, (step, start) in enumerate(list(own.items())):
        key = "limit_at_least" if comparator == ">=" else "limit_at_most"
        proposed = exact(usual * 100, lang) if usual is not None and place == 0 else ""
        found.append(
            step_row(
                replace(start, limit=start.limit or proposed),
                t(f"page_contract.{key}", lang),
                lang,
                keys=(f"step-limit-{step}-{proposed}", f"step-clock-{step}", f"step-at-{step}",
                      f"step-gone-{step}"),
                remove=None if len(own) == 1 else partial(rows.remove_step, number, step),
            )
        )  # fmt: skip
    st.button(
        t("page_contract.add_step", lang),
        key=f"add_step-{number}",
        icon=":material/add:",
        on_click=rows.add_step,
        args=(number,),
        type="tertiary",
    )
    return tuple(found)
