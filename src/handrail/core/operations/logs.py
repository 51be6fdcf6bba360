"""The server's log: one JSON document a line, from an allow-list (`domain.logline`), never from a message.

log = house_log("sealer")
log.warning("seal-failed", extra=facts(count=3), exc_info=True)
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from typing import Any

from handrail.core.operations.domain.logline import UNNAMED, error_of, event_of, line, place_of

OURS = "handrail"
current_request: ContextVar[str] = ContextVar("handrail_request", default="")


def house_log(name: str) -> logging.Logger:
    """Return the logger of a part of the house; its messages are codes such as `seal-failed`."""
    return logging.getLogger(f"{OURS}.{name}")


def facts(**said: object) -> dict[str, Any]:
    """Return what `extra` takes. Facts that are not on the allow-list never reach the log."""
    return {"facts": said}


class AllowListFormatter(logging.Formatter):
    """Writes a record as one JSON document: codes, templates of addresses, kinds of errors, no texts."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        said: dict[str, object] = dict(getattr(record, "facts", {})) if ours else {}
        said.setdefault("request", current_request.get())
        document = line(
            at=record.created,
            level=record.levelname,
            logger=record.name if record.name.replace(".", "").replace("_", "").isalnum() else UNNAMED,
            event=event_of(record.msg) if ours else f"{record.module}:{record.lineno}",
            facts=said,
            error=_error(record),
        )
        return json.dumps(document, ensure_ascii=True)


def _error(record: logging.LogRecord) -> dict[str, Any] | None:
    if not record.exc_info or record.exc_info[1] is None:
        return None
    problem: BaseException | None = record.exc_info[1]
    frames = traceback.extract_tb(record.exc_info[2])
    kinds: list[str] = []
    while problem is not None and len(kinds) < 5:
        kinds.append(f"{type(problem).__module__}.{type(problem).__qualname__}")
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    return error_of(kinds, (place_of(f.filename, f.lineno or 0, f.name) for f in frames))
