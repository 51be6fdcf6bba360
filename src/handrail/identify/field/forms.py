"""Setting a phone up, and bringing in what was taken out of one."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.identify.field.actions import Letter
from handrail.identify.field.domain.letter import LIMIT

MOST = 200


class PhoneForm(forms.Form):
    name = forms.CharField(
        label=_("What you call this phone"), max_length=80, help_text=_("For example: my blue phone.")
    )


class BringForm(forms.Form):
    file = forms.FileField(label=_("The file that the app made"), help_text="handrail-letters.json")

    def clean_file(self) -> list[Letter]:
        file = self.cleaned_data["file"]
        text = file.read(MOST * LIMIT * 2)
        try:
            said = json.loads(text)
            letters = [letter_from(each) for each in said["letters"]]
        except (ValueError, KeyError, TypeError) as problem:
            raise forms.ValidationError(
                _("This is no file of the app. Choose the file “handrail-letters.json” as the app made it.")
            ) from problem
        if len(letters) > MOST:
            raise forms.ValidationError(
                _("More than %(most)s at once: take them out in parts."), params={"most": MOST}
            )
        return letters


def letter_from(said: Any) -> Letter:
    """Return a letter as the app writes it. Raises `ValueError` for anything else."""
    if not isinstance(said, dict):
        raise ValueError("a letter is a document")
    number, version, text = said.get("number"), said.get("key"), said.get("sealed")
    if not (isinstance(number, int) and 1 <= number < 2**31):
        raise ValueError("number: a whole number from 1")
    if not (isinstance(version, int) and 1 <= version < 2**31):
        raise ValueError("key: a whole number from 1")
    if not isinstance(text, str) or len(text) > LIMIT * 2:
        raise ValueError("sealed: text in Base64, not longer than a letter")
    try:
        return Letter(number, version, base64.b64decode(text, validate=True))
    except binascii.Error as problem:
        raise ValueError("sealed: text in Base64") from problem
