"""What notes for few eyes are about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KINDS = {
    "violence": _("What was done to the person"),
    "colleague": _("A worry about somebody who works here or with us"),
    "family": _("Somebody close who may harm"),
    "identity": _("What the person told in confidence about themselves"),
    "other": _("Something else"),
}
