"""What its owner says of a new token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.registry import api_resources
from handrail.core.tokens.domain.scopes import LONGEST_NAME, Limits, Wish, scope


class TokenForm(forms.Form):
    """A name, what the token may do, and for how many days."""

    name = forms.CharField(
        label=_("What is it for"),
        max_length=LONGEST_NAME,
        help_text=_("The program that uses it, for instance: hotline database."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as the program needs. It never reaches more than you do."),
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.IntegerField(label=_("For how many days"))

    def __init__(self, *args: Any, may_give: Sequence[str], limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = set(may_give)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            choice for choice in scope_choices() if choice[0] in given
        ]
        days: forms.IntegerField = self.fields["days"]  # type: ignore[assignment]
        days.initial = limits.usual_days
        days.help_text = _("At most %(longest)s. Then it stops by itself.") % {"longest": limits.longest_days}

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(name=said["name"], scopes=tuple(said["scopes"]), days=said["days"])


def scope_choices() -> list[tuple[str, str]]:
    """Return every scope with its words, in the order of the rooms."""
    choices = []
    for resource in api_resources:
        choices.append((scope(resource.id, "read"), _("%(what)s: read") % {"what": resource.label}))
        if resource.writes:
            choices.append((scope(resource.id, "write"), _("%(what)s: write") % {"what": resource.label}))
    return choices
