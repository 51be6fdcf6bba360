"""Code lists, and finding the code that a text means."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from handrail.core.catalogue.local_names import NAMED, spellings

_DATA = files("handrail.core.catalogue") / "data"

# Combining marks carry meaning in Thai, Khmer, Lao and Burmese; accents on Latin letters do not here.
_LATIN_MARK = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


LONGEST_ID = 3  # letters of a country's or a language's code


@lru_cache(maxsize=4096)
def match_key(text: str) -> str:
    """What the spellings of one label share: its letters and digits, without case, accents or spaces."""
    normal = unicodedata.normalize("NFKD", text.casefold())
    normal = unicodedata.normalize("NFC", _LATIN_MARK.sub("", normal)).replace("đ", "d")
    return "".join(c for c in normal if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") or c == "+")


@dataclass(frozen=True, slots=True)
class Code:
    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """The codes of one list in their published order. An `open_list` takes any text as its own code."""

    id: str
    codes: tuple[Code, ...]
    open_list: bool = False
    _assigned: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def assign(self, code: str, label: str) -> None:
        """Name, for the rest of this process, a code that the standard leaves to users (ISO 3166: XA to XZ).

        It is read and shown like the others, and is not among the codes that are published.
        """
        self._assigned[code] = label
        for kept in ("_labels", "_names", "_keys"):
            self.__dict__.pop(kept, None)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return self.open_list or code in self._labels

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {code.code: code.label for code in self.codes} | self._assigned

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {label: code for code, label in reversed(list(self._labels.items()))}

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Spelling key -> code. A code wins over a label, a label over another code's alias."""
        keys: dict[str, str] = {}
        for spelling in (lambda c: (c.code,), lambda c: (c.label,), lambda c: c.aliases):
            for each in self.codes:
                for text in spelling(each):
                    keys.setdefault(match_key(text), each.code)
        for code, label in self._assigned.items():
            keys.setdefault(match_key(code), code)
            keys.setdefault(match_key(label), code)
        keys.pop("", None)
        return keys

    @cached_property
    def by_short_id(self) -> Mapping[str, str]:
        """Each code by itself and by its alias of two letters, as CLDR knows a language."""
        short = {alias: c.code for c in self.codes for alias in c.aliases if len(alias) == 2}
        return short | {code.code: code.code for code in self.codes}

    @cached_property
    def _local_keys(self) -> Mapping[str, str]:
        """Names in the region's languages; read only when the names at hand do not match."""
        keys: dict[str, str] = {}
        for text, code in spellings(self):
            keys.setdefault(match_key(text), code)
        keys.pop("", None)
        return keys

    @cached_property
    def _mistakable(self) -> Mapping[str, str]:
        """Names in the region's languages that have the letters of another's code, in small letters.

        "Nga" is Russia in Vietnamese, and NGA is Nigeria.
        """
        return {
            unicodedata.normalize("NFC", text).casefold(): code
            for text, code in spellings(self)
            if self._keys.get(match_key(text), code) != code
        }

    def label(self, code: str) -> str:
        """The English label of a code; the code itself when the list does not know it."""
        return self._labels.get(code, code)

    def match(self, text: str) -> str | None:
        """The code whose code, label or other name this is, whatever its case and punctuation; else None.

        None too for what is one's name and another's code, and written so that it may be either ("nga").
        """
        if self.open_list:
            return text.strip() or None
        # A name as the list writes it is no other's code: "Mon" is spoken in Myanmar, "mon" in Mongolia.
        if found := self._names.get(text):
            return found
        key = match_key(text)
        if self.id not in NAMED:
            return self._keys.get(key)
        if len(key) <= LONGEST_ID and not text.isupper():
            written = unicodedata.normalize("NFC", text.strip())
            named = self._mistakable.get(written.casefold())
            if not written.isascii():
                # A letter with its mark is no letter of a code: "Mỹ" is not MY.
                return named or self._local_keys.get(key)
            if named:
                return None if written.islower() else named
        return self._keys.get(key) or self._local_keys.get(key)

    def match_all(self, text: str, *, separators: str = ";|\n") -> tuple[list[str], list[str]]:
        """The codes in a cell of several values, and the pieces that match none.

        Labels may contain the separator ("Wholesale and retail trade; repair of motor vehicles ..."), so the
        longest run of pieces that is one known label wins.
        """
        whole = self.match(text) if text.strip() and not self.open_list else None
        if whole is not None:
            return [whole], []
        pieces = [p.strip() for p in re.split(f"[{re.escape(separators)}]", text) if p.strip()]
        codes: list[str] = []
        unknown: list[str] = []
        start = 0
        while start < len(pieces):
            for end in range(min(len(pieces), start + 4), start, -1):
                code = self.match("; ".join(pieces[start:end]) if end - start > 1 else pieces[start])
                if code is not None and not (self.open_list and end - start > 1):
                    if code not in codes:
                        codes.append(code)
                    break
            else:
                end = start + 1
                unknown.append(pieces[start])
            start = end
        return codes, unknown


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


def _countries() -> CodeList:
    codes = []
    for row in _rows("countries.csv"):
        aliases = [row["alpha3"], *row["aliases"].split("|")]
        codes.append(Code(row["code"], row["name"], tuple(a for a in aliases if a)))
    return CodeList("country", tuple(codes))


def _languages() -> CodeList:
    """ISO 639-2 by its terminology code, and ISO 639-3 for the minority languages that 639-2 leaves out."""
    import pycountry

    codes = []
    for language in pycountry.languages:
        aliases = [getattr(language, name, "") for name in ("bibliographic", "alpha_2", "common_name")]
        codes.append(Code(language.alpha_3, language.name, tuple(a for a in aliases if a)))
    return CodeList("language", tuple(codes))


def _load() -> Mapping[str, CodeList]:
    extras = yaml.safe_load((_DATA / "extras.yaml").read_text(encoding="utf-8"))
    published: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("htcds-codelists.csv"):
        published.setdefault(row["list"], []).append((row["code"], row["label"]))
    lists = {"country": _countries(), "language": _languages()}
    for name, pairs in published.items():
        aliases: Mapping[str, Iterable[str]] = extras["aliases"].get(name, {})
        codes = tuple(Code(code, label, tuple(aliases.get(code, ()))) for code, label in pairs)
        lists[name] = CodeList(name, codes)
    for name, entries in extras["codelists"].items():
        codes = tuple(Code(code, labels[0], tuple(labels[1:])) for code, labels in entries.items())
        lists[name] = CodeList(name, codes, open_list=not codes)
    return MappingProxyType(lists)


CODELISTS: Mapping[str, CodeList] = _load()
