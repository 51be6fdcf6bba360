"""Weaknesses of how the house is kept: keys, administrators, seals, work that does not move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from handrail.core import vault
from handrail.core.accounts.domain.granting import ADMINISTRATOR
from handrail.core.accounts.mfa import has_second_factor
from handrail.core.accounts.models import Account
from handrail.core.audit.models import Checkpoint, Seal
from handrail.core.clock import now, today
from handrail.core.operations.health import jobs_move, log_is_sealed
from handrail.core.organisations.models import Organisation
from handrail.core.registry import Check, Gravity
from handrail.core.vault import signing
from handrail.core.vault.installation import installation_secret

CHECKPOINT_WITHIN = timedelta(days=31)


def master_key_not_usable() -> Iterator[str]:
    try:
        installation_secret()
    except vault.VaultProblem as problem:
        yield str(problem)


def no_signing_key() -> Iterator[str]:
    try:
        signing.public_key()
    except vault.KeyFileProblem as problem:
        yield str(problem)


def recovery_not_printed() -> Iterator[str]:
    if not settings.DEMO and settings.RECOVERY_PRINTED_ON is None:
        yield ""


def administrators_of(organisation: Organisation) -> list[Account]:
    """Return the accounts that administer an organisation today."""
    on = today()
    live = Q(grants__starts_on__lte=on) & (Q(grants__ends_on__isnull=True) | Q(grants__ends_on__gt=on))
    held = Q(grants__role=ADMINISTRATOR, grants__unit__organisation=organisation)
    return list(Account.objects.filter(held & live, is_active=True).distinct().order_by("id"))


def few_administrators() -> Iterator[str]:
    organisations = list(Organisation.objects.order_by("short_name"))
    if not organisations:
        yield "there is no organisation yet: run handrail init"
    for organisation in organisations:
        count = len(administrators_of(organisation))
        if count < 2:
            yield f"{organisation.short_name}: {count}"


def administrators_without_second_factor() -> Iterator[str]:
    if settings.DEMO:
        return
    for organisation in Organisation.objects.order_by("short_name"):
        missing = [one for one in administrators_of(organisation) if not has_second_factor(one)]
        if missing:
            yield f"{organisation.short_name}: {len(missing)}"


def log_waits() -> Iterator[str]:
    if not log_is_sealed():
        yield ""


def no_checkpoint() -> Iterator[str]:
    if not settings.DEMO and Seal.objects.exists():
        last = Checkpoint.objects.order_by("-at").first()
        if last is None or now() - last.at > CHECKPOINT_WITHIN:
            yield f"the last one is of {last.at:%Y-%m-%d}" if last else "there is none"


def jobs_stand_still() -> Iterator[str]:
    if not jobs_move():
        yield ""


CHECKS = (
    Check(
        "master-key",
        Gravity.BAD,
        "The master key cannot be used: nothing that is sealed can be read.",
        "Put the right key back, or restore it from its two shares: handrail recover-key.",
        master_key_not_usable,
        310,
    ),
    Check(
        "signing-key",
        Gravity.BAD,
        "There is no key to sign checkpoints of the log.",
        "Run: handrail make-keys (it makes what is missing and touches nothing else).",
        no_signing_key,
        320,
    ),
    Check(
        "recovery-sheets",
        Gravity.WARNING,
        "The master key's two recovery sheets were never made.",
        "Run: handrail recovery-sheets, and give each custodian one.",
        recovery_not_printed,
        330,
    ),
    Check(
        "administrators-few",
        Gravity.BAD,
        "An organisation has fewer than two administrators.",
        "Let the one administrator make another (Team): who is locked out needs two persons to come back.",
        few_administrators,
        340,
    ),
    Check(
        "administrators-factor",
        Gravity.WARNING,
        "An administrator has not set up a second factor yet.",
        "Let each sign in once: the first page asks for it.",
        administrators_without_second_factor,
        341,
    ),
    Check(
        "sealer",
        Gravity.BAD,
        "The sealer is not running: what waits could be removed unnoticed.",
        "It runs beside handrail serve. Start that, or run: handrail seal",
        log_waits,
        350,
    ),
    Check(
        "checkpoint-old",
        Gravity.WARNING,
        "Nobody outside holds a recent checkpoint of the log.",
        "Run handrail checkpoint each month and give the file to somebody outside.",
        no_checkpoint,
        351,
    ),
    Check(
        "worker",
        Gravity.BAD,
        "Jobs do not move.",
        "Start the worker (handrail serve, or the unit handrail-worker), then: handrail doctor --mend",
        jobs_stand_still,
        360,
    ),
)
