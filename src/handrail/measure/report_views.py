"""The pages of reports: what is saved, one report with its form, what is handed out, files of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.core.access import Refused, permission_required
from handrail.core.clock import today
from handrail.measure.cascade_views import YEARS_OFFERED, account_of
from handrail.measure.domain.cohort import quarters_between
from handrail.measure.domain.published import last_whole_quarter
from handrail.measure.domain.report import (
    CHOSEN,
    PERIODS,
    Definition,
    ReportProblem,
    handed_tables,
    read_definition,
)
from handrail.measure.handing_out import (
    HAND_OUT,
    RUN,
    hand_out,
    handed_quarters,
    record_taken,
    remove_report,
    save_report,
)
from handrail.measure.models import HandOut, SavedReport
from handrail.measure.report_document import ReportDocument, handed_document, own_document, quarters_words
from handrail.measure.report_files import report_csv, report_workbook
from handrail.measure.report_pdf import can_print, report_pdf
from handrail.measure.report_source import presets, report_menu
from handrail.measure.report_words import (
    PERIODS as PERIOD_WORDS,
)
from handrail.measure.report_words import (
    PRESET_SAYS,
    PRESETS,
    VARIABLES,
    measure_words,
    problem_words,
    refusal_words,
)
from handrail.measure.words import value_words

Writer = Callable[[ReportDocument], bytes]
FORMATS: Mapping[str, tuple[Writer, str]] = {
    "xlsx": (report_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (report_pdf, "application/pdf"),
    "csv": (report_csv, "text/csv; charset=utf-8"),
}
SAVED_SHOWN = 200
HANDED_SHOWN = 40


def asked_of(query: QueryDict) -> dict[str, Any]:
    """What an address or a form asks for, as `read_definition` takes it."""
    names = ("measure", "column", "period", "from", "until")
    return {**{name: query.get(name, "") for name in names}, "rows": query.getlist("rows")}


def query_of(definition: Definition, **more: str) -> str:
    """A definition as the end of an address; `asked_of` gives it back."""
    kept = {name: value for name, value in {**definition.as_mapping(), **more}.items() if value}
    return f"?{urlencode(kept, doseq=True)}"


@permission_required(RUN)
def reports_page(request: HttpRequest) -> HttpResponse:
    """What can be run: those that are there from the beginning, and the organisation's own."""
    account = account_of(request)
    menu = report_menu()
    saved = SavedReport.objects.filter(organisation=account.organisation_id).order_by("name")[:SAVED_SHOWN]
    handed = HandOut.objects.filter(organisation=account.organisation_id).defer("body")
    context = {
        "presets": [
            {
                "name": PRESETS[id],
                "says": PRESET_SAYS[id],
                "href": reverse("report") + query_of(read_definition(preset, menu), title=id),
            }
            for id, preset in presets().items()
        ],
        "saved": [(one, _saved_words(one), f"{reverse('report')}?saved={one.id}") for one in saved],
        "handed": [
            (quarters_words((one.first_quarter, one.last_quarter)), one)
            for one in handed.order_by("-last_quarter")[:HANDED_SHOWN]
        ],
    }
    return render(request, "measure/reports.html", context)


def _saved_words(saved: SavedReport) -> str:
    try:
        definition = read_definition(saved.definition, report_menu())
    except ReportProblem as problem:
        return problem_words(problem)
    by = ", ".join(str(VARIABLES[name]) for name in definition.rows)
    if definition.period.kind == CHOSEN:
        period = quarters_words((definition.period.first, definition.period.last))
    else:
        period = str(PERIOD_WORDS[definition.period.kind])
    return _("%(measure)s. By: %(by)s. When: %(period)s.") % {
        "measure": measure_words(definition.measure),
        "by": by,
        "period": period,
    }


