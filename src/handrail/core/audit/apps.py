"""The audit log as a Django application of its own: it points at nothing, so nothing can pull it along."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "handrail.core.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
