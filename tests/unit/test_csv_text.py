"""No text in a file of text can be run, wherever a spreadsheet takes a cell to begin."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.render.csv_text import inert, write_csv, write_semicolons

RUNS = "=+-@\t\r\n\0＝＋－＠"
written = st.text(st.sampled_from(RUNS + ";,\"' aå1"), max_size=12)


@given(written)
def test_no_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    marked = inert(text)
    assert not marked.startswith(tuple(RUNS))
    # The program may part cells by another sign than the file's.
    pieces = re.split("[;,\t\r\n]", marked)
    assert [piece for piece in pieces if piece.startswith(tuple("+-＋－"))] == []
    assert [piece for piece in pieces if piece.lstrip().startswith(tuple("=@＝＠"))] == []


@pytest.mark.parametrize("write", [write_csv, write_semicolons])
def test_amounts_days_and_plain_words_stay(write: Callable[..., bytes]) -> None:
    plain = ["HVO100", "Växjö kommun (påhittad)", "a;b, c", "1-2 + 3 = 6", None]
    row = [Decimal("-1E+3"), -5, date(2025, 1, 31), *plain]
    text = write(["=rubrik"], [row]).decode("utf-8-sig")
    mark = ";" if write is write_semicolons else ","
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    assert read == [["'=rubrik"], ["-1000", "-5", "2025-01-31", *plain[:-1], ""]]


@given(written)
def test_a_mark_is_all_that_is_added(text: str) -> None:
    assert inert(text).replace("'", "") == text.replace("'", "")
