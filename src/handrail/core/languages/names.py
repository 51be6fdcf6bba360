"""Names of countries and languages as the reader writes them, from CLDR (Babel).

In English the catalogue's own are plainer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language

from handrail.core.catalogue import CODELISTS, CodeList
from handrail.core.catalogue.local_names import local_names


def name_of(codes: CodeList, code: str) -> str:
    """Return the name of a country or a language; its English one where CLDR has none that reads back."""
    return _names(codes.id, get_language() or "en").get(code) or codes.label(code)


@cache
def _names(codelist: str, language: str) -> Mapping[str, str]:
    """Names by code, without any that `CodeList.match` takes for another: a form reads what it shows."""
    codes = CODELISTS[codelist]
    names = local_names(codes, language)
    return {code: name for code, name in names.items() if codes.match(name) == code}
