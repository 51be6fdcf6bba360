"""Imports: a file on its way in, what became of each of its rows, and mappings kept for the next file."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handrail.core.access import Refused
from handrail.core.access.door import CasePath, reach_of, within
from handrail.core.access.scoped import Direct, ScopedManager
from handrail.core.accounts.models import Account
from handrail.core.organisations.models import Organisation, Unit

RUN = "cooperate:import:run"
UNDO = "cooperate:import:undo"


class _ByImporting(Direct):
    """An import is seen by who may run imports where it was brought in; before that, by its uploader alone.

    A file that is not in yet was compared with the cases that its uploader sees. A colleague from whom one of
    them is hidden would find it in the file, and in what the check says of it. One that stopped half-way is
    seen, so that somebody can take back what is in; its file is not shown any more.
    """

    def __init__(self, relation: str = "") -> None:
        super().__init__(
            CasePath(
                case="",
                unit=f"{relation}unit_id",
                owner=f"{relation}account_id",
                organisation=f"{relation}organisation_id",
            )
        )
        self.status, self.rows_in = f"{relation}status", f"{relation}rows_in"

    def visible(self, account: Account) -> models.Q:
        return self._reached(account, RUN)

    def editable(self, account: Account, permission: str) -> models.Q:
        return self._reached(account, permission)

    def _reached(self, account: Account, permission: str) -> models.Q:
        reach = reach_of(account, permission)
        if reach.nothing:
            return models.Q(pk__in=[])
        is_in = models.Q(**{f"{self.status}__in": [RunStatus.DONE, RunStatus.UNDOING, RunStatus.UNDONE]})
        is_in |= models.Q(**{self.status: RunStatus.FAILED, f"{self.rows_in}__gt": 0})
        uploaded = models.Q(**{self.path.owner: account.id})
        return within(reach, account, self.path) & (is_in | uploaded)


class RunStatus(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    MAPPED = "mapped", _("Being checked")
    CHECKED = "checked", _("Checked, not yet in")
    CONFIRMED = "confirmed", _("Waiting to begin")
    RUNNING = "running", _("Being brought in")
    DONE = "done", pgettext_lazy("state of an import", "In")
    FAILED = "failed", _("Stopped")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")


NEXT: dict[str, frozenset[str]] = {
    RunStatus.UPLOADED: frozenset({RunStatus.MAPPED}),
    RunStatus.MAPPED: frozenset({RunStatus.MAPPED, RunStatus.CHECKED, RunStatus.UPLOADED}),
    RunStatus.CHECKED: frozenset({RunStatus.MAPPED, RunStatus.CONFIRMED}),
    RunStatus.CONFIRMED: frozenset({RunStatus.RUNNING, RunStatus.FAILED}),
    RunStatus.RUNNING: frozenset({RunStatus.DONE, RunStatus.FAILED}),
    RunStatus.DONE: frozenset({RunStatus.UNDOING}),
    RunStatus.FAILED: frozenset({RunStatus.CONFIRMED, RunStatus.MAPPED, RunStatus.UNDOING}),
    RunStatus.UNDOING: frozenset({RunStatus.UNDOING, RunStatus.UNDONE}),
    RunStatus.UNDONE: frozenset(),
}


class ImportRun(models.Model):
    """One file on its way in.

    `rows_in` is the checkpoint: so many records of the file, from its first, are settled for good, each with
    its ImportRow; `last_row` is the row of the file where that ends. `attempt` is a fencing number: only the
    attempt that the row still names can write a chunk or finish, so that a run believed dead and started
    again never writes anything twice. `sealed` holds the file's name, the
    mapping and what the check found, under the organisation's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    file_id: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    headers_token = models.BinaryField(max_length=16, default=bytes, help_text="keyed hash of the headers")
    layout = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=RunStatus, default=RunStatus.UPLOADED)
    attempt = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=12, blank=True, help_text="reading, writing")
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_in = models.PositiveIntegerField(default=0)
    last_row = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    failed_because = models.CharField(max_length=64, blank=True)
    dropped = models.JSONField(default=dict, help_text="what was left out on purpose, counted by reason")
    sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager(_ByImporting())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=RunStatus.values), name="import_run_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["done", "undone"]) | models.Q(finished_at__isnull=False),
                name="import_run_done_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-created_at", "id"], name="import_run_newest"),
            models.Index(fields=["organisation", "headers_token"], name="import_run_headers"),
        ]

    @property
    def has_rows(self) -> bool:
        """Whether anything of the file is settled: then its rows tell what became of it, not the preview."""
        return self.rows_in > 0 or self.status in (RunStatus.DONE, RunStatus.UNDOING, RunStatus.UNDONE)

    def check_next(self, status: str) -> None:
        """Raise `Refused("import-state")` unless the run may go on to this status.

        What is in came in by the mapping that it has: from then on it is finished, or taken back.
        """
        begins_anew = status == RunStatus.MAPPED and self.rows_in
        if status not in NEXT[self.status] or begins_anew:
            raise Refused("import-state", {"run": self.id, "now": self.status, "wanted": status})


class Outcome(models.TextChoices):
    CREATED = "created", _("New case")
    UPDATED = "updated", _("Case updated")
    UNCHANGED = "unchanged", _("Nothing new")
    REFUSED = "refused", _("Not taken")
    POSSIBLE_UPDATE = "possible_update", _("To decide")


class Decision(models.TextChoices):
    """What somebody said about a row that waits."""

    WAITING = "waiting", _("Waiting")
    UPDATE = "update", _("It is this case")
    NEW = "new", _("It is somebody else")
    SKIP = "skip", _("Left out")
    MENDED = "mended", _("Sent back mended")


class ImportRow(models.Model):
    """What became of one record of a file (one row, or the rows of one case).

    `sealed` lies under the person's key once there is a person (what the row said, the former values of an
    updated case), so that erasing the person erases it; until then under the organisation's key.
    `case_version` and `written_at` say how and when the import left the case: undo leaves what moved on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    case_id: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    person_id: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    case_version = models.PositiveIntegerField(null=True)
    written_at = models.DateTimeField(null=True)
    undone = models.BooleanField(default=False)
    kept_because = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField(default=bytes)

    objects = ScopedManager(_ByImporting("run__"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="import_row_outcome_known"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="")
                | models.Q(decision__in=Decision.values, outcome__in=["refused", "possible_update"]),
                name="import_row_only_waiting_rows_are_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "outcome", "row", "id"], name="import_row_of_run"),
            models.Index(
                fields=["case_id"], name="import_row_case", condition=models.Q(case_id__isnull=False)
            ),
        ]


class SavedMapping(models.Model):
    """A mapping kept under a name, suggested again for a file with the same headers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    headers_token = models.BinaryField(max_length=16, default=bytes)
    sealed = models.BinaryField(default=bytes, help_text="the document, under the organisation's key")
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="saved_mapping_name_once_per_organisation"
            )
        ]
        indexes = [models.Index(fields=["organisation", "headers_token"], name="saved_mapping_headers")]
