"""A rule for new passwords, in the form in which Django asks for rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handrail.core.accounts.domain.passwords import guessable

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


class HouseWordsValidator:
    """Refuses a password that is little more than the name of the house, the unit, the work or its owner."""

    def validate(self, password: str, user: Account | None = None) -> None:
        about = [user.username, user.display_name, user.organisation.name, user.unit.name] if user else []
        if guessable(password, about):
            raise ValidationError(
                _("Whoever knows this house would try that first. Add ordinary words from elsewhere."),
                code="password_of_this_house",
            )

    def get_help_text(self) -> str:
        return _("Not the name of the house, your unit or yourself with a few signs added.")
