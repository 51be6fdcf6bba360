"""Screenings."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import CaseRecord
from handrail.identify.screenings.words import RESULTS


class Screening(CaseRecord):
    """One interview with an instrument. Sealed: the answers in their order, and who interpreted.

    What it comes to stands in clear, for it decides what waits; it is written with every answer, so that an
    interview that breaks off counts too. `possible`: the person is or may be a victim.
    """

    instrument = models.CharField(max_length=20)
    instrument_version = models.CharField(max_length=10)
    result = models.CharField(max_length=24, choices=RESULTS)
    rule = models.CharField(max_length=4)
    child = models.BooleanField(null=True)
    possible = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager(part_of_case("screenings"))

    class Meta:
        indexes = [
            models.Index(fields=["case", "created_at"], name="identify_screening_case"),
            models.Index(
                fields=["ended_at"], name="identify_screening_possible", condition=models.Q(possible=True)
            ),
        ]
