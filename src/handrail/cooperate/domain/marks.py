"""Yes and no as people and survey servers write them: words, ticks and crosses."""

from __future__ import annotations

from handrail.core.catalogue.codelists import match_key

_YES_WORDS = "true yes y 1 x ใช่ มี có ya iya oo opo បាទ ចាស បាទ/ចាស មាន ဟုတ် ဟုတ်ကဲ့ ရှိ ແມ່ນ ມີ 是 有 はい 예 네"
_NO_WORDS = (
    "false no n 0 none ไม่ใช่ ไม่ ไม่มี không tidak tak tiada hindi wala ទេ គ្មាន မဟုတ် မရှိ ບໍ່ ບໍ່ແມ່ນ ບໍ່ມີ 否 无 無"
    " いいえ 아니요"
)
_YES = frozenset(match_key(word) for word in _YES_WORDS.split())
_NO = frozenset(match_key(word) for word in _NO_WORDS.split())
# Signs stand for themselves: their spelling key is empty, and an empty key must never mean yes.
# "☒" is a ticked box in Word's forms and a crossed-out one by hand: it is asked about, like "*", "?" or "○".
_TICKS = frozenset("✓✔☑√✅/●•")
_EMPTY = frozenset("✗✘☐□❌❎")
CROSSES = frozenset("x×✕✖")
_VARIANT = "\ufe0f"


def marked(text: str) -> bool | None:
    """True for yes, False for no, None when the text says neither."""
    plain = text.replace(_VARIANT, "").strip().casefold()
    if plain in _TICKS or plain in CROSSES:
        return True
    if plain in _EMPTY:
        return False
    key = match_key(plain)
    if not key:
        return None
    return True if key in _YES else False if key in _NO else None


def is_cross(text: str) -> bool:
    """A cross: yes in a register of crosses, no in one that has ticks as well."""
    return text.replace(_VARIANT, "").strip().casefold() in CROSSES


def is_tick(text: str) -> bool:
    """A tick, which makes a cross in the same column doubtful."""
    return text.replace(_VARIANT, "").strip() in _TICKS
