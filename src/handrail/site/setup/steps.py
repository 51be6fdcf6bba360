"""The steps of a first set-up. Each may be cut off anywhere, and is then done again without harm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from handrail.core import vault
from handrail.core.accounts.actions import log, make_account, new_code
from handrail.core.accounts.domain.granting import ADMINISTRATOR
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.audit import record, seal_pending
from handrail.core.organisations.models import Organisation, Unit
from handrail.core.vault.mastering import key_from_environment
from handrail.site.installation import Installation, Reached, read_installation, write_installation
from handrail.site.setup.domain.answers import Answers


class SetupProblem(Exception):
    """The set-up cannot go on. Says why and what to do; what was done stays and is taken up again."""


def write_choices(home: Path, answers: Answers) -> None:
    """Write `installation.toml` from the answers."""
    hosts = answers.hosts
    chosen = Installation(
        reached=Reached(answers.reached),
        hosts=hosts,
        time_zone=answers.time_zone,
        language=answers.language,
        quick_exit_url=answers.quick_exit_url,
    )
    write_installation(home, chosen)


def note_recovery_printed(home: Path, on: date) -> None:
    write_installation(home, replace(read_installation(home), recovery_printed_on=on))


def make_keys() -> None:
    """Make the keys that are missing; those that were put there before are used."""
    wanted = {
        vault.master_key_path(): vault.create_master_key,
        vault.signing_key_path(): vault.create_signing_key,
    }
    for path, create in wanted.items():
        if not path.exists() and not (path == vault.master_key_path() and key_from_environment()):
            create()


def migrate() -> None:
    """Bring the tables up, in a process of its own: on PostgreSQL it works as the owner."""
    command = [sys.executable, "-m", "handrail.site.cli", "migrate", "--quiet"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if ended.returncode:
        last = (ended.stderr.strip() or ended.stdout.strip()).splitlines()[-1:] or ["no words"]
        raise SetupProblem(f"The tables could not be made: {last[0]}")
    connection.close()


def has_organisation() -> bool:
    """Return whether this is an installation already. False where the tables are not there yet."""
    try:
        return Organisation.objects.exists()
    except (OperationalError, ProgrammingError) as problem:
        connection.close()
        said = str(problem).strip().splitlines()[0]
        if "no such table" in said or ("core_organisation" in said and "does not exist" in said):
            return False
        raise SetupProblem(f"The database does not answer: {said}") from None


@transaction.atomic
def make_organisation(answers: Answers, *, on: date) -> None:
    """Write the organisation with its key and units, and administrators whose password nobody knows."""
    if Organisation.objects.exists():
        return  # cut off between the commit and the note of it
    organisation = Organisation.objects.create(
        name=answers.organisation,
        short_name=answers.short_name,
        kind=answers.kind,
        country=answers.country,
    )
    vault.create_organisation_key(organisation.id)
    head = Unit.objects.create(organisation=organisation, name=answers.head_office)
    for name in answers.units:
        Unit.objects.create(organisation=organisation, parent=head, name=name)
    record(
        action="core:organisation:made",
        kind="organisation",
        ids=[organisation.id],
        actor=None,
        organisation=organisation.id,
        reason="operator",
    )
    for one in answers.administrators:
        account, _ = make_account(one.username, one.name, head, by=None)
        Account.objects.filter(id=account.id).update(language=answers.language)
        grant = RoleGrant.objects.create(account=account, role=ADMINISTRATOR, unit=head, starts_on=on)
        log("core:role:given", account, grant.id, by=None, reason=ADMINISTRATOR)


@transaction.atomic
def first_codes(answers: Answers) -> Mapping[str, str]:
    """Give each administrator who never signed in a fresh first password, and return them. Kept nowhere."""
    codes: dict[str, str] = {}
    for one in answers.administrators:
        account = Account.objects.filter(
            username=one.username, must_change_password=True, last_login=None, is_active=True
        ).first()
        if account is not None:
            codes[one.username] = new_code()
            account.set_password(codes[one.username])
            account.save(update_fields=["password"])
    return codes


def seal() -> None:
    seal_pending()
