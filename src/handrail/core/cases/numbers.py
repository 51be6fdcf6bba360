"""Case numbers: random, so that no sequence tells how many cases there are or which are missing."""

from __future__ import annotations

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """Return a number such as K7QM-3XNP (40 random bits; letters that cannot be mistaken for digits)."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def read_number(text: str) -> str:
    """Return a typed number in its one spelling: upper case, I and L as 1, O as 0, with its hyphen."""
    plain = text.upper().replace("-", "").replace(" ", "").translate(str.maketrans("ILO", "110"))
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == 8 else plain
