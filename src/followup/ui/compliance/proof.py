"""The proof panel: six lines, the period against its limit, and the rows behind the figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import pandas as pd
import streamlit as st

from followup.domain.requirement import Assessment
from followup.i18n.text import number, percent_range, period_label, t
from followup.render.proof_workbook import PLACES
from followup.services.dispens.text import exemption_line, why_words
from followup.services.method import links as method_links
from followup.services.proof import export as proof_export
from followup.services.proof import figure_facts
from followup.services.proof import text as proof_text
from followup.services.proof.explain import Factor, Proof, ProofRow
from followup.services.proof.text import FactorLine
from followup.services.remedy import text as remedy_text
from followup.ui import address, components, kind_rows, meaning, resources, tables, theme
from followup.ui.compliance import proof_chart
from followup.ui.components import escape
from followup.ui.contract import exemption_form
from followup.ui.tables import Column, Row

SHOWN_ROWS = 500
MOST_DECIMALS = 3


def summary(proof: Proof, history: Sequence[Assessment], lang: str) -> None:
    """The verdict, its six lines, its chart and what can be taken away."""
    found = proof.assessment
    requirement = proof.requirement
    st.header(components.escape(proof.contract.title), anchor=False)
    st.markdown(
        f"**{components.escape(requirement.title)}** · {components.escape(found.requirement)}"
        f" · {period_label(found.period, lang)}"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        components.status_badge(found.outcome, lang)
        st.markdown(f"**{proof_text.finding(found, lang)}**")
    enough = remedy_text.line(proof, lang)
    if enough is not None:
        with st.container(key="proof_remedy"):
            st.info(f"**{enough.label}**  \n{escape(enough.text)}", icon=":material/healing:")
    lines = proof_text.six_lines(proof, lang)
    with st.container(key="stack_lines"):
        tables.pairs([(line.label, line.text) for line in lines], alt=t("proof.lines_alt", lang))
    alt = f"{t(f'verdict.{found.outcome}', lang)}: {proof_text.finding(found, lang)}"
    proof_chart.show(history, found.period, lang, alt=alt)
    _downloads(proof, lang)


def _downloads(proof: Proof, lang: str) -> None:
    own = resources.installation()
    with st.container(horizontal=True):
        facts = figure_facts.of_proof(own.catalogue, proof, resources.today(), lang)
        meaning.explain("proof", lang, facts)
        found = proof.assessment
        words, clause = t("exemption.to_form", lang), found.requirement
        dispens = exemption_form.place(words, found.contract, clause, found.period)
        components.link(dispens, icon=theme.mark("exempt").icon)
        st.download_button(
            t("proof.download_excel", lang),
            data=partial(proof_export.workbook, proof, own.catalogue, lang),
            file_name=proof_export.file_name(proof),
            mime=components.XLSX,
            key="proof_workbook",
            icon=":material/download:",
            on_click="ignore",
        )
        files = {r.sha256: r.file for r in (*proof.rows, *proof.excluded) if r.sha256 and r.file}
        if files:
            with st.popover(t("proof.originals", lang, count=len(files)), icon=":material/draft:"):
                for sha256, name in sorted(files.items(), key=lambda item: item[1]):
                    st.download_button(
                        components.escape(name),
                        data=partial(proof_export.original, own, sha256),
                        file_name=name,
                        key=f"original_{sha256}",
                        on_click="ignore",
                        type="tertiary",
                    )


def evidence(proof: Proof, lang: str) -> None:
    """The rows that count, the rows left out and why, and the figures the sum rests on."""
    st.subheader(t("proof.rows_title", lang, count=len(proof.rows)), anchor=False)
    if proof.rows:
        _grid(proof, proof.rows, lang, "proof_rows", t("proof.rows_alt", lang), is_used=True)
    else:
        st.markdown(t("proof.no_rows", lang))
    if proof.excluded:
        st.subheader(t("proof.excluded_title", lang, count=len(proof.excluded)), anchor=False)
    for exemption in proof.exemptions:
        st.markdown(f"- {escape(exemption_line(exemption, lang))}")
    if proof.excluded:
        _grid(
            proof, proof.excluded, lang, "proof_excluded", t("proof.excluded_alt", lang),
            is_used=False,
        )  # fmt: skip
    kind_rows.certificates(proof.certificates, lang)
    _factors(proof, lang)


def _grid(
    proof: Proof, rows: Sequence[ProofRow], lang: str, key: str, alt: str, *, is_used: bool
) -> None:
    shown = rows[:SHOWN_ROWS]
    lines = [_line(row, proof, lang) for row in shown]
    names = ["fuel_raw", "amount", "unit", "factor", "share", "numerator", "denominator",
             "unknown", "missing", "fuel", "vehicle", "place"] if is_used else [
             "why", "fuel_raw", "amount", "unit", "vehicle", "place"]  # fmt: skip
    names += ["days", "file", "sheet", "row", "column", "cell"]
    filled = [n for n in names if any(line[n] not in (None, "") for line in lines)]
    columns = [_column(name, lines, lang) for name in filled]
    tables.grid(lines, columns, lang, key=key, alt=alt)
    if len(rows) > len(shown):
        words = {"shown": number(len(shown), lang), "count": number(len(rows), lang)}
        st.caption(t("app.rows_shown", lang, **words))


def _column(name: str, lines: Sequence[Row], lang: str) -> Column:
    label = t(f"proof.column.{name}", lang)
    if name not in ("amount", "factor", "numerator", "denominator", "unknown"):
        return Column(name, label)
    values = [v for line in lines if isinstance(v := line[name], Decimal)]
    # What the supplier wrote and what it was weighed by stand as they are, so that anyone can
    # multiply the one by the other; the products are rounded for the eye.
    is_source = name in ("amount", "factor")
    return Column(name, label, "number", _owned(values) if is_source else _shown_decimals(values))


def _shown_decimals(values: Sequence[Decimal]) -> int:
    """So many that the smallest amount keeps two digits, and no more than any has."""
    smallest = min((v.adjusted() for v in values if v), default=0)
    return min(_owned(values), max(1 - smallest, 0))


def _owned(values: Sequence[Decimal]) -> int:
    return min(max((_decimals(v) for v in values), default=0), MOST_DECIMALS)


def _decimals(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0"))


def _line(row: ProofRow, proof: Proof, lang: str) -> dict[str, object]:
    texts = dict(zip(PLACES, proof_export.places(row, lang), strict=True))
    return {
        **texts,
        "amount": row.amount,
        "unit": proof_export.unit_name(row.amount_unit, lang),
        "factor": row.factor,
        "share": ""
        if row.share_low is None
        else percent_range(row.share_low, row.share_high, lang, 1),
        "numerator": row.numerator,
        "denominator": row.denominator,
        "unknown": row.unknown,
        "missing": t(f"reason.{row.unbounded}", lang) if row.unbounded else "",
        "why": why_words(row, proof, lang),
        "place": row.place or "",
    }


def _factors(proof: Proof, lang: str) -> None:
    lines = proof_text.factor_lines(proof, resources.installation().catalogue, lang)
    if not any(line.factor or line.share for line in lines):
        return
    st.subheader(t("proof.factors_title", lang), anchor=False)
    st.caption(t("proof.factors_help", lang))
    meaning.explain("factors", lang)
    heads = [t(f"proof.column.{name}", lang) for name in ("fuel", "factor", "share")]
    pairs = zip(lines, proof_text.sorted_factors(proof), strict=True)
    cells = [_factor_cells(proof, factor, line, lang) for line, factor in pairs]
    with st.container(key="stack_factors"):
        st.table(
            pd.DataFrame(cells, columns=heads, dtype="str"),
            hide_index=True, border="horizontal", alt=t("proof.factors_title", lang),
        )  # fmt: skip


def _factor_cells(proof: Proof, factor: Factor, line: FactorLine, lang: str) -> list[str]:
    query = method_links.factor_query(proof, factor, lang)
    used = _used(line.factor, line.factor_source, query, lang)
    return [f"**{escape(line.fuel)}**", used, _counted(proof, factor, line, lang)]


def _counted(proof: Proof, factor: Factor, line: FactorLine, lang: str) -> str:
    """How much of the fuel counts, how sure that is, and where it stands."""
    query = method_links.share_query(resources.installation().catalogue, proof, factor, lang)
    words = _used(line.share, line.share_source, query, lang)
    if not factor.share_status:
        return words
    look = theme.mark(factor.share_status)
    return f"{words}  \n:{look.tone}-badge[{look.icon} {escape(line.share_status)}]"


def _used(value: str, source: str, query: dict[str, str] | None, lang: str) -> str:
    """A figure with its source; a link opens its own line among all figures."""
    if query and value:
        value = f"[{escape(value)}]({address.link('method', lang=lang, **query)})"
    else:
        value = escape(value)
    return "  \n".join(part for part in (value, escape(source)) if part)
