"""What was typed and not sent: kept for its writer alone, and gone with its case."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from handrail.core import vault
from handrail.core.access import acting_as
from handrail.core.access.models import Exclusion
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.drafts.actions import keep_draft, opened
from handrail.core.drafts.domain.keeping import KEPT_FOR, LARGEST, worth_keeping
from handrail.core.drafts.marks import BEGUN, FIELD, Mark, make_mark
from handrail.core.drafts.models import Draft
from handrail.core.drafts.queries import draft_at, lines_of
from tests.cast import Cast, client_for, open_case
from tests.roles import as_role

pytestmark = pytest.mark.django_db

WORDS = "She wants to see her sister first"


def place(case: Case) -> str:
    return reverse("meeting_add", args=[case.id])


def sent(client: Client, cast: Cast, case: Case, **fields: str) -> int:
    """Send what a page sends while somebody types."""
    said = {"decided": WORDS, FIELD: make_mark(cast.dao, place(case), "A talk"), **fields}
    return client.post(reverse("draft_keep"), said).status_code


def begun(cast: Cast, case: Case) -> Draft | None:
    with acting_as(cast.dao):
        return draft_at(cast.dao, place(case))


def everything() -> list[Draft]:
    return list(Draft.objects.unscoped("test"))


def test_what_is_typed_is_kept_and_comes_back_into_the_form(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    assert sent(client, cast, case) == 204
    page = client.get(place(case)).content.decode()
    assert WORDS not in page
    assert f"{place(case)}?{BEGUN}=1" in page
    filled = client.get(f"{place(case)}?{BEGUN}=1").content.decode()
    assert WORDS in filled
    work = client.get(reverse("work")).content.decode()
    assert "A talk" in work
    assert case.number in work


def test_the_database_holds_no_word_of_it(cast: Cast) -> None:
    case = open_case(cast.dao)
    sent(client_for(cast.dao), cast, case)
    (draft,) = everything()
    assert WORDS.encode() not in bytes(draft.sealed)
    with acting_as(cast.dao):
        assert opened(draft)[1]["decided"] == [WORDS]


def test_later_words_take_the_place_of_earlier_ones(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    sent(client, cast, case)
    sent(client, cast, case, decided="Something else")
    assert len(everything()) == 1
    assert "Something else" in client.get(f"{place(case)}?{BEGUN}=1").content.decode()
    assert AuditEvent.objects.filter(action="core:draft:begun").count() == 1


def test_a_form_that_was_sent_leaves_no_draft(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    sent(client, cast, case)
    mark = make_mark(cast.dao, place(case), "A talk")
    fields = {"kind": "conference", "on": "2026-01-05", "there": "us", "decided": WORDS, FIELD: mark}
    assert client.post(place(case), fields).status_code == 302
    assert everything() == []
    assert AuditEvent.objects.filter(action="core:draft:sent").count() == 1


def test_a_refused_form_keeps_its_draft(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    mark = make_mark(cast.dao, place(case), "A talk")
    assert client.post(place(case), {"decided": WORDS, FIELD: mark}).status_code == 422
    assert begun(cast, case) is not None


def test_who_was_signed_out_meanwhile_finds_what_was_sent(cast: Cast) -> None:
    case = open_case(cast.dao)
    mark = make_mark(cast.dao, place(case), "A talk")
    answer = Client().post(place(case), {"decided": WORDS, FIELD: mark})
    assert answer.status_code == 302
    assert WORDS in client_for(cast.dao).get(f"{place(case)}?{BEGUN}=1").content.decode()


def test_a_page_that_stood_open_for_too_long_loses_nothing(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    client.handler.enforce_csrf_checks = True
    mark = make_mark(cast.dao, place(case), "A talk")
    assert client.post(place(case), {"decided": WORDS, FIELD: mark}).status_code == 403
    assert begun(cast, case) is not None


def test_somebody_else_at_the_same_computer_gets_nothing_of_it(cast: Cast) -> None:
    """The mark is the one who was signed in when the page was drawn; the words are theirs, whoever sends."""
    case = open_case(cast.dao)
    sent(client_for(cast.dao), cast, case)
    for account in cast.everybody().values():
        if account == cast.dao:
            continue
        client = client_for(account)
        assert WORDS not in client.get(f"{place(case)}?{BEGUN}=1").content.decode()
        assert WORDS not in client.get(reverse("drafts")).content.decode()
        assert sent(client, cast, case) == 409
        with acting_as(account):
            assert list(lines_of(account)) == []
    (draft,) = everything()
    assert draft.account == cast.dao


def test_nobody_keeps_words_in_anothers_name(cast: Cast) -> None:
    case = open_case(cast.dao)
    made_up = make_mark(cast.dao, place(case), "A talk")[:-3] + "abc"
    for mark in (made_up, "", "x:y:z"):
        Client().post(place(case), {"decided": WORDS, FIELD: mark})
        assert client_for(cast.dao).post(reverse("draft_keep"), {FIELD: mark}).status_code == 409
    assert everything() == []


def test_a_case_that_does_not_open_takes_no_draft_and_a_hidden_one_shows_none(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    sent(client, cast, case)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=case.id, account_id=cast.dao.id, starts_at=now(), decided_by=cast.anan.id
        )
    assert begun(cast, case) is None
    assert "A talk" not in client.get(reverse("work")).content.decode()
    assert sent(client, cast, case) == 409


def test_of_a_person_who_was_erased_nothing_is_kept_and_nothing_opens(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    sent(client, cast, case)
    vault.erase_person(case.person_id)
    assert sent(client, cast, case) == 409
    assert "A talk" not in client.get(reverse("drafts")).content.decode()


def test_tokens_and_secrets_are_not_kept() -> None:
    secrets = ("csrfmiddlewaretoken", FIELD, "password", "new_passphrase", "code")
    fields = {**{name: ["s"] for name in secrets}, "words": ["w"], "prs_MailingPostalCode": ["10110"]}
    assert worth_keeping(fields) == {"words": ["w"], "prs_MailingPostalCode": ["10110"]}
    assert worth_keeping({"words": [" "]}) == {}
    assert worth_keeping({"words": ["x" * (LARGEST + 1)]}) == {}


@given(st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3), max_size=6))
def test_nothing_is_added_and_nothing_is_changed(fields: dict[str, list[str]]) -> None:
    for name, values in worth_keeping(fields).items():
        assert fields[name] == values


def test_what_nobody_came_back_to_goes(cast: Cast) -> None:
    case, other = open_case(cast.dao), open_case(cast.dao)
    with acting_as(cast.dao):
        for each, at in ((case, now() - KEPT_FOR - timedelta(minutes=1)), (other, now())):
            keep_draft(Mark(cast.dao.id, place(each), "A talk"), {"decided": [WORDS]}, by=cast.dao, at=at)
    (left,) = everything()
    assert left.case == other


def test_throwing_away(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    sent(client, cast, case)
    (draft,) = everything()
    url = reverse("draft_throw_away", args=[draft.id])
    assert client_for(cast.minh).post(url).status_code == 404
    assert client.post(url).status_code == 302
    assert everything() == []


def test_a_new_case_begun_comes_back(cast: Cast) -> None:
    client = client_for(cast.dao)
    url = reverse("case_new")
    mark = make_mark(cast.dao, url, "Open a new case")
    fields = {"step": "save", "hr_FullName": "Suda", FIELD: mark}
    Client().post(url, urlencode(fields), content_type="application/x-www-form-urlencoded")
    (draft,) = everything()
    assert draft.case is None
    assert "Suda" in client.get(f"{url}?{BEGUN}=1").content.decode()
