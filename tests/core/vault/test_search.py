"""Finding a person by keyed tokens: who should be found is, who should not is not."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

import pytest

from handrail.core import vault
from handrail.core.vault.models import BlindIndex


@pytest.fixture
def indexed(shelter: UUID, rin: UUID, dara: UUID) -> UUID:
    vault.index_persons(
        [
            (
                shelter,
                rin,
                {"name": ["Rin Suwannamali", "ริน"], "phone": ["+66 81 555 0192"], "document": ["X-440-911"]},
            ),
            (shelter, dara, {"name": ["Dara Sokh Rin"], "phone": [], "document": []}),
        ]
    )
    return shelter


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("rin suwannamali", ["name"]),
        ("Suwannamali, RIN", ["name"]),
        ("ริน", ["name"]),
        ("Miss Rinn Suvanamalee", ["sound"]),
        ("Rin Suwanna Mali", ["sound"]),
        ("081 555 0192", ["phone"]),
        ("x440911", ["document"]),
        ("X440911", vault.SEARCH_KINDS),
    ],
)
def test_rin_is_found(indexed: UUID, rin: UUID, text: str, kinds: list[str]) -> None:
    assert set(vault.find_persons([indexed], text, kinds)) == {rin}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rin Phommavong", vault.SEARCH_KINDS),
        ("Suwannamali Sokh", vault.SEARCH_KINDS),  # one word of each of two persons
        ("Rinn", ["name"]),
        ("081 555 0193", vault.SEARCH_KINDS),
        ("440911", ["document"]),
        ("", vault.SEARCH_KINDS),
        ("Rin " * 13, vault.SEARCH_KINDS),
        ("---", vault.SEARCH_KINDS),
    ],
)
def test_nobody_is_found_by_what_does_not_fit(indexed: UUID, text: str, kinds: list[str]) -> None:
    assert not list(vault.find_persons([indexed], text, kinds))


def test_every_word_of_a_search_must_be_met(indexed: UUID, rin: UUID, dara: UUID) -> None:
    assert set(vault.find_persons([indexed], "Rin", ["name"])) == {rin, dara}
    assert set(vault.find_persons([indexed], "Rin Dara", ["name"])) == {dara}


def test_a_word_has_another_token_in_each_kind(shelter: UUID, rin: UUID) -> None:
    vault.index_persons(
        [(shelter, rin, {"name": ["12345678"], "phone": ["12345678"], "document": ["12345678"]})]
    )
    tokens = [bytes(token) for token in BlindIndex.objects.values_list("token", flat=True)]
    assert len(tokens) == len(set(tokens)) == 4


def test_persons_of_another_organisation_are_not_found(indexed: UUID, rin: UUID) -> None:
    other, stranger = uuid.uuid4(), uuid.uuid4()
    vault.create_organisation_key(other)
    vault.create_person_keys(other, [stranger])
    vault.index_persons([(other, stranger, {"name": ["Rin Suwannamali"]})])
    assert set(vault.find_persons([indexed], "Suwannamali", ["name"])) == {rin}
    assert set(vault.find_persons([other], "Suwannamali", ["name"])) == {stranger}
    assert set(vault.find_persons([indexed, other], "Suwannamali", ["name"])) == {rin, stranger}
    assert set(vault.find_persons([], "Suwannamali", ["name"])) == set()
    tokens = BlindIndex.objects.filter(kind="n").values_list("organisation", "token")
    assert not {bytes(t) for o, t in tokens if o == indexed} & {bytes(t) for o, t in tokens if o == other}


def test_indexing_again_replaces_the_kinds_given_and_keeps_the_others(indexed: UUID, rin: UUID) -> None:
    vault.index_persons([(indexed, rin, {"name": ["Malee"]})])
    assert not set(vault.find_persons([indexed], "Suwannamali", ["name", "sound"])) & {rin}
    assert set(vault.find_persons([indexed], "Malee", ["name"])) == {rin}
    assert set(vault.find_persons([indexed], "0815550192", ["phone"])) == {rin}
    vault.index_persons([(indexed, rin, {"phone": []})])
    assert not set(vault.find_persons([indexed], "0815550192", ["phone"]))


def test_the_same_person_may_be_told_twice_in_one_batch(shelter: UUID, rin: UUID) -> None:
    twice = {"name": ["Rin Rin", "rin"]}
    vault.index_persons([(shelter, rin, twice), (shelter, rin, {"name": ["Rin"], "phone": ["0815550192"]})])
    assert set(vault.find_persons([shelter], "Rin", ["name"])) == {rin}
    assert set(vault.find_persons([shelter], "0815550192", ["phone"])) == {rin}


def test_a_search_over_many_organisations_by_many_words_works(indexed: UUID, rin: UUID) -> None:
    others = [uuid.uuid4() for _ in range(15)]
    for other in others:
        vault.create_organisation_key(other)
    assert not list(vault.find_persons([indexed, *others], "a b c d e f g h i j k l"))
    assert set(vault.find_persons([indexed, *others], "Rin Suwannamali")) == {rin}


def test_unknown_kinds_are_refused(indexed: UUID, rin: UUID) -> None:
    with pytest.raises(ValueError, match="cannot search"):
        vault.find_persons([indexed], "Rin", ["nickname"])
    with pytest.raises(ValueError, match="cannot index"):
        vault.index_persons([(indexed, rin, {"address": ["x"]})])


def test_a_search_costs_the_same_number_of_queries_whoever_is_there(
    indexed: UUID, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):  # the organisation's key, the search
        assert list(vault.find_persons([indexed], "Rin Suwannamali", ["name"]))
    with django_assert_num_queries(2):
        assert not list(vault.find_persons([indexed], "Nobody Here", ["name"]))


def test_a_reference_of_another_system_has_one_token_however_it_is_written(shelter: UUID) -> None:
    token = vault.reference_token(shelter, "CTDC", "AB-12 34")
    assert token == vault.reference_token(shelter, "ctdc", "ab1234") and len(token) == 16
    assert token != vault.reference_token(shelter, "kobo", "ab1234")
    other = uuid.uuid4()
    vault.create_organisation_key(other)
    assert token != vault.reference_token(other, "ctdc", "ab1234")
