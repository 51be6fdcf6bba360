"""Signing in: passwords, lockout, and what a stranger can learn by trying."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hashers
from django.test import Client
from django.urls import reverse

from handrail.core.accounts import actions
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.clock import now, today
from tests.cast import PASSWORD, Cast
from tests.core.accounts.signing_in import fully_signed_in, sign_in, signed_in, with_phone

WRONG = "not the passphrase at all"


def events(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=action).order_by("at"))


NEW = "seven slow boats at noon"


def plain(answer) -> bytes:
    """An answer without the one-time token and the name that was typed."""
    body = re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", answer.content)
    return re.sub(rb'value="(dao|nobody-here)"', b"", body)


def test_a_name_and_a_password_let_in_and_the_log_says_so(cast: Cast) -> None:
    browser = sign_in("vichai").client
    assert signed_in(browser)
    (event,) = events("core:session:opened")
    assert (event.actor, event.ids, event.reason) == (cast.vichai.id, [str(cast.vichai.id)], "password")


def test_the_log_says_which_proof_opened_a_session(cast: Cast) -> None:
    fully_signed_in(cast.dao)
    assert events("core:session:opened")[-1].reason == "password-totp"


def test_each_wrong_password_is_a_line_until_the_door_is_closed(cast: Cast) -> None:
    for _ in range(9):
        sign_in("vichai", "wrong")
    told = events("core:session:refused")
    assert [(event.actor, event.ids, event.reason) for event in told] == [
        (None, [str(cast.vichai.id)], "password")
    ] * settings.AXES_FAILURE_LIMIT
    assert len(events("core:session:locked")) == 1


def test_a_wrong_password_of_nobody_is_a_line_without_a_name(cast: Cast) -> None:
    sign_in("nobody-here", "wrong")
    (event,) = events("core:session:refused")
    assert (event.actor, event.ids, event.organisation) == (None, [], None)


def test_a_wrong_code_of_the_phone_is_a_line(cast: Cast) -> None:
    browser = sign_in(with_phone(cast.dao).username).client
    browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    (event,) = events("core:session:refused")
    assert (event.ids, event.reason) == ([str(cast.dao.id)], "code")


def test_a_code_for_the_way_back_that_does_not_fit_is_a_line(cast: Cast) -> None:
    said = {"username": "dao", "code": "2222-2222-2222-2222", "password": NEW, "again": NEW}
    assert Client().post("/way-back/", said).status_code == 200
    assert len(events("core:recovery:refused")) == 1


@pytest.mark.parametrize("typed", ["Vichai", " VICHAI ", "ｖｉｃｈａｉ"])
def test_capitals_and_spaces_do_not_matter_in_a_name(cast: Cast, typed: str) -> None:
    assert signed_in(sign_in(typed).client)


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(cast: Cast) -> None:
    known, unknown = sign_in("dao", WRONG), sign_in("nobody-here", WRONG)
    assert known.status_code == unknown.status_code == 200
    assert plain(known) == plain(unknown)


def test_a_suspended_account_with_a_wrong_password_is_answered_like_an_unknown_one(cast: Cast) -> None:
    Account.objects.filter(username="dao").update(is_active=False)
    assert plain(sign_in("dao", WRONG)) == plain(sign_in("nobody-here", WRONG))


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(cast: Cast, monkeypatch) -> None:
    spent: list[str] = []
    (hasher,) = {type(hasher) for hasher in get_hashers()[:1]}
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *a, **k: spent.append("hash") or encode(self, *a, **k))
    counts = []
    for name in ("dao", "nobody-here"):
        spent.clear()
        sign_in(name, WRONG)
        counts.append(len(spent))
    assert counts == [1, 1]


@pytest.mark.parametrize("name", ["dao", "nobody-here"])
def test_too_many_wrong_tries_lock_a_name_and_the_page_says_when_to_come_back(cast: Cast, name: str) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(name, WRONG).status_code == 200
    locked = sign_in(name, WRONG)
    assert locked.status_code == 429
    assert f"Try again in {int(settings.AXES_COOLOFF_TIME * 60)} minutes" in locked.content.decode()
    right = sign_in(name, PASSWORD)
    assert right.status_code == 429, "not even the right password opens meanwhile"
    assert not signed_in(right.client)
    (event,) = events("core:session:locked")
    assert event.reason == "here"
    assert event.ids == ([str(cast.dao.id)] if name == "dao" else [])


def test_the_lock_does_not_tell_whether_there_is_such_an_account(cast: Cast) -> None:
    pages = []
    for name in ("dao", "nobody-here"):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            answer = sign_in(name, WRONG)
        pages.append(plain(answer))
    assert pages[0] == pages[1]


def test_other_spellings_of_a_name_are_locked_with_it(cast: Cast) -> None:
    for name in ("dao", "Dao", "DAO", " dao", "dAo", "daO"):
        sign_in(name, WRONG)
    assert sign_in("dao", PASSWORD).status_code == 429


def test_the_lock_opens_when_its_time_is_over(cast: Cast) -> None:
    from axes.models import AccessAttempt

    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in("vichai", WRONG)
    AccessAttempt.objects.update(attempt_time=now() - timedelta(hours=settings.AXES_COOLOFF_TIME, minutes=1))
    assert signed_in(sign_in("vichai").client)


def test_the_password_field_of_a_lockout_record_holds_no_password(cast: Cast) -> None:
    from axes.models import AccessAttempt

    sign_in("dao", WRONG)
    kept = AccessAttempt.objects.get()
    assert WRONG not in f"{kept.post_data}{kept.get_data}{kept.username}"


def test_signing_in_gives_the_session_a_new_name(cast: Cast) -> None:
    """Session fixation: a session that somebody planted before is worth nothing afterwards."""
    victim = Client()
    victim.get("/accounts/login/?next=/work/")
    session = victim.session
    session["planted"] = True
    session.save()
    victim.cookies["sessionid"] = planted = session.session_key
    sign_in("vichai", client=victim)
    assert victim.cookies["sessionid"].value != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert not signed_in(attacker)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_signing_in_leads_nowhere_outside(cast: Cast, elsewhere: str) -> None:
    answer = Client().post("/accounts/login/", {"login": "vichai", "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"] and "alert" not in answer["Location"]
    browser = fully_signed_in(cast.dao)
    again = browser.post(
        f"/accounts/2fa/reauthenticate/?next={elsewhere}", {"code": "000000", "next": elsewhere}
    )
    assert "evil" not in again.get("Location", "")


def test_there_is_no_way_to_sign_up_or_to_reset_by_mail(cast: Cast) -> None:
    for address in ("signup/", "password/reset/", "email/", "confirm-email/", "2fa/webauthn/login/"):
        assert Client().get(f"/accounts/{address}").status_code == 404, address


def test_passwords_are_kept_with_argon2_in_a_real_installation() -> None:
    production = [name for name in settings.PASSWORD_HASHERS if "MD5" not in name]
    assert production[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_only_allauth_and_the_demonstration_sign_anybody_in() -> None:
    """The second factor is asked for in allauth's sign-in; any other call of login() would go past it."""
    from pathlib import Path

    import handrail

    source = Path(handrail.__file__).parent
    calls = re.compile(r"contrib\.auth import .*\blogin\b|auth\.login\(|force_login|django_login")
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if calls.search(path.read_text("utf-8"))
    }
    assert found <= {"site/demo/views.py"}


