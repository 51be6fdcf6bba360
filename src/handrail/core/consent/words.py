"""The words of consent: who agreed, what sharing rests on, and what a recipient kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.consent.domain.agreeing import Agreed, Basis

if TYPE_CHECKING:
    from django.utils.functional import Promise

AGREED: dict[Agreed, str | Promise] = {
    Agreed.PERSON: _("The person, who is grown up"),
    Agreed.CHILD_AND_GUARDIAN: _("The child and the guardian, both"),
}
BASES: dict[Basis, str | Promise] = {
    Basis.CONSENT: _("Consent"),
    Basis.THREAT_TO_LIFE: _("Somebody’s life is in danger now"),
    Basis.CHILD_PROTECTION: _("A duty to protect a child"),
    Basis.COURT_ORDER: _("The order of a court"),
}
ANSWERS: dict[str, str | Promise] = {
    "nothing": _("We kept nothing outside Handrail"),
    "deleted": _("We deleted all that we kept"),
    "by-law": _("A law obliges us to keep some of it; we use it for nothing else"),
}