@permission_required(RUN)
def report_page(request: HttpRequest) -> HttpResponse:
    """One report: its form, its table in the account's own scope, and the ways out."""
    account = account_of(request)
    saved = _saved(request)
    asked = dict(saved.definition) if saved else asked_of(request.GET)
    title = saved.name if saved else _preset_title(request)
    context: dict[str, Any] = {"saved": saved, "title": title}
    if saved or request.GET:
        try:
            definition = read_definition(asked, report_menu())
            context["document"] = own_document(account, definition, title=title, today=today())
            context |= _ways_out(account, definition, request, saved)
        except ReportProblem as problem:
            context |= {"problem": problem_words(problem), "problem_at": problem.field}
    else:
        asked = {"rows": ["sex", "child", "form"]}
    return render(request, "measure/report.html", context | _form(asked))


def _saved(request: HttpRequest) -> SavedReport | None:
    """The saved report that an address names. Another organisation's does not exist."""
    if not request.GET.get("saved"):
        return None
    try:
        saved_id = UUID(request.GET["saved"])
    except ValueError as problem:
        raise Http404 from problem
    return get_object_or_404(SavedReport, id=saved_id, organisation=account_of(request).organisation_id)


def _preset_title(request: HttpRequest) -> str:
    title = request.GET.get("title", "")
    return str(PRESETS[title]) if title in PRESETS else ""


def _ways_out(
    account: Any, definition: Definition, request: HttpRequest, saved: SavedReport | None
) -> dict[str, Any]:
    named = {"saved": str(saved.id)} if saved else {"title": request.GET.get("title", "")}
    query = query_of(definition, **named)
    return {
        "query": query,
        "fields": [
            (name, value)
            for name, values in definition.as_mapping().items()
            for value in (values if isinstance(values, list) else [values])
        ],
        "formats": [(id, reverse("report_file", args=[id]) + query) for id in FORMATS],
        "can_print": can_print(),
        "hand_out_href": reverse("report_hand_out") + query,
        "relative": definition.period.kind != CHOSEN,
    }


def _form(asked: Mapping[str, Any]) -> dict[str, Any]:
    menu = report_menu()
    day = today()
    quarters = quarters_between(f"{day.year - YEARS_OFFERED}Q1", f"{day.year}Q{(day.month - 1) // 3 + 1}")
    newest, _day = last_whole_quarter(day)
    return {
        "asked": {"period": "last-quarter", "measure": "detected", "from": newest, "until": newest}
        | {name: value for name, value in asked.items() if value},
        "measures": [(name, measure_words(name)) for name in menu.measures],
        "rows_offered": [(name, VARIABLES[name]) for name in menu.rows],
        "columns_offered": [("", _("None")), *((name, VARIABLES[name]) for name in menu.columns)],
        "periods": [(name, PERIOD_WORDS[name]) for name in PERIODS],
        "quarters": [(quarter, value_words("quarter", quarter)) for quarter in reversed(quarters)],
        "most_rows": menu.most_rows,
    }


def _definition(request: HttpRequest) -> tuple[Definition, str]:
    """The definition and the title that an address names. A report that cannot be does not exist."""
    saved = _saved(request)
    try:
        definition = read_definition(
            dict(saved.definition) if saved else asked_of(request.GET), report_menu()
        )
    except ReportProblem as problem:
        raise Http404 from problem
    return definition, saved.name if saved else _preset_title(request)


@permission_required(RUN)
def report_file(request: HttpRequest, format: str) -> HttpResponse:
    """The report in the account's own scope as a file, exact and marked so."""
    if format not in FORMATS:
        raise Http404
    definition, title = _definition(request)
    account = account_of(request)
    try:
        document = own_document(account, definition, title=title, today=today())
    except ReportProblem as problem:
        raise Http404 from problem
    saved = _saved(request)
    return _file(request, document, format, ids=[saved.id] if saved else [])


def _file(request: HttpRequest, document: ReportDocument, format: str, *, ids: list[UUID]) -> HttpResponse:
    if format == "pdf" and not can_print():
        raise Http404
    write, kind = FORMATS[format]
    response = HttpResponse(write(document), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}.{format}"'
    way = "inside" if document.inside else "handed-out"
    record_taken(account_of(request), format=f"{way}-{format}", ids=ids)
    return response


