"""What is owed stands on the help page, whatever a person decides about police and courts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access import acting_as
from handrail.core.cases.writing import MilestoneDraft
from handrail.core.clock import today
from handrail.core.dates import PartialDate
from handrail.protect.entitlements.queries import owed_to
from tests.cast import RIN, Cast, client_for, open_case

pytestmark = pytest.mark.django_db


def day(text: str) -> PartialDate:
    return PartialDate.from_text(text)


JUSTICE = ("declined_justice", "investigated", "prosecuted", "convicted")


@given(taken=st.sets(st.sampled_from(JUSTICE)), notes=st.sampled_from(["", "Refuses to testify."]))
def test_nothing_that_is_owed_changes_with_what_a_person_decides(
    cast: Cast, taken: set[str], notes: str
) -> None:
    steps = (MilestoneDraft("presumed", day("2026-02-12")),)
    plain = open_case(cast.dao, milestones=steps)
    decided = open_case(
        cast.dao,
        values={**RIN, "hr_Notes": notes},
        milestones=(*steps, *(MilestoneDraft(kind, day("2026-02-20")) for kind in sorted(taken))),
    )
    with acting_as(cast.dao):
        assert owed_to(cast.dao, plain, today()) == owed_to(cast.dao, decided, today())


def test_it_stands_on_the_help_page_with_its_source_and_its_clock(cast: Cast) -> None:
    case = open_case(cast.dao, milestones=(MilestoneDraft("presumed", PartialDate(today(), today())),))
    page = client_for(cast.dao).get(reverse("help_page", args=[case.id])).content.decode()
    assert "None of it depends on testifying" in page
    assert "45 days left" in page and "as a practice of its authorities" in page
    assert "if the length is right; check it" in page and "no length stated" in page
    assert page.count("What standards ask") == 0


def test_a_standard_of_elsewhere_comes_after_what_binds_and_says_so(cast: Cast) -> None:
    case = open_case(cast.dao, values={**RIN, "hr_AgeBand": "9-17"})
    with acting_as(cast.dao):
        lines = owed_to(cast.dao, case, today())
    assert [line.owed.entitlement.id for line in lines if not line.counts] == ["guardian"]
    assert [line.counts for line in lines] == sorted((line.counts for line in lines), reverse=True)
    page = client_for(cast.dao).get(reverse("help_page", args=[case.id])).content.decode()
    assert page.count("What standards ask") == 1
