"""What the installation remembers of its backups: so that a page can say when there was none."""

from __future__ import annotations

import uuid

from django.db import models


class Backup(models.Model):
    """A backup that was begun. Good is what was read back (`verified_at`). Written by the verbs alone.

    `place` and `keys_place` are the random names of the folders (a file in each tells it): two sticks that
    are plugged in at the same path are two places.
    """

    class Rehearsal(models.TextChoices):
        NONE = "", "none"
        SOUND = "sound"
        UNSOUND = "unsound"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    place = models.UUIDField()
    keys_place = models.UUIDField()
    verified_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.IntegerField(default=0)
    missing_files = models.IntegerField(default=0)
    log_position = models.BigIntegerField(default=0)
    data_removed_at = models.DateTimeField(null=True)
    keys_removed_at = models.DateTimeField(null=True)
    rehearsed_at = models.DateTimeField(null=True)
    rehearsal = models.CharField(max_length=8, choices=Rehearsal, blank=True, default=Rehearsal.NONE)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rehearsal="", rehearsed_at__isnull=True)
                | models.Q(rehearsal__in=["sound", "unsound"], rehearsed_at__isnull=False),
                name="backup_rehearsed_when_and_how",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="backup_newest_first")]
