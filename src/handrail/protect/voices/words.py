"""What is asked, in plain words of this project, for somebody who has been through something."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Asked:
    """`many`: more than one answer can be chosen. Every question may be left out."""

    id: str
    words: Promise | str
    choices: tuple[tuple[str, Promise | str], ...]
    many: bool = False


YES_NO = (
    ("yes", _("Yes")),
    ("partly", _("Partly")),
    ("no", _("No")),
    ("rather-not", _("I would rather not say")),
)

HELPS = (
    ("place", _("A safe place to sleep")),
    ("health", _("A doctor or a nurse")),
    ("listening", _("Somebody who listened")),
    ("law", _("Somebody who knows the law")),
    ("language", _("Somebody who spoke my language")),
    ("money", _("Money or things")),
    ("family", _("Contact with my family")),
    ("work", _("School, training or work")),
    ("way-home", _("Help to go home, or to stay")),
)

# The first is what the page of results begins with.
QUESTIONS: tuple[Asked, ...] = (
    Asked(
        "condition",
        _("Did anybody say that you get help only if you talk to the police or go to court?"),
        YES_NO,
    ),
    Asked("safe", _("Did you feel safe here?"), YES_NO),
    Asked("asked", _("Were you asked before others were told about you?"), YES_NO),
    Asked(
        "helped",
        _("What helped you?"),
        (
            *HELPS,
            ("nothing", _("Nothing helped")),
        ),
        many=True,
    ),
    Asked(
        "missing",
        _("What would you have needed and did not get?"),
        (
            *HELPS,
            ("nothing", _("I got what I needed")),
        ),
        many=True,
    ),
    Asked("again", _("Would you tell somebody in your place to come here?"), YES_NO),
)
