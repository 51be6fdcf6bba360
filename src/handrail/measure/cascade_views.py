"""The cascade's pages: the whole way, split by groups, two groups side by side."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.access import permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import today
from handrail.core.milestones.domain.stages import Stage
from handrail.measure import queries
from handrail.measure.csv_out import COLUMNS, cascade_rows, write_csv
from handrail.measure.domain.cohort import DIMENSIONS, CohortProblem, in_natural_order, quarters_between
from handrail.measure.domain.gaps import side_by_side
from handrail.measure.domain.picture import picture
from handrail.measure.looking import Look, look
from handrail.measure.showing import interval, largest, percent, points, shown, shown_cascade
from handrail.measure.words import BRANCHES, DEFINITIONS, HORIZONS, STAGES, value_words
from handrail.measure.words import DIMENSIONS as DIMENSION_WORDS

YEARS_OFFERED = 10


def account_of(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user


def asked_look(request: HttpRequest) -> tuple[Look, CohortProblem | None]:
    """The look that the address asks for; where it cannot be, the look at everybody and what was wrong."""
    account = account_of(request)
    try:
        return look(account, request.GET.dict(), today=today()), None
    except CohortProblem as problem:
        return look(account, {}, today=today()), problem


def looking_context(seen: Look, problem: CohortProblem | None) -> dict[str, Any]:
    """What every page of the cascade says about whom it counts."""
    day = seen.as_of.day
    quarters = quarters_between(f"{day.year - YEARS_OFFERED}Q1", f"{day.year}Q{(day.month - 1) // 3 + 1}")
    return {
        "look": seen,
        "problem": problem,
        "quarters": [(quarter, value_words("quarter", quarter)) for quarter in reversed(quarters)],
        "filters": [
            {
                "name": name,
                "value": value,
                "label": DIMENSION_WORDS[name],
                "words": value_words(name, value),
                "without": seen.query(**{name: ""}) or "?",
            }
            for name, value in seen.cohort.where.items()
        ],
        "dimensions": [
            {
                "id": name,
                "label": DIMENSION_WORDS[name],
                "href": reverse("cascade_by", args=[name]) + seen.query(),
            }
            for name in DIMENSIONS
        ],
        "query": seen.query(),
    }


@permission_required("measure:cascade:read")
def cascade_page(request: HttpRequest) -> HttpResponse:
    """The whole cascade of what the account may see."""
    seen, problem = asked_look(request)
    account = account_of(request)
    rows = queries.cohort_rows(account, seen.cohort)
    counted = queries.cascade(rows, seen.as_of, seen.deadlines)
    steps = shown_cascade(counted, seen.norms, queries.reasons(rows, seen.as_of, seen.deadlines))
    by_stage = {step.stage: step for step in steps}
    drawing = picture(counted.detected, counted.steps)
    context = looking_context(seen, problem) | {
        "cascade": counted,
        "steps": steps,
        "largest": largest(steps),
        "picture": drawing,
        "columns": [
            {"column": column, "step": by_stage.get(column.stage), "name": STAGES[column.stage.value]}
            for column in drawing.columns
        ],
        "branches": _branches(steps),
        "undated": queries.undated_cases(account),
        "shared_in_part": queries.cases_shared_in_part(account),
        "definitions": [(STAGES[stage.value], DEFINITIONS[stage.value]) for stage in Stage],
    }
    return render(request, "measure/cascade.html", context)


def _branches(steps: list[Any]) -> list[dict[str, Any]]:
    return [
        {"name": words, "steps": [step for step in steps if step.standing.step.branch == branch]}
        for branch, words in BRANCHES.items()
    ]


@permission_required("measure:cascade:read")
def cascade_csv(request: HttpRequest) -> HttpResponse:
    """The same numbers as a file; with `by`, of each group."""
    seen, problem = asked_look(request)
    if problem:
        raise Http404
    rows = queries.cohort_rows(account_of(request), seen.cohort)
    by = request.GET.get("by", "")
    if by and by not in DIMENSIONS:
        raise Http404
    counting = (rows, seen.as_of, seen.deadlines)
    parts = [
        cascade_rows(seen, [("", "", queries.cascade(*counting))], queries.reasons_by(*counting, by=None))
    ]
    if by:
        groups = [(by, value, group) for value, group in sorted(queries.cascades(*counting, by=by).items())]
        parts.append(cascade_rows(seen, groups, queries.reasons_by(*counting, by=by)))
    text = write_csv(COLUMNS, chain(*parts))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cascade-{seen.as_of.day.isoformat()}.csv"'
    return response


@permission_required("measure:cascade:read")
def by_page(request: HttpRequest, dimension: str) -> HttpResponse:
    """Every group of one grouping, step by step."""
    if dimension not in DIMENSIONS:
        raise Http404
    seen, problem = asked_look(request)
    rows = queries.cohort_rows(account_of(request), seen.cohort)
    detected = queries.detected_by(rows, by=dimension)
    split = queries.split(rows, seen.as_of, seen.deadlines, by=dimension)
    steps = [stage for stage, norm in seen.norms.items() if norm]
    groups = [
        {
            "value": value,
            "words": value_words(dimension, value),
            "href": reverse("cascade") + seen.query(**{dimension: value}) if value else "",
            "detected": people,
            "cells": [_cell(split.get(value, {}).get(stage)) for stage in steps],
        }
        for value, people in _in_order(dimension, detected)
    ]
    context = looking_context(seen, problem) | {
        "dimension": dimension,
        "label": DIMENSION_WORDS[dimension],
        "steps": [(stage.value, STAGES[stage.value]) for stage in steps],
        "groups": groups,
        "csv_query": seen.query(by=dimension),
    }
    return render(request, "measure/by.html", context)


def _in_order(dimension: str, detected: dict[str, int]) -> list[tuple[str, int]]:
    if dimension in ("quarter", "age_band"):
        return sorted(detected.items(), key=lambda item: in_natural_order(item[0]))
    return sorted(detected.items(), key=lambda item: (-item[1], item[0]))


def _cell(standing: Any) -> dict[str, Any]:
    at = standing.at_deadline if standing else None
    if at is None or not at.due:
        return {}
    return {"missed": at.missed, "due": at.due, "percent": percent(at.missed_share.share)}


@permission_required("measure:cascade:read")
def side_by_side_page(request: HttpRequest) -> HttpResponse:
    """Two groups of one grouping, step by step, with the difference and what it can say."""
    dimension = request.GET.get("by", "")
    first, second = request.GET.get("first", ""), request.GET.get("second", "")
    if dimension not in DIMENSIONS:
        raise Http404
    seen, problem = asked_look(request)
    rows = queries.cohort_rows(account_of(request), seen.cohort)
    found = queries.cascades(
        rows.filter(**{f"{dimension}__in": [first, second]}), seen.as_of, seen.deadlines, by=dimension
    )
    context = looking_context(seen, problem) | {
        "dimension": dimension,
        "label": DIMENSION_WORDS[dimension],
        "names": [value_words(dimension, first), value_words(dimension, second)],
        "back": reverse("cascade_by", args=[dimension]) + seen.query(),
        "missing": [value_words(dimension, value) for value in (first, second) if value not in found],
        "same": first == second,
    }
    if not context["missing"] and not context["same"]:
        context |= _pairs(seen, found[first], found[second], context["names"])
    return render(request, "measure/side_by_side.html", context)


def _pairs(seen: Look, first: queries.Cascade, second: queries.Cascade, names: list[str]) -> dict[str, Any]:
    pairs = []
    for pair in side_by_side(first.steps, second.steps):
        norm = seen.norms[pair.step.to_stage]
        one, other = (
            shown(standing, norm, {}, of=max(standing.n, 1)) for standing in (pair.first, pair.second)
        )
        pairs.append(
            {
                "name": STAGES[pair.step.id],
                "sides": [
                    {"name": name, "step": step} for name, step in zip(names, (one, other), strict=True)
                ],
                "rows": [
                    {
                        "by": HORIZONS.get(a.id, _("the deadline")),
                        "first": _share_words(a),
                        "second": _share_words(b),
                        "difference": points(d) if d else _("not yet observable"),
                        "alike": d.could_be_none if d else True,
                    }
                    for a, b, d in pair.at
                ],
            }
        )
    return {"pairs": pairs, "detected": [first.detected, second.detected]}


def _share_words(horizon: Any) -> str:
    if horizon.share is None:
        return _("not yet observable")
    return f"{percent(horizon.share.share)} ({interval(horizon.share)})"
