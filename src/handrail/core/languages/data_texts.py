"""The texts of pages that are data: fields and codes of the catalogue, roles, and what a room adds.

A page asks for them by a variable (`pgettext("field", ...)`), so that no reading of the source can find them.
"""

from __future__ import annotations

from collections.abc import Iterator

from handrail.core.access.domain.roles import roles
from handrail.core.cases.words import LABELS
from handrail.core.catalogue import CODELISTS, FIELDS
from handrail.core.catalogue.local_names import NAMED
from handrail.core.registry import text_sources

# Countries and languages have their names from CLDR (`core.languages.names`); firms keep theirs.
NAMED_ELSEWHERE = (*NAMED, "vic_RecruitmentWebsitesAndApps", "vic_ExploitationWebsitesAndApps")


def data_texts() -> Iterator[tuple[str, str | None, str]]:
    """Yield each text with its context and the file or list that holds it."""
    for field in FIELDS.values():
        if field.id not in LABELS:
            yield field.words, "field", f"core/catalogue/fields/{field.id}"
    for codes in CODELISTS.values():
        if codes.id not in NAMED_ELSEWHERE:
            for code in codes:
                if any(letter.isalpha() for letter in code.label):
                    yield code.label, "code", f"core/catalogue/codes/{codes.id}"
    for role in roles().values():
        yield role.name, None, "core/access/data/roles.yaml"
        yield role.says, None, "core/access/data/roles.yaml"
    for source in text_sources:
        yield from source.texts()
