"""Runs what is registered: checks for `handrail check`, examinations for `handrail doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from django.db import Error

from handrail.core.operations.logs import house_log
from handrail.core.registry import Examination, Gravity, checks, examinations
from handrail.core.vault import VaultProblem

MOST_DETAILS = 20
log = house_log("doctor")


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: what is wrong, where (at most twenty places), how to mend it, how many were mended."""

    id: str
    gravity: Gravity
    says: str
    mend: str
    details: list[str]
    more: int = 0
    mended: int | None = None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def check() -> list[Found]:
    """Return each weakness of how the installation is set up."""
    found = (_asked(one.id, one.gravity, one.weakness, one.mend, one.look) for one in checks)
    return [one for one in found if one]


def examine(*, mend: bool = False) -> list[Found]:
    """Return each damage in what the installation holds; with `mend`, mend what can be mended safely."""
    found = (_examined(one, mend=mend) for one in examinations)
    return [one for one in found if one]


def _examined(one: Examination, *, mend: bool) -> Found | None:
    found = _asked(one.id, one.gravity, one.damage, one.what_to_do, one.look)
    if found is None or not mend or one.mend is None:
        return found
    mended = one.mend()
    log.info("mended", extra={"facts": {"code": one.id, "count": mended}})
    return Found(found.id, found.gravity, found.says, found.mend, found.details, found.more, mended)


def _asked(
    id: str, gravity: Gravity, says: str, mend: str, look: Callable[[], Iterable[str]]
) -> Found | None:
    details: list[str] = []
    more = 0
    try:
        for detail in look():
            if len(details) < MOST_DETAILS:
                details.append(detail)
            else:
                more += 1
    except (Error, OSError, VaultProblem) as problem:
        # A question that cannot be asked is no good news; the text of a database's error may hold values.
        unknown = f"Could not find out whether this is so ({type(problem).__name__}): {says}"
        return Found(id, Gravity.BAD, unknown, mend, [])
    return Found(id, gravity, says, mend, details, more) if details else None
