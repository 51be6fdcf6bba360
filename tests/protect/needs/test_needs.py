"""Needs and safety on their pages: who reads them, what is sealed, and two people who write at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.absences.models import Absence
from handrail.core.access import Refused, acting_as
from handrail.core.access.domain.roles import roles
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent, withdraw_consent
from handrail.core.consent.models import ConsentGrant
from handrail.core.consent.sharing import parts_of
from handrail.core.referrals.actions import answer_referral, send_referral
from handrail.protect.needs.actions import add_needs, answer_need, keep_safety
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.models import Need, Safety
from handrail.protect.needs.queries import late_needs, needs_of, safety_of
from tests.cast import Cast, client_for, make_account, open_case

pytestmark = pytest.mark.django_db

NEVER = "Never say the word shelter"


def kept(cast: Cast) -> Case:
    """Rin's case with what keeps her safe, and two needs."""
    case = open_case(cast.dao)
    with acting_as(cast.dao):
        keep_safety(case, {"danger": "serious", "never": NEVER}, expected_version=0, by=cast.dao, at=now())
        add_needs(case, ["shelter", "dental"], urgent=True, words="A bed.", by=cast.dao, at=now())
    return case


def shared(
    cast: Cast, case: Case, parts: list[str], fields: list[str] | None = None, purpose: str = "assistance"
) -> ConsentGrant:
    """Rin agrees that the police read parts of her case, and they accept the referral."""
    with acting_as(cast.dao):
        grant = grant_consent(
            case,
            purpose=purpose,
            recipient=cast.police,
            fields=fields or ["hr_Sex"],
            parts=parts_of(parts),
            starts_on=today(),
            ends_on=today() + timedelta(days=30),
            language="",
            explained_how="spoken",
            by=cast.dao,
            at=now(),
        )
        referral = send_referral(case, consent=grant, to_unit=cast.police_head, by=cast.dao, at=now())
    with acting_as(cast.sothea):
        answer_referral(referral, accept=True, by=cast.sothea, at=now())
    return grant


def help_page(browser: Client, case: Case) -> str:
    answer = browser.get(reverse("help_page", args=[case.id]))
    return answer.content.decode() if answer.status_code == 200 else ""


def test_a_colleague_reads_how_to_reach_her_safely_and_what_she_needs(cast: Cast) -> None:
    page = help_page(client_for(cast.minh), kept(cast))
    assert NEVER in page and "A safe place to sleep" in page and "A bed." in page


def test_no_word_stands_in_clear_in_the_database(cast: Cast) -> None:
    kept(cast)
    with connection.cursor() as cursor:
        for table in ("protect_safety", "protect_need"):
            cursor.execute(f"SELECT * FROM {table}")
            held = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor])
            assert NEVER not in held and "A bed" not in held


def test_each_role_reads_and_writes_what_its_permissions_say(cast: Cast) -> None:
    case = kept(cast)
    for role in roles().values():
        account = make_account(f"a-{role.id}".replace("_", "-"), cast.shelter_house, role.id)
        browser = client_for(account)
        reads = "core:case:read" in role.permissions and role.id != "frontline_officer"
        assert (NEVER in help_page(browser, case)) is reads, role.id
        answer = browser.get(reverse("safety_edit", args=[case.id]))
        writes = reads and "protect:help:write" in role.permissions
        assert (answer.status_code == 200) is writes, role.id


@pytest.mark.parametrize("parts, opens", [([], False), (["notes"], False), (["needs"], True)])
def test_another_house_reads_them_only_under_a_consent_that_names_them(
    cast: Cast, parts: list[str], opens: bool
) -> None:
    case = kept(cast)
    grant = shared(cast, case, parts)
    assert (NEVER in help_page(client_for(cast.sothea), case)) is opens
    with acting_as(cast.dao):
        withdraw_consent(grant, on=today(), by=cast.dao)
    assert NEVER not in help_page(client_for(cast.sothea), case)


def test_the_whole_case_takes_them_in_when_that_is_what_she_agreed_to(cast: Cast) -> None:
    case = kept(cast)
    shared(cast, case, ["*"], fields=["*"])
    assert NEVER in help_page(client_for(cast.sothea), case)


@pytest.mark.parametrize(
    "purpose, helps", [("investigation", False), ("research", False), ("assistance", True)]
)
def test_a_house_writes_only_where_the_person_agreed_to_its_help(
    cast: Cast, purpose: str, helps: bool
) -> None:
    case = kept(cast)
    shared(cast, case, ["needs"], purpose=purpose)
    browser = client_for(make_account("clinic", cast.police_head, "health_worker"))
    assert NEVER in help_page(browser, case)
    need = Need._base_manager.get(kind="shelter")
    for name, ids in (("safety_edit", []), ("needs_add", []), ("need_answer", [need.id])):
        answer = browser.post(reverse(name, args=[case.id, *ids]), {"state": "met", "kinds": "dental"})
        assert (answer.status_code == 403) is not helps, name
    assert Need._base_manager.get(id=need.id).state == ("met" if helps else "open")


def test_a_need_that_she_does_not_want_is_her_choice_and_never_late(cast: Cast) -> None:
    case = kept(cast)
    much_later = now() + timedelta(days=60)
    with acting_as(cast.dao):
        assert [need.kind for need in late_needs(cast.dao, much_later, 10)] == ["shelter"]
        need = Need.objects.visible_to(cast.dao).select_related("case").get(kind="shelter")
        answer_need(need, NeedState.DECLINED, words="With her aunt.", by=cast.dao, at=now())
        assert list(late_needs(cast.dao, much_later, 10)) == []
        line = next(line for line in needs_of(cast.dao, case, much_later) if line.need.kind == "shelter")
        assert not line.late and line.words == "A bed." and line.answer == "With her aunt."


