"""How far a long import is, told to the run's own row in short transactions of their own.

While the file is read nothing is locked. While cases are written, each chunk says how far it is in the
transaction that writes it.
"""

from __future__ import annotations

from handrail.cooperate.models import RUN, ImportRun
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.clock import now

EVERY = 2_000


class Progress:
    """Tells the run's row how far the reading is. `attempt` keeps a late word of a dead attempt out."""

    def __init__(self, run: ImportRun, account: Account) -> None:
        self.run, self.account = run, account

    def reading(self, done: int) -> None:
        """So many rows are read. Outside of any transaction that writes cases."""
        if done % EVERY == 0:
            with acting_as(self.account):
                ImportRun.objects.editable_by(self.account, RUN).filter(
                    id=self.run.id, attempt=self.run.attempt
                ).update(phase="reading", rows_done=done, beat_at=now())
