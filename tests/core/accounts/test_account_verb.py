"""`handrail account`: for whoever runs the server; no case, one event each, no traceback."""

from __future__ import annotations

import json

import pytest

from handrail.core.accounts.domain.lockout import HERE
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.site.cli import main
from tests.cast import PASSWORD, Cast
from tests.core.accounts.signing_in import fully_signed_in, sign_in, signed_in

pytestmark = pytest.mark.django_db


def account(*words: str) -> int:
    return main(["account", *words])


def said(capsys: pytest.CaptureFixture[str]):
    return json.loads(capsys.readouterr().out)


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("at").last()  # type: ignore[return-value]


def test_the_list_names_accounts_with_their_roles(cast: Cast, capsys) -> None:
    assert account("list", "--json") == 0
    everybody = {one["username"]: one for one in said(capsys)}
    assert set(everybody) == set(cast.everybody())
    assert everybody["dao"]["roles"] == ["case_worker (House)"]
    assert account("list", "--organisation", "BPS", "--json") == 0
    assert {one["username"] for one in said(capsys)} == {"kham", "sothea"}
    assert account("list") == 0
    assert "dao  LAMP  House  active  case_worker (House)" in capsys.readouterr().out


def test_making_an_account_prints_a_first_password_that_must_be_changed(cast: Cast, capsys) -> None:
    words = ("--name", "Rung", "--organisation", "LAMP", "--unit", "North wing", "--role", "case_worker")
    assert account("make", "rung", *words, "--json") == 0
    made = said(capsys)
    assert made["roles"] == ["case_worker (North wing)"]
    browser = sign_in("rung", made["first_password"]).client
    assert browser.get("/work/")["Location"] == "/accounts/password/change/"
    actions = AuditEvent.objects.order_by("at").values_list("action", "actor", "reason")
    assert ("core:account:made", None, "operator") in actions
    assert ("core:role:given", None, "case-worker") in actions


def test_suspending_ends_sessions_and_reinstating_brings_none_back(cast: Cast) -> None:
    browser = fully_signed_in(cast.dao)
    assert account("suspend", "dao") == 0
    assert not signed_in(browser)
    assert account("reinstate", "dao") == 0
    assert not signed_in(browser)
    assert last_event().action == "core:account:reinstated"


def test_a_lock_can_be_lifted(cast: Cast) -> None:
    for _ in range(HERE):
        sign_in("vichai", "wrong wrong wrong")
    assert sign_in("vichai").status_code == 429
    assert account("unlock", "VICHAI") == 0
    assert signed_in(sign_in("vichai", PASSWORD).client)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("suspend", "nobody"), "There is no account “nobody”"),
        (("make", "x y", "--name", "X", "--organisation", "LAMP"), "Use small letters"),
        (("make", "dao", "--name", "X", "--organisation", "LAMP"), "is taken"),
        (("make", "rung", "--name", "X"), "Say of which organisation"),
        (("make", "rung", "--name", "X", "--organisation", "NO"), "There is no organisation “NO”"),
        (("make", "rung", "--name", "X", "--organisation", "LAMP", "--unit", "Moon"), "no unit “Moon”"),
        (("make", "rung", "--name", "X", "--organisation", "LAMP", "--role", "god"), "no such role"),
        (("give-role", "dao", "--role", "supervisor", "--organisation", "BPS"), "belongs to LAMP"),
        (("give-role", "dao", "--role", "case_worker"), "holds this role"),
        (("reinstate", "dao"), "not suspended"),
        (("suspend", "dao", "--json"), ""),
    ],
)
def test_what_cannot_be_is_said_in_words_and_changes_nothing(cast: Cast, capsys, words, told: str) -> None:
    before = list(Account.objects.order_by("id").values())
    answer = account(*words)
    if told:
        assert answer == 2
        assert told in capsys.readouterr().err
        assert list(Account.objects.order_by("id").values()) == before
    else:
        assert said(capsys)["state"] == "suspended"


def test_the_last_administrator_cannot_be_suspended(cast: Cast, capsys) -> None:
    assert account("suspend", "nok") == 0
    assert account("suspend", "lek") == 2
    assert "last administrator" in capsys.readouterr().err
