"""The pages, in order: the only list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from followup.domain.access import Role, opens
from followup.i18n.text import t


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its script, the key of its title, its icon, its address and its group."""

    script: str
    title_key: str
    icon: str
    url_path: str
    group_key: str


PAGES: Final = (
    PageSpec("start", "nav.start", ":material/home:", "start", "nav.group_follow"),
    PageSpec("goals", "nav.goals", ":material/flag:", "mal", "nav.group_follow"),
    PageSpec("compliance", "nav.compliance", ":material/rule:", "efterlevnad", "nav.group_follow"),
    PageSpec("comparison", "nav.comparison", ":material/balance:", "jamfor", "nav.group_follow"),
    PageSpec("circular", "nav.circular", ":material/recycling:", "cirkulart", "nav.group_follow"),
    PageSpec("energy", "nav.energy", ":material/bolt:", "energi", "nav.group_follow"),
    PageSpec(
        "fuel_mix", "nav.fuel_mix", ":material/donut_small:", "drivmedelsmix", "nav.group_follow"
    ),
    PageSpec("brief", "nav.brief", ":material/summarize:", "underlag", "nav.group_follow"),
    PageSpec("open_view", "nav.open_view", ":material/public:", "oppen-vy", "nav.group_follow"),
    PageSpec("upload", "nav.upload", ":material/upload_file:", "ladda-upp", "nav.group_work"),
    PageSpec("reports", "nav.reports", ":material/inventory_2:", "rapporter", "nav.group_work"),
    PageSpec(
        "deviations", "nav.deviations", ":material/assignment_late:", "avvikelser", "nav.group_work"
    ),
    PageSpec(
        "spot_checks", "nav.spot_checks", ":material/fact_check:", "stickprov", "nav.group_work"
    ),
    PageSpec("contracts", "nav.contracts", ":material/contract:", "avtal", "nav.group_work"),
    PageSpec(
        "price_index", "nav.price_index", ":material/price_change:", "prisindex", "nav.group_work"
    ),
    PageSpec("vehicles", "nav.vehicles", ":material/local_shipping:", "fordon", "nav.group_work"),
    PageSpec(
        "clean_vehicles",
        "nav.clean_vehicles",
        ":material/electric_car:",
        "rena-fordon",
        "nav.group_work",
    ),
    PageSpec("plan", "nav.plan", ":material/calendar_month:", "plan", "nav.group_work"),
    PageSpec(
        "library", "nav.library", ":material/local_library:", "kravbibliotek", "nav.group_buy"
    ),
    PageSpec("tester", "nav.tester", ":material/science:", "prova-krav", "nav.group_buy"),
    PageSpec("costs", "nav.costs", ":material/calculate:", "kostnader", "nav.group_buy"),
    PageSpec("cases", "nav.cases", ":material/lightbulb:", "goda-exempel", "nav.group_network"),
    PageSpec("network", "nav.network", ":material/hub:", "natverk", "nav.group_network"),
    PageSpec("questions", "nav.questions", ":material/forum:", "fragor", "nav.group_network"),
    PageSpec(
        "wrong_numbers", "nav.wrong_numbers", ":material/report:", "fel-siffra", "nav.group_learn"
    ),
    PageSpec("method", "nav.method", ":material/menu_book:", "metod", "nav.group_learn"),
    PageSpec("factors", "nav.factors", ":material/function:", "faktorer", "nav.group_learn"),
    PageSpec("glossary", "nav.glossary", ":material/dictionary:", "ordlista", "nav.group_learn"),
    PageSpec(
        "accessibility",
        "nav.accessibility",
        ":material/accessibility_new:",
        "tillganglighet",
        "nav.group_learn",
    ),
    PageSpec("access", "nav.access", ":material/badge:", "behorigheter", "nav.group_govern"),
    PageSpec("disclosure", "nav.disclosure", ":material/outbox:", "utlamnande", "nav.group_govern"),
    PageSpec(
        "retention", "nav.retention", ":material/auto_delete:", "gallring", "nav.group_govern"
    ),
    PageSpec("audit", "nav.audit", ":material/policy:", "granskning", "nav.group_govern"),
)
ROOT: Final = "hem"


def script(name: str) -> str:
    """The path of a page as Streamlit's links want it; KeyError for a page that is not."""
    if name not in {spec.script for spec in PAGES}:
        raise KeyError(name)
    return f"pages/{name}.py"


def spec(name: str) -> PageSpec:
    """The page whose script has this name."""
    return next(page for page in PAGES if page.script == name)


def choose(lang: str, role: Role | None = None, *, is_shut: bool = False) -> st.Page:
    """Draw the menu and return the page that the address asks for.

    The menu has what the role opens. Who is not let in is drawn no menu. The addresses of the rest
    stay known, so that none is "not found": the door refuses them.
    """
    groups: dict[str, list[st.Page]] = {}
    for page in PAGES:
        groups.setdefault(t(page.group_key, lang), []).append(
            st.Page(
                script(page.script),
                title=t(page.title_key, lang),
                icon=page.icon,
                # The default page answers at the root alone, but keeps its name from others.
                url_path=ROOT if page is PAGES[0] else page.url_path,
                default=page is PAGES[0],
                visibility="visible" if opens(role, page.script) else "hidden",
            )
        )
    first = PAGES[0]
    # Who writes the first page's own name in the address is led to the root.
    named = st.Page(
        _to_first, title=t(first.title_key, lang), url_path=first.url_path, visibility="hidden"
    )
    groups[t(first.group_key, lang)].append(named)
    return st.navigation(groups, expanded=True, position="hidden" if is_shut else "sidebar")


def asked(page: st.Page) -> str:
    """The name of the script of a page that ``choose`` returned."""
    by_path = {spec.url_path: spec.script for spec in PAGES}
    return by_path.get(page.url_path, PAGES[0].script)


def _to_first() -> None:
    st.switch_page(script(PAGES[0].script))
