"""One gap opened: why, where, and the cases in it for whoever may open them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core import audit
from handrail.core.access import permission_required
from handrail.core.access.disclosure import disclosures
from handrail.core.access.domain.disclosure import Disclosure
from handrail.core.accounts.models import Account
from handrail.core.milestones.domain.stages import Stage
from handrail.core.registry import gap_panels
from handrail.core.shell.calendars import date_format
from handrail.measure import queries
from handrail.measure.cascade_views import account_of, asked_look, looking_context
from handrail.measure.domain.cohort import DIMENSIONS, in_natural_order
from handrail.measure.domain.picture import shares
from handrail.measure.domain.steps import STEP
from handrail.measure.looking import Look
from handrail.measure.showing import percent, shown
from handrail.measure.words import DIMENSIONS as DIMENSION_WORDS
from handrail.measure.words import STEP_LEADS, reason_words, value_words

PAGE = 25
GROUPS_SHOWN = 40


@permission_required("measure:cascade:read")
def gap_page(request: HttpRequest, step: str) -> HttpResponse:
    """The gap before one stage."""
    stage = next((stage for stage in STEP if stage.value == step), None)
    if stage is None:
        raise Http404
    seen, problem = asked_look(request)
    by = request.GET.get("by", "province")
    if by not in DIMENSIONS:
        raise Http404
    account = account_of(request)
    rows = queries.cohort_rows(account, seen.cohort)
    counted = queries.cascade(rows, seen.as_of, seen.deadlines)
    reasons = queries.reasons(rows, seen.as_of, seen.deadlines)
    standing = counted.step(stage)
    one = shown(standing, seen.norms[stage], reasons, of=max(standing.n, 1))
    most = max((people for _, people in one.reasons), default=1)
    context = looking_context(seen, problem) | {
        "step": one,
        "step_lead": STEP_LEADS[stage.value] % {"day": date_format(seen.as_of.day)},
        "reasons": [
            {"words": words, "people": people, "width": round(100 * people / most, 1)}
            for words, people in one.reasons
        ],
        "by": by,
        "by_label": DIMENSION_WORDS[by],
        "tabs": [
            {
                "label": DIMENSION_WORDS[name],
                "href": reverse("cascade_gap", args=[step]) + seen.query(by=name),
                "current": name == by,
            }
            for name in DIMENSIONS
        ],
        "groups": _groups(rows, seen, stage, by),
    }
    context["panels"] = _panels(request, account, rows, stage, by)
    if seen.norms[stage] and account.may("core:case:read"):
        context |= _open_cases(request, rows, seen, stage)
    return render(request, "measure/gap.html", context)


def _panels(request: HttpRequest, account: Account, rows: queries.Rows, stage: Stage, by: str) -> list[str]:
    """Draw what the rooms know of this gap."""
    words = partial(value_words, by)
    drawn: list[str] = []
    for panel in gap_panels:
        if panel.stage == stage.value:
            known = panel.context(account, rows.values("case_id"), by, words)
            if known is not None:
                shown = known | {"by_label": DIMENSION_WORDS[by]}
                drawn.append(render_to_string(panel.template, shown, request=request))
    return drawn


def _groups(rows: queries.Rows, seen: Look, stage: Stage, by: str) -> list[dict[str, Any]]:
    """Each group's people whose deadline has passed, as one bar."""
    split = queries.split(rows, seen.as_of, seen.deadlines, by=by, steps=[STEP[stage]])
    groups: list[dict[str, Any]] = []
    for value, steps in split.items():
        at = steps[stage].at_deadline
        if at is None or not at.due or at.missed_share is None:
            continue
        kinds = ("through", "gap", "choice", "rest")
        placed = shares([at.in_time, at.missed, at.choice, at.ended_total], of=at.due, width=100.0)
        groups.append(
            {
                "words": value_words(by, value),
                "href": reverse("cascade_gap", args=[stage.value]) + seen.query(**{by: value})
                if value
                else "",
                "at": at,
                "percent": percent(at.missed_share.share),
                "low": percent(at.missed_share.low),
                "high": percent(at.missed_share.high),
                "bars": [
                    {"kind": k, "x": x, "width": w} for k, (x, w) in zip(kinds, placed, strict=True) if w
                ],
                "order": in_natural_order(value) if by in ("quarter", "age_band") else (-at.missed, value),
            }
        )
    return sorted(groups, key=lambda group: group["order"])[:GROUPS_SHOWN]


def _open_cases(request: HttpRequest, rows: queries.Rows, seen: Look, stage: Stage) -> dict[str, Any]:
    newest = request.GET.get("order") == "newest"
    after = _after(request.GET.get("after", ""))
    norm = seen.norms[stage]
    assert norm is not None
    found = queries.cases_in_gap(rows, stage, seen.as_of, norm.days, newest=newest, after=after, size=PAGE)
    page, more = found[:PAGE], len(found) > PAGE
    address = reverse("cascade_gap", args=[stage.value])
    order = "newest" if newest else ""
    kept = {"by": request.GET.get("by", ""), "order": order}
    if page:
        audit.record(
            action="measure:gap:listed",
            kind="case",
            ids=[found.case.id for found in page],
            actor=account_of(request).id,
            organisation=account_of(request).organisation_id,
        )
    last = page[-1] if page else None
    disclosed = disclosures(account_of(request), [case.case for case in page]) if page else {}
    return {
        "list_shown": True,
        "cases": [_listed(case, disclosed[case.case.id], stage) for case in page],
        "newest": newest,
        "first_page": after is None,
        "start_url": address + seen.query(**kept),
        "other_order_url": address + seen.query(by=kept["by"], order="" if newest else "newest") + "#cases",
        "more_url": (
            address + seen.query(**kept, after=f"{last.since.isoformat()}_{last.case.id}") + "#cases"
            if more and last
            else ""
        ),
    }


def _listed(found: queries.OpenCase, disclosed: Disclosure, stage: Stage) -> dict[str, Any]:
    """One line of the list; of a case that is open by a consent alone, no more than the consent shows."""
    why = f"hr_ReasonNot{stage.value.capitalize()}"
    return {
        "case": found,
        "agency": value_words("agency", found.agency),
        "province": found.province if disclosed.shows("hr_Province") else _("not shared with you"),
        "reason": reason_words(found.reason) if disclosed.shows(why) else _("not shared with you"),
    }


def _after(text: str) -> tuple[str, str] | None:
    """Where the page before ended, from the address; anything else is the first page."""
    day, _mark, case_id = text.partition("_")
    try:
        return date.fromisoformat(day).isoformat(), str(UUID(case_id))
    except ValueError:
        return None
