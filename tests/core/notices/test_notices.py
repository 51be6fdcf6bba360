"""Notices say that something waits; never what, never about whom, and never of what is hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from handrail.core.absences.actions import enter_leave
from handrail.core.access import acting_as
from handrail.core.access.models import Exclusion
from handrail.core.accounts import recovery
from handrail.core.accounts.actions import end_role, give_role
from handrail.core.accounts.domain.granting import Term
from handrail.core.accounts.models import Account
from handrail.core.cases.actions import assign
from handrail.core.clock import now, today
from handrail.core.notices.actions import address_of, set_address, tell
from handrail.core.notices.domain.kinds import QUIET, NoticeKind, may_mail
from handrail.core.notices.models import MailAddress, Notice
from handrail.core.notices.queries import notices_of, something_new, who_may
from handrail.core.notices.words import PLACES, WORDS
from handrail.site.mail import MailAddressWrong, mail_settings
from tests.cast import Cast, client_for, make_account, open_case
from tests.roles import as_role


def kinds(account: Account) -> list[str]:
    again = Account.objects.get(id=account.id)
    with acting_as(again):
        assert something_new(again) == notices_of(again).filter(seen_at=None).exists()
        return [notice.kind for notice in notices_of(again)]


def give(cast: Cast, to: Account) -> Any:
    case = open_case(cast.dao)
    with acting_as(cast.minh):
        assign(case, to, by=cast.minh, at=now())
    return case


def hide(case: Any, account: Account) -> None:
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=case.id, account_id=account.id, starts_at=now(), decided_by=uuid4())


def test_every_kind_has_words_and_a_place() -> None:
    assert set(WORDS) == set(PLACES) == set(NoticeKind)


def test_who_is_given_a_case_is_told_and_who_gives_it_is_not(cast: Cast) -> None:
    give(cast, cast.dao)
    assert kinds(cast.dao) == ["case-given"]
    assert kinds(cast.minh) == []


def test_a_case_that_is_hidden_later_was_never_told_of(cast: Cast) -> None:
    case = give(cast, cast.dao)
    hide(case, cast.dao)
    assert kinds(cast.dao) == []
    page = client_for(cast.dao).get("/notices/").content.decode()
    assert "No notices" in page and "something new" not in page


def test_leave_roles_and_ways_back_are_told_to_whom_they_concern(cast: Cast) -> None:
    enter_leave(
        cast.dao,
        deputy=cast.minh,
        starts_on=today(),
        ends_on=today() + timedelta(3),
        by=cast.dao,
        on=today(),
        at=now(),
    )
    assert kinds(cast.minh) == ["stands-in"]
    grant = give_role(
        cast.pim, Term("case_worker", cast.shelter_house.id, today(), None), by=cast.nok, on=today()
    )
    end_role(grant, by=cast.nok, on=today())
    assert kinds(cast.pim) == ["role-changed", "role-changed"]
    recovery.ask(cast.dao, by=cast.nok, at=now())
    assert kinds(cast.lek) == ["way-back"]
    assert kinds(cast.nok) == kinds(cast.dao) == []
    assert set(kinds(cast.minh)) == {"stands-in", "way-back"}


def test_who_may_answer_for_a_unit_are_those_whose_live_role_reaches_it(cast: Cast) -> None:
    above = make_account("above", cast.shelter_house, "supervisor")
    beside = make_account("beside", cast.shelter_north, "supervisor")
    gone = make_account("gone", cast.shelter_house, "supervisor", is_active=False)
    found = set(who_may("core:breakglass:review", cast.shelter_house, today()))
    assert found == {cast.minh, above}
    assert beside in set(who_may("core:breakglass:review", cast.shelter_north, today()))
    assert gone not in found
    assert set(who_may("core:breakglass:review", cast.border_post, today())) == set()


def test_seen_notices_stay_and_are_no_longer_new(cast: Cast) -> None:
    give(cast, cast.dao)
    browser = client_for(cast.dao)
    assert "Notices: something new" in browser.get("/work/").content.decode()
    browser.post("/notices/seen/")
    assert "Notices: something new" not in browser.get("/work/").content.decode()
    assert "You are responsible for a case now" in browser.get("/notices/").content.decode()


def test_a_notice_keeps_no_word_about_anybody(cast: Cast) -> None:
    give(cast, cast.dao)
    kept = " ".join(str(value) for value in Notice.objects.values().get().values())
    assert "Rin" not in kept and "Suwannamali" not in kept


class TestByMail:
    @pytest.fixture(autouse=True)
    def on(self, settings: Any) -> None:
        settings.MAIL_IS_ON = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def told(self, cast: Cast, commits: Any) -> None:
        with commits(execute=True):
            give(cast, cast.dao)

    def test_the_letter_says_nothing_but_that_something_waits(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        set_address(cast.dao, "dao@shelter.example")
        self.told(cast, django_capture_on_commit_callbacks)
        (letter,) = mail.outbox
        assert letter.to == ["dao@shelter.example"]
        said = f"{letter.subject} {letter.body}".lower()
        for word in ("handrail", "case", "rin", "shelter", "http", "traffick", "dao"):
            assert word not in said

    def test_one_letter_an_hour(self, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
        set_address(cast.dao, "dao@shelter.example")
        for _ in range(3):
            self.told(cast, django_capture_on_commit_callbacks)
        assert len(mail.outbox) == 1
        MailAddress.objects.update(mailed_at=now() - QUIET)
        self.told(cast, django_capture_on_commit_callbacks)
        assert len(mail.outbox) == 2

    def test_what_is_hidden_by_the_time_of_mailing_is_not_mailed(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        set_address(cast.dao, "dao@shelter.example")
        with django_capture_on_commit_callbacks(execute=True):
            hide(give(cast, cast.dao), cast.dao)
        assert mail.outbox == []

    def test_an_address_is_sealed_and_can_be_taken_away(self, cast: Cast) -> None:
        browser = client_for(cast.dao)
        browser.post("/notices/address/", {"address": "dao@shelter.example"})
        assert address_of(cast.dao) == "dao@shelter.example"
        assert b"shelter.example" not in bytes(MailAddress.objects.get().sealed)
        assert (
            "Enter a valid email" in browser.post("/notices/address/", {"address": "dao@"}).content.decode()
        )
        browser.post("/notices/address/", {"address": ""})
        assert address_of(cast.dao) == ""

    def test_a_suspended_account_gets_no_letter(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        set_address(cast.dao, "dao@shelter.example")
        with django_capture_on_commit_callbacks(execute=True):
            tell([cast.dao], NoticeKind.STANDS_IN, by=None, at=now())
            Account.objects.filter(id=cast.dao.id).update(is_active=False)
        assert mail.outbox == []


def test_a_mail_server_is_read_from_one_address() -> None:
    on, read = mail_settings("smtp+tls://name:pass%40word@mail.example:2525")
    assert on
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_HOST_PASSWORD"]) == (
        "mail.example",
        2525,
        "pass@word",
    )
    assert read["EMAIL_USE_TLS"] and not read["EMAIL_USE_SSL"]
    assert mail_settings("") == (False, {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"})
    for wrong in (
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://host:port",
        "smtp://mail.example",
    ):
        with pytest.raises(MailAddressWrong):
            mail_settings(wrong)


def test_two_letters_are_an_hour_apart() -> None:
    at = now()
    assert may_mail(last=None, at=at)
    assert may_mail(last=at - QUIET, at=at)
    assert not may_mail(last=at - QUIET + timedelta(seconds=1), at=at)
