"""How far the work with furniture has come: what is not known is a range, never a no."""

from __future__ import annotations

from typing import Any

import pytest

from followup.services.circular.maturity import maturity

STEPS = ("repair", "take_back", "internal_reuse")


def row(fixed: bool | None, back: int | None, how: str | None) -> dict[str, Any]:
    return {"is_repaired": fixed, "taken_back_pieces": back, "acquisition": how}


@pytest.mark.parametrize(
    ("rows", "is_all_in", "answers", "ends"),
    [
        ([], True, (None, None, None), (0, 3)),
        ([row(True, 2, "internal")], False, (True, True, True), (3, 3)),
        # The step between is known not to be taken: the third does not lift the level.
        ([row(True, 0, "internal")], True, (True, False, True), (1, 1)),
        # The same with a report missing: it may have been taken in that.
        ([row(True, 0, "internal")], False, (True, None, True), (1, 3)),
        ([row(False, 0, "new"), row(None, 0, "new")], True, (None, False, False), (0, 1)),
        ([row(False, None, None)], True, (False, None, None), (0, 0)),
    ],
)
def test_the_level_lies_between_steps_known_and_steps_possible(
    rows: list[dict[str, Any]], is_all_in: bool, answers: tuple[bool | None, ...],
    ends: tuple[int, int],
) -> None:  # fmt: skip
    found = maturity("Påhittad kommun", STEPS, rows, (), is_all_in=is_all_in)
    assert tuple(found.answers.values()) == answers
    assert (found.least, found.most) == ends
