"""The page of backups says what an administrator has to know, and the doctor says it too."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.defaultfilters import date
from django.test.utils import CaptureQueriesContext

from handrail.core.backup.models import Backup
from handrail.core.backup.rooms import FINDINGS
from handrail.core.backup.state import backup_warnings
from handrail.core.backup.words import MEND, TITLES
from handrail.core.clock import now
from handrail.core.registry import examinations
from tests.cast import Cast, client_for
from tests.roles import as_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(cast: Cast, settings: Any, tmp_path: Path) -> Path:
    """After the cast is made: it needs the tests' own keys."""
    settings.HANDRAIL_HOME = tmp_path
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "recipients").write_text("age1example\n")
    return tmp_path


def known(days_ago: float, **more: Any) -> Backup:
    at = now() - timedelta(days=days_ago)
    place = uuid.uuid4()
    given = {"verified_at": at, "rows": 61635, "files": 3, "size": 4_000_000, "log_position": 220, **more}
    with as_role("handrail_owner"):
        return Backup.objects.create(name=f"b-{days_ago}", at=at, place=place, keys_place=place, **given)


def page(cast: Cast) -> str:
    return client_for(cast.nok).get("/backups/").content.decode()


def codes() -> set[str]:
    return {concern.code for concern in backup_warnings(now())}


def test_without_a_backup_it_says_so_and_what_to_do(cast: Cast) -> None:
    assert codes() == {"no-backup"}
    text = page(cast)
    assert "There is no backup" in text
    assert "handrail backup" in text
    assert "At once" in text


def test_a_good_and_rehearsed_backup_is_as_it_should_be(cast: Cast) -> None:
    known(0.5, rehearsed_at=now(), rehearsal="sound")
    assert codes() == set()
    text = page(cast)
    assert "Backups are as they should be" in text
    assert "61,635" in text


@pytest.mark.parametrize(
    ("code", "days_ago", "more"),
    [
        ("backup-old", 3, {}),
        ("files-missing", 1, {"missing_files": 2}),
        ("rehearsal-unsound", 1, {"rehearsed_at": now(), "rehearsal": "unsound"}),
        ("never-rehearsed", 1, {}),
        ("rehearsal-old", 1, {"rehearsed_at": now() - timedelta(days=101), "rehearsal": "sound"}),
        ("keys-overdue", 31, {}),
        ("no-backup", 1, {"verified_at": None}),
    ],
)
def test_each_concern_is_found_shown_and_told_by_the_doctor(
    cast: Cast, code: str, days_ago: int, more: dict[str, Any]
) -> None:
    known(days_ago, **more)
    assert code in codes()
    assert str(MEND[code]) in page(cast).replace("&#x27;", "'")
    (examination,) = [one for one in examinations if one.id == f"backup-{code}"]
    assert list(examination.look())


def test_an_installation_that_nobody_could_open_a_backup_of(cast: Cast, home: Path) -> None:
    (home / "backup" / "recipients").unlink()
    assert "no-recipient" in codes()


def test_every_concern_has_its_words() -> None:
    assert TITLES.keys() == MEND.keys() == FINDINGS.keys()


def test_the_day_from_which_an_erasure_is_final_is_that_of_the_last_keys(cast: Cast) -> None:
    known(10)
    newest = known(1)
    assert str(date(newest.at + timedelta(days=30), "DATE_FORMAT")) in page(cast)


def test_rules_that_cannot_be_read_are_said_and_not_a_broken_page(cast: Cast, home: Path) -> None:
    (home / "backup" / "retention.yaml").write_text("keys_days: never\n")
    assert "keys_days" in page(cast)


def test_who_does_not_run_the_house_does_not_see_it(cast: Cast) -> None:
    assert client_for(cast.dao).get("/backups/").status_code == 404


def test_queries_do_not_grow_with_the_backups(cast: Cast) -> None:
    known(1)
    client = client_for(cast.nok)
    client.get("/backups/")  # the first page of a session asks more
    with CaptureQueriesContext(connection) as few:
        client.get("/backups/")
    for day in range(2, 20):
        known(day)
    with CaptureQueriesContext(connection) as many:
        client.get("/backups/")
    assert len(many) == len(few)
