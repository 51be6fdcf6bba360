"""May a new person be one who is known already? The reasons, for a human being to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from handrail.core.dates import PartialDate
from handrail.core.vault.domain.sound import sound_tokens
from handrail.core.vault.domain.tokens import document_token, phone_token, words


class Reason(StrEnum):
    """In the order of their weight."""

    SAME_DOCUMENT = "same-document"
    SAME_PHONE = "same-phone"
    SAME_NAME = "same-name"
    SIMILAR_NAME = "similar-name"
    BIRTH_FITS = "birth-fits"
    BIRTH_DIFFERS = "birth-differs"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the person before a case is opened. Empty means not known."""

    name: str = ""
    phone: str = ""
    document: str = ""
    born: PartialDate | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to search by (a birth year alone finds nobody)."""
        return not (words(self.name) or phone_token(self.phone) or document_token(self.document))


@dataclass(frozen=True, slots=True)
class Known:
    """What a record says of a person."""

    names: tuple[str, ...]
    phones: tuple[str, ...]
    documents: tuple[str, ...]
    born: PartialDate | None = None


def reasons(sought: Sought, known: Known) -> tuple[Reason, ...]:
    """Return why the two may be one person, weightiest first; a birth that cannot fit is said too."""
    found: list[Reason] = []
    if _meets(document_token(sought.document), map(document_token, known.documents)):
        found.append(Reason.SAME_DOCUMENT)
    if _meets(phone_token(sought.phone), map(phone_token, known.phones)):
        found.append(Reason.SAME_PHONE)
    if sought.name:
        found += _by_name(sought.name, known.names)
    if found and sought.born and known.born:
        found.append(Reason.BIRTH_FITS if overlap(sought.born, known.born) else Reason.BIRTH_DIFFERS)
    return tuple(found)


def weight(found: Iterable[Reason]) -> int:
    """Return a number to sort by: more means more alike."""
    worth = {
        Reason.SAME_DOCUMENT: 16,
        Reason.SAME_PHONE: 8,
        Reason.SAME_NAME: 6,
        Reason.SIMILAR_NAME: 3,
        Reason.BIRTH_FITS: 2,
        Reason.BIRTH_DIFFERS: -4,
    }
    return sum(worth[reason] for reason in found)


def overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _meets(token: str, others: Iterable[str]) -> bool:
    return bool(token) and token in set(others)


def _by_name(name: str, names: tuple[str, ...]) -> list[Reason]:
    wanted = set(words(name))
    if any(wanted and wanted <= set(words(other)) for other in names):
        return [Reason.SAME_NAME]
    sounds = sound_tokens(name)
    return [Reason.SIMILAR_NAME] if any(sounds & sound_tokens(other) for other in names) else []
