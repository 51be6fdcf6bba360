"""A whole installation at work, then killed: a survivor's name is nowhere on its disk, and not in its log.

Case by hand, note, file, search, emergency, import by the queue, a job and a page that fail with the name in
their error, an export; a process killed in the middle of an upload, another in the middle of an import. Then
every byte of the folder is read: database, its write-ahead log, sessions, queue, temporary files, what the
server wrote to its error output.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.core.vault.test_markers_on_disk import forms

SET_UP = """
import io, os, sys
from pathlib import Path
from handrail.site.cli import set_up_django
set_up_django()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from handrail.core import vault
from handrail.core.accounts.models import Account
from tests.cast import client_for, make_cast, open_case
from tests.cooperate.importing.bringing import BY_ID, PEOPLE, table
NAME = "Qwertzamali Zyxwvutan"
ROWS = [{**PEOPLE[0], "Name": NAME, "No": "QX-9182736", "Note": NAME + " came by bus"}, *PEOPLE[1:]]
def browser(username):
    client = client_for(Account.objects.get(username=username))
    client.defaults["HTTP_HOST"] = "localhost"
    client.raise_request_exception = False
    return client
"""

LIFE = (
    SET_UP
    + """
from django_tasks_db.models import DBTaskResult
from handrail.cooperate.models import ImportRun
from handrail.core.jobs.worker import HouseWorker
home = Path(os.environ["HANDRAIL_HOME"])
vault.create_master_key()
vault.create_signing_key()
call_command("migrate", verbosity=0)
cast = make_cast()

def work():
    HouseWorker(queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
                max_tasks=None, worker_id="w", excluded_queue_names=[]).run()

# By hand.
dao = browser("dao")
from tests.core.cases.pages import filled
asked = {"name": NAME, "phone": "+66 98 7612 3450", "document": "QX-9182736", "born": ""}
dao.post("/cases/new/", {"step": "check", **asked})
form = filled(dao.post("/cases/new/", {"step": "new", **asked}))
wrong = dao.post("/cases/new/", {**form, "step": "save", "detected": "soon"})
assert wrong.status_code == 200, wrong.status_code
made = dao.post("/cases/new/", {**form, "step": "save", "detected": "2026-02-03"})
assert made.status_code == 302, made.content[:2000]
case = made["Location"]
assert dao.post(case + "notes/", {"text": NAME + " sleeps badly"}).status_code == 302
document = (NAME + " QX-9182736 ").encode() * 200_000
sent = dao.post(case + "files/", {"file": SimpleUploadedFile(NAME + ".txt", document), "note": NAME})
assert sent.status_code == 302, sent.content[:2000]
found = dao.post("/search/", {"q": NAME})
assert NAME in found.content.decode()
assert NAME in dao.get("/cases/").content.decode()

# In an emergency.
other = open_case(cast.sothea)
from tests.cast import make_account
make_account("narak", cast.border_post, "investigator")
told = {"number": other.number, "reason": "other", "text": NAME + " asks"}
assert browser("narak").post("/emergency/", told).status_code == 302

# By a file, in the queue.
pim = browser("pim")
up = pim.post(reverse("import_new"), {"file": SimpleUploadedFile(NAME + ".csv", table(ROWS))})
assert up.status_code == 302, up.content[:2000]
run = ImportRun._base_manager.get()
from handrail.cooperate import jobs
from handrail.cooperate.actions.uploads import choose_mapping
from handrail.core.access import acting_as
with acting_as(cast.pim):
    choose_mapping(run, BY_ID)
jobs.check.enqueue(run_id=str(run.id), account_id=str(cast.pim.id))
assert DBTaskResult.objects.filter(status="READY").exists()
work()
assert NAME in pim.get(reverse("import_page", args=[run.id])).content.decode()
assert pim.post(reverse("import_confirm", args=[run.id])).status_code == 302
work()
assert ImportRun._base_manager.get().status == "done"

# A job and a page that fail with a name in their error.
def breaks(*_, **__):
    raise ValueError(NAME + " cannot be read")
jobs.run_import = breaks
jobs.bring_in.enqueue(run_id=str(run.id), account_id=str(cast.pim.id))
work()
assert DBTaskResult.objects.filter(status="FAILED").count() == 1
from handrail.core.cases.views import lists
lists.search = breaks
assert dao.post("/search/", {"q": NAME}).status_code == 500

# Out of the house, locked.
out = pim.post(reverse("export"), {"form": "htcds-xlsx", "lock": "password",
    "password": "a long enough password", "password_again": "a long enough password"})
assert out.status_code == 200, out.content[:2000]
(home / "export.xlsx").write_bytes(b"".join(out.streaming_content) if out.streaming else out.content)
from handrail.core.audit import seal_pending
seal_pending()
os._exit(0)  # as a crash would: nothing is tidied up
"""
)

KILLED_IN_AN_UPLOAD = (
    SET_UP
    + """
from handrail.core.vault.uploads import SealedSpool
real, chunks = SealedSpool.append, []
def append(self, data):
    real(self, data)
    chunks.append(1)
    if len(chunks) == 4:
        os._exit(9)
SealedSpool.append = append
document = (NAME + " QX-9182736 ").encode() * 200_000
browser("pim").post(reverse("import_new"), {"file": SimpleUploadedFile(NAME + ".csv", document)})
"""
)

KILLED_IN_AN_IMPORT = (
    SET_UP
    + """
from tests.cooperate.importing.bringing import confirm, upload
from handrail.cooperate.actions import running
pim = Account.objects.get(username="pim")
run = upload(pim, table([{**ROWS[0], "No": "QX-5546372", "Name": NAME}, *ROWS[1:]]))
confirm(pim, run)
running.settle_mended = lambda *_: os._exit(9)
running.run_import(run.id, pim)
"""
)

MARKERS = ["Qwertzamali", "Zyxwvutan", "9876123450", "98 7612 3450", "QX-9182736", "qx9182736", "QX-5546372"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if connection.vendor == "postgresql":
        pytest.skip("the folder of one installation on SQLite is looked through once")
    home = tmp_path_factory.mktemp("home")
    (home / "temporary").mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
    environment |= {
        "HANDRAIL_HOME": str(home),
        "HANDRAIL_PLAIN_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "handrail.site.settings",
        "TMPDIR": str(home / "temporary"),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path]),
    }
    with (home / "errors.log").open("wb") as errors:
        for script, ends in ((LIFE, 0), (KILLED_IN_AN_UPLOAD, 9), (KILLED_IN_AN_IMPORT, 9)):
            command = [sys.executable, "-c", script]
            done = subprocess.run(command, env=environment, stdout=errors, stderr=errors, check=False)
            assert done.returncode == ends, (home / "errors.log").read_text("utf-8")[-4000:]
    return home


def everything(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_the_folder_holds_what_a_crash_leaves(home: Path) -> None:
    found = everything(home)
    assert found["handrail.sqlite3-wal"], "the write-ahead log is looked through too"
    assert b"job-failed" in found["errors.log"] and b"ValueError" in found["errors.log"]
    for table_name in (b"django_session", b"django_tasks", b"cooperate_importrow", b"audit_auditevent"):
        assert any(table_name in content for content in found.values()), table_name


@pytest.mark.parametrize("marker", MARKERS)
def test_no_marker_is_on_the_disk_in_any_form(home: Path, marker: str) -> None:
    for name, content in everything(home).items():
        lowered = content.lower()
        assert not any(form in content or form in lowered for form in forms(marker)), name


def test_no_marker_is_in_the_name_of_a_file(home: Path) -> None:
    assert not [path for path in home.rglob("*") if "qwertz" in path.name.lower()]
