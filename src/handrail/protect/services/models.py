"""Services that help, and what was asked of them for a case."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import CaseRecord
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Organisation, Unit
from handrail.core.referrals.models import Referral
from handrail.protect.needs.models import Need
from handrail.protect.needs.words import KINDS
from handrail.protect.services.domain.states import REFUSED, RequestState
from handrail.protect.services.words import HELPED, REASONS, STATES


class Service(models.Model):
    """An entry of the directory: what is offered, to whom, on which conditions. Nobody's personal data.

    Every house of the installation reads it; the house that wrote it keeps it (`organisation`). `unit`: the
    unit of this installation that answers, if it is one. `kinds` holds codes of needs as |shelter|dental|.
    Empty lists take everybody; None says that nobody has asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, blank=True)
    kinds = models.CharField(max_length=1200)
    province = models.CharField(max_length=80, blank=True, help_text="empty: the whole country")
    languages = models.JSONField(default=list, help_text="ISO 639-3")
    sexes = models.JSONField(default=list)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    nationalities = models.JSONField(default=list, help_text="ISO 3166-1 alpha-2")
    step_free = models.BooleanField(null=True)
    asks_cooperation = models.BooleanField(null=True)
    conditions = models.TextField(blank=True)
    opening = models.CharField(max_length=200, blank=True)
    contact = models.TextField(blank=True)
    places = models.PositiveIntegerField(null=True)
    free = models.PositiveIntegerField(null=True)
    checked_on = models.DateField()
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(free__isnull=True)
                | models.Q(places__isnull=True)
                | models.Q(free__lte=models.F("places")),
                name="service_free_of_its_places",
            ),
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_to__isnull=True)
                | models.Q(age_from__lte=models.F("age_to")),
                name="service_ages_in_order",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="service_by_name")]

    @property
    def kind_list(self) -> list[str]:
        return [kind for kind in self.kinds.split("|") if kind]


class ServiceRequest(CaseRecord):
    """One asking of one service. `consent` is the grant under which the person was named; none: nobody was.

    `referral`: the case was sent along, and the service's unit answers it in its own work.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32, choices=KINDS)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(ConsentGrant, on_delete=models.PROTECT, null=True, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=STATES, default=RequestState.ASKED)
    reason = models.CharField(max_length=12, choices=REASONS, blank=True)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    went_along = models.BooleanField(null=True)
    helped = models.CharField(max_length=8, choices=HELPED, blank=True)

    objects = ScopedManager(part_of_case("needs", together=True))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(RequestState)), name="service_request_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RequestState.DECLINED) | ~models.Q(reason=""),
                name="service_request_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(referral__isnull=True) | models.Q(consent__isnull=False),
                name="service_request_sent_under_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "created_at", "id"], name="service_request_case"),
            models.Index(
                fields=["answer_by"], name="service_request_due", condition=models.Q(state=RequestState.ASKED)
            ),
            models.Index(
                fields=["case", "kind"],
                name="service_request_refused",
                condition=models.Q(state__in=sorted(REFUSED)),
            ),
        ]
