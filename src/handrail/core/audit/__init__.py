"""The audit log: what was done, by whom, to which record, and why; never a value, never a name.

`record` appends an event in the caller's transaction. A sealer puts the events into one order and chains them
(`seal_pending`); a signed checkpoint handed outside proves that nothing before it was changed since.
The modules behind these names need the database's models, so they are loaded when first used: this package is
itself a Django application.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handrail.core.audit.checkpoints import make_checkpoint
    from handrail.core.audit.domain.vocabulary import WrongWord, check_action
    from handrail.core.audit.export import write_log
    from handrail.core.audit.recording import noted_reason, record
    from handrail.core.audit.sealing import LogState, log_state, queue_unsealed, seal_pending

__all__ = [
    "LogState",
    "WrongWord",
    "check_action",
    "log_state",
    "make_checkpoint",
    "noted_reason",
    "queue_unsealed",
    "record",
    "seal_pending",
    "write_log",
]

_MODULES = ("checkpoints", "domain.vocabulary", "export", "recording", "sealing")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = vars(import_module(f"{__name__}.{module}"))
            if name in found:
                return found[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
