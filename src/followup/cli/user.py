"""Who may sign in: ``user list``, ``user add``, ``user end``, ``user block``, ``user unblock``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from followup.cli.common import ACTOR, DONE, real_today, show
from followup.domain.access import EVERYTHING
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import installation
from followup.services.access import members
from followup.services.access.claims import ROLES, identity_of
from followup.services.access.members import Known
from followup.services.entry import day
from followup.services.installation import Installation, now_utc
from followup.settings import Settings
from followup.storage.access import Membership


def add_command(add: Callable[..., ArgumentParser]) -> None:
    """Add the command to the parser."""
    top = add("user", _list)
    commands = top.add_subparsers(metavar="COMMAND")
    listed = commands.add_parser("list")
    listed.set_defaults(command=_list)
    new = commands.add_parser("add")
    new.set_defaults(command=_add)
    # Whom: the code that they see when they sign in and have asked, or who vouches and as whom.
    new.add_argument("code", nargs="?")
    for name in (
        "--issuer",
        "--subject",
        "--name",
        "--organisation",
        "--contract",
        "--from",
        "--to",
    ):
        new.add_argument(name)
    new.add_argument("--role", required=True, choices=ROLES)
    ended = commands.add_parser("end")
    ended.set_defaults(command=_end)
    ended.add_argument("membership")
    for name, is_blocked in (("block", True), ("unblock", False)):
        command = commands.add_parser(name)
        command.set_defaults(command=_block, is_blocked=is_blocked)
        command.add_argument("code")
        command.add_argument("--reason", required=True)
    for command in (top, *commands.choices.values()):
        command.add_argument("--json", action="store_true")


def _list(asked: Namespace, here: Settings, lang: str) -> int:
    with installation.opened(here) as opened:
        return _tell(opened, asked, lang)


def _add(asked: Namespace, here: Settings, lang: str) -> int:
    today = real_today()
    with installation.opened(here) as opened:
        issuer, subject, name = _whom(opened, asked)
        first = day(getattr(asked, "from")) if getattr(asked, "from") else today
        said = Membership(
            members.new_identifier(), issuer, subject, name, asked.role, asked.organisation,
            asked.contract, first, day(asked.to) if asked.to else None,
        )  # fmt: skip
        members.grant(opened, EVERYTHING, [said], ACTOR, today, now_utc())
        return _tell(opened, asked, lang)


def _whom(opened: Installation, asked: Namespace) -> tuple[str, str, str]:
    if asked.code:
        found = members.find(opened, asked.code)
        return found.issuer, found.subject, asked.name or found.name
    if not asked.issuer or not asked.subject:
        raise UserError("access_whom")
    return asked.issuer, asked.subject, asked.name or asked.subject


def _end(asked: Namespace, here: Settings, lang: str) -> int:
    with installation.opened(here) as opened:
        members.end(opened, EVERYTHING, asked.membership, ACTOR, real_today(), now_utc())
        return _tell(opened, asked, lang)


def _block(asked: Namespace, here: Settings, lang: str) -> int:
    with installation.opened(here) as opened:
        members.block(
            opened, EVERYTHING, asked.code, asked.reason, ACTOR, real_today(), now_utc(),
            is_blocked=asked.is_blocked,
        )  # fmt: skip
        return _tell(opened, asked, lang)


def _tell(opened: Installation, asked: Namespace, lang: str) -> int:
    """Everybody as it stands now."""
    found = members.known(opened, EVERYTHING, real_today())
    if asked.json:
        show([_person(person) for person in found])
        return DONE
    for person in found:
        print(" ".join([person.identity, person.name, *_state(person, lang)]))
        for m in person.memberships:
            whose = m.organisation or t("access_role.all", lang)
            valid = f"{m.valid_from}..{m.valid_to or ''}"
            role = t(f"access_role.{m.role}", lang)
            print("  ".join(["", m.identifier, role, whose, m.contract or "", valid]).rstrip())
    if not found:
        print(t("page_access.nobody", lang))
    return DONE


def _state(person: Known, lang: str) -> list[str]:
    if person.is_blocked:
        return [f"({t('page_access.shut', lang)})"]
    return [f"({t('page_access.waiting_title', lang)})"] if person.is_waiting else []


def _person(person: Known) -> dict[str, Any]:
    return {
        "code": identity_of(person.issuer, person.subject), "issuer": person.issuer,
        "subject": person.subject, "name": person.name, "email": person.email,
        "blocked": person.is_blocked,
        "asked": person.asked_date.isoformat() if person.asked_date else None,
        "memberships": [
            {"membership": m.identifier, "role": m.role, "organisation": m.organisation,
             "contract": m.contract, "valid_from": m.valid_from.isoformat(),
             "valid_to": m.valid_to.isoformat() if m.valid_to else None}
            for m in person.memberships
        ],
    }  # fmt: skip
