"""Accounts, the roles they hold, and the way back in for who has lost a second factor."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property

from handrail.core.organisations.models import Organisation, Unit

if TYPE_CHECKING:
    from handrail.core.access.domain.roles import Scope


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no public sign-up."""

    def create_account(
        self, username: str, *, unit: Unit, display_name: str, password: str | None = None, **more: Any
    ) -> Account:
        more.setdefault("language", settings.LANGUAGE_CODE)
        account = self.model(
            username=username,
            unit=unit,
            organisation_id=unit.organisation_id,
            display_name=display_name,
            **more,
        )
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A member of staff. Roles are granted on units by `RoleGrant`; an account alone opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=80, unique=True)
    display_name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accounts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="accounts")
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    @cached_property
    def live_grants(self) -> list[RoleGrant]:
        """The roles this account holds today, read once per request."""
        from handrail.core.clock import today

        live = [grant for grant in self.grants.select_related("unit__organisation") if grant.is_live(today())]
        for grant in live:
            # Every page names the account's organisation: it comes with the roles, not by a query of its own.
            if grant.unit.organisation_id == self.organisation_id:
                self.organisation = grant.unit.organisation
        return live

    @cached_property
    def permissions(self) -> dict[str, Scope]:
        """Each permission with the widest scope that a live role gives it."""
        from handrail.core.access.domain.roles import permissions_of

        return permissions_of([grant.role for grant in self.live_grants])

    def may(self, permission: str) -> bool:
        """Return whether a live role of this account carries the permission (`room:thing:verb`)."""
        return self.is_active and permission in self.permissions

    @property
    def needs_second_factor(self) -> bool:
        """Whether a second factor is required: of every role. Figures are published with one too."""
        return bool(self.permissions)

    # Django's own checks ask for these; no account has Django permissions.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class RoleGrant(models.Model):
    """A role, on a unit (and all below it), from a day, until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="the first day on which the role is no longer held")
    granted_by: UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            )
        ]

    def is_live(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


class Recovery(models.Model):
    """A way back in without e-mail: one administrator asks, another confirms, a printed code opens once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recoveries")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="recovery_confirmed_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="recovery_needs_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("account"))
                & ~models.Q(asked_by=models.F("account")),
                name="recovery_not_by_oneself",
            ),
        ]
