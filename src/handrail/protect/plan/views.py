"""Goals and steps: adding, and saying what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.colleagues import who_can_take
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case
from handrail.core.cases.records import open_words
from handrail.core.cases.views.changing import at_version, say_how_it_stands
from handrail.core.cases.views.opening import case_to_help, tells_refusals
from handrail.core.clock import now, today
from handrail.core.languages.survivors import language_for_survivors
from handrail.protect.pages import help_form, to_help
from handrail.protect.permissions import HELP
from handrail.protect.plan import actions
from handrail.protect.plan.domain.states import GOAL_NEXT, STEP_NEXT, GoalState, StepState
from handrail.protect.plan.forms import GoalForm, StateForm, StepForm
from handrail.protect.plan.models import Goal, Step
from handrail.protect.plan.queries import plan_of
from handrail.protect.plan.words import GOALS, STEPS


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def goal_add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "plan")
    form = GoalForm(request.POST or None)
    if not form.is_valid():
        return help_form(request, case, form, _("A goal"))
    actions.add_goal(case, form.cleaned_data["words"], by=account, at=now())
    messages.success(request, _("The goal is kept. Add the first step to it."))
    return to_help(case, "plan")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def step_add(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "plan")
    goal = Goal.objects.visible_to(account).filter(case=case, id=goal_id).select_related("case").first()
    if goal is None:
        raise Http404
    form = StepForm(request.POST or None, colleagues=_colleagues(account, case))
    if not form.is_valid():
        return help_form(request, case, form, _("A step"), lead=_words(goal, case))
    said = form.cleaned_data
    actions.add_step(goal, said["words"], due_on=said["due_on"], owner=form.who(), by=account, at=now())
    messages.success(request, _("The step is kept."))
    return to_help(case, "plan")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def goal_state(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "plan")
    goal = Goal.objects.visible_to(account).filter(case=case, id=goal_id).select_related("case").first()
    if goal is None:
        raise Http404
    then = {each: GOALS[each] for each in GoalState if each in GOAL_NEXT[GoalState(goal.state)]}
    form = _state_form(request, goal, then, str(GOALS[GoalState(goal.state)]))
    if not form.is_valid():
        return help_form(request, case, form, _("What became of the goal"), lead=_words(goal, case))
    said = form.cleaned_data
    actions.set_goal(goal, GoalState(said["state"]), said["note"], version=goal.version, by=account, at=now())
    messages.success(request, _("It is kept."))
    return to_help(case, "plan")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def step_state(request: HttpRequest, case_id: UUID, step_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "plan")
    step = Step.objects.visible_to(account).filter(case=case, id=step_id).select_related("case").first()
    if step is None:
        raise Http404
    then = {each: STEPS[each] for each in StepState if each in STEP_NEXT[StepState(step.state)]}
    form = _state_form(request, step, then, str(STEPS[StepState(step.state)]))
    if not form.is_valid():
        return help_form(request, case, form, _("What became of the step"), lead=_words(step, case))
    said = form.cleaned_data
    actions.set_step(step, StepState(said["state"]), said["note"], version=step.version, by=account, at=now())
    messages.success(request, _("It is kept."))
    return to_help(case, "plan")


@permission_required("core:case:read")
@tells_refusals
def plan_copy(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The plan on paper for the person: first what goes on it is ticked, then it is shown."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    goals = [line for line in plan_of(account, case, today()) if line.goal.state == GoalState.OPEN]
    if request.method != "POST":
        return render(request, "protect/plan/copy_choose.html", {"case": case, "goals": goals})
    chosen = set(request.POST.getlist("goal"))
    record(
        action="protect:plan:printed",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    kept = [line for line in goals if str(line.goal.id) in chosen]
    with translation.override(language_for_survivors()):
        return render(request, "protect/plan/copy.html", {"case": case, "goals": kept})


def _colleagues(account: Account, case: Case) -> list[Account]:
    """Return who can take a step. Who helps from another house learns nobody's name here but the own."""
    own = case.organisation_id == account.organisation_id
    return who_can_take(case, today()) if own else [account]


def _state_form(request: HttpRequest, line: Goal | Step, then: Mapping[Any, Any], stands: str) -> StateForm:
    """Return the form. Who sends a page of an older version is told how it stands now, and chooses again."""
    if request.method != "POST":
        return StateForm(choices=then, version=line.version)
    said, older = at_version(request, line.version)
    form = StateForm(said, choices=then, version=line.version)
    if older:
        say_how_it_stands(form, stands)
    return form


def _words(line: Goal | Step, case: Case) -> str:
    return str(open_words([line], case.person_id)[0][1].get("words", ""))
