"""The team: accounts and their roles, for administrators. No page here shows a case."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.domain.roles import roles
from handrail.core.access.permission import permission_required
from handrail.core.accounts import actions
from handrail.core.accounts.forms import AccountForm, HomeForm, RoleForm
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.accounts.queries import (
    MANAGE,
    find_grant,
    find_managed,
    managed_units,
    recoveries_for,
    team_page,
    tree,
    waits_for,
)
from handrail.core.accounts.refusals import on_form, tells_refusals
from handrail.core.clock import now, today
from handrail.core.organisations.merging import move_account
from handrail.core.rolereviews.queries import due_roles


@require_GET
@permission_required(MANAGE)
def team(request: HttpRequest) -> HttpResponse:
    """The accounts of the organisation by user name, a page at a time."""
    by: Account = request.user  # type: ignore[assignment]
    text = request.GET.get("q", "").strip()[:80]
    page = team_page(by, text=text, after=request.GET.get("after", "")[:80])
    shown = {
        "lines": [{"account": account, "roles": _live_roles(account)} for account in page.accounts],
        "text": text,
        "older_url": _address(q=text, after=page.after) if page.after else "",
        "newest_url": _address(q=text) if request.GET.get("after") else "",
        "waiting": waits_for(by, now()),
        "roles_due": due_roles(by, today()).exists(),
    }
    return render(request, "accounts/team.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def account_new(request: HttpRequest) -> HttpResponseBase:
    """Make an account. Its first password is in the answer to the form and nowhere else."""
    by: Account = request.user  # type: ignore[assignment]
    form = AccountForm(request.POST or None, branches=tree(managed_units(by, MANAGE)))
    if form.is_valid():
        said = form.cleaned_data
        try:
            account, password = actions.make_account(
                said["username"], said["display_name"], said["unit"], by=by
            )
        except Refused as refused:
            on_form(form, request, refused, field="username")
        else:
            shown = {"account": account, "password": password}
            return render(request, "accounts/first_password.html", shown)
    return _form_page(
        request, form, heading=_("New account"), submit=_("Make the account"), back=reverse("team")
    )


@require_GET
@permission_required(MANAGE)
def account_page(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: what it may do, and what an administrator can do about it."""
    by: Account = request.user  # type: ignore[assignment]
    account = find_managed(by, account_id)
    grants = [_role_line(grant) for grant in account.grants.all()]
    shown = {
        "account": account,
        "is_self": account.id == by.id,
        "current": [line for line in grants if line["state"] != "past"],
        "past": [line for line in grants if line["state"] == "past"],
        "recoveries": recoveries_for(by, now()).filter(account=account),
    }
    return render(request, "accounts/account.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def role_give(request: HttpRequest, account_id: UUID) -> HttpResponseBase:
    """Give a role on a unit of the account's organisation."""
    by: Account = request.user  # type: ignore[assignment]
    account = find_managed(by, account_id)
    units = managed_units(by, MANAGE).filter(organisation_id=account.organisation_id)
    form = RoleForm(
        request.POST or None,
        branches=tree(units),
        initial={"starts_on": today(), "unit": str(account.unit_id)},
    )
    if form.is_valid():
        try:
            actions.give_role(account, form.wished(), by=by, on=today())
        except Refused as refused:
            on_form(form, request, refused)
        else:
            messages.success(request, _("The role is given."))
            return _to_account(account)
    heading = _("Give %(name)s a role") % {"name": account.display_name}
    return _form_page(request, form, heading=heading, submit=_("Give the role"), back=_url(account))


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
@tells_refusals
def role_end(request: HttpRequest, account_id: UUID, grant_id: UUID) -> HttpResponseBase:
    """End a role at once."""
    by: Account = request.user  # type: ignore[assignment]
    grant = find_grant(by, account_id, grant_id)
    if request.method == "POST":
        actions.end_role(grant, by=by, on=today())
        messages.success(request, _("The role has ended."))
        return _to_account(grant.account)
    role = _role_line(grant)
    return confirm_page(
        request,
        title=_("End a role"),
        question=_("End the role?"),
        points=[
            _("%(name)s is no longer %(role)s for %(unit)s, from this moment on.")
            % {"name": grant.account.display_name, "role": role["name"], "unit": grant.unit.name},
            _("Cases that this person is responsible for stay theirs on paper: give them to a colleague."),
        ],
        confirm_label=_("End the role"),
        cancel_url=_url(grant.account),
    )


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def account_move(request: HttpRequest, account_id: UUID) -> HttpResponseBase:
    """Put an account into another unit."""
    by: Account = request.user  # type: ignore[assignment]
    account = find_managed(by, account_id)
    units = managed_units(by, MANAGE).filter(organisation_id=account.organisation_id)
    form = HomeForm(request.POST or None, branches=tree(units), initial={"unit": str(account.unit_id)})
    if form.is_valid():
        try:
            move_account(account, form.cleaned_data["unit"], by=by)
        except Refused as refused:
            on_form(form, request, refused)
        else:
            messages.success(request, _("The account belongs to its new unit. Its roles are as they were."))
            return _to_account(account)
    heading = _("Another unit for %(name)s") % {"name": account.display_name}
    return _form_page(request, form, heading=heading, submit=_("Move"), back=_url(account))


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
@tells_refusals
def account_suspend(request: HttpRequest, account_id: UUID) -> HttpResponseBase:
    """Close an account at once, or open a closed one again."""
    by: Account = request.user  # type: ignore[assignment]
    account = find_managed(by, account_id)
    if request.method == "POST":
        actions.suspend(account, by=by, on=today())
        messages.success(request, _("The account is suspended. All its sessions have ended."))
        return _to_account(account)
    return confirm_page(
        request,
        title=_("Suspend an account"),
        question=_("Suspend %(name)s?") % {"name": account.display_name},
        points=[
            _("Every browser in which this account is signed in is signed out at once."),
            _("Nobody can sign in with it until the suspension is lifted."),
            _("Its roles stay as they are, and open nothing meanwhile."),
        ],
        confirm_label=_("Suspend at once"),
        cancel_url=_url(account),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
@tells_refusals
def account_reinstate(request: HttpRequest, account_id: UUID) -> HttpResponseBase:
    """Lift a suspension."""
    by: Account = request.user  # type: ignore[assignment]
    account = find_managed(by, account_id)
    if request.method == "POST":
        actions.reinstate(account, by=by)
        messages.success(request, _("The suspension is lifted."))
        return _to_account(account)
    return confirm_page(
        request,
        title=_("Lift the suspension"),
        question=_("Let %(name)s in again?") % {"name": account.display_name},
        points=[
            _("Password and second step work as before. If others may have them, open a way back."),
            _("Roles that have not ended open again what they opened before."),
        ],
        confirm_label=_("Lift the suspension"),
        cancel_url=_url(account),
    )


def confirm_page(request: HttpRequest, **shown: Any) -> HttpResponse:
    """Ask once before something that is hard to undo."""
    return render(request, "shell/confirm.html", shown)


def _form_page(request: HttpRequest, form: Any, **shown: Any) -> HttpResponse:
    return render(request, "accounts/form.html", {"form": form, **shown})


def _role_line(grant: RoleGrant) -> dict[str, Any]:
    role, on = roles().get(grant.role), today()
    state = "live" if grant.is_live(on) else "coming" if grant.starts_on > on else "past"
    if grant.ends_on is not None and grant.ends_on <= grant.starts_on:
        state = "past"
    return {"grant": grant, "name": _(role.name) if role else grant.role, "state": state}


def _live_roles(account: Account) -> str:
    live = [_role_line(grant) for grant in account.grants.all() if grant.is_live(today())]
    return ", ".join(f"{line['name']} ({line['grant'].unit.name})" for line in live)


def _url(account: Account) -> str:
    return reverse("account_page", args=[account.id])


def _to_account(account: Account) -> HttpResponseBase:
    return redirect("account_page", account_id=account.id)


def _address(**wanted: str) -> str:
    set_ones = {name: value for name, value in wanted.items() if value}
    return reverse("team") + (f"?{urlencode(set_ones)}" if set_ones else "")