@pytest.mark.parametrize("ways", [("met", "open", "declined", "open"), ("declined", "open", "met")])
def test_what_became_of_a_need_can_be_said_again(cast: Cast, ways: tuple[str, ...]) -> None:
    case = kept(cast)
    need, browser = Need._base_manager.get(kind="shelter"), client_for(cast.dao)
    for state in ways:
        answer = browser.post(
            reverse("need_answer", args=[case.id, need.id]), {"state": state, "words": state}
        )
        assert answer.status_code == 302
        assert Need._base_manager.get(id=need.id).state == state


def test_of_two_who_answer_the_same_need_the_second_is_told(cast: Cast) -> None:
    kept(cast)
    with acting_as(cast.dao):
        first, second = (
            Need.objects.visible_to(cast.dao).select_related("case").get(kind="shelter") for _ in range(2)
        )
        answer_need(first, NeedState.MET, words="Room 4.", by=cast.dao, at=now())
        with pytest.raises(Refused, match="need-changed"):
            answer_need(second, NeedState.DECLINED, words="No.", by=cast.dao, at=now())
    assert Need._base_manager.get(kind="shelter").state == "met"


def test_a_need_that_is_open_already_is_not_written_twice(cast: Cast) -> None:
    case = kept(cast)
    with acting_as(cast.dao):
        add_needs(case, ["shelter", "documents"], urgent=False, words="", by=cast.dao, at=now())
    assert sorted(Need._base_manager.values_list("kind", flat=True)) == ["dental", "documents", "shelter"]


FIELDS = ("harm", "ways", "never")


def sent(opened: dict[str, str], **typed: str) -> dict[str, str]:
    """What a browser sends that opened the page when `opened` stood there."""
    form = {"version": opened.get("version", "0"), "danger": "", "initial-danger": "", "review_on": ""}
    for name in FIELDS:
        form[name] = typed.get(name, opened.get(name, ""))
        form[f"initial-{name}"] = opened.get(name, "")
    return form


def test_what_two_write_at_the_same_time_is_put_to_a_choice(cast: Cast) -> None:
    case = open_case(cast.dao)
    address = reverse("safety_edit", args=[case.id])
    dao, minh = client_for(cast.dao), client_for(cast.minh)
    assert dao.post(address, sent({}, never="Dao said this")).status_code == 302

    typed = sent({}, never="Minh said that", ways="After six")
    asked = minh.post(address, typed)
    page = asked.content.decode()
    assert asked.status_code == 409
    assert "Dao said this" in page and "Minh said that" in page and "After six" in page
    with acting_as(cast.dao):
        assert safety_of(cast.dao, case).values["never"] == "Dao said this"

    assert minh.post(address, {**typed, "asked_at": "1", "keep-never": "theirs"}).status_code == 302
    with acting_as(cast.dao):
        values = safety_of(cast.dao, case).values
    assert values["never"] == "Dao said this" and values["ways"] == "After six"


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1]), st.sampled_from(FIELDS), st.sampled_from(["a", "b", ""])),
        min_size=1,
        max_size=6,
    )
)
def test_no_one_loses_what_they_kept_without_having_seen_the_other(
    cast: Cast, edits: list[tuple[int, str, str]]
) -> None:
    """Pages of any age: a save changes a field only over what that editor had before them."""
    with transaction.atomic():
        case = open_case(cast.dao)
        address = reverse("safety_edit", args=[case.id])
        browsers = [client_for(cast.dao), client_for(cast.minh)]
        pages: list[dict[str, str]] = [{}, {}]
        stands: dict[str, str] = {}
        version = 0
        for who, field, text in edits:
            seen = pages[who].get(field, "")
            answer = browsers[who].post(address, sent(pages[who], **{field: text}))
            clash = text != seen and stands.get(field, "") not in (seen, text)
            assert answer.status_code == (409 if clash else 302)
            if not clash:
                if text not in (seen, stands.get(field, "")):
                    stands[field], version = text, version + 1
                pages[who] = {**stands, "version": str(version)}
        with acting_as(cast.dao):
            held = safety_of(cast.dao, case)
        assert held.version == version
        assert {n: held.values.get(n, "") for n in FIELDS} == {n: stands.get(n, "") for n in FIELDS}
        transaction.set_rollback(True)


def test_a_date_without_a_day_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    case = open_case(cast.dao)
    answer = client_for(cast.dao).post(
        reverse("safety_edit", args=[case.id]), {"version": "0", "review_on": "2026", "ways": "At noon"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Write the day too" in page and "At noon" in page
    assert not Safety._base_manager.exists()


def test_late_needs_and_reviews_stand_in_my_work_of_the_responsible(cast: Cast) -> None:
    case = kept(cast)
    Need._base_manager.filter(kind="shelter").update(due_at=now() - timedelta(hours=1))
    Safety._base_manager.update(review_on=today())
    page = client_for(cast.dao).get("/work/").content.decode()
    assert "Needs that wait too long" in page and "look at the safety plan" in page
    assert f"/cases/{case.id}/help/#needs" in page
    assert f"/cases/{case.id}/help/#needs" not in client_for(cast.minh).get("/work/").content.decode()
    Absence.objects.create(
        account=cast.dao,
        deputy=cast.minh,
        starts_on=today(),
        ends_on=today() + timedelta(days=9),
        entered_by=cast.dao,
        entered_at=now(),
    )
    assert f"/cases/{case.id}/help/#needs" in client_for(cast.minh).get("/work/").content.decode()
    Case._base_manager.update(status="Closed")
    assert f"/cases/{case.id}/help/#needs" not in client_for(cast.dao).get("/work/").content.decode()
