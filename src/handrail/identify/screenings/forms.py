"""Asking how a screening is held."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class BeginForm(forms.Form):
    interpreter = forms.CharField(
        label=_("Who interprets"),
        max_length=120,
        required=False,
        help_text=_("Nobody from the employer, the family or the same group. Leave it empty if nobody does."),
    )
