"""An answer that says why."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A rule said no. `code` is for the log and the template that words it; `facts` fill its gaps."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts or {}
