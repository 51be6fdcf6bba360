"""Asking for a note for few eyes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import LongTextField
from handrail.protect.sensitive.words import KINDS


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    words = LongTextField(
        label=_("What must be known"),
        rows=6,
        help_text=_("Only what somebody must know to keep the person safe. It cannot be changed afterwards."),
    )
