"""A screening on the desk: asked one by one, kept with every answer, told to the cascade."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from handrail.core.access import acting_as
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.core.cases.writing import MilestoneDraft
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import CascadeRow, Milestone
from handrail.core.questionnaires.domain.interview import NOT_KNOWN, NOT_SAID
from handrail.identify.instruments.loading import interview
from handrail.identify.screenings.models import Screening
from handrail.identify.screenings.queries import Line
from tests.cast import Cast, client_for, make_account, open_case
from tests.protect.needs.test_needs import shared

pytestmark = pytest.mark.django_db

GENERAL = interview()
# What the person of the first case says; everything else is answered with no.
HELD = {"age": "adult", "found_by": "yes", "kept_by": "yes", "may_leave": "no", "promise_kept": "no",
        "work_forced": "yes", "crossed": "no", "understands": "yes", "contract": "yes"}  # fmt: skip


def begun(cast: Cast, case: Case | None = None) -> tuple[Client, Case, Screening]:
    case = case or open_case(cast.dao)
    client = client_for(cast.dao)
    answer = client.post(reverse("screening_begin", args=[case.id]), {"interpreter": "Mae of the hotline"})
    assert answer.status_code == 302
    return client, case, newest()


def newest() -> Screening:
    return Screening.objects.unscoped("test").select_related("case").latest("created_at")


def ask_url(screening: Screening) -> str:
    return reverse("screening_ask", args=[screening.case_id, screening.id])


def asked(screening: Screening) -> str | None:
    """Return what the page asks now."""
    current = Screening.objects.unscoped("test").select_related("case").get(id=screening.id)
    line = Line(current, open_words([current], current.case.person_id)[0][1])
    return line.next.id if line.next else None


def say(client: Client, screening: Screening, question: str, answer: str) -> int:
    version = Screening.objects.unscoped("test").get(id=screening.id).version
    sent = {"question": question, "answer": answer, "version": version}
    return client.post(ask_url(screening), sent).status_code


def whole(cast: Cast, said: dict[str, str], case: Case | None = None) -> tuple[Client, Screening]:
    """Answer until nothing is left to ask."""
    client, _case, screening = begun(cast, case)
    for _each in GENERAL.questions:
        question = asked(screening)
        if question is None or newest().ended_at:
            break
        choices = [choice.id for choice in GENERAL.by_id[question].choices]
        assert say(client, screening, question, said.get(question, choices[-1])) == 302
    return client, newest()


def page(client: Client, screening: Screening) -> str:
    url = reverse("screening_page", args=[screening.case_id, screening.id])
    return client.get(url).content.decode()


def test_a_screening_to_its_end_says_what_it_came_to_and_why(cast: Cast) -> None:
    client, screening = whole(cast, HELD)
    assert (screening.result, screening.rule, screening.child) == ("trafficking", "T1", False)
    assert screening.ended_at is not None
    shown = page(client, screening)
    for words in (
        "Signs of trafficking",
        "never a legal finding",
        "Palermo 3(a)",
        "found or engaged the person",
    ):
        assert words in shown
    assert "Mae of the hotline" in shown


def test_the_cascade_hears_of_it_once_and_an_earlier_day_stands(cast: Cast) -> None:
    earlier = MilestoneDraft("screened", PartialDate(date(2026, 1, 5), date(2026, 1, 5)))
    case = open_case(cast.dao, milestones=(earlier,))
    whole(cast, HELD, case)
    row = CascadeRow.objects.unscoped("test").get(case=case)
    assert row.screened_on == date(2026, 1, 5)
    assert row.presumed_on is not None
    whole(cast, HELD, case)
    assert Milestone.objects.unscoped("test").filter(case=case, kind="presumed").count() == 1


def test_whoever_shows_no_sign_is_screened_and_not_presumed(cast: Cast) -> None:
    honest = {
        "age": "adult",
        "understands": "yes",
        "may_leave": "yes",
        "promise_kept": "yes",
        "contract": "yes",
    }
    _client, screening = whole(cast, honest)
    assert screening.result == "none_indicated"
    row = CascadeRow.objects.unscoped("test").get(case=screening.case)
    assert row.screened_on is not None and row.presumed_on is None


def test_danger_is_told_at_once_above_the_next_question(cast: Cast) -> None:
    client, _case, screening = begun(cast)
    assert asked(screening) == "hurt"
    say(client, screening, "hurt", "yes")
    shown = client.get(ask_url(screening)).content.decode()
    assert "Get medical help now." in shown


def test_a_child_is_flagged_at_once(cast: Cast) -> None:
    client, _case, screening = begun(cast)
    for question in ("hurt", "afraid_here", "spoken_for", "understands", "needs"):
        say(client, screening, question, "no")
    say(client, screening, "age", "under_18")
    shown = client.get(ask_url(screening)).content.decode()
    assert "Call the child-protection service" in shown
    assert newest().child is True


@pytest.mark.parametrize("silence", [NOT_SAID, NOT_KNOWN])
def test_whoever_answers_nothing_loses_nothing(cast: Cast, silence: str) -> None:
    said = {each.id: silence for each in GENERAL.questions}
    _client, screening = whole(cast, said)
    assert screening.result == "insufficient_information"


def test_back_takes_the_last_answer_away(cast: Cast) -> None:
    client, _case, screening = begun(cast)
    say(client, screening, "hurt", "yes")
    client.post(ask_url(screening), {"back": "1", "version": newest().version})
    assert asked(screening) == "hurt"


def test_it_can_be_ended_at_any_question_and_what_was_said_counts(cast: Cast) -> None:
    client, case, screening = begun(cast)
    say(client, screening, "hurt", "yes")
    assert client.post(ask_url(screening), {"end": "1"}).status_code == 302
    assert newest().ended_at is not None
    assert "Get medical help now." in page(client, newest())
    assert client.get(ask_url(screening)).status_code == 302
    assert case.number in client.get(reverse("work")).content.decode() or not newest().possible


def test_the_same_answer_twice_counts_once_and_a_stale_page_is_told(cast: Cast) -> None:
    client, _case, screening = begun(cast)
    sent = {"question": "hurt", "answer": "no", "version": screening.version}
    assert client.post(ask_url(screening), sent).status_code == 302
    assert client.post(ask_url(screening), sent | {"answer": "yes"}).status_code == 403
    current = newest()
    assert open_words([current], current.case.person_id)[0][1]["answers"] == [["hurt", "no"]]


@pytest.mark.parametrize(
    ("question", "answer"), [("nothing", "yes"), ("hurt", "perhaps"), ("crime", "yes"), ("", "yes")]
)
def test_what_the_page_does_not_offer_is_refused(cast: Cast, question: str, answer: str) -> None:
    client, _case, screening = begun(cast)
    assert say(client, screening, question, answer) == 403
    assert "answers" not in open_words([newest()], screening.case.person_id)[0][1]


def test_a_possible_victim_without_help_waits_in_my_work(cast: Cast) -> None:
    client, screening = whole(cast, HELD)
    work = client.get(reverse("work")).content.decode()
    assert "May be a victim, and nobody has helped yet" in work
    with acting_as(cast.dao):
        CascadeRow.objects.editable_by(cast.dao).filter(case=screening.case).update(
            assisted_on=date(2026, 1, 1)
        )
    work = client.get(reverse("work")).content.decode()
    assert "May be a victim, and nobody has helped yet" not in work


def test_no_answer_stands_in_clear(cast: Cast) -> None:
    _client, screening = whole(cast, HELD)
    assert b"may_leave" not in bytes(screening.sealed)
    names = {field.name for field in Screening._meta.fields}
    assert names - {"id", "case", "sealed", "version", "written_by", "created_at", "updated_at"} == {
        "instrument",
        "instrument_version",
        "result",
        "rule",
        "child",
        "possible",
        "ended_at",
    }


def test_another_house_reads_it_only_under_a_consent_that_names_it(cast: Cast) -> None:
    for parts, opens in ((["needs"], False), (["screenings"], True)):
        case = open_case(cast.dao)
        _client, screening = whole(cast, HELD, case)
        shared(cast, case, parts)
        url = reverse("screening_page", args=[case.id, screening.id])
        assert (client_for(cast.sothea).get(url).status_code == 200) is opens, parts
        assert client_for(cast.sothea).post(ask_url(screening), {"end": "1"}).status_code in (403, 404)


def test_who_may_not_screen_is_told_that_there_is_no_such_page(cast: Cast) -> None:
    case = open_case(cast.dao)
    nurse = make_account("nary", cast.shelter_house, "health_worker")
    assert client_for(nurse).get(reverse("screening_begin", args=[case.id])).status_code == 404
    assert (
        "Begin a screening"
        not in client_for(nurse).get(reverse("case_page", args=[case.id])).content.decode()
    )


def test_every_write_and_every_opening_is_logged(cast: Cast) -> None:
    client, screening = whole(cast, HELD)
    page(client, screening)
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"identify:screening:begun", "identify:screening:ended", "identify:screening:opened"} <= actions


def test_a_question_is_shown_to_the_person_in_a_language_that_somebody_reviewed(
    cast: Cast, settings: object
) -> None:
    client, _case, screening = begun(cast)
    draft = f"{ask_url(screening)}?language=vi"
    assert "Are you hurt or ill" in client.get(draft).content.decode()
    settings.DEMO = True  # type: ignore[attr-defined]
    shown = client.get(draft).content.decode()
    assert 'lang="vi"' in shown
    assert "Bây giờ anh/chị có bị thương" in shown
    assert "Draft translation, not reviewed." in shown


def test_a_child_in_the_hands_of_an_immigration_service_is_flagged_until_screened(cast: Cast) -> None:
    case = open_case(cast.dao)
    flagged = "May be a child, and nobody has screened yet"

    def work() -> str:
        return client_for(cast.dao).get(reverse("work")).content.decode()

    def held(**row: object) -> None:
        CascadeRow.objects.unscoped("test").filter(case=case).update(
            **{"agency": "immigration", "screened_on": None, "ended_on": None, **row}
        )

    for child, shown in ((True, True), (None, True), (False, False)):
        held(child=child)
        assert (flagged in work()) is shown, child
    held(child=True, screened_on=date(2026, 1, 1))
    assert flagged not in work()
    held(child=True, agency="shelter")
    assert flagged not in work()


def test_both_sides_are_told(cast: Cast) -> None:
    shown = client_for(cast.dao).get(reverse("both_sides")).content.decode()
    assert "debt bondage" in shown and "never a legal finding" in shown
    assert client_for(cast.nok).get(reverse("both_sides")).status_code == 404
