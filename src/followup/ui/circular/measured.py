"""What the parts on reports have in common: their measures, amounts by class, and the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from followup.i18n.text import number, t
from followup.services.circular import figures, words
from followup.services.circular.figures import Reported
from followup.ui import address, components, kind_rows, resources, tables
from followup.ui.circular import chart
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.tables import Column, Row

SHOWN: Final = 100
# The title says what is counted, so that its unit need not.
COUNTED: Final = {"piece": "pieces", "package": "pieces"}
FRONT: Final = ("contract", "file")


def nothing(found: Reported, lang: str) -> bool:
    """Says so where no contract sends this report, and what to do first."""
    if found.reporting:
        return False
    message = t(f"page_circular.none_{found.report}", lang, year=found.year.start.year)
    components.empty_state(message, Place(t("nav.contracts", lang), "contracts"))
    return True


def table(found: Reported, lang: str) -> None:
    """Every measure with its figure, of how much it is and what is not known."""
    st.header(t("page_circular.measures", lang), anchor=False)
    st.caption(words.reporting(found, lang))
    lines: list[Row] = []
    for name, point in (*found.points.items(), *found.values.items()):
        label = t(f"measure.{words.spec_of(name).name}", lang)
        if name in found.values:
            label = f"{label} ({t(f'unit.{name}', lang)})"
        lines.append({"measure": label, "figure": words.figure(name, point, lang),
                      "standing": words.standing(name, point, lang)})  # fmt: skip
    columns = [Column(n, t(f"page_circular.column_{n}", lang))
               for n in ("measure", "figure", "standing")]  # fmt: skip
    with st.container(key=f"stack_circular_{found.report}"):
        tables.plain_table(lines, columns, lang, alt=t("page_circular.measures_alt", lang))


def by_class(
    found: Reported, what: str, unit: str, order: Sequence[str], section: str, lang: str
) -> None:
    """Bars of one amount by class, in one unit; what nobody can class is a bar of its own."""
    amounts, unsaid = words.by_code(found, what, unit, order)
    if not amounts and not unsaid:
        return
    bars = [
        (t(f"{section}.{code}", lang) if code else t("page_circular.class_unknown", lang), amount)
        for code, amount in amounts.items()
    ]
    if bars:
        chart.amounts(
            bars, COUNTED.get(unit, unit), lang, key=f"circular_{found.report}_{what}_{unit}",
            title=t(f"page_circular.amount_{what}", lang),
            what=t("page_circular.column_class", lang),
        )  # fmt: skip
    if unsaid:
        st.caption(t("page_circular.rows_unsaid", lang, count=number(unsaid, lang),
                     what=t(f"page_circular.amount_{what}", lang)))  # fmt: skip


def rows(now: State, found: Reported, lang: str) -> None:
    """The rows behind the figures, of all contracts or the chosen one, as the files have them."""
    st.header(t("page_circular.rows", lang), anchor=False)
    titles = {c.number: c.title for c in found.reporting}
    contract = address.select(
        "contract", t("page_circular.contract", lang), list(titles), lang,
        lambda n: f"{titles[n]} ({n})",
    )  # fmt: skip
    held = figures.rows(resources.installation(), found, now.as_of, contract)
    if not held.num_rows:
        st.markdown(t("page_circular.no_rows", lang))
        return
    kind = found.report
    shown = held.slice(0, SHOWN).to_pylist()
    lines: list[Row] = [
        {"contract": titles[row["contract"]], "file": row["file_name"],
         **kind_rows.line(kind, row, lang)}
        for row in shown
    ]  # fmt: skip
    names = [*FRONT, *(n for n in (*kind_rows.FIELDS[kind], "period", "place")
                       if any(line[n] for line in lines))]  # fmt: skip
    heading: Callable[[str], str] = lambda n: (  # noqa: E731
        t(f"page_circular.column_{n}", lang) if n in FRONT else kind_rows.heading(n, lang)
    )
    tables.grid(
        lines, [Column(n, heading(n)) for n in names], lang,
        key=f"circular_rows_{kind}_{now.version}",
        alt=t("kind.rows_alt", lang, count=number(held.num_rows, lang)),
    )  # fmt: skip
    st.caption(t(f"kind.{kind}_note", lang))
    if held.num_rows > SHOWN:
        st.caption(t("app.rows_shown", lang, shown=number(SHOWN, lang),
                     count=number(held.num_rows, lang)))  # fmt: skip
