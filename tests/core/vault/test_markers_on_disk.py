"""A survivor's name is nowhere on the disk, in no form; nor is a key once it was destroyed.

Runs a whole installation of its own, in a process of its own, on SQLite, and then reads every byte of its
folder.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LIFE = """
import io, json, os, uuid
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from handrail.core import vault
from handrail.core.audit import record, seal_pending
from handrail.core.vault.models import PersonKey
from handrail.core.vault.uploads import SealedSpool

vault.create_master_key()
vault.create_signing_key()
call_command("migrate", "audit", verbosity=0)
call_command("migrate", "vault", verbosity=0)
shelter, rin, dara = (uuid.uuid4() for _ in range(3))
vault.create_organisation_key(shelter)
vault.create_person_keys(shelter, [rin, dara])
texts = {"name": ["Qwertzamali Zyxwvutan"], "phone": ["+66 98 7612 3450"], "document": ["QX-9182736"]}
with transaction.atomic():
    sealed = vault.seal_many([(p, "person", texts) for p in (rin, dara)])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE record (person text, sealed blob)")
        for person, box in zip((rin, dara), sealed):
            cursor.execute("INSERT INTO record VALUES (%s, %s)", [person.hex, box])
    vault.index_persons([(shelter, person, texts) for person in (rin, dara)])
    record(action="core:case:opened", kind="case", ids=[rin], actor=dara, organisation=shelter,
           note="Qwertzamali Zyxwvutan asked for it")
document = b"Qwertzamali Zyxwvutan QX-9182736 " * 9000
stored = vault.store_file(io.BytesIO(document), ("person", rin))
vault.store_file(io.BytesIO(document), ("person", dara))
class Breaks:
    left = 3
    def read(self, size):
        self.left -= 1
        if not self.left:
            raise ConnectionResetError
        return document[:size]
try:
    vault.store_file(Breaks(), ("person", rin))
except ConnectionResetError:
    pass
spool = SealedSpool()
spool.append(document)
found = list(vault.find_persons([shelter], "Qwertzamali Zyxwvutan"))
assert set(found) == {rin, dara}, found
seal_pending()
row = PersonKey.objects.get(person=rin)
before = bytes(row.wrapped).hex()
vault.erase_person(rin)
print(json.dumps({"erased_key": before, "kept_key": bytes(PersonKey.objects.get(person=dara).wrapped).hex()}),
      flush=True)
os._exit(0)  # as a crash would: nothing is tidied up
"""

MARKERS = [
    "Qwertzamali",
    "Zyxwvutan",
    "9876123450",
    "98 7612 3450",
    "QX-9182736",
    "qx9182736",
    "76123450",
    "kvIrtsA",
]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    home = tmp_path_factory.mktemp("home")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
    environment |= {
        "HANDRAIL_HOME": str(home),
        "HANDRAIL_TESTING": "1",
        "DJANGO_SETTINGS_MODULE": "handrail.site.settings",
        "TMPDIR": str(home),
    }
    answer = subprocess.run(
        [sys.executable, "-c", LIFE], env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return home, json.loads(answer.stdout)


def everything(home: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert {"handrail.sqlite3", "keys/master.key"} <= set(found)
    return found


def test_the_search_would_find_a_name_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("…Qwertzamali…".encode("utf-16-le"))
    assert any(form in (tmp_path / "x").read_bytes() for form in forms("Qwertzamali"))


@pytest.mark.parametrize("marker", MARKERS)
def test_no_marker_is_on_the_disk_in_any_form(life: tuple[Path, dict[str, str]], marker: str) -> None:
    for name, content in everything(life[0]).items():
        lowered = content.lower()
        assert not any(form in content or form in lowered for form in forms(marker)), name


def test_a_destroyed_key_is_nowhere_and_a_kept_one_is(life: tuple[Path, dict[str, str]]) -> None:
    home, keys = life
    content = b"".join(everything(home).values())
    assert bytes.fromhex(keys["kept_key"]) in content
    assert bytes.fromhex(keys["erased_key"]) not in content


def test_the_erased_persons_file_is_gone_and_nothing_half_written_stays(
    life: tuple[Path, dict[str, str]],
) -> None:
    files = [path for path in (life[0] / "files").rglob("*") if path.is_file()]
    assert len(files) == 1 and not [path for path in files if path.suffix]


def forms(marker: str) -> set[bytes]:
    """The marker in three cases, two encodings, hexadecimal, and inside base64 at each of three offsets."""
    cases = (marker, marker.lower(), marker.upper())
    plain = {text.encode(encoding) for text in cases for encoding in ("utf-8", "utf-16-le")}
    inside = {base64.b64encode(b"\0" * shift + marker.encode())[4:-4] for shift in (0, 1, 2)}
    return plain | {form.hex().encode() for form in plain} | {form for form in inside if len(form) > 5}
