"""All screenings held against the instrument of today, in one batch that changes nothing."""

from __future__ import annotations

import json

import pytest

from handrail.core import vault
from handrail.core.audit.models import AuditEvent
from handrail.core.questionnaires.domain.interview import fitting
from handrail.identify.instruments.loading import interview
from handrail.identify.screenings.models import Screening
from handrail.identify.screenings.reconsidering import reconsider
from handrail.site.cli import main
from tests.cast import Cast
from tests.identify.screenings.test_screenings import HELD, whole

pytestmark = pytest.mark.django_db


def quiet(done: int, of: int) -> None:
    pass


def test_under_the_same_instrument_nothing_differs(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    whole(cast, HELD)
    assert list(reconsider(quiet)) == []
    assert main(["rescreen", "--reason", "new-version", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert "1 of 1 screenings" in said.err
    assert AuditEvent.objects.filter(action="identify:screening:reconsidered").count() == 1


def test_a_result_that_would_be_another_today_is_listed_and_not_changed(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    _client, screening = whole(cast, HELD)
    Screening.objects.unscoped("test").update(result="none_indicated", instrument_version="0")
    assert main(["rescreen", "--reason", "new-version", "--json"]) == 1
    (line,) = json.loads(capsys.readouterr().out)
    assert line["id"] == str(screening.id)
    assert (line["before"], line["after"], line["version"], line["fits"]) == (
        "none_indicated",
        "trafficking",
        "0",
        True,
    )
    assert Screening.objects.unscoped("test").get().result == "none_indicated"


def test_an_erased_person_is_passed_by(cast: Cast) -> None:
    _client, screening = whole(cast, HELD)
    Screening.objects.unscoped("test").update(result="none_indicated")
    vault.erase_person(screening.case.person_id)
    assert list(reconsider(quiet)) == []


def test_answers_that_have_no_question_any_more_count_for_nothing() -> None:
    general = interview()
    kept = fitting(general, {"gone": "yes", "hurt": "perhaps", "crime": "yes", "may_leave": "no"})
    assert kept == {"may_leave": "no"}
    assert fitting(general, {"crime": "yes", "made_to": "yes"}) == {"made_to": "yes", "crime": "yes"}


def test_it_asks_for_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rescreen", "--reason", "not a code"]) == 2
    with pytest.raises(SystemExit):
        main(["rescreen"])
