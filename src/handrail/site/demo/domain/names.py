"""Names that nobody bears: put together from syllables, in the scripts of the region.

A syllable is one consonant and one vowel, so the same name can be written in Latin letters and in a script
of its own. Phone numbers begin with +999 and documents with XL: both belong to no country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from handrail.site.demo.domain.country import COUNTRY_CODE


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Latin letters and, where there is one, in the person's own script."""

    latin: str
    native: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """How a syllable is written: consonants and vowels; "_" in a vowel is where the consonant stands."""

    consonants: Mapping[str, str]
    vowels: Mapping[str, str]

    def write(self, syllables: list[tuple[str, str]]) -> str:
        return "".join(self.vowels[vowel].replace("_", self.consonants[first]) for first, vowel in syllables)


def _script(consonants: str, vowels: str) -> Script:
    """Consonants and vowels as "k ก l ล", in any order."""
    first, second = consonants.split(), vowels.split()
    return Script(
        MappingProxyType(dict(zip(first[::2], first[1::2], strict=True))),
        MappingProxyType(dict(zip(second[::2], second[1::2], strict=True))),
    )


THAI = _script("k ก l ล m ม n น r ร s ส t ต v ว y ย p ป", "a _า i _ี u _ู e เ_ o โ_")
LAO = _script("k ກ l ລ m ມ n ນ r ຣ s ສ t ຕ v ວ y ຍ p ປ", "a _າ i _ີ u _ູ e ເ_ o ໂ_")
KHMER = _script("k ក l ល m ម n ន r រ s ស t ត v វ y យ p ប", "a _ា i _ី u _ូ e _េ o _ោ")
BURMESE = _script("k က l လ m မ n န r ရ s စ t တ v ဝ y ယ p ပ", "a _ာ i _ီ u _ူ e _ေ o _ို")
BENGALI = _script("k ক l ল m ম n ন r র s স t ত v ভ y য p প", "a _া i _ি u _ু e _ে o _ো")
DEVANAGARI = _script("k क l ल m म n न r र s स t त v व y य p प", "a _ा i _ि u _ु e _े o _ो")
HAN = _script("k 柯 l 洛 m 沐 n 霓 r 芮 s 朔 t 棠 v 薇 y 曜 p 珀", "a _ i _ u _ e _ o _")

# Latin only: Vietnamese marks, and the syllables of our own country and of the islands.
VIETNAMESE = _script("k k l l m m n n r r s s t t v v y y p p", "a _ạ i _ĩ u _ừ e _ế o _ộ")

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {
        "TH": THAI,
        "LA": LAO,
        "KH": KHMER,
        "MM": BURMESE,
        "stateless": BURMESE,
        "BD": BENGALI,
        "IN": DEVANAGARI,
        "CN": HAN,
        "VN": VIETNAMESE,
    }
)

_FIRST_OWN = ("Ondr", "Vess", "Till", "Marv", "Ost", "Quell", "Irr", "Belv", "Thand", "Ess", "Jorr", "Lumm")
_LAST_OWN = ("aleth", "imor", "une", "assen", "olin", "erra", "ivay", "ombry", "usk", "elane")
_FAMILY_OWN = ("Harrowmint", "Vellamoor", "Osterquay", "Tannisfell", "Rimmerdew", "Quillfen", "Dorrowind")
_FAMILY_OWN_2 = ("Ashenlode", "Merrisand", "Ullathorn", "Kestermay", "Vantisholm", "Ilverbrook", "Soldrake")
STAFF_FAMILIES = _FAMILY_OWN + _FAMILY_OWN_2
# Families of the people whom the records are about: other ones, so that nobody is taken for staff.
FAMILIES = (
    "Anterrow", "Bresselow", "Corrimund", "Dessavay", "Ellinquist", "Farradun", "Gessamor", "Hollenary",
    "Istravane", "Jessamund", "Korrinway", "Lessandral", "Mirrowane", "Nerrindale", "Orrisand", "Perrivost",
    "Ressimoor", "Sunnavere", "Tessalund", "Urrimane", "Verrosand", "Wessimar", "Yorrindel", "Zellamund",
)  # fmt: skip


def person_name(rng: Random, origin: str) -> Name:
    """Return a name for somebody of that origin (ISO code, "stateless", or "")."""
    if origin in (COUNTRY_CODE, ""):
        return Name(own_name(rng))
    script = SCRIPTS.get(origin)
    given = _syllables(rng, 4)
    family = _syllables(rng, 4)
    latin = f"{_latin(given)} {_latin(family)}"
    if script is None:
        return Name(latin)
    if script is HAN:
        return Name(latin, script.write(family[:1] + given[:2]))
    glue = "" if script in (BURMESE, KHMER) else " "
    native = f"{script.write(given)}{glue}{script.write(family)}"
    return Name(latin, native.title() if script is VIETNAMESE else native)


def own_name(rng: Random) -> str:
    """Return a name of Lantessara: a given name and a family name, both invented."""
    return f"{_own_given(rng)} {rng.choice(FAMILIES)}"


def staff_name(rng: Random) -> str:
    """Return the name of somebody who works there, of a family of its own."""
    return f"{_own_given(rng)} {rng.choice(STAFF_FAMILIES)}"


def _own_given(rng: Random) -> str:
    return f"{rng.choice(_FIRST_OWN)}{rng.choice(_LAST_OWN)}"


def nickname(rng: Random) -> str:
    return _latin(_syllables(rng, 2))


def firm_name(rng: Random) -> str:
    kind = rng.choice(("Placement", "Overseas Jobs", "Marine Supply", "Hospitality", "Digital Services"))
    return f"{rng.choice(FAMILIES)} {kind} (invented)"


def phone(rng: Random) -> str:
    return f"+999 {rng.randrange(100, 1000)} {rng.randrange(1000, 10000)}"


def document(rng: Random) -> str:
    return f"XL-{rng.randrange(100000, 1000000)}-{rng.choice('ABCDEFGHJK')}"


def _syllables(rng: Random, count: int) -> list[tuple[str, str]]:
    """Neighbours never repeat a consonant. Names have four: with three, chance makes real ones."""
    made: list[tuple[str, str]] = []
    while len(made) < count:
        first = rng.choice("klmnrstvyp")
        if made and made[-1][0] == first:
            continue
        made.append((first, rng.choice("aiueo")))
    return made


def _latin(syllables: list[tuple[str, str]]) -> str:
    return "".join(first + vowel for first, vowel in syllables).capitalize()
