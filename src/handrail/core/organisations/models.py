"""Organisations and their units, a tree of any depth."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    """What an organisation does; the cascade splits by it."""

    POLICE = "police", _("Police")
    IMMIGRATION = "immigration", _("Immigration")
    LABOUR = "labour", _("Labour inspectorate")
    PROSECUTION = "prosecution", _("Prosecution")
    WELFARE = "welfare", _("Social welfare")
    SHELTER = "shelter", _("Shelter or service provider")
    HOTLINE = "hotline", _("Hotline")
    ANTICORRUPTION = "anticorruption", _("Anti-corruption body")
    COORDINATION = "coordination", _("National coordination")
    OTHER = "other", _("Other")


class Organisation(models.Model):
    """One controller of personal data, with a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=12)
    kind = models.CharField(max_length=16, choices=AgencyKind)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["short_name"], name="organisation_short_name_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=AgencyKind.values), name="organisation_kind_known"
            ),
        ]


class Unit(models.Model):
    """A part of an organisation. `path` names every ancestor, so that a subtree is one prefix."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=200)
    province = models.CharField(max_length=80, blank=True)
    path = models.CharField(max_length=500, unique=True, editable=False)
    closed_on = models.DateField(null=True, help_text="merged into the unit above it; nothing new comes here")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "parent", "name"], name="unit_name_once_per_parent"
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        above = self.parent.path if self.parent else ""
        self.path = f"{above}{self.id.hex[:12]}."
        super().save(*args, **kwargs)  # type: ignore[arg-type]
