"""In which language something may be given to a survivor."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from handrail.core.languages.state import is_draft


def shows_drafts_to_survivors() -> bool:
    """What a survivor reads is never a draft. The demonstration has no survivors, and shows its drafts."""
    return bool(settings.DEMO)


def language_for_survivors() -> str:
    """Return the reader's language, or English where that is a draft."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "en" if is_draft(language) and not shows_drafts_to_survivors() else language
