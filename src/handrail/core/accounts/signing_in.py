"""allauth's sign-in and change of password, in the words and the bounds of this house."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from handrail.core.accounts.models import Account


class SignInForm(LoginForm):  # type: ignore[misc]
    """A user name, as the team's pages call it, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The password of now, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password of now")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _(
            "At least 12 characters. Four or five ordinary words in a row are easy to remember."
        )
        self.fields["password2"].label = _("New password, once more")


@login_required
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change the password of somebody who has one: who entered the demonstration by a click does not."""
    if not (isinstance(request.user, Account) and request.user.has_usable_password()):
        raise Http404
    answer: HttpResponseBase = views.password_change(request)
    return answer
