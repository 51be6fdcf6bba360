"""Screenings: one filled-in tool, or a score from its own paper."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import CaseRecord

READ = "protect:health:read"


class Screening(CaseRecord):
    """Everything but the tool and the day is sealed: answers, score, flags, words.

    Read under a permission of its own; it is not in "the whole case", and no emergency opens it.
    """

    instrument = models.CharField(max_length=20)
    taken_on = models.DateField()

    objects = ScopedManager(part_of_case("health", read=READ, apart=True, together=True))

    class Meta:
        indexes = [models.Index(fields=["case", "instrument", "taken_on"], name="screening_case")]