@require_POST
@permission_required(RUN)
def save_page(request: HttpRequest) -> HttpResponse:
    """Save a report under a name."""
    try:
        definition = read_definition(asked_of(request.POST), report_menu())
        saved = save_report(definition, request.POST.get("name", ""), by=account_of(request))
    except ReportProblem as problem:
        messages.warning(request, problem_words(problem))
        return redirect("report")
    except Refused as refused:
        messages.warning(request, refusal_words(refused))
        return redirect(reverse("report") + query_of(definition))
    messages.success(request, _("Saved. Everybody of your organisation who runs reports finds it here."))
    return redirect(f"{reverse('report')}?saved={saved.id}")


@require_POST
@permission_required(RUN)
def remove_page(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Remove a saved report."""
    account = account_of(request)
    saved = get_object_or_404(SavedReport, id=report_id, organisation=account.organisation_id)
    remove_report(saved, by=account)
    messages.success(request, _("Removed: %(name)s.") % {"name": saved.name})
    return redirect("reports")


@permission_required(RUN)
def hand_out_page(request: HttpRequest) -> HttpResponse:
    """A report as it is handed out; or the question whether to; or why it cannot be."""
    definition, title = _definition(request)
    account = account_of(request)
    first, last = definition.period.quarters(today())
    context: dict[str, Any] = {
        "title": title or measure_words(definition.measure),
        "query": request.GET.urlencode(),
        "may_hand_out": account.may(HAND_OUT),
        "can_print": can_print(),
        "quarters": quarters_words((first, last)),
        "most_quarters_over": last <= last_whole_quarter(today())[0],
    }
    taken = handed_quarters(account.organisation_id, first, last)
    made = taken[0].hand_out if taken else None
    try:
        if made and (made.first_quarter, made.last_quarter) == (first, last):
            context["document"] = handed_document(made, definition, title=title)
            context["formats"] = [
                (id, f"{reverse('report_hand_out_file', args=[id])}?{request.GET.urlencode()}")
                for id in FORMATS
            ]
        elif made:
            context["others"] = _others(taken, definition)
        else:
            _could_be_handed_out(definition)
    except ReportProblem as problem:
        context["problem"] = problem_words(problem)
    return render(request, "measure/report_hand_out.html", context)


def _could_be_handed_out(definition: Definition) -> None:
    """Raise ReportProblem where the menu of what is handed out has no such table."""
    from handrail.measure.domain.published import Table

    menu = report_menu()
    one = [Table("", "", name, "", (), (), ()) for name in (*menu.one, *menu.handed_measures)]
    two = [Table("", "", row, column, (), (), ()) for row, column in menu.two]
    handed_tables(definition, [*one, *two], menu)


def _others(taken: list[Any], definition: Definition) -> list[dict[str, str]]:
    found = {one.hand_out.id: one.hand_out for one in taken}
    shown = []
    for made in found.values():
        own = {
            **definition.as_mapping(),
            "period": CHOSEN,
            "from": made.first_quarter,
            "until": made.last_quarter,
        }
        shown.append(
            {
                "words": quarters_words((made.first_quarter, made.last_quarter)),
                "href": "?" + urlencode({name: value for name, value in own.items() if value}, doseq=True),
            }
        )
    return shown


@require_POST
@permission_required(HAND_OUT)
def hand_out_now(request: HttpRequest) -> HttpResponse:
    """Make the tables of these quarters, for good."""
    definition, _title = _definition(request)
    first, last = definition.period.quarters(today())
    try:
        hand_out(first, last, by=account_of(request), today=today())
    except Refused as refused:
        messages.warning(request, refusal_words(refused))
    else:
        messages.success(request, _("Made: %(quarters)s.") % {"quarters": quarters_words((first, last))})
    return redirect(f"{reverse('report_hand_out')}?{request.GET.urlencode()}")


@permission_required(RUN)
def hand_out_file(request: HttpRequest, format: str) -> HttpResponse:
    """What is handed out, as a file."""
    if format not in FORMATS:
        raise Http404
    definition, title = _definition(request)
    first, last = definition.period.quarters(today())
    made = get_object_or_404(
        HandOut, organisation=account_of(request).organisation_id, first_quarter=first, last_quarter=last
    )
    try:
        document = handed_document(made, definition, title=title)
    except ReportProblem as problem:
        raise Http404 from problem
    return _file(request, document, format, ids=[made.id])
