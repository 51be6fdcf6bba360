"""Adding a file to a case."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.attachments import LIMIT

MEGABYTES = LIMIT // 1024 // 1024


class FileForm(forms.Form):
    """One file and a word about it."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=255,
        help_text=format_lazy(_("At most {size} MB. It is kept encrypted."), size=MEGABYTES),
        error_messages={"required": _("Choose a file first.")},
    )
    note = forms.CharField(
        label=_("What it is"),
        max_length=200,
        required=False,
        help_text=_("For instance: contract, bus ticket."),
    )
