"""Whatever was granted, sent, accepted, taken back or has ended: no field leaves outside a live grant.

Random histories of one person's consent, then every route by which another house can read: its pages, its
lists, its search, the offer of a referral, the API, the export. Each part of the case carries a word that
stands nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.cooperate.exporting.leaving import outgoing_cases
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.writing import EntryDraft
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent, withdraw_consent
from handrail.core.consent.models import ConsentGrant
from handrail.core.consent.sharing import fields_of, parts_of
from handrail.core.referrals.actions import answer_referral, end_referral, send_referral
from handrail.core.referrals.models import Referral
from handrail.protect.needs.actions import add_needs, keep_safety
from handrail.protect.plan.actions import add_goal
from tests.cast import Cast, client_for, make_account, open_case
from tests.core.api.calling import Program

pytestmark = pytest.mark.django_db
PARTS = ("person", "contact", "notes", "needs", "plan")

# What is agreed (parts, for how many days), how far its referral comes, and whether it is taken back.
lives = st.lists(
    st.tuples(
        st.lists(st.sampled_from([*PARTS, "*"]), min_size=1, max_size=3, unique=True),
        st.integers(1, 20),
        st.sampled_from(["", "sent", "declined", "ended", "accepted", "accepted", "accepted"]),
        st.booleans(),
        st.sampled_from(["assistance", "return", "investigation", "research"]),
    ),
    min_size=1,
    max_size=4,
)


@dataclass
class Granted:
    parts: list[str]
    days: int
    answered: str = ""
    withdrawn: bool = False
    purpose: str = "assistance"

    def opens(self, passed: int) -> bool:
        """Whether the other house reads by it, as the rules of consent say it."""
        return self.answered == "accepted" and not self.withdrawn and passed < self.days


@dataclass
class Telling:
    """One person's case with a word in each part, and what was agreed about it."""

    cast: Cast
    case: Case
    words: dict[str, str]
    grants: list[Granted] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)

    def live(
        self, parts: list[str], days: int, reaches: str, withdrawn: bool, purpose: str, them: Account
    ) -> None:
        """Agree to something, let its referral come as far as that, and perhaps take it back."""
        dao = self.cast.dao
        with acting_as(dao):
            made = grant_consent(
                self.case,
                purpose=purpose,
                recipient=self.cast.police,
                fields=fields_of(parts),
                parts=parts_of(parts),
                starts_on=today(),
                ends_on=today() + timedelta(days),
                language="",
                explained_how="spoken",
                by=dao,
                at=now(),
            )
            if reaches:
                unit = self.cast.police_head
                self.referrals.append(send_referral(self.case, consent=made, to_unit=unit, by=dao, at=now()))
        if reaches not in ("", "sent"):
            with acting_as(them):
                answer_referral(self.referrals[-1], accept=reaches != "declined", by=them, at=now())
        with acting_as(dao):
            if reaches == "ended":
                end_referral(self.referrals[-1], by=dao, at=now())
            if withdrawn:
                withdraw_consent(made, on=today(), by=dao)
        self.grants.append(Granted(parts, days, reaches, withdrawn, purpose))

    def pass_days(self, days: int) -> None:
        """Let days pass: every grant is so much older."""
        for grant in ConsentGrant.objects.unscoped("test").filter(case=self.case):
            grant.starts_on -= timedelta(days)
            grant.ends_on -= timedelta(days)
            ConsentGrant.objects.unscoped("test").filter(id=grant.id).update(
                starts_on=grant.starts_on, ends_on=grant.ends_on
            )

    def may_leave(self, passed: int) -> set[str]:
        """The words that a live grant opens, as the rules of consent say it."""
        opened = {part for granted in self.grants if granted.opens(passed) for part in granted.parts}
        return {word for part, word in self.words.items() if part in opened or "*" in opened}

    def may_write(self, passed: int, part: str) -> bool:
        """Whether the other house may write in a part: only where the person agreed to its help with it."""
        return any(
            granted.opens(passed)
            and granted.purpose in ("assistance", "return")
            and {part, "*"} & set(granted.parts)
            for granted in self.grants
        )


