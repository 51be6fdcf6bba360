"""Emergency openings: for hours, with a reason, seen by somebody; never past an exclusion; no harvest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from handrail.core.access import Refused, acting_as, breakglass
from handrail.core.access.breakglass import LASTS, MOST_WAITING, Reason, Verdict
from handrail.core.access.models import BreakGlass, Exclusion
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent, AuditReason
from handrail.core.cases.models import Case
from handrail.core.clock import now
from tests.cast import Cast, client_for, make_account, open_case
from tests.core.accounts.signing_in import Clock
from tests.roles import as_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def narak(cast: Cast) -> Account:
    """An investigator at the border post: the headquarters' cases are out of her reach."""
    return make_account("narak", cast.border_post, "investigator")


@pytest.fixture
def boss(cast: Cast) -> Account:
    return make_account("boss", cast.police_head, "supervisor")


def asks(
    who: Account | Client, number: str, text: str = "She stands at the gate.", reason: str = "person-found"
):
    browser = who if isinstance(who, Client) else client_for(who)
    return browser.post("/emergency/", {"number": number, "reason": reason, "text": text})


def sees(who: Account, case: Case) -> bool:
    return client_for(Account.objects.get(id=who.id)).get(f"/cases/{case.id}/").status_code == 200


def test_a_case_out_of_reach_opens_for_four_hours_and_then_is_closed(
    cast: Cast, narak: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(cast.sothea)
    assert not sees(narak, case)
    assert asks(narak, case.number.lower())["Location"] == f"/cases/{case.id}/"
    assert sees(narak, case)
    clock = Clock(now() + LASTS - timedelta(minutes=1))
    for module in ("condition", "disclosure"):
        monkeypatch.setattr(f"handrail.core.access.{module}.now", clock.now)
    assert sees(narak, case)
    clock.goes_on(minutes=1)
    assert not sees(narak, case)


def test_it_opens_reading_and_no_writing(cast: Cast, narak: Account) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number)
    browser = client_for(narak)
    for page in ("notes/", "steps/", "status/", "files/", "consent/", "referrals/", "edit/"):
        assert browser.post(f"/cases/{case.id}/{page}", {"text": "x"}).status_code == 403, page
    assert browser.post(f"/cases/{case.id}/assign/", {}).status_code == 404, "no role for that at all"
    with acting_as(narak):
        assert not Case.objects.editable_by(narak).filter(id=case.id).exists()


@pytest.mark.parametrize("missing", ["number", "reason", "text"])
def test_it_wants_a_number_a_reason_and_words(cast: Cast, narak: Account, missing: str) -> None:
    case = open_case(cast.sothea)
    said = {"number": case.number, "reason": "life-at-risk", "text": "Now."}
    answer = client_for(narak).post("/emergency/", {**said, missing: ""})
    assert answer.status_code == 200 and not BreakGlass.objects.exists()


def test_the_words_are_encrypted_and_the_log_holds_the_code_alone(cast: Cast, narak: Account) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number, text="Qwertzamali stands at the gate")
    opening = BreakGlass.objects.get()
    assert b"Qwertzamali" not in bytes(opening.sealed_reason)
    event = AuditEvent.objects.get(action="core:breakglass:opened")
    assert (event.reason, event.ids, event.actor) == ("person-found", [str(case.id)], narak.id)
    assert not AuditReason.objects.filter(event=event.id).exists()


def test_a_hidden_case_another_organisations_and_none_are_answered_alike(cast: Cast, narak: Account) -> None:
    hidden, foreign = open_case(cast.sothea), open_case(cast.dao)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=narak.id, starts_at=now(), decided_by=hidden.id
        )
    browser = client_for(narak)
    answers = []
    for number in (hidden.number, foreign.number, "K7QM-3XNP"):
        answer = asks(browser, number)
        token = answer.context["csrf_token"]
        said = answer.content.replace(str(token).encode(), b"").replace(number.encode(), b"NUMBER")
        answers.append((answer.status_code, said))
    assert answers[0] == answers[1] == answers[2]
    assert not BreakGlass.objects.exists()
    events = AuditEvent.objects.filter(action="core:breakglass:refused")
    assert {(tuple(event.ids), event.reason) for event in events} == {((str(narak.id),), "no-such-case")}