class TestAFreshAccount:
    @pytest.fixture
    def fresh(self, cast: Cast) -> tuple[Account, str]:
        account, password = actions.make_account("Rung", "Rung", cast.shelter_house, by=cast.nok)
        return account, password

    def test_reaches_nothing_until_it_has_a_password_of_its_own(self, fresh) -> None:
        _, password = fresh
        browser = sign_in("rung", password).client
        change = reverse("account_change_password")
        for address in ("/", "/work/", "/team/", "/accounts/2fa/", "/accounts/sessions/", "/design/"):
            assert browser.get(address)["Location"] == change, address
            assert browser.post(address)["Location"] == change, address
        assert browser.get("/help/").status_code == 200
        assert browser.get(change).status_code == 200

    def change(self, browser: Client, old: str, new: str):
        words = {"oldpassword": old, "password1": new, "password2": new}
        return browser.post(reverse("account_change_password"), words)

    def test_must_not_choose_the_first_password_again(self, fresh) -> None:
        account, password = fresh
        browser = sign_in("rung", password).client
        assert self.change(browser, password, password).status_code == 200
        account.refresh_from_db()
        assert account.must_change_password

    def test_must_not_choose_the_name_of_the_house(self, fresh, cast: Cast) -> None:
        account, password = fresh
        browser = sign_in("rung", password).client
        for guess in (
            f"{cast.shelter.name} 2026",
            f"{account.unit.name} {account.unit.name}",
            "Handrail2026!",
        ):
            assert b"Whoever knows this house" in self.change(browser, password, guess).content, guess

    def test_may_choose_a_long_sentence_and_is_held_to_every_sign_of_it(self, fresh) -> None:
        _, password = fresh
        long = " Ｓeven slow boats, and nobody counts them before the rain has gone by the pier "
        assert self.change(sign_in("rung", password).client, password, long).status_code == 302
        assert signed_in(sign_in("rung", long).client)
        for other in (long.strip(), long.lower(), long[:64], long.replace("Ｓ", "S")):
            assert not signed_in(sign_in("rung", other).client)

    def test_is_signed_out_everywhere_by_its_new_password(self, fresh) -> None:
        account, password = fresh
        thief, browser = sign_in("rung", password).client, sign_in("rung", password).client
        assert self.change(browser, password, PASSWORD).status_code == 302
        assert not signed_in(thief) and not signed_in(browser)
        assert not signed_in(sign_in("rung", password).client)
        browser = sign_in("rung", PASSWORD).client
        assert signed_in(browser)
        account.refresh_from_db()
        assert not account.must_change_password
        assert len(events("core:password:changed")) == 1

    def test_comes_to_its_work_with_the_new_password_and_not_to_the_same_page_again(self, fresh) -> None:
        _, password = fresh
        answer = self.change(sign_in("rung", password).client, password, PASSWORD)
        assert answer["Location"] == reverse("account_login")

    def test_is_closed_when_nobody_used_it_in_two_weeks(self, fresh) -> None:
        account, password = fresh
        Account.objects.filter(id=account.id).update(created_at=now() - timedelta(days=15))
        answer = sign_in("rung", password)
        assert "too old" in answer.client.get("/accounts/login/").content.decode()
        assert not signed_in(answer.client)
        assert b"too old" not in sign_in("rung", WRONG).content, "only who knows the password is told"


