"""Guardians, decisions about a child's best interests, and what else a child is owed."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import CaseRecord
from handrail.protect.children.words import ABOUT, DETAINED, GUARDIANS, STEPS, TRACING


class Guardian(CaseRecord):
    """Who stands for a child. `clear`: somebody made sure that they had no part. Sealed: name, contact."""

    kind = models.CharField(max_length=12, choices=GUARDIANS)
    since = models.DateField()
    until = models.DateField(null=True)
    clear = models.BooleanField(default=False)

    objects = ScopedManager(part_of_case("children", together=True))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="guardian_days_in_order",
            )
        ]
        indexes = [models.Index(fields=["case", "since"], name="guardian_case")]


class BestInterests(CaseRecord):
    """A decision about a child. Sealed: what was decided and why, what the child said, who took part."""

    step = models.CharField(max_length=16, choices=STEPS)
    about = models.CharField(max_length=12, choices=ABOUT)
    decided_on = models.DateField()

    objects = ScopedManager(part_of_case("children", together=True))

    class Meta:
        indexes = [models.Index(fields=["case", "decided_on"], name="best_interests_case")]


class Childhood(CaseRecord):
    """One row for a child: whether it is detained, and whether its family is looked for."""

    detained = models.CharField(max_length=12, choices=DETAINED, blank=True)
    tracing = models.CharField(max_length=12, choices=TRACING, blank=True)

    objects = ScopedManager(part_of_case("children", together=True))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="childhood_once")]
