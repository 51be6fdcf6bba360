"""In which language something may be given to a survivor."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from handrail.core.languages.state import is_draft


def language_for_survivors() -> str:
    """Return the reader's language, or English where that is a draft: what a survivor keeps is never a draft.

    The demonstration has no survivors, and shows its drafts.
    """
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "en" if is_draft(language) and not settings.DEMO else language
