"""Why a backup, a restore or a rehearsal cannot go on: what is wrong, and how to mend it."""

from __future__ import annotations


class BackupProblem(Exception):
    """`code` is stable; the message is for the operator, and says how to mend it. No values, no names."""

    def __init__(self, code: str, why: str, mend: str = "") -> None:
        super().__init__(f"{why} {mend}".strip())
        self.code, self.why, self.mend = code, why, mend
