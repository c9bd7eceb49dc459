"""Numbers, days and names as readers of each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n import text
from followup.services import entry

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("lang", "amount", "share", "day", "moment"),
    [
        ("sv", f"1{NB}234{NB}567,5", f"38,5{NB}%", "2026-02-16", "2026-02-16 13:05"),
        ("da", "1.234.567,5", f"38,5{NB}%", "16.02.2026", "16.02.2026 13.05"),
        ("en", f"1{NB}234{NB}567.5", "38.5%", "16 Feb 2026", "16 Feb 2026 13:05"),
    ],
)
def test_amounts_shares_and_days(lang: str, amount: str, share: str, day: str, moment: str) -> None:
    assert text.number(Decimal("1234567.46"), lang, 1) == amount
    assert text.percent(Decimal("0.385"), lang) == share
    assert text.day(date(2026, 2, 16), lang) == day
    assert text.moment(datetime(2026, 2, 16, 12, 5, tzinfo=UTC), lang) == moment


@pytest.mark.parametrize(
    ("lang", "quarter", "month", "listed"),
    [
        ("sv", "2025 Q1", "mars 2025", "a, b och c"),
        ("da", "1. kvartal 2025", "mar. 2025", "a, b og c"),
        ("en", "2025 Q1", "Mar 2025", "a, b and c"),
    ],
)
def test_periods_and_lists(lang: str, quarter: str, month: str, listed: str) -> None:
    assert text.period_label(parse_period("2025-Q1"), lang) == quarter
    assert text.period_label(parse_period("2025-03"), lang) == month
    assert text.join(["a", "b", "c"], lang) == listed


@pytest.mark.parametrize("lang", text.LANGUAGES)
def test_unknown_is_a_word_and_no_line_breaks_before_a_per_cent_sign(lang: str) -> None:
    assert text.number(None, lang) == text.percent(None, lang) == text.t("unit.unknown", lang)
    assert [key for key, words in text._texts(lang).items() if " %" in words] == []


@pytest.mark.parametrize("written", ["2026-02-16", "16.02.2026", "16-2-2026", " 16.2.2026 "])
def test_a_day_is_read_as_each_country_writes_it(written: str) -> None:
    assert entry.day(written) == date(2026, 2, 16)


@pytest.mark.parametrize("written", ["", "16/02/2026", "2026-13-01", "31.02.2026", "02.2026"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(UserError) as caught:
        entry.day(written)
    assert caught.value.code == "invalid_day"
