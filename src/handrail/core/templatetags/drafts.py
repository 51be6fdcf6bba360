"""`{% draft form title %}`: within a long form, its mark, and what was begun of it."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from handrail.core.accounts.models import Account
from handrail.core.drafts.actions import opened
from handrail.core.drafts.marks import BEGUN, FIELD, make_mark, place_of
from handrail.core.drafts.queries import draft_at

register = template.Library()


@register.inclusion_tag("drafts/draft.html", takes_context=True)
def draft(context: dict[str, Any], form: forms.Form, title: str) -> dict[str, Any]:
    """Mark a form, so that what is typed is kept; fill it with what was begun, when that is asked for."""
    request: HttpRequest = context["request"]
    account = request.user
    if not isinstance(account, Account):
        return {}
    place = place_of(request)
    begun = None if form.is_bound else draft_at(account, place)
    filled = begun is not None and BEGUN in request.GET
    if begun is not None and filled:
        _fill(form, opened(begun)[1])
    return {
        "field": FIELD,
        "mark": make_mark(account, place, " ".join(str(title).split())),
        "keep_url": reverse("draft_keep"),
        "begun": begun,
        "filled": filled,
        "go_on_url": f"{place}{'&' if '?' in place else '?'}{BEGUN}=1",
        "drafts_url": reverse("drafts"),
    }


def _fill(form: forms.Form, fields: Any) -> None:
    """Give a form's fields what was typed; a field that was not there keeps its own value."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, list(values))
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        if not field.widget.value_omitted_from_data(data, MultiValueDict(), html_name):
            form.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), html_name)
