"""Why help was refused: the same words for a unit that declines a case and for a service outside.

That a house asks for cooperation with the police or a court before it helps is a reason of its own, so that
it can be counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

COOPERATION = "cooperation"
REASONS: dict[str, str | Promise] = {
    COOPERATION: _("It asks for cooperation with the police or a court"),
    "full": _("It is full"),
    "sex": _("It does not take this sex"),
    "age": _("It does not take this age"),
    "nationality": _("It does not take this nationality"),
    "language": _("Nobody there speaks the language"),
    "disability": _("It cannot do with a disability"),
    "papers": _("It asks for papers that the person does not have"),
    "status": _("It asks for a decision that the person is a victim"),
    "cost": _("It costs money"),
    "unsafe": _("It is not safe for the person"),
    "far": _("It is too far away"),
    "closed": _("It does not exist any more, or not at this time"),
    "other": _("Another reason"),
}
