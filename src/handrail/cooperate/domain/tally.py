"""Counting the texts of a large file in little memory: of each only a digest is kept."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_DIGEST = 16
_FIRST = 1024


class Tally:
    """How often each text came. Holds 27 to 54 bytes a text, however long it is; a dictionary holds 200.

    Texts are told apart by 16 bytes of BLAKE2b: among a million the chance that two share them is 2^-89.
    """

    __slots__ = ("_counts", "_keys", "_used")

    def __init__(self) -> None:
        self._keys = bytearray(_DIGEST * _FIRST)
        self._counts = array("I", bytes(array("I").itemsize * _FIRST))
        self._used = 0

    def __len__(self) -> int:
        """Return how many different texts came."""
        return self._used

    def __contains__(self, text: str) -> bool:
        return self._counts[self._place(_digest(text))] > 0

    def add(self, text: str) -> int:
        """Count a text, and return how often it came, this time included."""
        key = _digest(text)
        place = self._place(key)
        if not self._counts[place]:
            if 4 * (self._used + 1) > 3 * len(self._counts):
                self._grow()
                place = self._place(key)
            self._put(place, key)
            self._used += 1
        self._counts[place] += 1
        return self._counts[place]

    def _place(self, key: bytes) -> int:
        """Where the key stands, or the free place where it belongs."""
        last, keys, counts = len(self._counts) - 1, self._keys, self._counts
        place = int.from_bytes(key[:8], "big") & last
        while counts[place] and keys[_DIGEST * place : _DIGEST * (place + 1)] != key:
            place = (place + 1) & last
        return place

    def _put(self, place: int, key: bytes) -> None:
        self._keys[_DIGEST * place : _DIGEST * (place + 1)] = key

    def _grow(self) -> None:
        keys, counts = self._keys, self._counts
        self._keys = bytearray(2 * len(keys))
        self._counts = array(counts.typecode, bytes(2 * len(counts) * counts.itemsize))
        for old, count in enumerate(counts):
            if count:
                key = bytes(keys[_DIGEST * old : _DIGEST * (old + 1)])
                place = self._place(key)
                self._put(place, key)
                self._counts[place] = count


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
