"""The smallest remedy in words, the same in the proof, the letter and the case."""

from __future__ import annotations

from collections.abc import Iterator

from followup.domain.period import Period
from followup.domain.remedy import Fewest, Missing, Move, Remedy
from followup.domain.requirement import Assessment
from followup.i18n.text import join, number, period_label, quantity, t
from followup.services.proof import text as proof_text
from followup.services.proof.explain import Proof, ProofRow
from followup.services.proof.text import Line
from followup.services.requirement import measure_text

MOST_NAMES = 10
# Missing things that say how many fuels, vehicles or machines they are about.
_NAMED = ("share", "factor")


def line(proof: Proof, lang: str) -> Line | None:
    """``71,4 % av 80 %: 1 240 l diesel som HVO100 (1 290 l), eller 3 av dessa 11 fordon ...``.

    None where nothing is asked for.
    """
    found = proof.remedy
    if found is None:
        return None
    if proof.assessment.verdict == "not_assessable":
        if not found.missing:
            return None
        return Line(t("remedy.label_missing", lang), _open(found, lang))
    return Line(t("remedy.label", lang), " ".join(_sentences(proof, found, lang)))


def _open(found: Remedy, lang: str) -> str:
    return t("remedy.open", lang, what=_all_missing(found, lang))


def _sentences(proof: Proof, found: Remedy, lang: str) -> Iterator[str]:
    told = found_words(proof.assessment, lang)
    ways = list(_ways(found, lang))
    if not ways:
        if found.missing:
            yield t("remedy.first", lang, found=told, what=_all_missing(found, lang))
        else:
            yield t("remedy.nothing", lang, found=told)
        return
    yield t("remedy.enough", lang, found=told, ways=_either(ways, lang))
    if found.fewest and found.fewest.names:
        yield t("remedy.named", lang, names=_names(proof, found.fewest, lang))
    if proof.requirement.spec.basis in ("energy", "volume", "emissions"):
        is_other = found.fewest is not None and found.fewest.way == "replaced"
        yield t("remedy.same_energy_other" if is_other else "remedy.same_energy", lang)
    if found.is_despite_unknown:
        yield t("remedy.despite_unknown", lang)


def _either(ways: list[str], lang: str) -> str:
    """``a, eller b,``: a clause of its own, whose comma may be there already."""
    others = "".join(f", {t('remedy.or', lang)} {way}" for way in ways[1:])
    return f"{ways[0]}{others}{',' if others else ''}".replace(",,", ",")


def found_words(found: Assessment, lang: str) -> str:
    """``71,4 % av 80 %``; of what has no share to reach, the finding as it stands."""
    spec = found.spec
    is_plain = spec.scale == "share" and found.comparator == ">=" and found.unit != "report"
    if not is_plain or spec.basis in measure_text.JUDGED:
        return proof_text.finding(found, lang)
    words = {"share": proof_text.share_words(found, lang),
             "limit": measure_text.limit(found.limit, spec, lang)}  # fmt: skip
    return t("remedy.of", lang, **words)


def _ways(found: Remedy, lang: str) -> Iterator[str]:
    for each in found.moves:
        yield join([move_words(m, lang) for m in each], lang)
    if found.work is not None and found.work_unit is not None:
        yield t("remedy.work", lang, amount=quantity(found.work, found.work_unit, lang))
    if found.fewest is not None:
        yield _things(found.fewest, lang)


def move_words(move: Move, lang: str) -> str:
    """``1 240 l diesel som HVO100 (1 290 l)``."""
    return t(
        "remedy.move", lang,
        amount=quantity(move.amount, move.unit, lang), fuel=_fuel(move.fuel, lang),
        to_fuel=_fuel(move.to_fuel, lang), to_amount=quantity(move.to_amount, move.unit, lang),
    )  # fmt: skip


def _fuel(code: str, lang: str) -> str:
    """A fuel's name inside a sentence: ``diesel``, but ``HVO100``."""
    name = proof_text.fuel_name(code, lang)
    is_word = name[1:2].islower() or name[1:2] in (" ", "")
    return name[:1].lower() + name[1:] if is_word or name.startswith("El ") else name


def _things(found: Fewest, lang: str) -> str:
    if found.way == "added":
        key = "one" if found.count == 1 else "many"
        return t(f"remedy.added.{key}", lang, count=number(found.count, lang))
    how = "only" if found.of == 1 else "every" if found.count == found.of else "some"
    words = {"count": number(found.count, lang), "of": number(found.of, lang)}
    things = t(f"remedy.{how}.{found.counted}", lang, **words)
    return t(f"remedy.way.{found.way}", lang, things=things)


def _names(proof: Proof, found: Fewest, lang: str) -> str:
    names = found.names
    if found.counted == "report":
        named = {r.cell: r for r in proof.rows}
        names = tuple(_report(named[n], lang) for n in names)
    return _shortened(names, lang)


def _report(row: ProofRow, lang: str) -> str:
    # The cell of an expected report names reporter, kind and the day it was due.
    kind = (row.cell or "").split(" · ")[-2]
    return t(
        "remedy.report", lang, reporter=row.fuel_raw or "", kind=t(f"report_type.{kind}", lang),
        period=period_label(Period(row.part_start, row.part_end), lang),
    )  # fmt: skip


def _shortened(names: tuple[str, ...], lang: str) -> str:
    if len(names) <= MOST_NAMES:
        return join(names, lang)
    rest = t("remedy.more", lang, count=number(len(names) - MOST_NAMES, lang))
    return join([*names[:MOST_NAMES], rest], lang)


def _all_missing(found: Remedy, lang: str) -> str:
    return join([_missing(each, lang) for each in found.missing], lang)


def _missing(each: Missing, lang: str) -> str:
    key = "one" if each.count == 1 else "many"
    rows = t(f"remedy.rows.{key}", lang, count=number(each.count, lang))
    fuels = [_fuel(n, lang) for n in each.names] if each.code in _NAMED else list(each.names)
    names = _shortened(tuple(fuels), lang) if fuels else ""
    words = t(f"remedy.missing.{each.code}", lang, rows=rows, count=number(each.count, lang),
              names=names)  # fmt: skip
    return words.strip()
