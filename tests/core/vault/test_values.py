"""Values: they come back as they were, to the person and purpose they were sealed for."""

from __future__ import annotations

import base64
import os
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from handrail.core import vault
from handrail.core.vault.keyfiles import MASTER_KEY_VARIABLE
from handrail.core.vault.models import OrganisationKey, PersonKey

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=6,
)


@given(value=json_values)
def test_a_value_comes_back_as_it_was(rin: UUID, value: Any) -> None:
    assert vault.unseal(rin, "note", vault.seal(rin, "note", value)) == value


def test_the_length_of_a_name_is_hidden_among_those_of_similar_length(rin: UUID) -> None:
    assert len(vault.seal(rin, "name", "Rin")) == len(vault.seal(rin, "name", "Rin Suwannamali na Ayut"))


def test_a_value_opens_for_no_other_person_and_no_other_purpose(rin: UUID, dara: UUID) -> None:
    sealed = vault.seal(rin, "name", "Rin")
    for person, purpose in [(dara, "name"), (rin, "note")]:
        with pytest.raises(vault.Damaged):
            vault.unseal(person, purpose, sealed)


def test_many_values_come_back_in_order_with_one_query_for_keys(
    rin: UUID, dara: UUID, django_assert_num_queries: Any
) -> None:
    items = [(rin, "name", "Rin"), (dara, "name", "Dara"), (rin, "note", ["x", 1])]
    vault.seal(rin, "warm", None)
    with django_assert_num_queries(1):
        sealed = vault.seal_many(items)
    with django_assert_num_queries(1):
        opened = vault.unseal_many([(p, u, s) for (p, u, _), s in zip(items, sealed, strict=True)])
    assert opened == ["Rin", "Dara", ["x", 1]]


def test_more_persons_than_one_query_can_name_are_opened_too(shelter: UUID) -> None:
    persons = [uuid.uuid4() for _ in range(2_500)]
    vault.create_person_keys(shelter, persons)
    sealed = vault.seal_many([(person, "n", n) for n, person in enumerate(persons)])
    opened = vault.unseal_many([(person, "n", box) for person, box in zip(persons, sealed, strict=True)])
    assert opened == list(range(2_500))


def test_one_erased_person_does_not_spoil_a_list(rin: UUID, dara: UUID) -> None:
    sealed = vault.seal_many([(rin, "name", "Rin"), (dara, "name", "Dara")])
    vault.erase_person(rin)
    first, second = vault.unseal_many([(rin, "name", sealed[0]), (dara, "name", sealed[1])])
    assert isinstance(first, vault.Erased) and first.person == rin
    assert second == "Dara"
    with pytest.raises(vault.Erased):
        vault.seal_many([(dara, "name", "Dara"), (rin, "name", "Rin")])


def test_a_person_or_organisation_without_a_key_is_named(shelter: UUID) -> None:
    stranger = uuid.uuid4()
    with pytest.raises(vault.NoKey, match=str(stranger)):
        vault.seal(stranger, "name", "x")
    with pytest.raises(vault.NoKey, match=str(stranger)):
        vault.seal_for_organisation(stranger, "name", "x")


def test_a_person_whose_organisations_key_was_taken_away_has_no_key(shelter: UUID, rin: UUID) -> None:
    vault.forget_keys()
    _as_owner("DELETE FROM vault_organisationkey", [])
    with pytest.raises(vault.NoKey):
        vault.seal(rin, "name", "Rin")


def test_a_second_key_for_the_same_owner_is_refused(shelter: UUID, rin: UUID) -> None:
    sealed = vault.seal(rin, "name", "Rin")
    for make in (
        lambda: vault.create_organisation_key(shelter),
        lambda: vault.create_person_keys(shelter, [rin]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
    assert vault.unseal(rin, "name", sealed) == "Rin"


def test_the_organisation_and_the_installation_seal_what_belongs_to_no_person(shelter: UUID) -> None:
    sealed = vault.seal_for_organisation(shelter, "note", "Rooms are full")
    assert vault.unseal_for_organisation(shelter, "note", sealed) == "Rooms are full"
    other = uuid.uuid4()
    vault.create_organisation_key(other)
    for organisation, purpose in [(other, "note"), (shelter, "name")]:
        with pytest.raises(vault.Damaged):
            vault.unseal_for_organisation(organisation, purpose, sealed)
    for damaged in (b"", b"\x00\x07" + sealed[2:], sealed[:-1]):
        with pytest.raises(vault.Damaged):
            vault.unseal_for_organisation(shelter, "note", damaged)
    secret = vault.seal_for_installation("second-factor", "JBSWY3DP")
    assert vault.unseal_for_installation("second-factor", secret) == "JBSWY3DP"
    with pytest.raises(vault.Damaged):
        vault.unseal_for_installation("other", secret)
    with pytest.raises(vault.Damaged):
        vault.unseal_for_installation("second-factor", b"")


def test_another_master_key_is_named_not_called_damage(
    shelter: UUID, rin: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = vault.seal_for_installation("second-factor", "JBSWY3DP")
    monkeypatch.setenv(MASTER_KEY_VARIABLE, base64.b64encode(os.urandom(32)).decode())
    vault.forget_keys()
    with pytest.raises(vault.WrongMasterKey, match=OrganisationKey.objects.get().master_key_id):
        vault.seal(rin, "name", "Rin")
    with pytest.raises(vault.WrongMasterKey):
        vault.unseal_for_installation("second-factor", secret)


def test_a_wrapped_key_moved_to_another_person_does_not_open(rin: UUID, dara: UUID) -> None:
    wrapped = PersonKey.objects.get(person=rin).wrapped
    _as_owner("UPDATE vault_personkey SET wrapped = %s WHERE person = %s", [wrapped, _id(dara)])
    with pytest.raises(vault.Damaged):
        vault.seal(dara, "name", "Dara")


def test_an_organisation_key_rolled_back_is_not_remembered(db: None) -> None:
    organisation, person = uuid.uuid4(), uuid.uuid4()
    with pytest.raises(RuntimeError), transaction.atomic():
        vault.create_organisation_key(organisation)
        vault.seal_for_organisation(organisation, "note", "lost")
        raise RuntimeError
    vault.create_organisation_key(organisation)
    vault.create_person_keys(organisation, [person])
    sealed = vault.seal(person, "name", "Rin")
    vault.forget_keys()
    assert vault.unseal(person, "name", sealed) == "Rin"


def test_an_erased_person_has_no_key_says_the_database(rin: UUID) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonKey.objects.filter(person=rin).update(erased_at="2026-01-01T00:00Z")


def test_every_promised_name_is_there() -> None:
    for name in vault.__all__:
        assert getattr(vault, name) is not None
    with pytest.raises(AttributeError):
        vault.no_such_name  # noqa: B018


def _as_owner(statement: str, values: list[Any]) -> None:
    from tests.roles import as_role

    with as_role("handrail_owner"), connection.cursor() as cursor:
        cursor.execute(statement, values)


def _id(value: UUID) -> Any:
    return value if connection.vendor == "postgresql" else value.hex
