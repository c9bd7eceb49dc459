"""The number fields of a comparison, three in a row, each with its unit in its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from followup.domain.cost_comparison import (
    Alternative,
    Comparison,
    CostInput,
    InputSpec,
    own_inputs,
)
from followup.i18n.text import GROUP_MARKS, exact, t
from followup.services.cost import text
from followup.services.cost.written import WrittenAlternative
from followup.ui import resources
from followup.ui.components import escape

IN_A_ROW = 3


def numbers(
    asked: Sequence[tuple[str, InputSpec]],
    known: Mapping[str, CostInput],
    told: Comparison,
    key: str,
    lang: str,
    fuel: str | None = None,
) -> dict[str, str]:
    """A field for each input; what is written in them, by the input's name."""
    catalogue = resources.installation().catalogue
    said = {}
    for start in range(0, len(asked), IN_A_ROW):
        row = asked[start : start + IN_A_ROW]
        for place, (name, spec) in zip(st.columns(IN_A_ROW), row, strict=False):
            unit = text.unit(name, told, catalogue, lang, fuel)
            label = t("page_costs.field", lang, label=text.input_name(name, lang), unit=unit)
            if spec.is_optional:
                label = t("page_costs.optional", lang, label=label)
            said[name] = place.text_input(
                label, _stated(known.get(name), lang), key=f"{key}_{name.replace(':', '_')}"
            ) or ""  # fmt: skip
    return said


def own(
    had: Alternative | None,
    one: WrittenAlternative,
    told: Comparison,
    place: int,
    key: str,
    lang: str,
) -> WrittenAlternative:
    """An alternative's own fields: the bidder's, then the buyer's, each with their source."""
    known = {i.name: i for i in had.inputs} if had else {}
    specs = own_inputs(told.kind, one.form, one.fuel or None)  # type: ignore[arg-type]
    said: dict[str, str] = {}
    sources: dict[str, str] = {}
    title = one.name or t("page_costs.alternative", lang, number=place + 1)
    st.subheader(escape(title), anchor=False)
    for owner in ("bidder", "buyer"):
        group = [(spec.code, spec) for spec in specs if spec.owner == owner]
        if not group:
            continue
        mine = f"{key}_{place}_{owner}"
        with st.container(border=True, key=f"box_{mine}"):
            st.markdown(f"**{t(f'cost.owner.{owner}', lang)}**")
            said |= numbers(group, known, told, mine, lang, one.fuel or None)
            first = next((known[n].source for n, _ in group if n in known), "")
            label = t(f"page_costs.source_{owner}", lang)
            sources[owner] = st.text_input(label, first, key=f"{mine}_source") or ""
    return replace(one, fields=said, sources=sources)


def _stated(one: CostInput | None, lang: str) -> str:
    """A value as a field shows it."""
    value = one.value if one is not None else None
    return "" if value is None else exact(value, lang).replace(GROUP_MARKS[lang], " ")
