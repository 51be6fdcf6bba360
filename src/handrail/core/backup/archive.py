"""The inside of a backup file: a tar of small members, written and read as a stream, each with its hash.

about.json comes first (whose backup, of when, which tables), manifest.json last (what all before it must be).
`docs/reference/backup-format.md` describes it for somebody who has no Handrail.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

from handrail.core.backup.domain.rows import Content, Row, line_of, rows_in
from handrail.core.backup.problems import BackupProblem
from handrail.core.backup.tables import Part, Table
from handrail.core.vault.installation import installation_mac
from handrail.core.vault.problems import Damaged
from handrail.core.vault.streams import Readable

FORMAT = "handrail-backup/1"
MEMBER_BYTES = 2 * 1024 * 1024
PIECE = 256 * 1024
_BLOCK = 512
_MAC = "backup-manifest"


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


@dataclass(frozen=True, slots=True)
class About:
    """The first member: enough to refuse a file before anything of it is used."""

    part: Part
    backup: UUID
    installation: UUID
    handrail: str
    at: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    master_keys: tuple[str, ...] = ()

    def as_bytes(self) -> bytes:
        return canonical(
            {
                "format": FORMAT,
                "part": self.part,
                "backup": str(self.backup),
                "installation": str(self.installation),
                "handrail": self.handrail,
                "at": self.at,
                "migrations": [list(one) for one in self.migrations],
                "tables": [table.as_json() for table in self.tables],
                "master_keys": list(self.master_keys),
            }
        )

    @classmethod
    def from_bytes(cls, text: bytes) -> About:
        """Raises `BackupProblem` for another format, `Damaged` for what is none."""
        try:
            value = json.loads(text)
            if value["format"] != FORMAT:
                raise BackupProblem(
                    "newer-format",
                    f"the file has the format {value['format']}; this Handrail reads {FORMAT}.",
                    "Restore with the version of Handrail that wrote it, or a newer one.",
                )
            return cls(
                part=value["part"],
                backup=UUID(value["backup"]),
                installation=UUID(value["installation"]),
                handrail=value["handrail"],
                at=value["at"],
                migrations=tuple((app, name) for app, name in value["migrations"]),
                tables=tuple(Table.from_json(table) for table in value["tables"]),
                master_keys=tuple(value["master_keys"]),
            )
        except (ValueError, KeyError, TypeError):
            raise Damaged("the head of a backup") from None


@dataclass
class Writer:
    """Writes the members one after the other; each method yields the bytes to be encrypted."""

    about: About
    parts: list[dict[str, Any]] = field(default_factory=list)
    counted: dict[str, dict[str, Any]] = field(default_factory=dict)

    def begin(self) -> Iterator[bytes]:
        yield from self.member("about.json", self.about.as_bytes())

    def table(self, table: Table, rows: Iterable[Row], last_number: int) -> Iterator[bytes]:
        content, lines, size, number = Content(), [], 0, 0
        for row in rows:
            line = line_of(row)
            lines.append(line)
            size += len(line)
            if size >= MEMBER_BYTES:
                number += 1
                yield from self._lines(f"tables/{table.name}/{number:06}.jsonl.gz", lines, content)
                lines, size = [], 0
        if lines:
            yield from self._lines(f"tables/{table.name}/{number + 1:06}.jsonl.gz", lines, content)
        self.counted[table.name] = {
            "rows": content.rows,
            "digest": content.digest,
            "last_number": last_number,
        }

    def lines(self, name: str, rows: Iterable[Row]) -> Iterator[bytes]:
        yield from self._lines(name, [line_of(row) for row in rows], Content())

    def _lines(self, name: str, lines: list[bytes], content: Content) -> Iterator[bytes]:
        content.add(lines)
        yield from self.member(name, gzip.compress(b"".join(lines), 4, mtime=0))

    def member(self, name: str, content: bytes) -> Iterator[bytes]:
        yield from self.streamed(name, len(content), [content])

    def streamed(self, name: str, size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """A member whose size is known before its bytes. Raises `Damaged` when they are more or fewer."""
        head = tarfile.TarInfo(name)
        head.size, head.mode = size, 0o600
        yield head.tobuf(tarfile.PAX_FORMAT)
        hashed, length = hashlib.sha256(), 0
        for piece in pieces:
            hashed.update(piece)
            length += len(piece)
            yield piece
        if length != size:
            raise Damaged("a file that changed while it was copied")
        yield b"\0" * (-size % _BLOCK)
        self.parts.append({"name": name, "size": size, "sha256": hashed.hexdigest()})

    def end(self, more: dict[str, Any]) -> Iterator[bytes]:
        """The manifest, with its proof, and the end of the tar."""
        self.manifest = with_proof({**more, "tables": self.counted, "parts": list(self.parts)})
        yield from self.member("manifest.json", canonical(self.manifest))
        yield b"\0" * (2 * _BLOCK)

    manifest: dict[str, Any] = field(default_factory=dict)


def with_proof(manifest: dict[str, Any]) -> dict[str, Any]:
    return {**manifest, "mac": installation_mac(_MAC, canonical(manifest))}


def is_ours(manifest: dict[str, Any]) -> bool:
    """Return whether this installation's own key made the proof (the keys' tables must be there to ask)."""
    bare = {name: value for name, value in manifest.items() if name != "mac"}
    return bool(manifest.get("mac") == installation_mac(_MAC, canonical(bare)))


@dataclass(frozen=True, slots=True)
class RowsRead:
    """Some rows of a table, whole and as they were written."""

    table: Table
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list that is no table: `files` or `erased`."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class SettingRead:
    """A file that somebody wrote to set the installation up, by its path in the installation's folder."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileRead:
    """An encrypted file of the installation. Read `stream` before the next member is asked for."""

    id: UUID
    size: int
    stream: IO[bytes]


