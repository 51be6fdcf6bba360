"""Submissions of a survey as their servers hand them over one by one: XML instances and JSON lists.

They become one sheet with a column for each question, so that everything after this reads them as a table.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from xml.parsers import expat

from handrail.cooperate.domain.records import Problem
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Book, Row, Sheet
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.archive import inspect
from handrail.cooperate.readers.sheet_xml import entities_refused, too_many_columns, too_many_rows

_DEEPEST = 40
_MEND = "Export the submissions again, as CSV or JSON."


def open_json(stream: BinaryIO, *, size: int) -> Book:
    """The submissions of a JSON list, or of "results" or "value" of a server's answer. Raises FileRefused."""
    _check_size(size)
    stream.seek(0)
    try:
        # A constant such as NaN is no JSON, and no answer to any question.
        document = json.loads(stream.read().decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FileRefused("json-damaged", "This is not whole JSON.", _MEND) from error
    if isinstance(document, dict):
        document = next((document[k] for k in ("results", "value", "data") if k in document), [document])
    if not isinstance(document, list) or not all(isinstance(entry, dict) for entry in document):
        raise FileRefused("json-no-list", "The JSON holds no list of submissions.", _MEND)
    if not document:
        raise FileRefused(
            "file-empty", "The list of submissions is empty.", "Choose an export with submissions."
        )
    try:
        return _book("json", [dict(_flat(entry, "")) for entry in document])
    except RecursionError as error:
        raise FileRefused("json-damaged", "The JSON is nested too deep.", _MEND) from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _flat(entry: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Questions by path; the second and later repeats of a group carry " #2", " #3" behind the name."""
    for key, value in entry.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}/")
        elif isinstance(value, list):
            for number, item in enumerate(value, start=1):
                mark = f" #{number}" if number > 1 else ""
                if isinstance(item, dict):
                    yield from ((f"{inner}{mark}", text) for inner, text in _flat(item, f"{name}/"))
                elif not key.startswith("_"):
                    yield (f"{name}{mark}", str(item))
        elif value is not None:
            yield (name, str(value).upper() if isinstance(value, bool) else str(value))


def open_xml(stream: BinaryIO, *, size: int) -> Book:
    """The one submission of an XML instance. Raises FileRefused, also for any DOCTYPE or entity."""
    _check_size(size)
    stream.seek(0)
    return _book("odk-xml", [_answers(stream.read(), "")])


def open_zip(stream: BinaryIO, *, size: int) -> Book:
    """The submissions of a packed folder, one XML a submission, in the order of their names.

    What is not XML (pictures, sound) is left alone and counted in a notice. Raises FileRefused.
    """
    archive = inspect(stream, size=size)
    names = sorted(name for name in archive.names if name.lower().endswith(".xml"))
    others = [name for name in archive.names if name not in names and not name.endswith("/")]
    with zipfile.ZipFile(stream) as packed:
        _check_size(sum(packed.getinfo(name).file_size for name in names))
        book = _book("odk-zip", [_answers(packed.read(name), name) for name in names])
    if not others:
        return book
    why = f"{len(others)} files beside the submissions (pictures, sound or the like) were not read."
    mend = "Add them to the cases by hand, where they are needed."
    notice = Problem("", 0, "", "", "attachments-not-read", why, mend, fatal=False)
    return replace(book, notices=(notice,))


def _answers(content: bytes, name: str) -> dict[str, str]:
    """The answers of one instance; `name` is that of its file in a packed folder."""
    reader = _Instance()
    of = f"“{name[-80:]}”: " if name else ""
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefused(
            "xml-damaged", f"{of}the XML breaks in line {error.lineno}.", "Fetch the whole file again."
        ) from error
    if not reader.answers:
        raise FileRefused("file-empty", f"{of}the submission has no answers.", _MEND)
    return reader.answers


class _Instance:
    """Collects the leaves of an instance by their path below the root; repeats get " #2", " #3"."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] = []
        self._has_children = [False]
        self._repeats: dict[str, int] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        # Refused before anything is declared: nothing is expanded, nothing is fetched.
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _doctype(self, *_declared: object) -> None:
        raise entities_refused()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if len(self._path) >= _DEEPEST:
            raise FileRefused("xml-too-deep", "The XML is nested too deep.", _MEND)
        if not self._path and tag in ("html", "svg", "Workbook", "plist", "rss"):
            raise FileRefused("file-kind", f"This XML is no submission of a survey (it is <{tag}>).", _MEND)
        self._has_children[-1] = True
        self._has_children.append(False)
        self._path.append(tag)
        self._text.clear()

    def _end(self, name: str) -> None:
        if not self._has_children.pop():
            text = "".join(self._text).strip()
            path = "/".join(self._path[1:])
            if text and path:
                self._repeats[path] = self._repeats.get(path, 0) + 1
                count = self._repeats[path]
                self.answers[path if count == 1 else f"{path} #{count}"] = text
        self._text.clear()
        self._path.pop()


def _check_size(size: int) -> None:
    if size > limits.LARGEST_SUBMISSION:
        raise FileRefused(
            "file-too-large",
            f"The file is larger than {limits.LARGEST_SUBMISSION // limits.MEGABYTE} MB.",
            "Export the submissions as CSV, or a year at a time.",
        )


def _book(kind: str, answers: list[dict[str, str]]) -> Book:
    headers = list(dict.fromkeys(name for each in answers for name in each))
    if len(headers) > limits.MOST_COLUMNS:
        raise too_many_columns()
    if len(answers) > limits.MOST_ROWS:
        raise too_many_rows()

    def rows(with_colours: bool) -> Generator[Row, None, None]:
        yield Row(1, headers)
        for number, each in enumerate(answers, start=2):
            yield Row(number, [each.get(header, "") for header in headers])

    return Book(kind, (Sheet("", rows),))
