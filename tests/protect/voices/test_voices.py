"""What survivors say: nobody is asked who they are, and nothing that is kept could tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.core.audit.models import AuditEvent
from handrail.core.clock import today
from handrail.protect.voices.actions import close_box, open_box, put_in
from handrail.protect.voices.domain.batches import FEWEST
from handrail.protect.voices.models import Box, Voice
from handrail.protect.voices.queries import heard
from tests.cast import Cast, client_for

pytestmark = pytest.mark.django_db

WORDS = "The woman at night listened"


@pytest.fixture
def box(cast: Cast) -> Box:
    return open_box("Day room", by=cast.minh, today=today())


def say(box: Box, **answers: object) -> Client:
    client = Client()
    answer = client.post(reverse("say", args=[box.code]), answers)
    assert answer.status_code == 200
    return client


def test_a_survivor_answers_without_a_cookie_and_without_a_line_in_the_log(box: Box) -> None:
    before = AuditEvent.objects.count()
    client = Client(enforce_csrf_checks=True)
    url = reverse("say", args=[box.code])
    page = client.get(url)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    sent = client.post(url, {"safe": "yes", "helped": ["listening", "law"], "words": WORDS})
    assert "Thank you" in sent.content.decode()
    assert not client.cookies
    assert AuditEvent.objects.count() == before


def test_what_is_kept_leads_to_nobody_and_to_no_day(box: Box) -> None:
    say(box, safe="no", words=WORDS)
    (kept,) = Voice.objects.values()
    assert set(kept) == {"id", "box_id", "quarter", "answers", "sealed"}
    assert kept["answers"] == {"safe": ["no"]}
    assert WORDS.encode() not in bytes(kept["sealed"])
    assert kept["id"].version == 4  # random: it holds no time


def test_every_question_may_be_left_out_and_nothing_at_all_is_not_kept(box: Box) -> None:
    say(box)
    assert not Voice.objects.exists()


def test_an_answer_that_there_is_not_is_refused(box: Box) -> None:
    answer = Client().post(reverse("say", args=[box.code]), {"safe": "perhaps"})
    assert answer.status_code == 422
    assert not Voice.objects.exists()


@pytest.mark.parametrize("language", ["en", "th"])
def test_languages_are_offered_and_drafts_are_kept_from_survivors(box: Box, language: str) -> None:
    page = Client().get(reverse("say", args=[box.code]), {"language": language}).content.decode()
    assert '<html lang="en">' in page  # Thai is a draft that nobody has signed


def test_a_closed_box_and_a_wrong_code_do_not_exist(box: Box, cast: Cast) -> None:
    close_box(box, by=cast.minh, today=today())
    for code in (box.code, "nosuchbox"):
        assert Client().get(reverse("say", args=[code])).status_code == 404


def fill(box: Box, many: int, on: date) -> None:
    for number in range(many):
        put_in(box, {"safe": ["yes"], "helped": ["law"]}, WORDS if number == 0 else "", today=on)


def test_nothing_is_shown_of_fewer_than_ten(box: Box, cast: Cast) -> None:
    fill(box, FEWEST - 1, today() - timedelta(days=200))
    fill(box, FEWEST, today())
    assert heard(box, today=today()) == []
    page = client_for(cast.minh).get(reverse("voice_box", args=[box.id])).content.decode()
    assert WORDS not in page
    assert "Not enough answers yet" in page


def test_ten_are_shown_together_rounded_and_with_their_words(box: Box, cast: Cast) -> None:
    fill(box, 6, today() - timedelta(days=400))
    fill(box, 6, today() - timedelta(days=200))
    (batch,) = heard(box, today=today())
    assert len(batch.quarters) == 2
    assert batch.size == 10
    safe = next(each for each in batch.tables if each["asked"].id == "safe")
    assert [row["count"] for row in safe["rows"]] == [10, 0, 0, 0]
    page = client_for(cast.minh).get(reverse("voice_box", args=[box.id])).content.decode()
    assert page.count(WORDS) == 2


def test_whether_help_depended_on_the_police_is_said_first(box: Box) -> None:
    fill(box, FEWEST, today() - timedelta(days=200))
    (batch,) = heard(box, today=today())
    assert batch.tables[0]["asked"].id == "condition"


def test_only_the_house_reads_and_only_who_may(box: Box, cast: Cast) -> None:
    pages = [reverse("voices"), reverse("voice_box", args=[box.id]), reverse("voice_paper", args=[box.id])]
    for account in (cast.dao, cast.nok, cast.sothea, cast.kham, cast.anan, cast.vichai):
        for page in pages:
            assert client_for(account).get(page).status_code == 404
    for page in pages:
        assert client_for(cast.pim).get(page).status_code == 200
        assert Client().get(page).status_code == 302


def test_opening_and_reading_a_box_is_logged(box: Box, cast: Cast) -> None:
    client_for(cast.minh).get(reverse("voice_box", args=[box.id]))
    client_for(cast.minh).post(reverse("voice_box_close", args=[box.id]))
    actions = set(AuditEvent.objects.filter(kind="box").values_list("action", flat=True))
    assert actions == {"protect:box:opened", "protect:box:read", "protect:box:closed"}


def test_the_sheet_holds_the_questions_and_the_way_to_the_page(box: Box, cast: Cast) -> None:
    page = client_for(cast.minh).get(reverse("voice_paper", args=[box.id])).content.decode()
    assert f"/say/{box.code}/" in page
    assert "<svg" in page
    assert "Did you feel safe here?" in page


def test_the_page_of_a_survivor_reads_no_record_of_people(box: Box) -> None:
    with CaptureQueriesContext(connection) as queries:
        say(box, safe="yes")
    assert not any("core_case" in one["sql"] or "core_account" in one["sql"] for one in queries)
