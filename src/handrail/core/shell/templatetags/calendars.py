"""The filter `date` of every template (a built-in, see settings): Django's, in the reader's era."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import date as djangos

from handrail.core.shell.calendars import date_format

register = template.Library()


@register.filter("date", expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> str:
    """Write a date or a time. A format by name is for readers; a pattern ("Y-m-d") is left as it is."""
    if value and hasattr(value, "year") and (arg is None or arg.endswith("_FORMAT")):
        return date_format(value, arg or "DATE_FORMAT")
    return djangos(value, arg)
