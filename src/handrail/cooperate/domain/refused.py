"""A file that is not taken at all."""

from __future__ import annotations


class FileRefused(Exception):
    """The whole file cannot be read: `code` for programs, `why` and `mend` for people. Nothing was taken."""

    def __init__(self, code: str, why: str, mend: str) -> None:
        super().__init__(f"{why} {mend}")
        self.code = code
        self.why = why
        self.mend = mend
