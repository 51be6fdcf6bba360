"""The sound key: one spelling for the many romanisations of a Southeast-Asian name.

"Wichai" and "Vichai", "Htun" and "Tun", "Nguyễn" and "Nguyen", "Phuong" and "Fuong" get one key each. The
rules are ours, chosen from what is commonly known of the romanisations and checked on fictional names only;
no native reader has reviewed them. They bring more than is meant (the result is a list that a person
reads), and a word that is not in the Latin script is its own key.
"""

from __future__ import annotations

import re
import unicodedata

from handrail.core.vault.domain.tokens import joined_pairs, ways_to_join, words

# Whole words that are one name, once diacritics are gone. The first of a row stands for the others.
SAME_NAME: tuple[tuple[str, ...], ...] = (
    ("muhammad", "mohammad", "mohammed", "mohamad", "mohamed", "muhamad", "muhammed", "mohd", "muhd"),
    ("ahmad", "ahmed", "achmad", "akhmad"),
    ("abdul", "abdoul", "abd"),
    ("hoang", "huynh"),
    ("vu", "vo"),
)

# Words that may stand before a name and may be left out of it. Several are also names, so they are only
# ever skipped at the start of what somebody searches for, never taken out of what is kept.
_TITLES_BY_LANGUAGE = {
    "English": "mr mrs ms miss dr",
    "Thai": "nai nang nangsao khun nong",
    "Khmer": "lok neang",
    "Lao": "thao sao",
    "Burmese, Karen, Shan": "u daw ko ma maung mg saw naw sai nan",
    "Vietnamese": "ong ba anh chi",
    "Indonesian, Malay": "bapak bpk pak ibu encik cik",
}
# "ด.ญ.", "น.ส.": once the dots are gone, each letter of an abbreviated title is a word of its own.
_ABBREVIATED = "ด ญ ช น ส ท ນ ທ"
TITLES = frozenset(" ".join((*_TITLES_BY_LANGUAGE.values(), _ABBREVIATED)).split())

# Titles of scripts that put no space between a title and the name; a longer one before what it begins with.
# They too are names and beginnings of names: the word is kept and searched with its title and without.
_WRITTEN_TOGETHER = {
    "Thai": "เด็กหญิง เด็กชาย นางสาว นาง นาย คุณ",
    "Lao": "ທ້າວ ນາງ",
    "Khmer": "លោកស្រី លោក អ្នកស្រី អ្នកនាង កញ្ញា",
    "Burmese": "ဒေါ် ဦး မောင် ကို မ",
    "Shan and Karen names in Burmese letters": "စိုင်း နန်း စော နော်",
}
WRITTEN_TOGETHER = tuple(words(" ".join(_WRITTEN_TOGETHER.values())))

# In this order, each everywhere in the word: (pattern, what it becomes, two spellings that it makes one).
RULES: tuple[tuple[str, str, tuple[str, str]], ...] = (
    (r"ph|hp|f", "p", ("phuong", "fuong")),
    (r"^h(?=[tksmnl])", "", ("htun", "tun")),
    (r"gi(?=[aou])", "j", ("giang", "jang")),
    (r"tch|tj|dj|ch+|j|c(?=[eiy])", "C", ("jantra", "chantra")),
    (r"sy|sh|z|x", "s", ("xuan", "suan")),
    (r"ck|c|q|g(?<!ng)", "k", ("ocampo", "okampo")),
    (r"(?<=[^aeiouy])h", "", ("khin", "kin")),
    (r"h(?=[^aeiouy]|$)", "", ("sokh", "sok")),
    (r"w", "v", ("wichai", "vichai")),
    (r"(?<=[ao])v(?=[^aeiouy]|$)", "u", ("kyaw", "kyau")),
    (r"(?<=[aeiou])r(?=[^aeiouy]|$)", "", ("porn", "pon")),
    (r"[aeiy]*[ou][aeiouy]*", "O", ("boon", "bun")),
    (r"a*[eiy][aeiy]*", "I", ("dee", "di")),
    (r"a+", "A", ("thaan", "than")),
    (r"n[td]$", "n", ("myint", "myin")),
    (r"(.)\1+", r"\1", ("sann", "san")),
)

_FIRST = {spelling: row[0] for row in SAME_NAME for spelling in row}
_RULES = tuple((re.compile(pattern), becomes) for pattern, becomes, _ in RULES)
_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


def sound_key(word: str) -> str:
    """Return the key of one folded word; equal keys mean "may be the same name"."""
    plain = _without_diacritics(word)
    if not plain.isascii() or not plain.isalpha():
        return word
    key = _FIRST.get(plain, plain)
    for pattern, becomes in _RULES:
        key = pattern.sub(becomes, key)
    return key


def sound_tokens(name: str) -> frozenset[str]:
    """Return the keys that a kept name is found by: each word, each two neighbours as one, all as one.

    A name that begins with a title written together with it ("นางสาวดาวเรือง") is kept without it too.
    """
    parts = words(name)
    kept = {*parts, *joined_pairs(parts)}
    if (untitled := without_title_before(parts)) != parts:
        kept.update(untitled, joined_pairs(untitled))
    return frozenset(map(sound_key, kept))


def sound_searches(text: str) -> tuple[frozenset[str], ...]:
    """Return sets of keys for a searched name: a person fits who has all the keys of one set.

    There is one set for the words apart, one for each two neighbours joined and one for all joined, so that
    "Than Dar Aung" finds "Thandar Aung" and the other way round; and the same again without a title in front,
    whether a word of its own or written together with the name.
    """
    parts = words(text)
    untitled = parts
    while len(untitled) > 1 and _is_title(untitled[0]):
        untitled = untitled[1:]
    bare = without_title_before(untitled)
    ways = dict.fromkeys(ways_to_join(parts) + ways_to_join(untitled) + ways_to_join(bare))
    return tuple(dict.fromkeys(frozenset(sound_key(word) for word in way) for way in ways))


def without_title_before(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without the title that is written together with the first of them.

    What stays must begin with a letter: a vowel sign that would be left alone shows that it was no title.
    """
    for first in parts[:1]:
        for title in WRITTEN_TOGETHER:
            rest = first.removeprefix(title)
            if rest != first and rest and unicodedata.category(rest[0]) == "Lo":
                return (rest, *parts[1:])
    return parts


def _is_title(word: str) -> bool:
    plain = _without_diacritics(word)
    return (len(word) == 1 and word.isascii()) or plain in TITLES or word in WRITTEN_TOGETHER


def _without_diacritics(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.translate(_PLAIN))
    # Only the marks of Latin letters: a Thai or Burmese vowel sign is a mark too, and carries the name.
    return "".join(letter for letter in apart if not "\u0300" <= letter <= "\u036f")
