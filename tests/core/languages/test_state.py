"""Who answers for a translation."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.core.languages.state import LanguageProblem, is_draft, languages, offered, read_state

pytestmark = pytest.mark.pure


def test_a_translation_is_a_draft_until_somebody_signs_it_with_a_day() -> None:
    (signed,) = read_state(
        [
            {
                "language": "th",
                "own_name": "ภาษาไทย",
                "state": "reviewed",
                "reviewed_by": "A reader",
                "reviewed_on": date(2026, 12, 1),
            }
        ]
    )
    assert not signed.is_draft
    for unsigned in ({}, {"reviewed_by": "A reader"}, {"reviewed_on": date(2026, 12, 1)}):
        with pytest.raises(LanguageProblem, match="th"):
            read_state([{"language": "th", "own_name": "ภาษาไทย", "state": "reviewed", **unsigned}])


def test_a_state_that_nobody_knows_is_told() -> None:
    with pytest.raises(LanguageProblem, match="draft or reviewed"):
        read_state([{"language": "th", "own_name": "ภาษาไทย", "state": "fine"}])


def test_an_installation_that_wants_no_drafts_offers_none() -> None:
    drafts = {one.code for one in languages() if one.is_draft}
    assert drafts.isdisjoint(code for code, _name in offered(drafts=False))
    assert drafts <= {code for code, _name in offered(drafts=True)}
    assert not is_draft("en")
    assert not is_draft(None)
