"""What core itself adds to the registries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.access.work import SOURCES
from handrail.core.api import rooms as api
from handrail.core.appointments import rooms as appointments
from handrail.core.backup import rooms as backup
from handrail.core.consent import rooms as consent
from handrail.core.drafts import rooms as drafts
from handrail.core.operations import rooms as operations
from handrail.core.registry import JobKind, NavItem, job_kinds, nav_items, work_sources
from handrail.core.rights import rooms as rights
from handrail.core.webhooks import rooms as webhooks


def register() -> None:
    nav_items.add(NavItem("work", _("My work"), "work", ("core:case:read",), 10))
    nav_items.add(NavItem("cases", _("Cases"), "case_list", ("core:case:read",), 20))
    nav_items.add(NavItem("emergency", _("Emergency"), "emergency", ("core:breakglass:use",), 70))
    nav_items.add(NavItem("team", _("Team"), "team", ("core:account:manage",), 80))
    nav_items.add(NavItem("log", _("Log"), "log", ("core:log:read",), 90))
    nav_items.add(NavItem("system", _("System"), "system", ("core:system:read",), 95))
    job_kinds.add(JobKind("handrail.core.notices.jobs.mail", _("Saying that something waits")))
    rights.register()
    consent.register()
    appointments.register()
    drafts.register()
    backup.register()
    for source in SOURCES:
        work_sources.add(source)
    operations.register()
    api.register()
    webhooks.register()
