"""What one version of a report says otherwise than another, as tables and a workbook."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.i18n.text import number, t
from followup.services.report import difference, difference_text, version_verdicts
from followup.services.report.difference import Counts, Difference
from followup.services.report.difference_text import Line
from followup.services.report.overview import Report
from followup.services.report.reports import Version
from followup.services.upload.submit import Change
from followup.storage.submissions import Submission
from followup.ui import components, resources, tables, verdict_changes
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.tables import Column, Status

# Rows in sight, and rows that a fold holds; the workbook has them all.
SHOWN, FOLDED = 12, 200


def draw(found: Difference, versions: tuple[str, str], key: str, lang: str) -> None:
    """Counts, sums per fuel, and the rows that differ; ``versions`` names what is compared."""
    counts = found.counts
    st.markdown(counts_line(counts, lang))
    _sums(found, lang)
    if not counts.differs:
        return
    whole = counts.new + counts.gone + counts.changed
    told = difference_text.lines(found, lang, FOLDED)
    alt = t("difference.rows_alt", lang, count=number(whole, lang))
    st.markdown(f"**{t('difference.heading', lang)}**")
    _rows(told[:SHOWN], lang, alt)
    if whole > SHOWN:
        title = t("difference.all", lang, count=number(whole - SHOWN, lang))
        with st.expander(title, key=f"difference-rest-{key}"):
            _rows(told[SHOWN:], lang, alt)
            if whole > FOLDED:
                shown, count = number(FOLDED, lang), number(whole, lang)
                st.caption(t("difference.shown", lang, shown=shown, count=count))
    old, new = versions
    st.download_button(
        t("difference.download", lang),
        data=lambda: difference_text.workbook(
            found, t("difference.note", lang, old=old, new=new), lang
        ),
        file_name=t("difference.download_file", lang),
        mime=components.XLSX,
        key=f"difference-download-{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def counts_line(counts: Counts, lang: str) -> str:
    """How many rows of each sort."""
    return escape(difference_text.counts(counts, lang))


def _sums(found: Difference, lang: str) -> None:
    if found.vehicles is not None:
        before, after = (number(count, lang) for count in found.vehicles)
        st.markdown(t("difference.vehicles", lang, before=before, after=after))
    rows = [
        dict(zip(("fuel", "before", "after", "step"), difference_text.sums(total, lang),
                 strict=True))
        for total in found.sums
    ]  # fmt: skip
    if rows:
        names = ("before", "after", "step")
        columns = [Column(n, t(f"difference.{n}", lang)) for n in names]
        columns.insert(0, Column("fuel", t("field.fuel", lang)))
        tables.plain_table(rows, columns, lang, alt=t("difference.sums_alt", lang))


def _rows(told: Sequence[Line], lang: str, alt: str) -> None:
    rows = [
        {
            "sort": Status(line.sort, t(f"difference.{line.sort}", lang), line.fields),
            "row": ", ".join(part for part in (line.who, line.days, line.place) if part),
            "before": line.before,
            "after": line.after,
        }
        for line in told
    ]
    columns = [Column("sort", t("difference.sort", lang), "mark")]
    columns += [Column(n, t(f"difference.{n}", lang)) for n in ("row", "before", "after")]
    tables.plain_table(rows, columns, lang, alt=alt)


def between_versions(now: State, report: Report, lang: str) -> None:
    """Any two versions of a report side by side, worked out when the reader opens it."""
    versions = report.versions
    name = versions[0].submission.submission
    box = st.expander(
        t("difference.compare", lang), key="compare_versions", icon=":material/difference:",
        on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        by_name = {v.submission.submission: v for v in versions}
        names = list(by_name)
        left, right = st.columns(2)
        with left:
            old = _choice("older", names, 1, by_name, name, lang)
        with right:
            new = _choice("newer", names, 0, by_name, name, lang)
        if old == new:
            st.markdown(t("difference.same_version", lang))
            return
        with components.busy(t("app.working", lang)):
            found = _between(now.home, old, new, by_name[old].submission, by_name[new].submission)
        if not found.counts.differs:
            count = number(found.unchanged, lang)
            st.info(t("difference.none_between", lang, count=count), icon=":material/equal:")
        words = (_words(by_name[old], lang), _words(by_name[new], lang))
        draw(found, words, f"{old}-{new}", lang)
        changed = _verdicts(now, old, new, by_name[old], by_name[new], versions)
        verdict_changes.show(resources.installation(), changed, lang, "difference.verdicts")


def _choice(
    name: str, names: Sequence[str], first: int, by_name: dict[str, Version], key: str, lang: str
) -> str:
    return st.selectbox(
        t(f"difference.{name}", lang),
        names,
        index=first,
        format_func=lambda each: _words(by_name[each], lang),
        key=f"compare-{name}-{key}",
    )


def _words(version: Version, lang: str) -> str:
    stored = version.submission
    return t(
        "difference.version", lang, version=version.number, file=stored.file_name,
        day=stored.received_date,
    )  # fmt: skip


# What is stored never changes, so the names of two reports say all; the rows are not copied.
@st.cache_resource(max_entries=8, show_spinner=False)
def _between(home: str, old: str, new: str, _old: Submission, _new: Submission) -> Difference:
    del home, old, new  # they are the key
    return difference.between(resources.installation(), _old, _new)


# An act by anyone may change what stands beside the two, so the state of the data is in the key.
@st.cache_data(max_entries=8, show_spinner=False)
def _verdicts(
    now: State, old: str, new: str, _old: Version, _new: Version, _every: Sequence[Version]
) -> tuple[Change, ...]:
    del old, new  # they are in the key
    return version_verdicts.between(resources.installation(), _old, _new, _every, now.as_of)
