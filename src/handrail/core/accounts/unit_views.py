"""The tree of units: add, rename, move."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.forms import NameForm, PlaceForm, UnitForm
from handrail.core.accounts.models import Account
from handrail.core.accounts.queries import UNITS, find_unit, managed_units, paths_with_cases, tree
from handrail.core.accounts.refusals import on_form
from handrail.core.clock import now, today
from handrail.core.organisations import actions
from handrail.core.organisations.merging import merge_unit, what_moves


@require_GET
@permission_required(UNITS)
def units(request: HttpRequest) -> HttpResponse:
    """The units as a tree."""
    by: Account = request.user  # type: ignore[assignment]
    return render(request, "accounts/units.html", {"branches": tree(managed_units(by))})


@require_http_methods(["GET", "POST"])
@permission_required(UNITS)
def unit_new(request: HttpRequest) -> HttpResponseBase:
    """Add a unit below another."""
    by: Account = request.user  # type: ignore[assignment]
    form = UnitForm(
        request.POST or None, branches=tree(managed_units(by)), initial={"parent": request.GET.get("below")}
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_unit(said["name"], said["parent"], province=said["province"], by=by)
        except Refused as refused:
            on_form(form, request, refused)
        else:
            messages.success(request, _("The unit is added."))
            return redirect("units")
    shown = {"heading": _("New unit"), "submit": _("Add the unit"), "back": reverse("units")}
    return render(request, "accounts/form.html", {"form": form, **shown})


@require_http_methods(["GET", "POST"])
@permission_required(UNITS)
def unit_page(request: HttpRequest, unit_id: UUID) -> HttpResponseBase:
    """Rename a unit, or put it somewhere else. The button that was pressed says which."""
    by: Account = request.user  # type: ignore[assignment]
    unit = find_unit(by, unit_id)
    moving = "parent" in request.POST
    name_form = NameForm(request.POST if request.POST and not moving else None, initial={"name": unit.name})
    place_form = PlaceForm(
        request.POST if moving else None,
        branches=tree(managed_units(by).filter(organisation_id=unit.organisation_id)),
        path=unit.path,
        initial={"parent": str(unit.parent_id)},
    )
    sent: Form = place_form if moving else name_form
    if sent.is_valid():
        try:
            if moving:
                parent = place_form.cleaned_data["parent"]
                actions.move_unit(unit, parent, by=by, movers_paths=paths_with_cases(by))
                messages.success(request, _("The unit is moved, with all below it."))
            else:
                actions.rename_unit(unit, name_form.cleaned_data["name"], by=by)
                messages.success(request, _("The unit has its new name."))
        except Refused as refused:
            unit.refresh_from_db()
            on_form(sent, request, refused)
        else:
            return redirect("units")
    shown = {"unit": unit, "name_form": name_form, "place_form": place_form}
    return render(request, "accounts/unit.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(UNITS)
def unit_merge(request: HttpRequest, unit_id: UUID) -> HttpResponseBase:
    """Make a unit part of another. It is chosen first; nothing moves before the second yes."""
    by: Account = request.user  # type: ignore[assignment]
    unit = find_unit(by, unit_id)
    branches = tree(managed_units(by).filter(organisation_id=unit.organisation_id))
    form = PlaceForm(request.POST or None, branches=branches, path=unit.path)
    form.fields["parent"].label = _("Becomes part of")
    if form.is_valid() and "sure" in request.POST:
        into = form.cleaned_data["parent"]
        try:
            merge_unit(unit, into, by=by, movers_paths=paths_with_cases(by), on=today(), at=now())
        except Refused as refused:
            on_form(form, request, refused)
        else:
            messages.success(
                request, _("%(unit)s is part of %(into)s now.") % {"unit": unit.name, "into": into.name}
            )
            return redirect("units")
    sure = form.is_valid() and "sure" not in request.POST
    shown = {"unit": unit, "form": form, "sure": sure, "moves": what_moves(unit)}
    return render(request, "accounts/unit_merge.html", shown)