def tell(cast: Cast) -> Telling:
    words = {part: f"{part}{uuid4().hex[:10]}" for part in PARTS}
    case = open_case(
        cast.dao,
        values={
            "hr_FullName": f"Rin {words['person']}",
            "prs_MailingStreet": words["contact"],
            "hr_Sex": "female",
        },
        entries=(EntryDraft("comment", {"cco_CaseComment": words["notes"]}),),
    )
    with acting_as(cast.dao):
        keep_safety(case, {"never": words["needs"]}, expected_version=0, by=cast.dao, at=now())
        add_needs(case, ["shelter"], urgent=False, words=words["needs"], by=cast.dao, at=now())
        add_goal(case, words["plan"], by=cast.dao, at=now())
    return Telling(cast, case, words)


@dataclass
class Reader:
    """A case worker of the house to which it is sent, with a browser and a program."""

    account: Account
    browser: Client
    program: Program


@pytest.fixture
def reader(cast: Cast) -> Reader:
    account = make_account("ploy", cast.police_head, "case_worker")
    return Reader(account, client_for(account), Program(account))


def routes(told: Telling, reader: Reader) -> Iterator[tuple[str, str]]:
    """Everything that the other house can read of the case, by name of the route."""
    case, browser, program = told.case, reader.browser, reader.program
    pages = {
        "case": reverse("case_page", args=[case.id]),
        "case, all entries": reverse("case_page", args=[case.id]) + "?entries=all",
        "help": reverse("help_page", args=[case.id]),
        "safety form": reverse("safety_edit", args=[case.id]),
        "list": reverse("case_list"),
        "work": reverse("work"),
        **{f"offer {r.id}": reverse("referral_answer", args=[r.id]) for r in told.referrals},
    }
    for name, address in pages.items():
        yield name, browser.get(address).content.decode()
    # The box shows again what was typed: what was found is told by the case's number.
    found = browser.post(reverse("search"), {"q": told.words["person"]}).content.decode()
    yield "search", told.words["person"] if case.number in found else ""
    for path in (f"cases/{case.id}", "cases", f"persons/{case.person_id}", f"cases/{case.id}/referrals"):
        yield f"API {path}", program.get(path).content.decode()
    with acting_as(reader.account):
        leaving = outgoing_cases(reader.account)
        yield "export", repr([line for line in leaving if line.case_id == case.id])


@settings(max_examples=400 if os.environ.get("HANDRAIL_DEEP") else 20)
@given(history=lives, passed=st.integers(0, 12))
def test_no_field_leaves_outside_a_live_grant_by_any_route(
    cast: Cast, reader: Reader, history: list[tuple[list[str], int, str, bool, str]], passed: int
) -> None:
    told = tell(cast)
    for life in history:
        told.live(*life, reader.account)
    told.pass_days(passed)
    may_leave = told.may_leave(passed)
    for route, text in routes(told, reader):
        left = {word for word in told.words.values() if word in text}
        assert left <= may_leave, (route, left - may_leave, told.grants)
    for part, name, said in (
        ("needs", "needs_add", {"kinds": "dental", "words": "theirs"}),
        ("plan", "goal_add", {"words": "theirs"}),
    ):
        answer = reader.browser.post(reverse(name, args=[told.case.id]), said)
        assert (answer.status_code == 302) is told.may_write(passed, part), (part, told.grants)


def test_the_routes_do_show_what_a_live_grant_opens(cast: Cast, reader: Reader) -> None:
    told = tell(cast)
    told.live([*PARTS], 9, "accepted", False, "assistance", reader.account)
    seen = {word for _route, text in routes(told, reader) for word in told.words.values() if word in text}
    assert seen == set(told.words.values()) == told.may_leave(0)
