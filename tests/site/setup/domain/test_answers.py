"""Answers are checked before anything is written; each refusal names the answer and how to mend it."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

import pytest

from handrail.site.setup.domain.answers import KINDS, AnswerProblem, Answers, answers_from
from handrail.site.setup.domain.packs import packs

ZONES = frozenset(available_timezones())
SAID: dict[str, Any] = {
    "organisation": "Shelter of the Three Lamps",
    "short_name": "LAMP",
    "kind": "shelter",
    "country": "Thailand",
    "time_zone": "Asia/Bangkok",
    "administrators": ["mali=Mali S", {"username": "Dara", "name": "Dara K"}],
}


def answers(**changes: Any) -> Answers:
    said = {name: value for name, value in {**SAID, **changes}.items() if value is not None}
    return answers_from(said, time_zones=ZONES, languages=["en", "th"])


def test_answers_are_kept_in_one_spelling() -> None:
    found = answers(units=["North wing"])
    assert (found.country, found.administrators[1].username, found.units) == ("TH", "dara", ("North wing",))
    assert answers_from(found.as_json(), time_zones=ZONES, languages=["en"]) == found


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        *(({name: None}, name) for name in SAID),
        ({"kind": "castle"}, "kind"),
        ({"country": "Atlantis"}, "country"),
        ({"time_zone": "Bangkok"}, "time_zone"),
        ({"reached": "pigeon"}, "reached"),
        ({"language": "xx"}, "language"),
        ({"short_name": "x" * 13}, "short_name"),
        ({"organisation": "x" * 201}, "organisation"),
        ({"organisation": 7}, "organisation"),
        ({"administrators": ["mali=Mali S"]}, "administrators"),
        ({"administrators": ["mali=Mali S", "MALI=Other"]}, "administrators"),
        ({"administrators": ["mali=Mali S", "dara"]}, "administrators"),
        ({"administrators": ["mali=Mali S", "-=x"]}, "administrators"),
        ({"administrators": "mali=Mali S"}, "administrators"),
        ({"units": ["a", "a"]}, "units"),
        ({"hosts": "localhost"}, "hosts"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_what_cannot_be_used_is_named(changes: dict[str, Any], name: str) -> None:
    with pytest.raises(AnswerProblem) as caught:
        answers(**changes)
    assert caught.value.name == name and caught.value.why


def test_every_country_pack_can_be_used() -> None:
    import pycountry

    assert {"TH", "KH", "LA", "VN", "MM", "MY", "ID", "PH"} <= set(packs())
    for country, pack in packs().items():
        assert pycountry.countries.get(alpha_2=country)
        assert pack.time_zones and set(pack.time_zones) <= ZONES and pack.languages


def test_the_kinds_are_those_of_organisations() -> None:
    from handrail.core.organisations.models import AgencyKind

    assert set(AgencyKind.values) == set(KINDS)
