"""Published figures, a page for each country. Nobody's record is read here."""

from __future__ import annotations

from typing import Any

import pycountry
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handrail.measure.figures import breakdowns, totals
from handrail.measure.models import PublishedFigure, PublishedSource
from handrail.measure.seed_facts import REGION, seed_facts
from handrail.measure.words import DROPPED


def name_of(iso3: str, published: str = "") -> str:
    """A country's name: ISO's common one, else as published."""
    found = pycountry.countries.get(alpha_3=iso3)
    if found is None:
        return published or iso3
    return str(getattr(found, "common_name", found.name))


def _source_context() -> dict[str, Any]:
    source = PublishedSource.objects.first()
    dropped = source.dropped if source else {}
    return {
        "source": source,
        "dropped": [
            {"words": DROPPED[reason], "rows": rows} for reason, rows in dropped.items() if reason in DROPPED
        ],
        "dropped_total": sum(dropped.values()),
    }


@login_required
def countries_page(request: HttpRequest) -> HttpResponse:
    """Every country there is something about; those of East and Southeast Asia first."""
    published = dict(PublishedFigure.objects.order_by().values_list("iso3", "country").distinct())
    named = {code for fact in seed_facts() for code in fact.about if len(code) == 3 and code.isupper()}
    known = {*published, *REGION, *(named - {"EAP", "SEA"})}
    rows: list[dict[str, Any]] = sorted(
        (
            {
                "iso3": iso3,
                "name": name_of(iso3, published.get(iso3, "")),
                "published": iso3 in published,
                "facts": sum(fact.names(iso3) for fact in seed_facts()),
            }
            for iso3 in known
        ),
        key=lambda row: str(row["name"]),
    )
    context = _source_context() | {
        "region": [row for row in rows if row["iso3"] in REGION],
        "others": [row for row in rows if row["iso3"] not in REGION],
        "world_facts": [fact for fact in seed_facts() if fact.about & {"WORLD", "OTHER"}],
    }
    return render(request, "measure/countries.html", context)


@login_required
def country_page(request: HttpRequest, iso3: str) -> HttpResponse:
    """What is published about one country, and beside it the single figures about it and its region."""
    if iso3 != iso3.upper():
        return redirect("country", iso3=iso3.upper())
    figures = list(PublishedFigure.objects.filter(iso3=iso3).order_by("year", "category", "sex", "age"))
    own = [fact for fact in seed_facts() if fact.names(iso3)]
    if not figures and not own and iso3 not in REGION:
        raise Http404
    years, indicators = totals(figures)
    context = _source_context() | {
        "iso3": iso3,
        "name": name_of(iso3, figures[0].country if figures else ""),
        "years": years,
        "indicators": indicators,
        "rows": [(year, [shown.by_year.get(year, "") for shown in indicators]) for year in years],
        "breakdowns": breakdowns(figures),
        "own_facts": own,
        "region_facts": [fact for fact in seed_facts() if fact.covers(iso3) and fact not in own],
    }
    return render(request, "measure/country.html", context)
