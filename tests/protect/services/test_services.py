"""The directory, asking a service under a consent or without a name, refusals, and the gap they make."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.access import Refused, acting_as
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent, withdraw_consent
from handrail.core.consent.models import ConsentGrant
from handrail.core.milestones.models import CascadeRow
from handrail.core.referrals.actions import answer_referral
from handrail.core.referrals.models import Referral
from handrail.protect.needs.actions import add_needs
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.models import Need
from handrail.protect.services.actions import add_service, ask_service, set_request
from handrail.protect.services.domain.states import NEXT, RequestState, may_become
from handrail.protect.services.gap import wanted_and_not_there
from handrail.protect.services.models import Service, ServiceRequest
from handrail.protect.services.queries import Wanted, find_services, late_requests, seeker_of
from handrail.protect.services.targets import ask_again_days
from tests.cast import Cast, client_for, make_account, open_case

pytestmark = pytest.mark.django_db
SAID = "Asked the night nurse."


def directory(cast: Cast, **more: Any) -> Service:
    with acting_as(cast.dao):
        values = {"name": "Clinic of the Two Wells", "kinds": "|medical_general|dental|", **more}
        return add_service({"checked_on": today(), **values}, by=cast.dao)


def needing(cast: Cast, kind: str = "medical_general", **more: Any) -> Need:
    case = open_case(cast.dao, **more)
    with acting_as(cast.dao):
        add_needs(case, [kind], urgent=False, words="", by=cast.dao, at=now())
        return Need.objects.visible_to(cast.dao).filter(case=case).select_related("case").get()


def agreed(cast: Cast, case: Case, days: int = 30) -> ConsentGrant:
    with acting_as(cast.dao):
        return grant_consent(
            case,
            purpose="assistance",
            recipient=cast.police,
            fields=["hr_Sex"],
            starts_on=today(),
            ends_on=today() + timedelta(days=days),
            language="",
            explained_how="spoken",
            by=cast.dao,
            at=now(),
        )


def asked(cast: Cast, need: Need, service: Service, **more: Any) -> ServiceRequest:
    said = {"consent": None, "send_case": False, "words": SAID, **more}
    with acting_as(cast.dao):
        return ask_service(need, service, **said, by=cast.dao, at=now())


def became(cast: Cast, request: ServiceRequest, state: RequestState, **more: Any) -> ServiceRequest:
    with acting_as(cast.dao):
        set_request(request, state, version=request.version, **more, by=cast.dao, at=now())
        return (
            ServiceRequest.objects.visible_to(cast.dao).select_related("case", "service").get(id=request.id)
        )


def test_a_need_finds_its_services_and_a_request_leads_to_a_warm_handover(cast: Cast) -> None:
    service, need = directory(cast), needing(cast)
    browser = client_for(cast.dao)
    ids = [need.case_id, need.id]
    assert service.name in browser.get(reverse("services_for_need", args=ids)).content.decode()
    page = reverse("service_ask", args=[*ids, service.id])
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"words": SAID, "consent": ""}).status_code == 302
    request = ServiceRequest._base_manager.get()
    page = reverse("request_outcome", args=[need.case_id, request.id])
    for state in ("accepted", "arrived", "ended"):
        version = ServiceRequest._base_manager.get().version
        said = {"state": state, "version": version, "went_along": "yes", "helped": "yes", "words": ""}
        assert browser.post(page, said).status_code == 302, state
    request = ServiceRequest._base_manager.get()
    assert (request.went_along, request.helped, request.state) == (True, "yes", "ended")
    assert Need._base_manager.get().state == NeedState.MET
    shown = browser.get(reverse("help_page", args=[need.case_id])).content.decode()
    assert service.name in shown and SAID in shown
    assert browser.get(page).status_code == 404, "nothing comes after the end"


def test_a_refusal_says_why_and_counts(cast: Cast) -> None:
    service, need = directory(cast, asks_cooperation=True), needing(cast)
    request = asked(cast, need, service)
    browser = client_for(cast.dao)
    page = reverse("request_outcome", args=[need.case_id, request.id])
    said = {"state": "declined", "version": 1, "words": ""}
    assert browser.post(page, said).status_code == 422, "a refusal without a reason is not kept"
    assert browser.post(page, said | {"reason": "cooperation"}).status_code == 302
    assert (
        "It asks for cooperation" in browser.get(reverse("service_page", args=[service.id])).content.decode()
    )
    gap = gap_of(cast)
    assert gap is not None and gap["cooperation"] == 1 and gap["people"] == 1
    assert [(line.people, line.grave) for line in gap["reasons"]] == [(1, True)]


def gap_of(cast: Cast, by: str = "sex") -> dict[str, Any] | None:
    with acting_as(cast.dao):
        cases = CascadeRow.objects.wholly_visible_to(cast.dao).values("case_id")
        return wanted_and_not_there(cast.dao, cases, by, str)


def test_what_a_person_does_not_want_any_more_is_in_no_gap(cast: Cast) -> None:
    request = asked(cast, needing(cast), directory(cast))
    became(cast, request, RequestState.WITHDRAWN)
    assert gap_of(cast) is None


def test_a_person_is_counted_once_however_often_a_service_refuses(cast: Cast) -> None:
    need = needing(cast)
    for name in ("One", "Two"):
        became(cast, asked(cast, need, directory(cast, name=name)), RequestState.DECLINED, reason="full")
    gap = gap_of(cast)
    assert gap is not None
    assert [line.people for line in gap["kinds"]] == [1]
    assert [line.people for line in gap["reasons"]] == [1]
    assert [(line.words, line.people) for line in gap["groups"]] == [("female", 1)]


def test_the_gap_splits_by_the_language_in_which_consent_was_explained(cast: Cast) -> None:
    need = needing(cast)
    became(cast, asked(cast, need, directory(cast)), RequestState.DECLINED, reason="full")
    gap = gap_of(cast)
    assert gap is not None and gap["languages"] == []
    with acting_as(cast.dao):
        grant_consent(
            need.case,
            purpose="assistance",
            recipient=cast.police,
            fields=["hr_Sex"],
            parts="",
            starts_on=today(),
            ends_on=today() + timedelta(days=9),
            language="mya",
            explained_how="spoken",
            by=cast.dao,
            at=now(),
        )
    gap = gap_of(cast)
    assert gap is not None
    assert [(line.words, line.people) for line in gap["languages"]] == [("Burmese", 1)]


def test_another_house_counts_nothing_of_it(cast: Cast) -> None:
    became(cast, asked(cast, needing(cast), directory(cast)), RequestState.DECLINED, reason="full")
    with acting_as(cast.sothea):
        everything = CascadeRow.objects.visible_to(cast.dao.__class__.objects.get(pk=cast.sothea.pk))
        assert wanted_and_not_there(cast.sothea, everything.values("case_id"), "sex", str) is None


def test_the_gap_shows_on_its_page(cast: Cast) -> None:
    became(cast, asked(cast, needing(cast), directory(cast)), RequestState.DECLINED, reason="cooperation")
    page = client_for(cast.dao).get(reverse("cascade_gap", args=["assisted"]))
    assert page.status_code == 200


def test_a_person_is_named_only_under_a_live_consent_for_that_house(cast: Cast) -> None:
    need = needing(cast)
    grant = agreed(cast, need.case)
    outside = directory(cast, name="Outside")
    theirs = directory(cast, name="Theirs", unit=cast.police_head)
    with pytest.raises(Refused, match="consent-other-recipient"):
        asked(cast, need, outside, consent=grant)
    other = needing(cast)
    with pytest.raises(Refused, match="consent-not-live"):
        asked(cast, other, theirs, consent=grant)
    with acting_as(cast.dao):
        withdraw_consent(grant, on=today(), by=cast.dao)
    grant.refresh_from_db(from_queryset=ConsentGrant._base_manager.all())
    with pytest.raises(Refused, match="consent-not-live"):
        asked(cast, need, theirs, consent=grant)


@pytest.mark.parametrize("accept, state", [(True, "accepted"), (False, "declined")])
def test_a_request_follows_the_answer_of_the_unit_that_got_the_case(
    cast: Cast, accept: bool, state: str
) -> None:
    need = needing(cast)
    service = directory(cast, unit=cast.police_head)
    asked(cast, need, service, consent=agreed(cast, need.case), send_case=True)
    referral = Referral._base_manager.get()
    with acting_as(cast.sothea):
        answer_referral(referral, accept=accept, reason="cooperation", by=cast.sothea, at=now())
    request = ServiceRequest._base_manager.get()
    assert request.state == state
    assert request.reason == ("" if accept else "cooperation")


def test_declining_a_case_asks_for_a_reason(cast: Cast) -> None:
    need = needing(cast)
    asked(
        cast,
        need,
        directory(cast, unit=cast.police_head),
        consent=agreed(cast, need.case),
        send_case=True,
    )
    browser = client_for(cast.sothea)
    page = reverse("referral_answer", args=[Referral._base_manager.get().id])
    assert browser.post(page, {"answer": "decline"}).status_code == 422
    assert browser.post(page, {"answer": "decline", "reason": "full"}).status_code == 302
    assert Referral._base_manager.get().reason == "full"


def test_no_word_stands_in_clear(cast: Cast) -> None:
    asked(cast, needing(cast), directory(cast))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM protect_servicerequest")
        assert SAID not in repr([[bytes(c) if isinstance(c, memoryview) else c for c in r] for r in cursor])


def test_only_the_house_that_keeps_an_entry_changes_it(cast: Cast) -> None:
    service = directory(cast)
    stranger = make_account("ploy", cast.police_head, "case_worker")
    assert client_for(stranger).get(reverse("service_page", args=[service.id])).status_code == 200
    answer = client_for(stranger).get(reverse("service_edit", args=[service.id]))
    assert answer.status_code != 200 or "wrote this entry" in answer.content.decode()
    browser: Client = client_for(cast.dao)
    page = reverse("service_edit", args=[service.id])
    said = {"name": "Clinic", "kinds": ["dental"], "version": 1, "free": 5, "places": 4}
    assert browser.post(page, said).status_code == 422
    assert browser.post(page, said | {"free": 3}).status_code == 302
    assert browser.post(page, said | {"free": 2}).status_code == 422, "an older page overwrites nothing"
    assert Service.objects.get().free == 3


def test_a_service_that_is_gone_is_not_offered_and_not_asked(cast: Cast) -> None:
    need, service = needing(cast), directory(cast)
    browser = client_for(cast.dao)
    said = {"name": "Clinic", "kinds": ["medical_general"], "version": 1, "gone": "on"}
    assert browser.post(reverse("service_edit", args=[service.id]), said).status_code == 302
    assert find_services(Wanted(), today()) == []
    with pytest.raises(Refused, match="service-closed"):
        asked(cast, need, Service.objects.get())


def test_the_directory_answers_what_is_looked_for(cast: Cast) -> None:
    directory(cast, name="All")
    directory(cast, name="Khmer", languages=["km"], province="Rung Arun", asks_cooperation=True, free=0)
    names = lambda **wanted: [line.service.name for line in find_services(Wanted(**wanted), today())]  # noqa: E731
    assert names() == ["All", "Khmer"]
    assert names(kind="dental") == ["All", "Khmer"] and names(kind="shelter") == []
    assert names(language="km") == ["Khmer"]
    assert names(province="Elsewhere") == ["All"] and names(province="Rung Arun") == ["All", "Khmer"]
    assert names(unconditional=True) == ["All"] and names(free=True) == ["All"]
    page = client_for(cast.dao).get(reverse("service_list"), {"kind": "shelter"}).content.decode()
    assert "Nobody offers this" in page


def looked_at(days: int) -> dict[str, Any]:
    return {"checked_on": today() - timedelta(days=days)}


def test_an_entry_nobody_looked_at_for_ninety_days_comes_last_and_stays(cast: Cast) -> None:
    need = needing(cast)
    for name, days in (("A", 91), ("B", 90), ("C", 0)):
        directory(cast, name=name, **looked_at(days))
    assert [(line.service.name, line.ask_again) for line in find_services(Wanted(), today())] == [
        ("B", False),
        ("C", False),
        ("A", True),
    ]
    browser = client_for(cast.dao)
    for page in (reverse("service_list"), reverse("services_for_need", args=[need.case_id, need.id])):
        shown = browser.get(page).content.decode()
        assert shown.count("ask again") == 1 and shown.index(">A<") > shown.index(">C<")


@given(st.lists(st.integers(0, 400), max_size=8))
def test_age_hides_no_entry_and_puts_those_to_be_asked_about_last(cast: Cast, ages: list[int]) -> None:
    Service.objects.all().delete()
    for number, days in enumerate(ages):
        directory(cast, name=f"{number}", **looked_at(days))
    found = [(today() - line.service.checked_on).days for line in find_services(Wanted(), today())]
    assert sorted(found) == sorted(ages)
    assert [days > ask_again_days() for days in found] == sorted(days > ask_again_days() for days in ages)


def test_what_is_to_be_asked_again_waits_with_those_who_keep_that_entry(cast: Cast) -> None:
    directory(cast, name="Old one", **looked_at(120))
    directory(cast, name="New one")
    directory(cast, name="Gone one", closed_on=today(), **looked_at(120))
    page = client_for(cast.dao).get(reverse("work")).content.decode()
    assert "Old one" in page and "Still right today" in page and "ask again" in page
    assert "New one" not in page and "Gone one" not in page
    for other in (cast.sothea, cast.kham, make_account("nurse", cast.police_head, "case_worker")):
        assert "Old one" not in client_for(other).get(reverse("work")).content.decode()


def test_still_right_today_is_kept_once_and_only_for_what_the_page_showed(cast: Cast) -> None:
    service = directory(cast, **looked_at(120))
    browser, address = client_for(cast.dao), reverse("service_confirm", args=[service.id])
    assert browser.post(address, {"version": "nothing"}).status_code == 404
    assert browser.post(address, {"version": "1"}).status_code == 302
    now_kept = Service.objects.get()
    assert (now_kept.checked_on, now_kept.version, now_kept.name) == (today(), 2, service.name)
    assert browser.post(address, {"version": "1"}).status_code == 403, "an older page confirms nothing"
    assert "Still right today" not in browser.get(reverse("work")).content.decode()
    events = AuditEvent.objects.filter(action="protect:service:confirmed")
    assert [event.actor for event in events] == [cast.dao.id]


def test_another_house_confirms_nothing(cast: Cast) -> None:
    service = directory(cast, **looked_at(120))
    stranger = make_account("stranger", cast.police_head, "case_worker")
    answer = client_for(stranger).post(reverse("service_confirm", args=[service.id]), {"version": "1"})
    assert answer.status_code == 403
    assert Service.objects.get().checked_on == service.checked_on


def test_a_service_that_does_not_answer_waits_in_my_work(cast: Cast) -> None:
    asked(cast, needing(cast), directory(cast))
    with acting_as(cast.dao):
        assert list(late_requests(cast.dao, now(), 10)) == []
        assert len(late_requests(cast.dao, now() + timedelta(hours=73), 10)) == 1


def test_an_age_at_detection_grows_with_the_years(cast: Cast) -> None:
    case = open_case(cast.dao, values={"hr_Sex": "female", "hr_AgeBand": "9-17"}, detected="2020-01-10")
    with acting_as(cast.dao):
        seeker = seeker_of(cast.dao, case, today())
    assert seeker.youngest == 9 and seeker.oldest is not None and seeker.oldest >= 23


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(list(RequestState)), max_size=6))
def test_a_request_takes_no_step_that_makes_no_sense(states: list[RequestState]) -> None:
    state = RequestState.ASKED
    for wanted in states:
        if may_become(state, wanted):
            state = wanted
    assert state in NEXT
    assert not NEXT[RequestState.ENDED] and not NEXT[RequestState.WITHDRAWN]