def test_an_exclusion_closes_what_an_emergency_had_opened(cast: Cast, narak: Account) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=case.id, unit_path=cast.border_post.path, starts_at=now(), decided_by=case.id
        )
    assert not sees(narak, case)


def test_the_unit_s_supervisor_finds_it_in_my_work_and_nobody_else_does(
    cast: Cast, narak: Account, boss: Account
) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number)
    opening = BreakGlass.objects.get()
    assert case.number in client_for(boss).get("/work/").content.decode()
    assert client_for(boss).get(f"/emergency/{opening.id}/").status_code == 200
    for other in (cast.minh, cast.sothea, narak, cast.anan, cast.nok):
        assert client_for(other).get(f"/emergency/{opening.id}/").status_code == 404, other.username


def test_nobody_reviews_an_opening_of_their_own(cast: Cast, narak: Account) -> None:
    narak.grants.create(role="supervisor", unit=cast.border_post, starts_on=now().date())
    case = open_case(cast.sothea)
    asks(narak, case.number)
    narak.grants.create(role="supervisor", unit=cast.police_head, starts_on=now().date())
    opening = BreakGlass.objects.get()
    answer = client_for(narak).post(f"/emergency/{opening.id}/", {"verdict": "needed"})
    assert answer.status_code == 404
    opening.refresh_from_db()
    assert opening.reviewed_at is None


def review(boss: Account, verdict: Verdict) -> None:
    opening = BreakGlass.objects.get(reviewed_at=None)
    answer = client_for(boss).post(f"/emergency/{opening.id}/", {"verdict": verdict.value, "note": ""})
    assert answer.status_code == 302


def test_an_opening_that_the_reviewer_doubts_closes_and_does_not_open_again(
    cast: Cast, narak: Account, boss: Account
) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number)
    review(boss, Verdict.DOUBTFUL)
    assert not sees(narak, case)
    again = asks(narak, case.number)
    assert "closed it again" in again.content.decode()
    assert not sees(narak, case) and BreakGlass.objects.count() == 1


def test_an_opening_that_was_needed_stays_and_can_be_repeated(
    cast: Cast, narak: Account, boss: Account
) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number)
    review(boss, Verdict.NEEDED)
    assert sees(narak, case)
    BreakGlass.objects.update(opened_at=now() - 2 * LASTS, until=now() - LASTS)
    assert not sees(narak, case)
    assert asks(narak, case.number).status_code == 302


def test_who_has_many_openings_that_nobody_looked_at_opens_no_more(
    cast: Cast, narak: Account, boss: Account
) -> None:
    cases = [open_case(cast.sothea) for _ in range(MOST_WAITING + 1)]
    browser = client_for(narak)
    for case in cases[:-1]:
        assert asks(browser, case.number).status_code == 302
    for number in (cases[-1].number, "K7QM-3XNP"):
        assert "wait for somebody to look at them" in asks(browser, number).content.decode()
    assert BreakGlass.objects.count() == MOST_WAITING
    opening = BreakGlass.objects.first()
    client_for(boss).post(f"/emergency/{opening.id}/", {"verdict": "needed"})  # type: ignore[union-attr]
    assert asks(browser, cases[-1].number).status_code == 302


def test_a_case_in_reach_makes_no_emergency(cast: Cast) -> None:
    case = open_case(cast.sothea)
    assert asks(cast.sothea, case.number).status_code == 302
    assert not BreakGlass.objects.exists()


def test_an_opening_ends_with_the_last_role_that_reads_cases(cast: Cast, narak: Account) -> None:
    case = open_case(cast.sothea)
    asks(narak, case.number)
    narak.grants.update(ends_on=now().date())
    assert not sees(narak, case)


def test_nobody_without_the_permission_opens_anything(cast: Cast) -> None:
    case = open_case(cast.sothea)
    for who in (cast.dao, cast.minh, cast.kham, cast.nok, cast.anan, cast.vichai):
        assert asks(who, case.number).status_code == 404
        with acting_as(who), pytest.raises(Refused, match="no-such-case"):
            breakglass.open_in_emergency(case.number, reason=Reason.LIFE, text="x", by=who, at=now())
