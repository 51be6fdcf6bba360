"""Versions of a record as entity tags, and what a precondition says about them (RFC 9110)."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e]*)"')
ANY = "*"


class Held(StrEnum):
    """What a precondition came to."""

    YES = "yes"
    NO = "no"
    MISSING = "missing"
    UNREADABLE = "unreadable"


def tag(version: object) -> str:
    """Return a version as a strong entity tag."""
    return f'"{version}"'


def tag_of(*blocks: bytes) -> str:
    """Return the tag of a record that counts no versions: a hash of what is stored of it."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(len(block).to_bytes(8, "big") + block)
    return tag(digest.hexdigest()[:32])


def if_match(header: str | None, current: str) -> Held:
    """Return whether `If-Match` names the record's present version.

    "*" is not taken for an answer: it says that one does not care what is overwritten. A weak tag never
    matches.
    """
    if not header:
        return Held.MISSING
    tags = _read(header)
    if tags is None:
        return Held.UNREADABLE
    return Held.YES if current in tags else Held.NO


def if_match_or_none(match: str | None, none_match: str | None, current: str | None) -> Held:
    """Return whether a record may be put in its place: the present one is named, or there is none.

    `current` is None where there is none yet; then only `If-None-Match: *` holds.
    """
    if none_match is not None:
        if none_match.strip() != ANY or match is not None:
            return Held.UNREADABLE
        return Held.YES if current is None else Held.NO
    if match is None:
        return Held.MISSING
    return if_match(match, current) if current is not None else Held.NO


def _read(header: str) -> set[str] | None:
    found: set[str] = set()
    for part in header.split(","):
        read = _TAG.fullmatch(part.strip())
        if not read:
            return None
        if not read[1]:
            found.add(tag(read[2]))
    return found