class TestASuspendedAccount:
    def test_is_out_at_once_in_every_browser(self, cast: Cast) -> None:
        browsers = [fully_signed_in(cast.dao), sign_in("vichai").client]
        actions.suspend(cast.dao, by=cast.nok, on=today())
        assert not signed_in(browsers[0])
        assert signed_in(browsers[1]), "and nobody else"

    def test_does_not_come_back_with_its_old_session(self, cast: Cast) -> None:
        browser = fully_signed_in(cast.dao)
        stolen = browser.cookies["sessionid"].value
        actions.suspend(cast.dao, by=cast.nok, on=today())
        actions.reinstate(Account.objects.get(id=cast.dao.id), by=cast.nok)
        thief = Client()
        thief.cookies["sessionid"] = stolen
        assert not signed_in(thief)

    def test_cannot_finish_a_sign_in_that_it_had_begun(self, cast: Cast) -> None:
        from tests.core.accounts.signing_in import phone_code

        with_phone(cast.dao)
        browser = sign_in("dao").client
        actions.suspend(cast.dao, by=cast.nok, on=today())
        browser.post("/accounts/2fa/authenticate/", {"code": phone_code()})
        assert not signed_in(browser)
        actions.reinstate(Account.objects.get(id=cast.dao.id), by=cast.nok)
        assert not signed_in(browser), "nor when the suspension is lifted later"

    def test_is_told_only_when_the_password_is_right(self, cast: Cast) -> None:
        actions.suspend(cast.vichai, by=None, on=today())
        answer = sign_in("vichai")
        assert not signed_in(answer.client)
        assert "closed" in answer.client.get(answer["Location"]).content.decode()


def test_who_has_no_password_is_offered_no_change_of_it(cast: Cast) -> None:
    """In the demonstration one enters by a click: the page for a new password had no password to ask for."""
    browser = sign_in("dao").client
    cast.dao.set_unusable_password()
    cast.dao.save()
    browser.force_login(cast.dao, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("account_change_password")
    assert browser.get(address).status_code == 404
    assert address not in browser.get("/help/").content.decode()
