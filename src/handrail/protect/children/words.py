"""The words of what a child is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.protect.children.domain.checks import Mark

if TYPE_CHECKING:
    from django.utils.functional import Promise

GUARDIANS: dict[str, str | Promise] = {
    "office": _("An office or a court"),
    "organisation": _("An organisation"),
    "relative": _("A relative"),
    "other": _("Somebody else"),
}
STEPS: dict[str, str | Promise] = {
    "assessment": _("Assessment, before any decision about the child"),
    "determination": _("Determination, by several agencies and in writing"),
}
ABOUT: dict[str, str | Promise] = {
    "placement": _("Where the child lives"),
    "separation": _("To be apart from family"),
    "return": _("Going back to another place or country"),
    "proceedings": _("Taking part in proceedings"),
    "tracing": _("Looking for the family"),
    "lasting": _("A lasting solution"),
    "other": _("Something else"),
}
DETAINED: dict[str, str | Promise] = {
    "": _("Not asked yet"),
    "no": _("No"),
    "immigration": _("Yes, by immigration"),
    "police": _("Yes, by the police"),
    "other": _("Yes, elsewhere"),
}
TRACING: dict[str, str | Promise] = {
    "": _("Not decided yet"),
    "yes": _("It is in the child’s interest"),
    "no": _("It is not: the family is not looked for"),
    "unwanted": _("The child does not want it"),
}
CHECKS: dict[str, str | Promise] = {
    "guardian": _("A guardian whom nobody suspects"),
    "assessment": _("What is best for the child was assessed"),
    "detention": _("Not detained"),
    "tracing": _("Whether to look for the family was decided"),
    "interviews": _("Few interviews, and none asked twice"),
    "eighteen": _("What happens after the eighteenth birthday"),
}
MARKS: dict[Mark, str | Promise] = {
    Mark.DONE: _("In order"),
    Mark.OPEN: _("To do"),
    Mark.LATE: _("Late"),
    Mark.ALERT: _("Look at it now"),
}
TONES = {Mark.DONE: "ok", Mark.OPEN: "warn", Mark.LATE: "danger", Mark.ALERT: "danger"}
