"""What every field of a case's next step needs: the matter, the language, keys and labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from followup.domain.deviation import Detail
from followup.domain.requirement import Assessment
from followup.i18n.text import t
from followup.services.deviation.matter import Matter

Build = Callable[[], Detail]


@dataclass(frozen=True, slots=True)
class Form:
    """What the fields of a matter's next step need to know.

    ``later`` are later verdicts on the same clause, the newest first.
    """

    matter: Matter
    today: date
    reply_days: int
    later: Sequence[Assessment]
    lang: str

    def key(self, name: str) -> str:
        """A field's key: no words go from one case, or one step, to the next."""
        steps = len(self.matter.case.steps) if self.matter.case else 0
        return f"deviation_{name}_{self.matter.identifier}_{steps}"

    def label(self, name: str) -> str:
        """A field's label."""
        return t(f"deviation.field.{name}", self.lang)

    def text(self, name: str, value: str = "") -> str:
        """A line of text."""
        return str(st.text_input(self.label(name), value=value, key=self.key(name)) or "")

    def area(self, name: str, label: str, value: str = "") -> str:
        """Several lines of text."""
        return str(st.text_area(label, value=value, key=self.key(name)) or "")
