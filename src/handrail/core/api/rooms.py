"""Which of core's records programs can read and write, and under which permissions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.registry import ApiResource, api_resources

READ, WRITE = "core:case:read", "core:case:write"


def register() -> None:
    case_writes = ("core:case:create", WRITE)
    referral_reads = (READ, "core:referral:answer")
    referral_writes = ("core:referral:send", "core:referral:answer", WRITE)
    routes = "handrail.core.api.routes"
    for resource in (
        ApiResource("cases", _("Cases"), (READ,), case_writes, f"{routes}.cases.router", 10),
        ApiResource("persons", _("Persons"), (READ,), (WRITE,), f"{routes}.persons.router", 20),
        ApiResource("milestones", _("Milestones"), (READ,), (WRITE,), f"{routes}.milestones.router", 30),
        ApiResource(
            "referrals",
            _("Consent and referrals"),
            referral_reads,
            referral_writes,
            f"{routes}.referrals.router",
            40,
        ),
    ):
        api_resources.add(resource)
