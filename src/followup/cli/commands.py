"""The command line: what the pages do, without a screen. Its words and exit codes are a contract.

0 done; 1 error findings, or not healthy; 2 wrong use, refused file, database in use.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from followup import settings
from followup.cli import audit, backup, export, extract, read, retention, take, undo, user
from followup.cli.common import DONE, FINDINGS, WRONG, real_today, show
from followup.cli.told import in_words
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import has_text, language, t
from followup.services import compliance, doctor, installation, wire, wire_goals
from followup.services.entry import day
from followup.services.goal import status as goal_status
from followup.services.proof import explain
from followup.services.sample import sample
from followup.services.upload import templates
from followup.settings import Settings
from followup.storage import trouble

SAMPLE_STEPS_A_LINE = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    lang = language(os.environ.get("FOLLOWUP_LANG") or "sv")
    try:
        here = settings.from_environment()
        lang = language(here.language)
        asked = _parser().parse_args(words)
        command: Callable[[Namespace, Settings, str], int] = asked.command
        with in_words(lang):
            return command(asked, here, lang)
    except Exception as error:
        # A full disk and the like are no bugs either.
        found = trouble.of(error)
        if found is None:
            raise
        _complain(found, lang, is_json="--json" in words)
        return WRONG


def _complain(error: UserError, lang: str, *, is_json: bool) -> None:
    message = t(f"error.{error.code}", lang, **error.params)
    if is_json:
        show({"error": {"code": error.code, "message": message}})
    print(message, file=sys.stderr)


def _today(asked: Namespace, here: Settings) -> date:
    if asked.as_of:
        return day(asked.as_of)
    return installation.today(here, real_today())


def _assess(asked: Namespace, here: Settings, lang: str) -> int:
    as_of = _today(asked, here)
    period = parse_period(asked.period) if asked.period else None
    with installation.opened(here) as opened:
        found = compliance.assessments(opened, as_of, contract=asked.contract, period=period)
    if asked.json:
        show([wire.assessment(a) for a in found])
    else:
        for a in found:
            print(f"{a.requirement}  {a.period}  {t(f'verdict.{a.outcome}', lang)}")
    return DONE


def _explain(asked: Namespace, here: Settings, lang: str) -> int:
    as_of = _today(asked, here)
    period = parse_period(asked.period)
    with installation.opened(here) as opened:
        proof = explain.explain(opened, asked.contract, asked.requirement, period, as_of)
    if asked.json:
        show(wire.proof(proof, lang))
    else:
        print(f"{proof.requirement.title}: {t(f'verdict.{proof.assessment.outcome}', lang)}")
    return DONE


def _goals(asked: Namespace, here: Settings, lang: str) -> int:
    as_of = _today(asked, here)
    with installation.opened(here) as opened:
        found = goal_status.progress(opened, as_of, lang)
    if asked.json:
        show([wire_goals.progress(p) for p in found])
    else:
        for p in found:
            print(f"{p.goal.title}: {t(f'status.{p.status}', lang)}")
    return DONE


def _sample(asked: Namespace, here: Settings, lang: str) -> int:  # noqa: ARG001
    def tell(done: int, of: int) -> None:
        """One line that counts up for eyes, and a line now and then in a log."""
        words = t("cli.sample_step", lang, done=done, of=of)
        if sys.stderr.isatty():
            print(f"\r{words}", end="" if done < of else "\n", file=sys.stderr, flush=True)
        elif done % SAMPLE_STEPS_A_LINE == 0 or done == of:
            print(words, file=sys.stderr)

    sample.build(here, lang, tell)
    return DONE


def _template(asked: Namespace, here: Settings, lang: str) -> int:  # noqa: ARG001
    try:
        Path(asked.file).write_bytes(templates.workbook(asked.type, lang))
    except OSError as error:
        raise UserError("file_unwritable", file=asked.file) from error
    return DONE


def _doctor(asked: Namespace, here: Settings, lang: str) -> int:
    health = doctor.examine(here)
    if asked.json:
        show(health)
    else:
        for check in health["checks"]:
            name = t(f"cli.check.{check['name']}", lang)
            print(f"{name}: {t('cli.' + check['status'], lang)}")
            if has_text(why := f"doctor.{check.get('code')}"):
                print(f"  {t(why, lang)}")
    return DONE if health["healthy"] else FINDINGS


class _Parser(ArgumentParser):
    """Says what is wrong with the words in the reader's language, and as JSON where asked."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        raise UserError("wrong_use", usage=usage)


def _parser() -> ArgumentParser:
    parser = _Parser(prog="followup")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[Namespace, Settings, str], int]) -> ArgumentParser:
        command = commands.add_parser(name)
        command.set_defaults(command=run)
        return command

    for module in (audit, backup, export, extract, read, retention, take, undo, user):
        module.add_command(add)
    assess = add("assess", _assess)
    assess.add_argument("--contract")
    assess.add_argument("--period")
    goals = add("goals", _goals)
    proof = add("explain", _explain)
    for name in ("--contract", "--requirement", "--period"):
        proof.add_argument(name, required=True)
    for command in (assess, goals, proof):
        command.add_argument("--as-of")
        command.add_argument("--json", action="store_true")
    add("sample", _sample)
    template = add("template", _template)
    template.add_argument("type", choices=templates.TYPES)
    template.add_argument("file")
    add("doctor", _doctor).add_argument("--json", action="store_true")
    return parser
