"""The form of a contract's index clause: what follows what, from which month, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.domain.parties import Contract
from followup.domain.price_index import VARIANTS, Component, IndexClause
from followup.errors import UserError
from followup.i18n.text import GROUP_MARKS, exact, number, t
from followup.services.installation import Actor, now_utc
from followup.services.price_index import clauses
from followup.services.price_index.clauses import WrittenClause, WrittenComponent
from followup.ui import address, components, reads, resources
from followup.ui.components import Place
from followup.ui.price_index import note
from followup.ui.price_index import reads as index_reads
from followup.ui.reads import State
from followup.ui.state import acting

LATEST: Final = "latest"
LAGS: Final = (LATEST, *(str(n) for n in range(13)))
WHOLE: Final = "whole"
DIGITS: Final = (WHOLE, *(str(n) for n in range(2, 9)))
MOST_PARTS: Final = 8
_CURRENCIES: Final = {"SE": "SEK", "DK": "DKK"}


def show(now: State, lang: str) -> None:
    """Which contract, and its clause as it stands or empty."""
    components.breadcrumb(
        [Place(t("nav.price_index", lang), "price_index")], t("page_price_index.edit", lang)
    )
    contracts = {c.number: c for c in reads.contracts(now)}
    if not contracts:
        components.empty_state(
            t("page_price_index.no_contracts", lang),
            Place(t("page_contracts.enter", lang), "contracts", {"new": "1"}),
        )
        return
    actor = components.ask_name(lang)
    if actor is None:
        return
    asked = address.get("contract")
    chosen = address.one(
        "contract", t("page_price_index.contract", lang), list(contracts),
        asked if asked in contracts else next(iter(contracts)),
        lambda n: f"{contracts[n].title} ({n})",
    )  # fmt: skip
    own = {i.contract.number: i.clause for i in index_reads.indexed(now)}
    _form(contracts[chosen], own.get(chosen), acting(actor), now, lang)


def _form(
    contract: Contract, before: IndexClause | None, actor: Actor, now: State, lang: str
) -> None:
    st.markdown(t("page_price_index.form_help", lang))
    written = _written(contract, before, now, lang)
    if st.button(t("app.save", lang), key="index_save", type="primary", icon=":material/save:"):
        _do(lambda: clauses.save(resources.installation(), contract.number, written, actor,
                                 now.as_of, now_utc()), "saved", contract, lang)  # fmt: skip
    if before is not None:
        with st.expander(t("page_price_index.remove", lang), icon=":material/delete:"):
            reason = st.text_input(t("page_price_index.remove_why", lang), key="index_why")
            if st.button(t("page_price_index.remove", lang), key="index_remove"):
                _do(
                    lambda: clauses.remove(
                        resources.installation(), before, reason or "", actor, now.as_of, now_utc()
                    ),
                    "removed", contract, lang,
                )  # fmt: skip


def _do(act: Callable[[], object], done: str, contract: Contract, lang: str) -> None:
    try:
        act()
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[note.SAVED] = done
    address.put(view=None, contract=contract.number if done == "saved" else None)
    st.rerun()


def _written(
    contract: Contract, before: IndexClause | None, now: State, lang: str
) -> WrittenClause:
    """What stands in the fields."""
    key = f"index_{contract.number}_"
    first, second, third = st.columns(3)
    price = _text(
        first, "base_price", _number(before.base_price, lang) if before else "", key, lang
    )
    price_of = _text(second, "price_of", before.price_of if before else "", key, lang)
    usual = before.currency if before else contract.currency or _CURRENCIES[contract.country]
    currency = _pick(
        third, "currency", ("SEK", "DKK", "EUR"), usual, "penalty.currency_kind", key, lang
    )
    first, second, third = st.columns(3)
    base = _text(first, "base_month", f"{before.base_month:%Y-%m}" if before else "", key, lang)
    start = _text(second, "first_month", f"{before.first_month:%Y-%m}" if before else "", key, lang)
    interval = _pick(third, "interval", tuple(str(n) for n in clauses.INTERVALS),
                     str(before.interval_months) if before else "1", "price_index.interval", key,
                     lang)  # fmt: skip
    parts = _components(before.components if before else (), now, key, lang)
    first, second, third = st.columns(3)
    share = _text(first, "share", _percent(before.share, lang) if before else "100", key, lang)
    limit = _number(before.threshold_percent, lang) if before else "0"
    threshold = _text(second, "threshold", limit, key, lang)
    rule = _pick(third, "threshold_rule", ("whole", "excess"),
                 before.threshold_rule if before else "whole", "price_index.threshold_rule", key,
                 lang)  # fmt: skip
    first, second, third = st.columns(3)
    lag = LATEST if before is None or before.lag_months is None else str(before.lag_months)
    lag = str(first.selectbox(
        t("page_price_index.field.lag", lang), LAGS, LAGS.index(lag), key=f"{key}lag",
        format_func=lambda n: _lag(n, lang),
    ))  # fmt: skip
    compares = _pick(second, "compares", ("base_month", "previous"),
                     before.compares if before else "base_month", "price_index.compares", key,
                     lang)  # fmt: skip
    used = WHOLE if before is None or before.factor_digits is None else str(before.factor_digits)
    digits = str(third.selectbox(
        t("page_price_index.field.factor_digits", lang), DIGITS,
        DIGITS.index(used) if used in DIGITS else 0, key=f"{key}digits",
        format_func=lambda n: t("price_index.factor_whole", lang) if n == WHOLE else n,
    ))  # fmt: skip
    first, second = st.columns([1, 2])
    rounding = str(first.selectbox(
        t("page_price_index.field.price_digits", lang), ("0", "1", "2", "3", "4"),
        before.price_digits if before else 2, key=f"{key}price_digits",
    ))  # fmt: skip
    source = _text(second, "source", before.source if before else "", key, lang)
    return WrittenClause(
        base_month=base, base_price=price, price_of=price_of, currency=currency,
        components=parts, first_month=start, share=share, threshold=threshold,
        threshold_rule=rule, lag_months=None if lag == LATEST else int(lag),
        interval_months=int(interval), compares=compares,
        factor_digits=None if digits == WHOLE else int(digits), price_digits=int(rounding),
        source=source,
    )  # fmt: skip


def _components(
    before: Sequence[Component], now: State, key: str, lang: str
) -> tuple[WrittenComponent, ...]:
    st.subheader(t("page_price_index.components", lang), anchor=False)
    st.caption(t("page_price_index.components_help", lang))
    counts = [str(n) for n in range(1, MOST_PARTS + 1)]
    count = int(str(st.selectbox(
        t("page_price_index.field.count", lang), counts, max(len(before), 1) - 1,
        key=f"{key}count",
    )))  # fmt: skip
    known: dict[str, set[str]] = {c.series: {c.variant} for c in before}
    for point in index_reads.points(now):
        known.setdefault(point.series, set()).add(point.variant)
    return tuple(
        _component(n, before[n] if n < len(before) else None, known, key, lang)
        for n in range(count)
    )


def _component(
    place: int, before: Component | None, known: Mapping[str, set[str]], key: str, lang: str
) -> WrittenComponent:
    """A row of fields for one part of the price; numbered, so that each has a name of its own."""
    own, turn = f"{key}{place}_", number(place + 1, lang)
    name, weight, series, variant = st.columns([3, 2, 3, 3])
    said, names = before.series if before else None, sorted(known)
    return WrittenComponent(
        name=str(name.text_input(t("page_price_index.field.name", lang, turn=turn),
                                 before.name if before else "", key=f"{own}name")),
        weight=str(weight.text_input(t("page_price_index.field.weight", lang, turn=turn),
                                     _percent(before.weight, lang) if before else "",
                                     key=f"{own}weight")),
        series=str(series.selectbox(
            t("page_price_index.field.series", lang, turn=turn), names,
            names.index(said) if said in names else None, key=f"{own}series",
            on_change=_offer_fuel, args=(own, known),
            accept_new_options=True, placeholder=t("page_price_index.field.series_hint", lang),
        ) or ""),
        variant=str(variant.selectbox(
            t("page_price_index.field.variant", lang, turn=turn), VARIANTS,
            VARIANTS.index(before.variant if before else "unknown"), key=f"{own}variant",
            format_func=lambda v: t(f"price_index.variant.{v}", lang),
        )),
    )  # fmt: skip


def _offer_fuel(own: str, known: Mapping[str, set[str]]) -> None:
    """A series whose numbers were read with one fuel is offered with that fuel."""
    found = known.get(str(st.session_state[f"{own}series"] or ""), set())
    if len(found) == 1:
        st.session_state[f"{own}variant"] = next(iter(found))


def _lag(code: str, lang: str) -> str:
    if code == LATEST:
        return t("price_index.lag_latest", lang)
    if code == "0":
        return t("price_index.lag_same", lang)
    return t("price_index.lag_months", lang, months=code)


def _text(place: DeltaGenerator, name: str, start: str, key: str, lang: str) -> str:
    label = t(f"page_price_index.field.{name}", lang)
    return str(place.text_input(label, start, key=f"{key}{name}") or "")


def _pick(
    place: DeltaGenerator, name: str, options: tuple[str, ...], start: str, section: str,
    key: str, lang: str,
) -> str:  # fmt: skip
    return str(place.selectbox(
        t(f"page_price_index.field.{name}", lang), options,
        options.index(start) if start in options else 0, key=f"{key}{name}",
        format_func=lambda code: t(f"{section}.{code}", lang),
    ))  # fmt: skip


def _number(value: Decimal, lang: str) -> str:
    return exact(value, lang).replace(GROUP_MARKS[lang], "")


def _percent(value: Decimal, lang: str) -> str:
    return _number(value * 100, lang)
