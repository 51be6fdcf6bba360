"""A screening on the desk: one question a page, then what it came to and why."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.disclosure import may_change
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case
from handrail.core.cases.records import open_words
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now
from handrail.core.questionnaires.domain.instrument import InstrumentProblem
from handrail.core.questionnaires.domain.interview import NOT_KNOWN, NOT_SAID
from handrail.identify.screenings.actions import WRITE, begin, end, keep_answers
from handrail.identify.screenings.forms import BeginForm
from handrail.identify.screenings.models import Screening
from handrail.identify.screenings.queries import Line, shown_to_people, spoken
from handrail.identify.screenings.words import BOTH_SIDES, SOURCE


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def screening_begin(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """How a screening is held, before the first question."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, WRITE)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "identify/begin.html", {"case": case, "form": form}, status=status)
    made = begin(case, interpreter=form.cleaned_data["interpreter"], by=account, at=now())
    return redirect("screening_ask", case_id=case.id, screening_id=made.id)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def screening_ask(request: HttpRequest, case_id: UUID, screening_id: UUID) -> HttpResponseBase:
    """Ask the next best question, take its answer, go back one, or end."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, WRITE)
    line = _line(account, case, screening_id)
    if line.screening.ended_at is not None:
        return redirect("screening_page", case_id=case.id, screening_id=screening_id)
    if request.method == "POST":
        _answer(request, line, account)
        line = _line(account, case, screening_id)
        if request.POST.get("end") or line.next is None:
            end(line.screening, by=account, at=now())
            return redirect("screening_page", case_id=case.id, screening_id=screening_id)
        return _on(case, screening_id, request.POST.get("language", ""))
    offered = shown_to_people()
    language = request.GET.get("language", "")
    words = spoken(language if language in dict(offered) else "")
    question = line.next
    shown = {
        "case": case,
        "line": line,
        "question": question,
        "section": words.sections[question.section] if question else "",
        "text": words.questions[question.id] if question else "",
        "choices": [(each.id, words.answers[each.id]) for each in question.choices] if question else [],
        "open_choices": [(each, words.answers[each]) for each in (NOT_KNOWN, NOT_SAID)],
        "words_language": words.language,
        "language": language,
        "languages": offered,
        "is_draft": not words.reviewed,
    }
    return render(request, "identify/ask.html", shown)


def _on(case: Case, screening_id: UUID, language: str) -> HttpResponseBase:
    """Go on to the next question, in the language in which the last one was shown."""
    gone = redirect("screening_ask", case_id=case.id, screening_id=screening_id)
    if language in dict(shown_to_people()):
        gone["Location"] += f"?language={language}"
    return gone


def _answer(request: HttpRequest, line: Line, account: Account) -> None:
    """Keep one answer, or take the last one back. Raises `Refused` for what the page did not offer."""
    answers = dict(line.answers)
    if request.POST.get("back"):
        if answers:
            answers.popitem()
    elif request.POST.get("answer"):
        answers[request.POST.get("question", "")] = request.POST["answer"]
    else:
        return
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        raise Refused("changed-meanwhile") from None
    try:
        keep_answers(line.screening, answers, version=version, by=account, at=now())
    except InstrumentProblem as problem:
        raise Refused("screening-answer") from problem


@permission_required("core:case:read")
def screening_page(request: HttpRequest, case_id: UUID, screening_id: UUID) -> HttpResponse:
    """What a screening came to, and why. Opening it is logged."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    if request.method != "GET":
        raise Http404
    line = _line(account, case, screening_id)
    record(
        action="identify:screening:opened",
        kind="case",
        ids=[case.id, screening_id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    shown = {"case": case, "line": line, "may_write": may_change(account, case, WRITE)}
    return render(request, "identify/screening.html", shown)


@require_GET
@permission_required("core:case:read")
def both_sides(request: HttpRequest) -> HttpResponse:
    """Trafficking or smuggling: what tells them apart, and what to do in doubt. It reads no record."""
    return render(request, "identify/both_sides.html", {"rows": BOTH_SIDES, "source": SOURCE})


def _line(account: Account, case: Case, screening_id: UUID) -> Line:
    found = Screening.objects.visible_to(account).filter(case=case, id=screening_id).select_related("case")
    screening = found.first()
    if screening is None:
        raise Http404(_("There is no such screening."))
    return Line(screening, open_words([screening], case.person_id)[0][1])
