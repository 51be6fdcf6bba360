"""Uploads while they arrive: what a browser sends is encrypted before it touches the disk.

Django's own handler writes large uploads in clear to the temporary folder. This one writes them to an
unnamed file under a key that lives in this process alone: after a crash, or once the upload is closed,
nobody can read what is left.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from handrail.core.vault.boxes import new_key
from handrail.core.vault.streams import CHUNK_BYTES, TAG_BYTES


class SealedSpool(io.RawIOBase):
    """A file to write once and then read and seek in, encrypted on disk under a key of its own.

    `append` what comes, then `finish`; from then on it reads like any binary file.
    """

    def __init__(self) -> None:
        folder = Path(settings.HANDRAIL_HOME) / "tmp"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._cipher = AESGCM(new_key())
        self._waiting = bytearray()
        self._chunks = self._size = self._at = 0
        self._opened: tuple[int, bytes] = (-1, b"")

    def append(self, data: bytes) -> None:
        self._waiting += data
        self._size += len(data)
        while len(self._waiting) >= CHUNK_BYTES:
            self._write_chunk(bytes(self._waiting[:CHUNK_BYTES]))
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> io.BufferedReader:
        """Write what is left and return the file for reading, from its start."""
        if self._waiting:
            self._write_chunk(bytes(self._waiting))
            self._waiting.clear()
        return io.BufferedReader(self, CHUNK_BYTES)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("cannot seek before the start of a file")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        number, skip = divmod(self._at, CHUNK_BYTES)
        if self._at >= self._size:
            return 0
        part = self._read_chunk(number)[skip : skip + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _write_chunk(self, plain: bytes) -> None:
        self._file.write(self._cipher.encrypt(self._nonce(self._chunks), plain, None))
        self._chunks += 1

    def _read_chunk(self, number: int) -> bytes:
        if self._opened[0] != number:
            self._file.seek(number * (CHUNK_BYTES + TAG_BYTES))
            sealed = self._file.read(CHUNK_BYTES + TAG_BYTES)
            self._opened = (number, self._cipher.decrypt(self._nonce(number), sealed, None))
        return self._opened[1]

    @staticmethod
    def _nonce(number: int) -> bytes:
        return number.to_bytes(12, "big")


class SealingUploadHandler(FileUploadHandler):
    """Receives uploaded files into `SealedSpool`s; the only upload handler of the installation."""

    _spool: SealedSpool

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._spool = SealedSpool()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._spool.append(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        return UploadedFile(
            file=self._spool.finish(),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "_spool"):
            self._spool.close()
