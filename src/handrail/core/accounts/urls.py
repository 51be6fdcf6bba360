"""Sign in, sign out, prove it again, change the password, or hear that an account is closed.

No sign-up, no e-mail.
"""

from __future__ import annotations

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions
from django.urls import path

from handrail.core.accounts.signing_in import change_password

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("logout/", views.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", change_password, name="account_change_password"),
    path("password/change/", views.password_change, name="account_change_password"),
    # Looking is free; ending other sessions asks for proof first.
    path("sessions/", reauthentication_required(list_usersessions, allow_get=True), name="usersessions_list"),
]
