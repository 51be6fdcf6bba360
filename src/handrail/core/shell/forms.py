"""How every Django form is drawn: FORM_RENDERER = "handrail.core.shell.forms.HouseRenderer"."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class HouseRenderer(DjangoTemplates):
    """Draws a form with an error summary that links to its fields, each with label, hint and error.

    Widgets keep Django's own templates, so what was typed stays where it was.
    """

    form_template_name = "shell/forms/form.html"
    field_template_name = "shell/forms/field.html"
