"""What the room adds to the registries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.registry import ApiResource, NavItem, api_resources, nav_items

SNAPSHOT_READERS = ("measure:snapshot:read", "measure:snapshot:publish", "measure:cascade:read")


def register() -> None:
    nav_items.add(NavItem("cascade", _("The cascade"), "cascade", ("measure:cascade:read",), 30))
    nav_items.add(NavItem("reports", _("Reports"), "reports", ("measure:report:run",), 35))
    nav_items.add(NavItem("published", _("Published"), "cascade_published", SNAPSHOT_READERS, 40))
    nav_items.add(NavItem("countries", _("Countries"), "countries", (), 50))
    api_resources.add(
        ApiResource("cascade", _("The cascade"), SNAPSHOT_READERS, (), "handrail.measure.api.router", 60)
    )
