"""The vault as a Django application of its own: it knows ids, and nothing of the records that carry them."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "handrail.core.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
