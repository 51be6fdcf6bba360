"""The form of the language page."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LanguageForm(forms.Form):
    """One of the languages that this installation offers, each by its own name."""

    language = forms.ChoiceField(label=_("Language of the pages"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]
