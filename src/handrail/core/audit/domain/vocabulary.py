"""The words of the log: actions `room:thing:past-tense`, kinds and reasons as codes. No room for a name.

Everything that reaches an event passes through here, so that no free text, and with it no person's name,
can get into a log that is handed to outsiders and can never be changed.
"""

from __future__ import annotations

import re

ROOMS = frozenset(
    {"core", "identify", "protect", "prosecute", "oversee", "prevent", "cooperate", "measure", "site"}
)

# Past tenses that do not end in -ed, as far as the house has needed them.
_IRREGULAR = (
    "begun broken chosen drawn found given hidden held kept left lost made met put read seen sent set shown "
    "split taken told undone withdrawn written"
)
IRREGULAR = frozenset(_IRREGULAR.split())

LONGEST_CODE = 64

_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CODE = re.compile(r"[a-z0-9]+([-_:.][a-z0-9]+)*")


class WrongWord(ValueError):
    """A word that the log does not take; says which and what the log takes instead."""


def check_action(action: str) -> str:
    """Return `action`, or raise `WrongWord` unless it reads `room:thing:past-tense` (core:case:opened)."""
    parts = action.split(":")
    if len(parts) != 3 or not all(_WORD.fullmatch(part) for part in parts):
        raise WrongWord(f"{action!r}: an action reads room:thing:past-tense (core:case:opened)")
    room, _, done = parts
    if room not in ROOMS:
        raise WrongWord(f"{action!r}: there is no room {room!r}")
    if not any(word.endswith("ed") or word in IRREGULAR for word in done.split("-")):
        raise WrongWord(f"{action!r}: say what was done, in the past tense (opened, read, signed-in)")
    return action


def check_code(what: str, code: str) -> str:
    """Return `code`, or raise `WrongWord` unless it is lower-case letters and digits, with -_:. between."""
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise WrongWord(
            f"the {what} of an event is a code of at most {LONGEST_CODE} characters, never free text: "
            "what a person typed goes into `note`, where it is encrypted"
        )
    return code
