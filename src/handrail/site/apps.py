"""The site: settings, urls, the command, the demonstration."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    name = "handrail.site"
    label = "handrail_site"

    def ready(self) -> None:
        """In a demonstration, the invented country has a name wherever countries are read or shown."""
        if settings.DEMO:
            from handrail.core.catalogue import CODELISTS
            from handrail.site.demo.domain.country import COUNTRY, COUNTRY_CODE

            CODELISTS["country"].assign(COUNTRY_CODE, COUNTRY)
