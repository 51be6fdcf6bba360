"""`handrail account`: make, list and suspend accounts, give roles, lift a lock. For whoever runs the server.

No verb here shows or changes a case. Each is in the log, with nobody as the actor and the reason "operator".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.db import transaction

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.domain.roles import roles
from handrail.core.accounts import actions
from handrail.core.accounts.domain.granting import Term
from handrail.core.accounts.domain.usernames import one_spelling
from handrail.core.accounts.models import Account
from handrail.core.accounts.refusals import words_for
from handrail.core.clock import today
from handrail.core.organisations.models import Organisation, Unit


class WrongUse(Exception):
    """The command cannot run so; says what to write instead."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    everybody = doing.add_parser("list", help="accounts by user name, with their roles")
    everybody.add_argument("--organisation", metavar="SHORT", help="of this organisation only")
    make = doing.add_parser("make", help="make an account; prints its first password once")
    make.add_argument("--name", required=True, help="as colleagues know this person")
    make.add_argument("--role", help="its first role: " + ", ".join(roles()))
    give = doing.add_parser("give-role", help="give a role from today on")
    give.add_argument("--role", required=True, help=", ".join(roles()))
    for parser_of in (make, give):
        parser_of.add_argument("--organisation", metavar="SHORT", help="needed where there are several")
        parser_of.add_argument("--unit", metavar="NAME", help="without it: the top of the organisation")
    doing.add_parser("suspend", help="close an account and end its sessions at once")
    doing.add_parser("reinstate", help="lift a suspension")
    doing.add_parser("unlock", help="forget the wrong passwords that were tried for a name")
    for name, child in doing.choices.items():
        if name != "list":
            child.add_argument("username", metavar="USERNAME", help="the name that is typed to sign in")
        child.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """0: done. 2: wrong use, or a rule refused it; the reason is on stderr."""
    try:
        with transaction.atomic():
            answer = DOING[options.doing](options)
    except Refused as refused:
        print(f"handrail: {words_for(refused)}", file=sys.stderr)
        return 2
    except WrongUse as wrong:
        print(f"handrail: {wrong}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        for line in answer if isinstance(answer, list) else [answer]:
            print("  ".join(_plain(value) for name, value in line.items() if name != "id"))
    return 0


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _list(options: argparse.Namespace) -> list[dict[str, Any]]:
    accounts = Account.objects.select_related("organisation", "unit").prefetch_related("grants__unit")
    if options.organisation:
        accounts = accounts.filter(organisation=_organisation(options))
    return [_said(account) for account in accounts.order_by("username")]


def _said(account: Account, **more: str) -> dict[str, Any]:
    live = [grant for grant in account.grants.all() if grant.is_live(today())]
    return {
        "id": str(account.id),
        "username": account.username,
        "organisation": account.organisation.short_name,
        "unit": account.unit.name,
        "state": "active" if account.is_active else "suspended",
        "roles": sorted(f"{grant.role} ({grant.unit.name})" for grant in live),
        **more,
    }


def _make(options: argparse.Namespace) -> dict[str, Any]:
    unit = _unit(options, _organisation(options))
    account, password = actions.make_account(options.username, options.name, unit, by=None)
    if options.role:
        _give(account, options.role, unit)
    return _said(account, first_password=password)


def _give_role(options: argparse.Namespace) -> dict[str, Any]:
    account = _account(options)
    organisation = account.organisation
    if options.organisation and options.organisation != organisation.short_name:
        raise WrongUse(f"“{account.username}” belongs to {organisation.short_name}.")
    _give(account, options.role, _unit(options, organisation))
    return _said(account)


def _give(account: Account, role: str, unit: Unit) -> None:
    actions.give_role(account, Term(role, unit.id, today(), None), by=None, on=today())


def _suspend(options: argparse.Namespace) -> dict[str, Any]:
    account = _account(options)
    actions.suspend(account, by=None, on=today())
    return _said(account)


def _reinstate(options: argparse.Namespace) -> dict[str, Any]:
    account = _account(options)
    actions.reinstate(account, by=None)
    return _said(account)


def _unlock(options: argparse.Namespace) -> dict[str, Any]:
    account = _account(options)
    AxesProxyHandler.reset_attempts(username=account.username)
    actions.log("core:account:unlocked", account, by=None)
    return _said(account)


DOING: dict[str, Callable[[argparse.Namespace], Any]] = {
    "list": _list,
    "make": _make,
    "give-role": _give_role,
    "suspend": _suspend,
    "reinstate": _reinstate,
    "unlock": _unlock,
}


def _account(options: argparse.Namespace) -> Account:
    known = Account.objects.select_related("organisation", "unit")
    account = known.filter(username=one_spelling(options.username)).first()
    if account is None:
        raise WrongUse(f"There is no account “{options.username}”. `handrail account list` names them.")
    return account


def _organisation(options: argparse.Namespace) -> Organisation:
    found = {organisation.short_name: organisation for organisation in Organisation.objects.all()}
    if not found:
        raise WrongUse("There is no organisation yet.")
    if not options.organisation and len(found) > 1:
        raise WrongUse("Say of which organisation, with --organisation: " + ", ".join(sorted(found)) + ".")
    organisation = found.get(options.organisation) if options.organisation else next(iter(found.values()))
    if organisation is None:
        raise WrongUse(
            f"There is no organisation “{options.organisation}”: " + ", ".join(sorted(found)) + "."
        )
    return organisation


def _unit(options: argparse.Namespace, organisation: Organisation) -> Unit:
    units = Unit.objects.filter(organisation=organisation)
    named = list(units.filter(name=options.unit) if options.unit else units.filter(parent=None))
    if len(named) == 1:
        return named[0]
    names = ", ".join(sorted(unit.name for unit in units))
    if named:
        raise WrongUse(f"Several units are called so. Give the role on its page. Units: {names}.")
    raise WrongUse(f"{organisation.short_name} has no unit “{options.unit}”. Units: {names}.")
