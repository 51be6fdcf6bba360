"""A scanner that the installation chose looks at every file; what it does not clear is not kept."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.cooperate.actions.uploads import start_import
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import ImportRun
from handrail.core.access import Refused, acting_as
from handrail.core.cases.attachments import attach
from handrail.core.cases.models import Attachment
from handrail.core.operations import scanning
from handrail.core.operations.scanning import Verdict, scan
from handrail.core.vault.models import KeptFile
from tests.cast import NOW, Cast, client_for, open_case

FAKE = "import sys; data = sys.stdin.buffer.read(); sys.exit(1 if b'EICAR' in data else 0)"
VERDICTS = [("file-infected", FAKE), ("file-not-scanned", "raise SystemExit(2)")]


def choose(settings: Any, program: str) -> None:
    settings.SCAN_COMMAND = (sys.executable, "-c", program)


def test_the_scanner_sees_the_whole_file(settings: Any) -> None:
    choose(settings, FAKE)
    large = b"x" * 3_000_000
    assert scan(io.BytesIO(large)) is Verdict.CLEAN
    assert scan(io.BytesIO(large + b"EICAR")) is Verdict.INFECTED


def test_without_a_scanner_nothing_is_run(settings: Any) -> None:
    settings.SCAN_COMMAND = ()
    assert scan(io.BytesIO(b"EICAR")) is Verdict.CLEAN


@pytest.mark.parametrize("program", ["raise SystemExit(2)", "import os; os._exit(70)"])
def test_a_scanner_that_breaks_clears_nothing(settings: Any, program: str) -> None:
    choose(settings, program)
    assert scan(io.BytesIO(b"x" * 3_000_000)) is Verdict.NOT_SCANNED


def test_a_scanner_that_is_missing_or_hangs_clears_nothing(settings: Any, monkeypatch: Any) -> None:
    settings.SCAN_COMMAND = ("/nowhere/clamdscan",)
    assert scan(io.BytesIO(b"x")) is Verdict.NOT_SCANNED
    monkeypatch.setattr(scanning, "SECONDS", 0.2)
    choose(settings, "import threading; threading.Event().wait()")
    assert scan(io.BytesIO(b"x" * 3_000_000)) is Verdict.NOT_SCANNED


def test_a_scanner_may_stop_reading_once_it_knows(settings: Any) -> None:
    choose(settings, "import sys; sys.stdin.buffer.read(10); raise SystemExit(1)")
    assert scan(io.BytesIO(b"x" * 3_000_000)) is Verdict.INFECTED


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "program"), VERDICTS)
def test_an_attachment_that_is_not_cleared_leaves_nothing(
    cast: Cast, settings: Any, code: str, program: str
) -> None:
    choose(settings, program)
    case = open_case(cast.dao)
    upload = SimpleUploadedFile("letter.txt", b"EICAR")
    with acting_as(cast.dao), pytest.raises(Refused) as caught:
        attach(case, upload, note="", by=cast.dao, at=NOW)
    assert caught.value.code == code
    page = client_for(cast.dao).post(
        f"/cases/{case.id}/files/", {"file": SimpleUploadedFile("l.txt", b"EICAR")}
    )
    assert page.status_code in (200, 422) and "scanner" in page.content.decode()
    assert not Attachment.objects.unscoped("test").exists() and not KeptFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "program"), VERDICTS)
def test_an_import_that_is_not_cleared_leaves_nothing(
    cast: Cast, settings: Any, code: str, program: str
) -> None:
    choose(settings, program)
    with acting_as(cast.pim), pytest.raises(FileRefused) as caught:
        start_import(io.BytesIO(b"Name\nEICAR"), name="x.csv", by=cast.pim, unit=cast.pim.unit, at=NOW)
    assert caught.value.code == code
    page = client_for(cast.pim).post("/import/new/", {"file": SimpleUploadedFile("x.csv", b"Name\nEICAR")})
    assert page.status_code == 422 and "scanner" in page.content.decode()
    assert not ImportRun.objects.unscoped("test").exists() and not KeptFile.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_cleared_is_kept_whole(cast: Cast, settings: Any, tmp_path: Path) -> None:
    choose(settings, FAKE)
    case = open_case(cast.dao)
    with acting_as(cast.dao):
        kept = attach(case, SimpleUploadedFile("l.txt", b"a letter"), note="", by=cast.dao, at=NOW)
    assert kept.size == 8
