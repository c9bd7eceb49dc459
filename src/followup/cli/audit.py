"""``verify-audit``: does the audit chain hold?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from followup.cli.common import DONE, FINDINGS, show
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services import installation
from followup.services.audit import words
from followup.settings import Settings
from followup.storage import chain, retention


def add_command(
    add: Callable[[str, Callable[[Namespace, Settings, str], int]], ArgumentParser],
) -> None:
    """Add the command to the parser."""
    command = add("verify-audit", _verify)
    # A head written down elsewhere, as the log and this command print it.
    command.add_argument("--head", action="append", default=[], metavar="ACT:HASH")
    command.add_argument("--json", action="store_true")


def _verify(asked: Namespace, here: Settings, lang: str) -> int:
    known = dict(map(_head, asked.head))
    try:
        with installation.opened(here) as opened:
            found = chain.verify(opened.database, known)
            anew = retention.resealed(opened.database)
    except UserError as error:
        if error.code != "acts_missing":
            raise
        return _cut_off(asked, error, lang)
    faults = [
        {"code": f.code, "act": f.act_id, "table": f.table, "message": words.fault(f, lang)}
        for f in found.faults
    ]
    if asked.json:
        show({
            "holds": found.holds, "acts": found.acts, "rows": found.rows, "head": found.head,
            "faults": faults, "sealed_anew": [
                {"act": act, "day": day.isoformat(), "acts": count} for act, day, count in anew
            ],
        })  # fmt: skip
    else:
        key = "holds" if found.holds else "broken"
        count, rows = number(found.acts, lang), number(found.rows, lang)
        print(t(f"audit.{key}", lang, acts=count, rows=rows))
        print(f"{found.acts}:{found.head}")
        for each in faults:
            print(each["message"])
        for act, day, of in anew:
            print(t("audit.resealed", lang, acts=number(of, lang), day=day, act=act))
    return DONE if found.holds else FINDINGS


def _cut_off(asked: Namespace, lost: UserError, lang: str) -> int:
    """Acts are kept beside the store that it no longer has: it is not opened, and does not hold."""
    message = t(f"error.{lost.code}", lang, **lost.params)
    if asked.json:
        fault = {"code": lost.code, "act": lost.params["kept"], "table": None, "message": message}
        show({"holds": False, "acts": lost.params["found"], "rows": None, "head": None,
              "faults": [fault]})  # fmt: skip
    else:
        print(message)
    return FINDINGS


def _head(text: str) -> tuple[int, str]:
    act, _, digest = text.partition(":")
    if not act.isdecimal() or not digest:
        raise UserError("bad_answer", text=text)
    return int(act), digest
