"""Who is in the country's records: shares taken from the seed facts, each named by its id.

The facts speak of different populations and do not add up to one (SF018 and SF025 together leave 8 %; SF024
is about men whom one organisation helped). Where two pull apart the country follows the detected victims of
the region, and the difference is left where it shows: in the agency that met the people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from handrail.site.demo.domain.chance import pick

SEXUAL, LABOUR, SCAM, CRIME, BEGGING, MARRIAGE, SERVITUDE = (
    "sexual",
    "labour",
    "scam",
    "crime",
    "begging",
    "marriage",
    "servitude",
)

# Rows add up to the group's share of all victims, in percent. Women 51 (SF016); girls and boys together
# 32.5, "nearly a third" (SF017); sexual exploitation 61 (SF018: more than 60); forced labour with servitude
# about 32 (SF025); men mostly for labour (the direction of SF024).
PROFILE: Mapping[tuple[str, bool], Mapping[str, float]] = MappingProxyType(
    {
        ("female", False): {SEXUAL: 41.2, LABOUR: 5.2, SERVITUDE: 2.7, SCAM: 1.3, MARRIAGE: 0.8, CRIME: 0.2},
        ("female", True): {SEXUAL: 16.2, LABOUR: 2.3, SERVITUDE: 0.9, BEGGING: 0.6, MARRIAGE: 0.4, SCAM: 0.1},
        ("male", False): {LABOUR: 11.8, SCAM: 2.5, SEXUAL: 1.6, CRIME: 0.7, BEGGING: 0.2},
        ("male", True): {LABOUR: 8.4, SEXUAL: 2.6, BEGGING: 0.6, CRIME: 0.3, SCAM: 0.1},
    }
)

# Forced crime in online-scam compounds grew from nearly nothing: factor on its share for each of the six
# years, oldest first. The growth is our picture of the region since about 2021; the seed facts are older.
SCAM_GROWTH = (0.1, 0.2, 0.5, 1.1, 1.6, 1.9)
# More cases are recorded each year, but for a dip in the second.
YEAR_WEIGHT = (0.75, 0.7, 0.85, 1.0, 1.2, 1.3)

# SF013: more than 85 % from within the region; SF014: about 6 % from Bangladesh and India; SF015: 5 %
# stateless. The rest come from further away, so that no page may count on the region alone.
ORIGINS: Mapping[str, float] = MappingProxyType(
    {
        "XL": 34.0,
        "MM": 15.5,
        "KH": 9.0,
        "VN": 8.5,
        "LA": 6.0,
        "PH": 5.0,
        "ID": 4.5,
        "TH": 2.5,
        "CN": 1.5,
        "BD": 3.6,
        "IN": 2.4,
        "stateless": 5.0,
        "KE": 0.9,
        "UG": 0.6,
        "UZ": 0.6,
        "UA": 0.4,
    }
)
REGION = frozenset({"XL", "MM", "KH", "VN", "LA", "PH", "ID", "TH", "CN"})
SOUTH_ASIA = frozenset({"BD", "IN"})

# Who meets whom: weights of the agencies for a purpose, relative to their share of all cases.
MEETS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        SEXUAL: {"police": 1.6, "labour": 0.15, "hotline": 1.1, "welfare": 1.1},
        LABOUR: {
            "police": 0.7,
            "labour": 2.0,
            "welfare": 0.9,
            "prosecution": 0.9,
            "hotline": 0.9,
            "morning": 0.9,
            "steadfast": 0.9,
        },
        SCAM: {"police": 1.1, "immigration": 1.6, "labour": 0.3},
        CRIME: {"police": 1.4},
        SERVITUDE: {"hotline": 2.0, "welfare": 1.4, "labour": 1.2},
        BEGGING: {"welfare": 2.0, "labour": 0.1},
        MARRIAGE: {"welfare": 1.5, "hotline": 1.5, "labour": 0.0},
    }
)

# Where: weights of the provinces for a purpose, relative to the province's own weight.
WHERE: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        SEXUAL: {"Ondrelay": 1.2, "Yllibeth": 1.8},
        LABOUR: {"Tirrasine": 1.9, "Kesmarrow": 1.7, "Pellandry": 1.6, "Ondrelay": 0.7},
        SCAM: {"Quorrimel": 2.8, "Yllibeth": 1.8, "Pellandry": 0.2},
    }
)

CHILD_AGES = ((9, 2), (11, 3), (12, 4), (13, 7), (14, 11), (15, 16), (16, 22), (17, 24), (6, 1), (4, 1))
ADULT_AGES = ((18, 9), (19, 10), (20, 10), (22, 18), (24, 15), (26, 12), (28, 9), (31, 9), (35, 6), (43, 4))


@dataclass(frozen=True, slots=True)
class Profile:
    """Who somebody is, as it is; what the record knows of it is decided later."""

    sex: str
    child: bool
    age: int
    purpose: str
    origin: str


def draw_profile(rng: Random, year: int) -> Profile:
    """Draw a person whom the country met in one of its six years (0 to 5)."""
    cells = [
        ((sex, child, purpose), weight * (SCAM_GROWTH[year] if purpose == SCAM else 1.0))
        for (sex, child), purposes in PROFILE.items()
        for purpose, weight in purposes.items()
    ]
    sex, child, purpose = pick(rng, cells)
    ages = CHILD_AGES if child else ADULT_AGES
    age = pick(rng, ages) + (0 if child else rng.choice((0, 0, 1, 2)))
    origins = dict(ORIGINS)
    if purpose == SCAM:
        # Compounds recruit far away, and people who had schooling.
        origins |= {"XL": 12.0, "IN": 6.0, "KE": 4.0, "UG": 3.0, "stateless": 1.0, "CN": 8.0}
    return Profile(sex, child, age, purpose, pick(rng, tuple(origins.items())))
