"""Uploads: readable by the process that receives them, and by nobody on the disk."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.vault.streams import CHUNK_BYTES
from handrail.core.vault.uploads import SealedSpool, SealingUploadHandler


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.HANDRAIL_HOME = tmp_path
    settings.FILE_UPLOAD_HANDLERS = ["handrail.core.vault.uploads.SealingUploadHandler"]
    return tmp_path


def spooled(data: bytes) -> io.BufferedReader:
    spool = SealedSpool()
    for start in range(0, len(data), 50_000):
        spool.append(data[start : start + 50_000])
    return spool.finish()


@given(st.lists(st.tuples(st.integers(0, 3 * CHUNK_BYTES), st.integers(0, CHUNK_BYTES * 2)), max_size=8))
def test_a_spool_reads_like_the_bytes_it_was_given(reads: list[tuple[int, int]]) -> None:
    data = bytes(range(251)) * 800
    with spooled(data) as file:
        for start, size in reads:
            file.seek(start)
            assert file.read(size) == data[start : start + size]
        file.seek(-10, io.SEEK_END)
        assert file.read() == data[-10:]


def test_a_workbook_can_be_read_from_a_spool() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "Rin" * 100_000)
    with spooled(out.getvalue()) as file, zipfile.ZipFile(file) as archive:
        assert archive.read("a.xml") == b"Rin" * 100_000


def test_an_upload_arrives_whole_and_the_disk_never_sees_it(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []
    write = SealedSpool._write_chunk

    def watched(spool: SealedSpool, plain: bytes) -> None:
        write(spool, plain)
        spool._file.flush()
        descriptor = spool._file.fileno()
        written.append(os.pread(descriptor, os.fstat(descriptor).st_size, 0))

    monkeypatch.setattr(SealedSpool, "_write_chunk", watched)
    content = "name\nRin Suwannamali ริน\n".encode() * 9_000
    request = RequestFactory().post("/", {"file": io.BytesIO(content), "field": "x"})
    file = request.FILES["file"]
    assert file.size == len(content) and b"".join(file.chunks()) == content
    assert len(written) > 2 and not any(b"Suwannamali" in seen for seen in written)
    assert list((own_home / "tmp").iterdir()) == []  # the file has no name
    file.close()


def test_an_interrupted_upload_closes_its_file() -> None:
    handler = SealingUploadHandler()
    handler.upload_interrupted()
    handler.new_file("file", "a.csv", "text/csv", None)
    handler.receive_data_chunk(b"Rin", 0)
    handler.upload_interrupted()
    assert handler._spool._file.closed
