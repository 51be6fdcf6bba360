"""Taking records out: locked unless somebody gives a reason, and always in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.cooperate.exporting.csvfile import htcds_csv
from handrail.cooperate.exporting.gathering import EXPORT, Outgoing, outgoing_cases
from handrail.cooperate.exporting.workbook import htcds_workbook
from handrail.cooperate.exporting.xlsform import htcds_xlsform
from handrail.core import vault
from handrail.core.access import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record

SHORTEST_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A form that records leave in: how it is written, and how a password locks it."""

    id: str
    label: str | Promise
    ending: str
    write: Callable[[Iterable[Outgoing]], bytes]
    opens_in_excel: bool = False


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.id: form
        for form in (
            Form("htcds-xlsx", _("HTCDS workbook (Excel)"), "xlsx", htcds_workbook, opens_in_excel=True),
            Form("htcds-csv", _("HTCDS table (CSV)"), "csv", htcds_csv),
        )
    }
)
# A blank form holds nobody's answers, so it needs no lock.
BLANK_FORMS: Mapping[str, Callable[[], bytes]] = MappingProxyType({"xlsform": htcds_xlsform})

# Why somebody may take records out unlocked. The code goes into the log.
PLAIN_REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "encrypted-disk": _("It stays on a disk that is encrypted as a whole"),
        "receiver-cannot-open": _("The receiver has no software that opens a locked file"),
        "asked-by-court": _("A court or prosecutor asked for it in this form"),
        "asked-by-person": _("The person asked for her or his own record"),
    }
)


@dataclass(frozen=True, slots=True)
class Lock:
    """How a file is locked: a password, public keys (age), or nothing for a reason that is logged."""

    password: str = ""
    recipients: tuple[str, ...] = ()
    plain_reason: str = ""

    def check(self) -> None:
        """Raise Refused unless exactly one way is given, and it can hold."""
        ways = bool(self.password) + bool(self.recipients) + bool(self.plain_reason)
        if ways != 1:
            raise Refused("export-lock", {"ways": ways})
        if self.password and len(self.password) < SHORTEST_PASSWORD:
            raise Refused("export-password-short", {"shortest": SHORTEST_PASSWORD})
        if self.plain_reason and self.plain_reason not in PLAIN_REASONS:
            raise Refused("export-reason", {"known": ", ".join(PLAIN_REASONS)})


@dataclass(frozen=True, slots=True)
class Exported:
    """A file on its way out. `cases` are the ids of those in it."""

    name: str
    content: bytes
    cases: tuple[UUID, ...]


def export_cases(account: Account, form_id: str, lock: Lock, *, at: datetime) -> Exported:
    """Write the account's cases in a form, lock the file, and log it. Only inside `acting_as(account)`.

    Raises Refused (no permission, unknown form, bad lock), vault.UnknownRecipient.
    """
    if not account.may(EXPORT):
        raise Refused("export-not-allowed")
    if form_id not in FORMS:
        raise Refused("export-form", {"known": ", ".join([*FORMS, *BLANK_FORMS])})
    lock.check()
    form = FORMS[form_id]
    cases: list[UUID] = []
    content, ending = _locked(form, form.write(_counted(outgoing_cases(account), cases)), lock)
    record(
        action="cooperate:case:exported",
        kind="case",
        ids=cases,
        actor=account.id,
        organisation=account.organisation_id,
        reason=f"plain:{lock.plain_reason}" if lock.plain_reason else "locked",
    )
    return Exported(f"handrail-{form.id}-{at:%Y%m%d-%H%M}.{ending}", content, tuple(cases))


def _counted(cases: Iterable[Outgoing], ids: list[UUID]) -> Iterator[Outgoing]:
    for case in cases:
        ids.append(case.case_id)
        yield case


def _locked(form: Form, content: bytes, lock: Lock) -> tuple[bytes, str]:
    """The file as it may leave, and the ending of its name."""
    if lock.plain_reason:
        return content, form.ending
    if lock.recipients:
        return vault.lock_bytes_for(content, lock.recipients), f"{form.ending}.age"
    if form.opens_in_excel:
        return vault.lock_workbook(content, lock.password), form.ending
    return vault.lock_bytes_with_passphrase(content, lock.password), f"{form.ending}.age"
