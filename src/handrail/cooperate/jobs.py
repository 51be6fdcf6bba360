"""Work that a page only starts. Arguments are ids: nothing about anybody waits in the queue."""

from __future__ import annotations

from uuid import UUID

from django_tasks import TaskContext, task

from handrail.cooperate.actions.checking import check_import
from handrail.cooperate.actions.running import run_import
from handrail.cooperate.actions.undoing import take_back
from handrail.cooperate.domain.mapping import MappingRefused
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import RUN, ImportRun
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.clock import now


@task()
def check(run_id: str, account_id: str) -> str:
    """Check a mapped file. A refusal is kept in the run's preview."""
    account = Account.objects.get(id=account_id)
    with acting_as(account):
        run = (
            ImportRun.objects.editable_by(account, RUN).select_related("organisation", "unit").get(id=run_id)
        )
    try:
        check_import(run, account, at=now())
    except (FileRefused, MappingRefused):
        return "refused"
    return "checked"


@task(takes_context=True)
def bring_in(context: TaskContext, run_id: str, account_id: str) -> str:
    """Bring a confirmed file in. The run itself says what became of it.

    A job that its dead worker left behind goes on where that one stopped.
    """
    account = Account.objects.get(id=account_id)
    try:
        run_import(UUID(run_id), account, taken_back=context.attempt > 1)
    except (FileRefused, MappingRefused, Refused):
        return "refused"
    return "in"


@task()
def undo(run_id: str, account_id: str) -> str:
    """Take back a large import that is to be taken back; begun again, it goes on where it stopped."""
    account = Account.objects.get(id=account_id)
    try:
        take_back(UUID(run_id), account, at=now())
    except Refused:
        return "refused"
    return "taken back"
