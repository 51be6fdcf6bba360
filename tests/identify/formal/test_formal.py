"""The formal determination: two persons, reasons, an appeal; and no help hangs on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from handrail.core.access import acting_as
from handrail.core.access.domain.refusal import Refused
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.milestones.models import CascadeRow
from handrail.identify.formal.actions import answer, propose
from handrail.identify.formal.domain.states import NEXT, Outcome, State, may_become
from handrail.identify.formal.models import Formal
from tests.cast import Cast, client_for, open_case

pytestmark = pytest.mark.django_db

REASONS = "Locked in, papers held, works off a debt: Palermo 3(a)."


def proposed(cast: Cast, outcome: str = "victim") -> tuple[Case, Formal]:
    case = open_case(cast.dao)
    said = {"outcome": outcome, "reasons": REASONS}
    answered = client_for(cast.dao).post(reverse("formal_propose", args=[case.id]), said)
    assert answered.status_code == 302
    return case, Formal.objects.unscoped("test").get()


def agree(cast: Cast, formal: Formal, **more: object) -> int:
    url = reverse("formal_answer", args=[formal.case_id, formal.id])
    said = {"state": "agreed", "words": "", "version": formal.version, **more}
    return client_for(cast.minh).post(url, said).status_code


def identified(case: Case) -> bool:
    return CascadeRow.objects.unscoped("test").get(case=case).identified_on is not None


def test_a_proposal_alone_identifies_nobody(cast: Cast) -> None:
    case, _formal = proposed(cast)
    assert not identified(case)
    assert "Determinations to answer" in client_for(cast.minh).get(reverse("work")).content.decode()


def test_a_second_person_s_yes_tells_the_cascade(cast: Cast) -> None:
    case, formal = proposed(cast)
    assert agree(cast, formal) == 302
    assert identified(case)
    page = client_for(cast.dao).get(reverse("case_page", args=[case.id])).content.decode()
    assert "Identified as a victim of trafficking" in page and REASONS in page and "Agreed" in page


def test_not_established_tells_the_cascade_nothing_and_takes_nothing_away(cast: Cast) -> None:
    case, formal = proposed(cast, "not-established")
    before = client_for(cast.dao).get(reverse("help_page", args=[case.id])).status_code
    assert agree(cast, formal) == 302
    assert not identified(case)
    assert client_for(cast.dao).get(reverse("help_page", args=[case.id])).status_code == before == 200


def test_nobody_answers_the_own_proposal(cast: Cast) -> None:
    case = open_case(cast.dao)
    with acting_as(cast.minh):
        formal = propose(case, Outcome.VICTIM, REASONS, by=cast.minh, at=now())
        with pytest.raises(Refused, match="formal-own"):
            answer(formal, State.AGREED, "", version=1, by=cast.minh, at=now())
    assert agree(cast, formal) == 403
    assert not identified(case)


def test_who_may_not_agree_does_not(cast: Cast) -> None:
    _case, formal = proposed(cast)
    url = reverse("formal_answer", args=[formal.case_id, formal.id])
    for account in (cast.dao, cast.sothea, cast.pim, cast.nok):
        assert client_for(account).post(url, {"state": "agreed", "version": 1}).status_code == 404


def test_a_return_says_what_is_missing_and_lets_another_be_proposed(cast: Cast) -> None:
    case, formal = proposed(cast)
    assert agree(cast, formal, state="returned") == 422
    assert agree(cast, formal, state="returned", words="Who held the papers?") == 302
    assert not identified(case)
    said = {"outcome": "victim", "reasons": REASONS}
    assert client_for(cast.dao).post(reverse("formal_propose", args=[case.id]), said).status_code == 302


def test_one_proposal_waits_at_a_time(cast: Cast) -> None:
    case, _formal = proposed(cast)
    said = {"outcome": "victim", "reasons": REASONS}
    assert client_for(cast.dao).post(reverse("formal_propose", args=[case.id]), said).status_code == 403


def test_an_appeal_is_kept_with_the_persons_words_and_the_old_one_stays(cast: Cast) -> None:
    case, formal = proposed(cast, "not-established")
    agree(cast, formal)
    formal = Formal.objects.unscoped("test").get()
    url = reverse("formal_appeal", args=[case.id, formal.id])
    assert (
        client_for(cast.dao).post(url, {"words": "I was locked in.", "version": formal.version}).status_code
        == 302
    )
    assert Formal.objects.unscoped("test").get().state == "appealed"
    page = client_for(cast.dao).get(reverse("case_page", args=[case.id])).content.decode()
    assert "I was locked in." in page and REASONS in page
    said = {"outcome": "victim", "reasons": "New facts."}
    assert client_for(cast.dao).post(reverse("formal_propose", args=[case.id]), said).status_code == 302


def test_two_answers_at_once_the_second_is_told(cast: Cast) -> None:
    _case, formal = proposed(cast)
    assert agree(cast, formal) == 302
    assert agree(cast, formal) in (403, 404)


def test_no_reason_stands_in_clear_and_everything_is_logged(cast: Cast) -> None:
    _case, formal = proposed(cast)
    agree(cast, formal)
    assert b"Locked" not in bytes(Formal.objects.unscoped("test").get().sealed)
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"identify:determination:proposed", "identify:determination:agreed"} <= actions


def test_the_states_are_a_table() -> None:
    allowed = {(one, other) for one in State for other in State if may_become(one, other)}
    assert allowed == {
        (State.PROPOSED, State.AGREED),
        (State.PROPOSED, State.RETURNED),
        (State.AGREED, State.APPEALED),
    }
    assert set(NEXT) == set(State)
