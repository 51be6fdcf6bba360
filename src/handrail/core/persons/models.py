"""Persons: what identifies them is sealed, what is counted stays readable."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.access.scoped import ScopedManager, through_case
from handrail.core.organisations.models import Organisation


class Sex(models.TextChoices):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Person(models.Model):
    """A person known to one organisation.

    `coded` holds catalogue values stored in clear; `sealed` holds names, contacts, documents and exact
    birth dates as one block under the person's own key. Where the key is gone, `erased_at` says when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    coded = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)
    erased_at = models.DateTimeField(null=True)

    objects = ScopedManager(through_case("cases"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=Sex.values), name="person_sex_known")
        ]
