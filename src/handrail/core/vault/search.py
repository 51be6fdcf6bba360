"""Finding a person by name, sound, telephone or document without keeping any of them in clear.

Each word becomes a token: the first 16 bytes of HMAC-SHA256 under a key of the organisation. Equal words
have equal tokens inside one organisation and nowhere else. What that tells whoever holds the database
alone: which persons share a word, and how often each word occurs. It does not tell the word; see
docs/adr/0007-field-encryption-and-search.md.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from handrail.core.vault.domain.sound import sound_searches, sound_tokens
from handrail.core.vault.domain.tokens import document_token, folded, phone_token, words
from handrail.core.vault.keys import chunks, organisation_key
from handrail.core.vault.models import BlindIndex, IndexKind, PersonKey
from handrail.core.vault.problems import Erased

TOKEN_BYTES = 16
SEARCH_KINDS = ("name", "sound", "phone", "document")
MOST_WORDS = 12  # what has more is nobody's name, and would make a query that no database likes

Texts = Mapping[str, Iterable[str]]  # "name", "phone" or "document" -> what was written


def index_persons(entries: Iterable[tuple[UUID, UUID, Texts]]) -> None:
    """Make persons findable: (organisation, person, {"name": [...], "phone": [...], "document": [...]}).

    For each kind that is given, what was there is replaced; a kind that is not given stays as it is; an empty
    list takes it away. A name is indexed as written and by its sound. Who comes twice is found by both.
    Raises `Erased` before anything is written.
    """
    replaced: dict[frozenset[IndexKind], set[UUID]] = defaultdict(set)
    rows: set[tuple[UUID, IndexKind, bytes, UUID]] = set()
    index_keys: dict[UUID, bytes] = {}
    for organisation, person, texts in entries:
        if organisation not in index_keys:
            index_keys[organisation] = organisation_key(organisation).index
        tokens = _tokens_to_keep(texts)
        replaced[frozenset(tokens)].add(person)
        for kind, found in tokens.items():
            hashes = (_hash(index_keys[organisation], kind, token) for token in found)
            rows |= {(organisation, kind, token, person) for token in hashes}
    _check_nobody_erased(set().union(*replaced.values()))
    with transaction.atomic():
        for kinds, persons in replaced.items():
            for some in chunks(persons):
                BlindIndex.objects.filter(person__in=some, kind__in=kinds).delete()
        _insert(rows)


def find_persons(
    organisations: Iterable[UUID], text: str, kinds: Sequence[str] = SEARCH_KINDS
) -> QuerySet[BlindIndex, UUID]:
    """Return the ids of persons whom `text` may mean, as a query to put into `filter(person_id__in=...)`.

    All the words of a name must be met, in any order; `kinds` are taken one by one and their finds joined: an
    id may come twice. A text of more than `MOST_WORDS` words finds nobody. The ids are of all persons of the
    organisations: whoever calls intersects them with `visible_to`.
    """
    found = []
    for organisation in organisations:
        index_key = organisation_key(organisation).index
        for wanted in _searches(text, kinds):
            tokens = [_hash(index_key, wanted.kind, token) for token in sorted(wanted.tokens)]
            found.append(_persons_with_all(organisation, wanted.kind, tokens))
    if not found:
        return BlindIndex.objects.none().values_list("person", flat=True)
    # One SELECT for each way to be found: under one OR, PostgreSQL would read every row of a frequent word.
    return found[0].union(*found[1:], all=True)


def reference_token(organisation: UUID, system: str, text: str) -> bytes:
    """Return the token of an external reference (a case number in another system), for exact look-up.

    It is equal for texts that differ in case, spaces and punctuation only. 16 bytes.
    """
    return reference_tokens(organisation, [(system, text)])[0]


def reference_tokens(organisation: UUID, references: Iterable[tuple[str, str]]) -> list[bytes]:
    """Return the tokens of (system, text) pairs, in order, with one fetch of the key."""
    key = organisation_key(organisation).index
    return [_hmac(key, f"reference\0{folded(system)}\0{document_token(text)}") for system, text in references]


@dataclass(frozen=True, slots=True)
class _Search:
    kind: IndexKind
    tokens: frozenset[str]


def _searches(text: str, kinds: Sequence[str]) -> Iterator[_Search]:
    unknown = set(kinds) - set(SEARCH_KINDS)
    if unknown:
        raise ValueError(f"cannot search by {sorted(unknown)}; the kinds are {SEARCH_KINDS}")
    if len(words(text)) > MOST_WORDS:
        return
    if "name" in kinds:
        yield from _unless_empty(IndexKind.NAME, frozenset(words(text)))
    if "sound" in kinds:
        for tokens in sound_searches(text):
            yield from _unless_empty(IndexKind.SOUND, tokens)
    if "phone" in kinds:
        yield from _unless_empty(IndexKind.PHONE, frozenset({phone_token(text)} - {""}))
    if "document" in kinds:
        yield from _unless_empty(IndexKind.DOCUMENT, frozenset({document_token(text)} - {""}))


def _unless_empty(kind: IndexKind, tokens: frozenset[str]) -> Iterator[_Search]:
    if tokens:
        yield _Search(kind, tokens)


def _tokens_to_keep(texts: Texts) -> dict[IndexKind, frozenset[str]]:
    tokens: dict[IndexKind, frozenset[str]] = {}
    for what, written in texts.items():
        if what == "name":
            names = list(written)
            tokens[IndexKind.NAME] = frozenset(word for name in names for word in words(name))
            tokens[IndexKind.SOUND] = frozenset(token for name in names for token in sound_tokens(name))
        elif what == "phone":
            tokens[IndexKind.PHONE] = frozenset(map(phone_token, written)) - {""}
        elif what == "document":
            tokens[IndexKind.DOCUMENT] = frozenset(map(document_token, written)) - {""}
        else:
            raise ValueError(f"cannot index {what!r}; index a name, a phone or a document")
    return tokens


def _insert(rows: Iterable[tuple[UUID, IndexKind, bytes, UUID]]) -> None:
    # Ten rows a person: the ORM would make an object of each, and an import would spend most of its time on
    # that.
    native = connection.features.has_native_uuid_field
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO vault_blindindex (organisation, kind, token, person) VALUES (%s, %s, %s, %s)",
            [
                (organisation, kind.value, token, person)
                if native
                else (organisation.hex, kind.value, token, person.hex)
                for organisation, kind, token, person in rows
            ],
        )


def _hash(index_key: bytes, kind: IndexKind, token: str) -> bytes:
    return _hmac(index_key, f"{kind.value}\0{token}")


def _hmac(index_key: bytes, message: str) -> bytes:
    return hmac.digest(index_key, message.encode(), "sha256")[:TOKEN_BYTES]


def _persons_with_all(organisation: UUID, kind: IndexKind, tokens: list[bytes]) -> QuerySet[BlindIndex, UUID]:
    rows = BlindIndex.objects.filter(organisation=organisation, kind=kind)
    others = [Exists(rows.filter(token=token, person=OuterRef("person"))) for token in tokens[1:]]
    return rows.filter(*others, token=tokens[0]).values_list("person", flat=True)


def _check_nobody_erased(persons: set[UUID]) -> None:
    for some in chunks(persons):
        erased = PersonKey.objects.filter(person__in=some, erased_at__isnull=False).values_list(
            "person", flat=True
        )
        for person in erased[:1]:
            raise Erased(person)