@dataclass(frozen=True, slots=True)
class ManifestRead:
    """The end: everything before it was as this says."""

    manifest: dict[str, Any]


Read = About | SettingRead | RowsRead | ListRead | FileRead | ManifestRead


def read_archive(plain: Readable) -> Generator[Read]:
    """Yield what is in a backup file; the manifest last, and only when all before it was right.

    Raises `Damaged`, `CannotUnlock`, `BackupProblem`. Nothing must be kept for good before the last one came.
    """
    reading = _Reading()
    try:
        with tarfile.open(fileobj=plain, mode="r|", bufsize=64 * _BLOCK) as tar:  # type: ignore[call-overload]
            for head in tar:
                yield from reading.take(head, tar.extractfile(head))
        while plain.read(PIECE):
            pass
    except (tarfile.TarError, EOFError, zlib.error, ValueError) as problem:
        raise Damaged("a backup") from problem
    if reading.manifest is None:
        raise Damaged("a backup")
    yield ManifestRead(reading.manifest)


class _Reading:
    def __init__(self) -> None:
        self.parts: list[dict[str, Any]] = []
        self.contents: dict[str, Content] = {}
        self.tables: dict[str, Table] = {}
        self.manifest: dict[str, Any] | None = None

    def take(self, head: tarfile.TarInfo, stream: IO[bytes] | None) -> Iterator[Read]:
        if stream is None or self.manifest is not None or bool(self.parts) == (head.name == "about.json"):
            raise Damaged("a backup")
        hashed = _Hashing(stream)
        if head.name.startswith("files/"):
            yield FileRead(UUID(head.name[6:]), head.size, hashed)  # type: ignore[arg-type]
            while hashed.read(PIECE):
                pass
        else:
            yield from self._small(head.name, hashed.read(head.size))
        if head.name != "manifest.json":
            self.parts.append({"name": head.name, "size": head.size, "sha256": hashed.digest})

    def _small(self, name: str, content: bytes) -> Iterator[Read]:
        if name == "about.json":
            about = About.from_bytes(content)
            self.tables = {table.name: table for table in about.tables}
            self.contents = {table.name: Content() for table in about.tables}
            yield about
        elif name == "manifest.json":
            self.manifest = self._checked(json.loads(content))
        elif name.startswith("settings/"):
            yield SettingRead(name.removeprefix("settings/"), content)
        elif name.startswith("tables/"):
            table = name.split("/")[1]
            if table not in self.tables:
                raise Damaged("a backup")
            lines = gzip.decompress(content)
            self.contents[table].add(lines.splitlines(keepends=True))
            yield RowsRead(self.tables[table], rows_in(lines))
        else:
            yield ListRead(name.split(".")[0], rows_in(gzip.decompress(content)))

    def _checked(self, manifest: dict[str, Any]) -> dict[str, Any]:
        counted = {name: (one["rows"], one["digest"]) for name, one in manifest["tables"].items()}
        found = {name: (content.rows, content.digest) for name, content in self.contents.items()}
        if manifest["parts"] != self.parts or counted != found:
            raise Damaged("a backup")
        return manifest


class _Hashing:
    """A member's bytes, hashed as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._hash = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self._hash.update(part)
        return part

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()
