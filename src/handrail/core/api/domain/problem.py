"""Why a request was not done, as a program reads it (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a request: where, which rule, why, and how to mend it."""

    where: str
    code: str
    why: str
    mend: str = ""


class Problem(Exception):
    """A request that is not done. `code` says why; `why` and `mend` replace the code's own words."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        why: str = "",
        mend: str = "",
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.why = why
        self.mend = mend
        self.faults = tuple(faults)
        self.headers: Mapping[str, str] = headers or {}
