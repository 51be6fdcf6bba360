"""A child: a guardian, its best interests, and nobody alone before police or court."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access import Refused, acting_as
from handrail.core.appointments.actions import add_companion, make_appointment, set_appointment
from handrail.core.appointments.domain.states import JUSTICE, AppointmentState, Kind, Role
from handrail.core.appointments.models import Appointment
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.core.notices.models import Notice
from handrail.protect.children.models import BestInterests, Childhood, Guardian
from handrail.protect.children.queries import without_guardian
from tests.cast import RIN, Cast, client_for, make_account, open_case

pytestmark = pytest.mark.django_db


def child(cast: Cast, born: str = "2012") -> Case:
    return open_case(cast.dao, values={**RIN, "prs_Birthdate": PartialDate.from_text(born)})


def planned(cast: Cast, case: Case, kind: Kind = Kind.HEARING) -> Appointment:
    with acting_as(cast.dao):
        at = now()
        return make_appointment(
            case, kind, at + timedelta(days=3), place="Court", words="", by=cast.dao, at=at
        )


def confirm(cast: Cast, appointment: Appointment, why: str = "") -> None:
    with acting_as(cast.dao):
        found = Appointment.objects.visible_to(cast.dao).select_related("case__person", "case__unit")
        standing = found.get(id=appointment.id)
        set_appointment(
            standing,
            AppointmentState.CONFIRMED,
            version=standing.version,
            why_alone=why,
            by=cast.dao,
            at=now(),
        )


@given(
    kind=st.sampled_from(list(Kind)),
    coming=st.lists(st.tuples(st.sampled_from(list(Role)), st.booleans()), max_size=4),
    is_child=st.booleans(),
)
def test_no_child_goes_before_police_or_court_without_both(
    cast: Cast, kind: Kind, coming: list[tuple[Role, bool]], is_child: bool
) -> None:
    appointment = planned(cast, child(cast, "2012" if is_child else "1990"), kind)
    with acting_as(cast.dao):
        for role, yes in coming:
            add_companion(appointment, role, name="Sok", account=None, said_yes=yes, at=now())
    said_yes = {role for role, yes in coming if yes}
    both = {Role.GUARDIAN, Role.CHILD_PSYCHOLOGIST} <= said_yes
    if is_child and kind in JUSTICE and not both:
        with pytest.raises(Refused, match="companions-missing"):
            confirm(cast, appointment)
    else:
        confirm(cast, appointment)


def test_a_reason_lets_it_go_on_and_somebody_answers_for_it(cast: Cast) -> None:
    case = child(cast)
    appointment = planned(cast, case)
    browser, page = client_for(cast.dao), reverse("appointment", args=[case.id, appointment.id])
    shown = browser.get(page).content.decode()
    assert "It cannot be confirmed yet" in shown and "Child psychologist" in shown
    said = {"state": "confirmed", "version": 1, "why_alone": ""}
    assert browser.post(page, said).status_code == 422
    assert browser.post(page, said | {"why_alone": "The judge leaves tomorrow."}).status_code == 302
    assert AuditEvent.objects.filter(action="core:appointment:changed", reason="confirmed:alone").exists()
    assert Notice.objects.filter(account=cast.minh, kind="appointment-alone").exists()
    shown = client_for(cast.minh).get(page).content.decode()
    assert "The judge leaves tomorrow." in shown and "Dao confirmed it" in shown


def test_on_the_pages_a_guardian_and_a_psychologist_come_along_and_it_is_confirmed(cast: Cast) -> None:
    case = child(cast)
    browser = client_for(cast.dao)
    day = (today() + timedelta(days=3)).isoformat()
    said: dict[str, Any] = {"kind": "hearing", "day": day, "time": "09:30", "place": "Court 2", "words": ""}
    assert browser.post(reverse("appointment_add", args=[case.id]), said | {"day": "x"}).status_code == 422
    assert browser.post(reverse("appointment_add", args=[case.id]), said).status_code == 302
    one = [case.id, Appointment._base_manager.get().id]
    for role in ("guardian", "child_psychologist"):
        who = {"role": role, "name": f"Sok {role}", "account": ""}
        assert browser.post(reverse("companion_add", args=one), {"role": role}).status_code == 422
        assert browser.post(reverse("companion_add", args=one), who).status_code == 302
    page = browser.get(reverse("appointment", args=one)).content.decode()
    assert "Sok guardian" in page and "Court 2" in page
    from handrail.core.appointments.models import Companion

    for each in Companion._base_manager.all():
        browser.post(reverse("companion_yes", args=[*one, each.id]))
    answer = browser.post(reverse("appointment", args=one), {"state": "confirmed", "version": 1})
    assert answer.status_code == 302
    assert Appointment._base_manager.get().alone_by is None
    older = browser.post(reverse("appointment", args=one), {"state": "cancelled", "version": 1})
    assert older.status_code == 422 and "Somebody else changed this" in older.content.decode()


def test_the_calendar_says_when_and_nothing_else(cast: Cast) -> None:
    case = child(cast)
    appointment = planned(cast, case)
    text = client_for(cast.dao).get(reverse("calendar_file")).content.decode()
    assert f"UID:{appointment.id}" in text and "BEGIN:VEVENT" in text
    for word in (case.number, "Court", "Rin", "child", "earing"):
        assert word not in text
    assert "VEVENT" not in client_for(cast.sothea).get(reverse("calendar_file")).content.decode()


def test_what_is_written_about_a_child_is_on_its_page_and_sealed(cast: Cast) -> None:
    case = child(cast)
    browser = client_for(cast.dao)
    guardian = {"name": "Aunt Sopheap", "kind": "office", "since": today().isoformat(), "clear": "on"}
    assert browser.post(reverse("guardian_add", args=[case.id]), guardian).status_code == 302
    best = {
        "step": "determination",
        "about": "return",
        "decided_on": today().isoformat(),
        "said": "I want to stay.",
        "words": "She stays.",
    }
    page = reverse("best_interests_add", args=[case.id])
    assert browser.post(page, best).status_code == 422, "a determination is made by several"
    assert browser.post(page, best | {"part": "Welfare, court"}).status_code == 302
    held = {"detained": "police", "tracing": "unwanted", "version": 0}
    assert browser.post(reverse("childhood", args=[case.id]), held).status_code == 302
    assert browser.post(reverse("childhood", args=[case.id]), held).status_code == 200, "an older page"
    assert Childhood._base_manager.get().version == 1
    shown = browser.get(reverse("help_page", args=[case.id])).content.decode()
    for words in ("Aunt Sopheap", "I want to stay.", "Look at it now"):
        assert words in shown
    for model in (Guardian, BestInterests):
        assert b"Sopheap" not in bytes(model._base_manager.get().sealed)


def test_a_new_guardian_takes_the_place_of_the_one_before(cast: Cast) -> None:
    case = child(cast)
    browser = client_for(cast.dao)
    for name in ("First", "Second"):
        said = {"name": name, "kind": "office", "since": today().isoformat(), "clear": "on"}
        browser.post(reverse("guardian_add", args=[case.id]), said)
    assert Guardian._base_manager.filter(until__isnull=True).count() == 1


def test_a_grown_up_has_no_such_part_of_the_page(cast: Cast) -> None:
    case = child(cast, "1990")
    assert 'id="child"' not in client_for(cast.dao).get(reverse("help_page", args=[case.id])).content.decode()


def test_children_without_a_guardian_wait_in_my_work(cast: Cast) -> None:
    case = child(cast)
    child(cast, "1990")
    with acting_as(cast.dao):
        assert [each.id for each in without_guardian(cast.dao, today(), 10)] == [case.id]
        years_later = today() + timedelta(days=366 * 10)
        assert list(without_guardian(cast.dao, years_later, 10)) == []
    assert "have a guardian appointed" in client_for(cast.dao).get("/work/").content.decode()


def test_a_guardian_writes_and_another_house_does_not_see_it(cast: Cast) -> None:
    case = child(cast)
    guardian = make_account("bopha", cast.shelter_house, "guardian")
    said = {"name": "Bopha", "kind": "office", "since": today().isoformat(), "clear": "on"}
    assert client_for(guardian).post(reverse("guardian_add", args=[case.id]), said).status_code == 302
    assert client_for(cast.sothea).get(reverse("guardian_add", args=[case.id])).status_code == 404
