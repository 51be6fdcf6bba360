"""Names of the country are in no register of real places, and its people bear no real names."""

from __future__ import annotations

from difflib import SequenceMatcher
from random import Random

import pycountry
import pytest
from babel import Locale
from faker import Faker

from handrail.site.demo.domain import names
from handrail.site.demo.domain.country import AGENCIES, COUNTRY, COUNTRY_CODE, PROVINCES
from handrail.site.demo.domain.shape import ORIGINS
from handrail.site.demo.personas import PERSONAS

PLACES = [COUNTRY, *PROVINCES]
TOWNS = [town for province in PROVINCES.values() for town in province.towns]


def real_places() -> set[str]:
    real = {place.name for place in pycountry.countries} | {place.name for place in pycountry.subdivisions}
    return {name.casefold() for name in real | set(Locale("en").territories.values())}


@pytest.mark.parametrize("place", PLACES)
def test_country_and_provinces_resemble_no_real_place(place: str) -> None:
    nearest = max(real_places(), key=lambda real: SequenceMatcher(None, place.casefold(), real).ratio())
    assert SequenceMatcher(None, place.casefold(), nearest).ratio() < 0.72, nearest


def test_towns_and_agencies_are_in_no_register_of_places() -> None:
    real = real_places()
    for name in (*TOWNS, *(agency.name for agency in AGENCIES.values())):
        assert name.casefold() not in real


def test_the_country_code_belongs_to_no_country() -> None:
    assert pycountry.countries.get(alpha_2=COUNTRY_CODE) is None
    assert COUNTRY_CODE[0] == "X"  # XA to XZ stay with the users of ISO 3166-1


def test_nobody_bears_a_name_of_a_real_register() -> None:
    real: set[str] = set()
    for locale in ("en_PH", "id_ID", "th_TH", "vi_VN", "ne_NP", "en_IN", "en_US", "fil_PH", "bn_BD", "zh_CN"):
        for provider in Faker(locale).get_providers():
            for listed in ("first_names", "last_names", "first_names_female", "first_names_male"):
                real |= {str(name).casefold() for name in getattr(provider, listed, ())}
    assert len(real) > 2000
    rng = Random(3)
    origins = [*ORIGINS, ""]
    made = {names.person_name(rng, rng.choice(origins)).latin for _ in range(3000)}
    made |= {persona.name for persona in PERSONAS}
    whole = {part.casefold() for name in made for part in name.split()}
    assert not whole & real, sorted(whole & real)


@pytest.mark.parametrize("origin", names.SCRIPTS)
def test_a_name_in_its_own_script_has_as_many_syllables(origin: str) -> None:
    made = [names.person_name(Random(n), origin) for n in range(40)]
    assert all(name.native and name.native != name.latin for name in made)
    if origin not in {"VN", "CN"}:
        assert not any("a" <= letter <= "z" for name in made for letter in name.native)


def test_phones_and_documents_belong_to_nobody() -> None:
    rng = Random(1)
    assert names.phone(rng).startswith("+999 ")  # no country has 999
    assert names.document(rng).startswith("XL-")
