"""`handrail cascade`: for an account what it may see, for the operator with a reason that is logged."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any

import pytest

from handrail.core.audit.models import AuditEvent
from handrail.measure.verbs import cascade
from tests.cast import Cast
from tests.measure.invented import invent

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cascade.add_arguments(parser)
    return cascade.run(parser.parse_args(list(words)))


@pytest.fixture
def people(cast: Cast) -> Cast:
    invent(cast.shelter_house, 30, seed=1)
    invent(cast.border_post, 20, seed=2)
    return cast


def test_as_an_account_it_counts_what_the_account_may_see(
    people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--as", "dao", "--json") == 0
    (everybody,) = json.loads(capsys.readouterr().out)
    assert (everybody["id"], everybody["detected"]) == ("everybody", 30)
    assert [step["id"] for step in everybody["steps"]][:3] == ["screened", "presumed", "assisted"]
    assert everybody["steps"][0]["deadline"]["ours"] is True


def test_without_an_account_it_wants_a_reason_and_logs_it(
    people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--json") == 2
    assert "--reason" in capsys.readouterr().err
    assert run("--reason", "quarterly-report", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["detected"] == 50
    event = AuditEvent.objects.get(action="measure:cascade:read")
    assert (event.reason, event.actor) == ("quarterly-report", None)


def test_a_reason_in_free_words_is_refused_because_it_could_hold_a_name(
    people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--reason", "Rin asked me to") == 2
    assert capsys.readouterr().out == ""
    assert not AuditEvent.objects.filter(action="measure:cascade:read").exists()


@pytest.mark.parametrize("who", ["nobody", "nok", "vichai"])
def test_an_account_that_may_not_read_the_cascade_is_refused(
    people: Cast, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--as", who) == 2
    assert "no account of that name may read the cascade" in capsys.readouterr().err


@pytest.mark.parametrize("by", ["province", "country", "quarter"])
def test_by_a_grouping_it_lists_every_group_with_its_id(
    people: Cast, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--as", "pim", "--by", by, "--json") == 0
    groups = json.loads(capsys.readouterr().out)
    assert len({group["id"] for group in groups}) == len(groups) > 1
    assert sum(group["detected"] for group in groups) == 30


def test_every_group_says_why_its_people_wait_and_whose_deadline_it_is(
    people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--as", "pim", "--by", "sex", "--json") == 0
    groups = json.loads(capsys.readouterr().out)
    assert run("--as", "pim", "--json") == 0
    (everybody,) = json.loads(capsys.readouterr().out)

    def why(*of: dict[str, Any]) -> Counter[tuple[str, str]]:
        return sum(
            (
                Counter({(step["id"], code): n for code, n in step["reasons"].items()})
                for group in of
                for step in group["steps"]
            ),
            Counter(),
        )

    assert why(*groups) == why(everybody) != Counter()
    assert all(step["deadline"]["ours"] and step["deadline"]["id"] for step in everybody["steps"])


def test_in_words_it_says_the_gap_and_whose_deadlines_they_are(
    people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--as", "pim") == 0
    said = capsys.readouterr().out
    assert "presumed victims" in said and "our own defaults, not norms" in said


def test_quarters_that_cannot_be_are_wrong_use(people: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--as", "pim", "--from", "2024") == 2
    assert "2024" in capsys.readouterr().err


def test_with_nobody_in_the_quarters_it_says_so(people: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--as", "pim", "--until", "1999Q1") == 0
    assert "Nobody to count" in capsys.readouterr().out
