"""Names of countries and languages in the region's languages, from CLDR (Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handrail.core.catalogue.codelists import CodeList

# The code lists whose names CLDR has.
NAMED = ("country", "language")
# Languages whose own names are accepted, by CLDR locale.
LOCALES = ("th", "vi", "km", "lo", "my", "id", "ms", "fil", "zh_Hans", "zh_Hant", "ja", "ko")

# What people write in Vietnamese where CLDR has a longer name or none of the language's own.
ALSO = {"country": {"US": "Mỹ", "GB": "Anh", "AU": "Úc", "IT": "Ý"}}


def local_names(codes: CodeList, tag: str) -> Mapping[str, str]:
    """Return the names that a language of `LOCALES` has, by code; none for any other language."""
    if tag not in LOCALES:
        return {}
    # Babel is slow to load, and needed only here.
    from babel import Locale

    locale = Locale.parse(tag)
    if codes.id == "country":
        names = locale.territories
        return {code.code: names[code.code] for code in codes if code.code in names}
    by_id = codes.by_short_id
    return {by_id[known]: name for known, name in locale.languages.items() if known in by_id}


def spellings(codes: CodeList) -> Iterator[tuple[str, str]]:
    """Yield each name of every language with its code; "เมียนมา (พม่า)" is two names of one country."""
    for tag in LOCALES:
        for code, name in local_names(codes, tag).items():
            for spelling in (name, *re.split(r"[()（）]", name)):
                yield spelling, code
    for code, name in ALSO.get(codes.id, {}).items():
        yield name, code
