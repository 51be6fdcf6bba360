"""Files of a case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from handrail.core import vault
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases import attachments
from handrail.core.cases.models import Attachment, Case
from tests.cast import Cast, client_for, open_case
from tests.core.cases.pages import events, said

pytestmark = pytest.mark.django_db

LETTER = b"%PDF-1.7 a letter with a marker: Suwannamali-in-a-file"


def add(account: Account, case: Case, content: bytes = LETTER, name: str = "letter.pdf") -> HttpResponse:
    upload = SimpleUploadedFile(name, content, content_type="image/png")
    return client_for(account).post(f"/cases/{case.id}/files/", {"file": upload, "note": "from the clinic"})


def kept(account: Account, case: Case) -> list[Attachment]:
    with acting_as(account):
        return list(Attachment.objects.visible_to(account).filter(case=case))


def test_a_file_comes_back_as_it_was_as_a_download_and_never_in_a_page(cast: Cast) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case)
    (one,) = kept(cast.dao, case)
    answer = client_for(cast.dao).get(f"/cases/{case.id}/files/{one.id}/")
    assert answer.streaming and b"".join(answer) == LETTER
    assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_the_file_its_kind_and_size(cast: Cast) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case)
    page = said(client_for(cast.dao).get(f"/cases/{case.id}/"))
    assert "letter.pdf" in page and "PDF" in page and "from the clinic" in page


def test_nothing_of_a_file_can_be_read_on_the_disk_or_in_its_row(cast: Cast) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case, name="Rin Suwannamali.pdf")
    (one,) = kept(cast.dao, case)
    assert b"Suwannamali" not in bytes(one.sealed) and one.sha256 == ""
    files = [path for path in (Path(settings.HANDRAIL_HOME) / "files").rglob("*") if path.is_file()]
    assert files and all(b"Suwannamali" not in path.read_bytes() for path in files)


def test_adding_and_opening_are_logged(cast: Cast) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case)
    (one,) = kept(cast.dao, case)
    assert b"".join(client_for(cast.minh).get(f"/cases/{case.id}/files/{one.id}/")) == LETTER
    assert events("core:attachment:added")[0].actor == cast.dao.id
    (opened,) = events("core:attachment:opened")
    assert (opened.actor, opened.ids) == (cast.minh.id, [str(case.id), str(one.id)])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"MZ\x90\x00", "a program or a web page"),
        (b"<svg onload=alert(1)>", "a program or a web page"),
    ],
)
def test_a_file_that_is_empty_or_runs_is_refused_with_what_to_do(
    cast: Cast, content: bytes, words: str
) -> None:
    case = open_case(cast.dao)
    answer = add(cast.dao, case, content)
    assert answer.status_code == 422 and words in said(answer)
    assert kept(cast.dao, case) == []


def test_a_file_that_is_too_large_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LIMIT", 1024)
    case = open_case(cast.dao)
    answer = add(cast.dao, case, LETTER + b"x" * 2048)
    assert "larger than" in said(answer)
    assert kept(cast.dao, case) == []


def test_another_s_file_answers_as_one_that_does_not_exist(cast: Cast, hide: Callable[..., None]) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case)
    (one,) = kept(cast.dao, case)
    url = f"/cases/{case.id}/files/{one.id}/"
    assert client_for(cast.sothea).get(url).status_code == 404
    other = open_case(cast.dao)
    assert client_for(cast.dao).get(f"/cases/{other.id}/files/{one.id}/").status_code == 404
    hide(case, account_id=cast.minh.id)
    assert client_for(cast.minh).get(url).status_code == 404


def test_a_damaged_file_is_an_error_page_and_not_half_a_file(cast: Cast) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case)
    (one,) = kept(cast.dao, case)
    (path,) = (Path(settings.HANDRAIL_HOME) / "files").rglob(str(one.file_id))
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(bytes(sealed))
    answer = client_for(cast.dao).get(f"/cases/{case.id}/files/{one.id}/")
    assert answer.status_code == 403 and "changed or cut short" in said(answer)


def test_the_files_of_an_erased_person_open_for_nobody(cast: Cast) -> None:
    case = open_case(cast.dao)
    add(cast.dao, case)
    (one,) = kept(cast.dao, case)
    vault.erase_person(case.person_id)
    browser = client_for(cast.dao)
    page = said(browser.get(f"/cases/{case.id}/"))
    assert "letter.pdf" not in page
    assert browser.get(f"/cases/{case.id}/files/{one.id}/").status_code == 403
