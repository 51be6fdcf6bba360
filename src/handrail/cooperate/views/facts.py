"""What a row of a file says, in the words of the case page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from handrail.core.cases.words import CHOICES, STAGES, label_of
from handrail.core.catalogue import FIELDS
from handrail.core.dates import DateProblem, PartialDate
from handrail.core.shell.templatetags.shell import as_known

_KINDS = {**STAGES, **CHOICES}


def fact_words(name: str, text: str) -> tuple[str, str]:
    """Return the label and the value of a fact that the preview keeps: a field or a step, and its cell."""
    if name not in FIELDS:
        return (_("Ended") if name == "ended" else str(_KINDS.get(name, name))), _day_words(text)
    return label_of(name), _day_words(text) if FIELDS[name].type == "date" else text


def plain(value: Any) -> str:
    """Return what `core.cases.words.spoken` gives as one line of text."""
    return as_known(value) if isinstance(value, PartialDate) else str(value)


def _day_words(text: str) -> str:
    """A date as it is kept ("2021-03", "2021-01-01/2021-04-30") as people write it."""
    try:
        return as_known(PartialDate.parse(text))
    except DateProblem:
        return text
