"""Sessions in the database, which tell a database that went away from a session that was ended."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django takes whatever stops the saving of a session for its end, and answers 400: "do not do that".

    Where the database went away after the view's transaction, what was written is in. The answer is then the
    page that says so: something broke on our side, look before you enter it again.
    """

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as ended:
            if isinstance(ended.__context__, OperationalError):
                raise ended.__context__ from None
            raise
