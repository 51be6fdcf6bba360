"""A database that goes away while a session is saved is our fault; a session that was ended is not."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError

from tests.cast import Cast, client_for, open_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("problem", "status"), [(OperationalError, 500), (DatabaseError, 400)])
def test_who_wrote_something_is_told_to_look_and_not_that_they_did_wrong(
    cast: Cast, problem: type[Exception], status: int
) -> None:
    """The note is in by then; only what the next page was to say of it could not be kept."""
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    browser.get("/work/")
    browser.raise_request_exception = False
    with patch.object(Session, "save", side_effect=problem):
        answer = browser.post(f"/cases/{case.id}/notes/", {"text": "Called the family."})
    assert answer.status_code == status
    assert "Called the family." in browser.get(f"/cases/{case.id}/").content.decode()
