"""What the vault keeps in the database: wrapped keys, keyed search tokens, and where encrypted files belong.

No foreign keys: other applications' records are known by their random ids alone, so that the wrapped keys
can be backed up apart from everything else.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class OrganisationKey(models.Model):
    """An organisation's key, wrapped by the master key. The highest version seals; older ones only open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField()
    version = models.PositiveSmallIntegerField(default=1)
    master_key_id = models.CharField(max_length=16)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="vault_one_key_a_version"),
        ]


class InstallationKey(models.Model):
    """The key of what belongs to no organisation, wrapped by the master key. One row, made by a rotation.

    Without a row the key is derived from the first master key, whose id is also this key's.
    """

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    key_id = models.CharField(max_length=16)
    master_key_id = models.CharField(max_length=16)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number=1), name="vault_one_installation_key"),
        ]


class PersonKey(models.Model):
    """A person's key, wrapped by the organisation's. After erasure the row stays, empty: the proof of it."""

    person = models.UUIDField(primary_key=True)
    organisation = models.UUIDField()
    version = models.PositiveSmallIntegerField(default=1)
    organisation_key_id = models.UUIDField()
    wrapped = models.BinaryField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(wrapped=b""), name="vault_erased_means_no_key"
            ),
        ]


class IndexKind(models.TextChoices):
    """What a search token was made of. The first letter is what is kept."""

    NAME = "n", "name"
    SOUND = "s", "sound"
    PHONE = "p", "phone"
    DOCUMENT = "d", "document"


class BlindIndex(models.Model):
    """A keyed hash of one word, sound, telephone or document of a person. The row is its own search key."""

    pk = models.CompositePrimaryKey("organisation", "kind", "token", "person")
    organisation = models.UUIDField()
    kind = models.CharField(max_length=1, choices=IndexKind.choices)
    token = models.BinaryField(max_length=16)
    person = models.UUIDField(db_index=True)


class KeptFile(models.Model):
    """An encrypted file under `$HANDRAIL_HOME/files/`. Its SHA-256 is sealed: it betrays a known file."""

    class Owner(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=12, choices=Owner.choices)
    owner = models.UUIDField()
    size = models.BigIntegerField()
    key_version = models.PositiveSmallIntegerField(default=1)
    sealed_sha256 = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_kind__in=["person", "organisation"]), name="vault_file_owner_kind"
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="vault_file_size_not_negative"),
        ]
        indexes = [models.Index(fields=["owner_kind", "owner"], name="vault_files_of_owner")]
