"""A case is one person's way; parties, entries, files and outside numbers hang on it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.core.access.scoped import ScopedManager, own_case, through_case
from handrail.core.accounts.models import Account
from handrail.core.organisations.models import Organisation, Unit
from handrail.core.persons.models import Person


class CaseStatus(models.TextChoices):
    """HTCDS cas_Status."""

    ACTIVE = "Active", _("Active")
    FOLLOW_UP = "FollowUp", _("Follow-up")
    CLOSED = "Closed", _("Closed")
    CLOSED_REFERRED = "ClosedReferred", _("Closed, referred")


CLOSED = (CaseStatus.CLOSED, CaseStatus.CLOSED_REFERRED)


class Case(models.Model):
    """One person's way with one organisation. `version` counts edits, for whoever edits at the same time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=16, help_text="random, shown to staff; no sequence shows anywhere")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    status = models.CharField(max_length=16, choices=CaseStatus, default=CaseStatus.ACTIVE)
    opened_on = models.DateField(help_text="first day of the detection interval; lists sort by it")
    coded = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    import_run: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]

    objects = ScopedManager(own_case())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="case_number_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=CaseStatus.values), name="case_status_known"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-opened_on", "id"], name="case_unit_newest"),
            models.Index(fields=["owner", "-opened_on", "id"], name="case_owner_newest"),
            models.Index(fields=["organisation", "-opened_on", "id"], name="case_organisation_newest"),
            models.Index(fields=["person"], name="case_person"),
            models.Index(
                fields=["import_run"], name="case_import_run", condition=models.Q(import_run__isnull=False)
            ),
        ]


class ExternalReference(models.Model):
    """A stable id that another system or a spreadsheet gives a case: import updates by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=80)
    token = models.BinaryField(max_length=16, help_text="keyed hash of the id: spreadsheets put names in ids")

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "system", "token"], name="reference_once_per_organisation"
            )
        ]
        indexes = [models.Index(fields=["case"], name="reference_case")]


class PartyRole(models.TextChoices):
    SUSPECT = "suspect", _("Suspect")
    OFFICIAL = "official", _("Official")
    FIRM = "firm", _("Firm")
    FAMILY = "family", _("Family member")
    GUARDIAN = "guardian", _("Guardian")
    WITNESS = "witness", _("Witness")
    OTHER = "other", _("Other")


class Party(models.Model):
    """Somebody else in the case: their details are sealed under the key of the case's person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=PartyRole)
    coded = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=PartyRole.values), name="party_role_known")
        ]
        indexes = [models.Index(fields=["case"], name="party_case")]


class EntryKind(models.TextChoices):
    EVENT = "event", _("Event on the way")
    PLAN = "plan", _("Support plan")
    COMMENT = "comment", _("Note")
    ORGANISATION = "organisation", _("Organisation involved")


class Entry(models.Model):
    """A dated line of a case: an event (hte_), a plan (spl_), a note (cco_), an organisation (org_)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=EntryKind)
    coded = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)
    written_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    created_at = models.DateTimeField()

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EntryKind.values), name="entry_kind_known")
        ]
        indexes = [models.Index(fields=["case", "created_at", "id"], name="entry_case_newest")]


class Attachment(models.Model):
    """A file of a case, encrypted on disk; its name and type are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    file_id = models.UUIDField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField(default=bytes)
    added_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    created_at = models.DateTimeField()

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="attachment_size_not_negative")
        ]
        indexes = [models.Index(fields=["case", "created_at", "id"], name="attachment_case_newest")]
