"""What a person can agree to share: groups of fields in words that can be read out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.disclosure import EVERYTHING
from handrail.core.cases.groups import (
    CLOSING,
    CONTACT,
    FOUND,
    HAPPENED,
    MILESTONE_FIELDS,
    MISSED,
    ONWARD,
    PERSON,
    STANDING,
)
from handrail.core.catalogue import FIELDS
from handrail.core.registry import case_parts

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from handrail.core.consent.models import ConsentGrant


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the case, with the catalogue fields that it stands for."""

    id: str
    words: str | Promise
    fields: tuple[str, ...]


def _entries(*kinds: str) -> tuple[str, ...]:
    return tuple(name for name, field in FIELDS.items() if field.entry_kind in kinds)


SHARES: tuple[Share, ...] = (
    Share("person", _("Name, age, citizenship, documents"), PERSON.fields),
    Share("contact", _("Phone and address"), CONTACT.fields),
    Share("happened", _("What happened, and where"), (*HAPPENED.fields, *_entries("event"), *FOUND.fields)),
    Share("standing", _("Status, needs and safety"), (*STANDING.fields, *MISSED.fields)),
    Share(
        "steps",
        _("Which steps were taken, and when"),
        (*MILESTONE_FIELDS.values(), *CLOSING.fields, *ONWARD.fields),
    ),
    Share("plans", _("Support plans"), _entries("plan", "organisation")),
    Share("notes", _("Notes"), _entries("comment")),
    Share(
        "parties",
        _("Other people in the case"),
        tuple(name for name, field in FIELDS.items() if field.on == "party"),
    ),
)


def fields_of(shares: Iterable[str]) -> list[str]:
    """Return the catalogue fields of the chosen parts, or ["*"]."""
    chosen = set(shares)
    if EVERYTHING in chosen:
        return [EVERYTHING]
    named = (field for share in SHARES if share.id in chosen for field in share.fields)
    return list(dict.fromkeys(named))


def parts_of(shares: Iterable[str]) -> str:
    """Return the rooms' parts among what was chosen, as a grant stores them ("|needs|plan|", or "")."""
    chosen = set(shares)
    named = [p.id for p in case_parts if p.id in chosen or (EVERYTHING in chosen and not p.apart)]
    return f"|{'|'.join(named)}|" if named else ""


def shares_of(grant: ConsentGrant) -> list[str | Promise]:
    """Return the words for what a grant shows: a part counts when all its fields are there."""
    given = set(grant.fields)
    words = [share.words for share in SHARES if given.issuperset(share.fields)]
    if EVERYTHING in given:
        words = [_("The whole case, with its files")]
    return words + [part.words for part in case_parts if f"|{part.id}|" in grant.parts]
