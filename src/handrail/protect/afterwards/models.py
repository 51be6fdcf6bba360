"""The decision to go or to stay, contacts afterwards, and talks about how life goes."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import CaseRecord
from handrail.protect.afterwards.domain.going import Wish
from handrail.protect.afterwards.domain.schedule import ContactState
from handrail.protect.afterwards.words import CONTACTS, RISKS, WAYS, WISHES


class Going(CaseRecord):
    """Whether the person goes: one row a case. Sealed: why, the risks found, where to, who waits there."""

    wish = models.CharField(max_length=12, choices=WISHES, default=Wish.UNSURE)
    risk = models.CharField(max_length=8, choices=RISKS, blank=True)
    detained = models.BooleanField(default=False)
    left_on = models.DateField(null=True)

    objects = ScopedManager(part_of_case("afterwards"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="going_once"),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(wish__in=[Wish.BACK, Wish.ELSEWHERE], detained=False) & ~models.Q(risk=""),
                name="going_wanted_and_assessed",
            ),
        ]


class Contact(CaseRecord):
    """One contact after somebody has left. Sealed: what was said."""

    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=CONTACTS, default=ContactState.PLANNED)
    way = models.CharField(max_length=12, choices=WAYS, blank=True)
    done_on = models.DateField(null=True)

    objects = ScopedManager(part_of_case("afterwards", together=True))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "due_on"], name="contact_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(ContactState)), name="contact_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="contact_due",
                condition=models.Q(state=ContactState.PLANNED),
            )
        ]


class Talk(CaseRecord):
    """How life goes, on one day. Everything is sealed: ratings by dimension, factors, debts, words."""

    on = models.DateField()

    objects = ScopedManager(part_of_case("afterwards", together=True))

    class Meta:
        indexes = [models.Index(fields=["case", "on"], name="talk_case")]
