"""The words of reports: measures, variables, values, periods, and what each of them means."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.core.access import Refused
from handrail.core.cases.words import PURPOSES
from handrail.measure.domain.published import TOTAL
from handrail.measure.domain.report import CHOSEN, DETECTED, ReportProblem
from handrail.measure.report_source import forms
from handrail.measure.words import DEFINITIONS, DIMENSIONS, STAGES, Words, value_words

VARIABLES: Words = {
    **DIMENSIONS,
    "form": _("Form of exploitation (SDG 16.2.2)"),
    "child": _("Child or adult"),
    "age_band": _("Age at detection"),
    "purpose": _("Type of exploitation"),
    "status": _("Trafficking status"),
    "unit": _("Unit"),
    "origin": _("Citizenship"),
    "agency": _("Kind of agency"),
    "quarter": _("Quarter of detection"),
}

PERIODS: Words = {
    "last-quarter": _("The last quarter that is over"),
    "last-two": _("The last two quarters that are over"),
    "last-four": _("The last four quarters that are over"),
    "this-year": _("From January to the last quarter that is over"),
    CHOSEN: _("These quarters:"),
}

PRESETS: Words = {
    "donor": _("Quarterly donor table"),
    "sdg-16-2-2": _("SDG 16.2.2"),
    "htcds-core": _("HTCDS core"),
}

PRESET_SAYS: Words = {
    "donor": _(
        "Who was detected in the last quarter and who received help, by sex, age and form of exploitation."
    ),
    "sdg-16-2-2": _("People detected in the last four quarters by form of exploitation, age group and sex."),
    "htcds-core": _(
        "People detected in the last quarter by sex, citizenship, type of exploitation and status."
    ),
}

FORMS: Words = {
    "sexual": _("Sexual exploitation"),
    "labour": _("Forced labour, servitude and slavery"),
    "organ": _("Organ removal"),
    "other": _("Other purposes"),
}

STATUSES: Words = {
    "identified": _("Formally identified"),
    "presumed": _("Presumed a victim"),
    "screened": _("Screened, no grounds recorded"),
    "not_screened": _("Not screened"),
}

AGES: Words = {"child": _("Under 18"), "adult": _("18 and older")}

MARKING = _("Internal, exact: do not pass on")
HANDED_MARKING = _("To hand out: rounded, small counts hidden")


def measure_words(measure: str) -> str:
    """What a report counts, as a heading."""
    if measure == DETECTED:
        return _now("People detected")
    kind, _sep, stage = measure.partition("_")
    if kind == "reached":
        return _now("People detected who reached: %(stage)s") % {"stage": str(STAGES[stage]).lower()}
    return _now("People detected who wait past the deadline for: %(stage)s") % {
        "stage": str(STAGES[stage]).lower()
    }


def measure_definition(measure: str) -> str:
    """What a measure means, in a sentence."""
    if measure == DETECTED:
        return _now("Detected: first met by somebody who suspected trafficking, in these quarters.")
    kind, _sep, stage = measure.partition("_")
    name = {"stage": str(STAGES[stage]), "means": str(DEFINITIONS[stage])}
    if kind == "reached":
        return (
            _now(
                "Reached: of the people detected in these quarters, those at the stage “%(stage)s” "
                "by the day of the "
                "report, however they got there. %(means)s"
            )
            % name
        )
    return (
        _now(
            "Waiting past the deadline: of the people detected in these quarters, those at the "
            "stage before “%(stage)s” "
            "whose deadline is over, who have not taken the step, did not decide against it, and "
            "whose way has not ended."
        )
        % name
    )


def variable_definition(variable: str) -> str:
    """What a variable means where its name does not say it; else ""."""
    match variable:
        case "sex":
            return _now("Sex: as recorded, else from the recorded gender (HTCDS prs_Gender).")
        case "child" | "age_band":
            return _now(
                "Age: at detection. Where it is not known the person is counted as not recorded, "
                "never as an adult."
            )
        case "origin":
            return _now("Citizenship: the first that is recorded (HTCDS prs_Citizenship).")
        case "purpose":
            return _now(
                "Type of exploitation: the purpose of HTCDS vic_TypeOfExploitation and of our two "
                "further fields; "
                "“several” where they name more than one. The sorting is ours."
            )
        case "status":
            return _now(
                "Trafficking status: the furthest of identified, presumed and screened by the day "
                "of the report, "
                "from the stages of the way. It is ours, and not the field vic_TraffickingStatus of HTCDS."
            )
        case "form":
            return _form_definition()
        case "quarter":
            return _now("Quarter: of the last possible day of detection.")
    return ""


def _form_definition() -> str:
    others = [
        str(PURPOSES.get(p, p)).lower() for form in forms() if form.get("ours") for p in form["purposes"]
    ]
    return _now(
        "Form of exploitation: the forms of SDG 16.2.2 (series %(series)s; not verified against the "
        "source). Counted "
        "as other purposes: %(others)s. That sorting is ours."
    ) % {"series": ", ".join(form["series"] for form in forms()), "others": ", ".join(others)}


def sdg_notes() -> list[str]:
    """What must stand beside every figure that is meant for SDG 16.2.2."""
    return [
        _now(
            "SDG indicator 16.2.2 is the number of victims per 100,000 population, by sex, age and "
            "form of exploitation. "
            "It is built from national figures. These are counts of this organisation: its "
            "contribution to the "
            "national figure, not the indicator."
        ),
        _now(
            "They are people detected, not the victims in the country. Several organisations may "
            "have counted the "
            "same person."
        ),
    ]


def report_value(variable: str, value: str, units: Mapping[str, str]) -> str:
    """A value of a variable in words; `units` names units by id."""
    if value == TOTAL:
        return _now("All")
    known: Mapping[str, Words] = {"form": FORMS, "status": STATUSES, "child": AGES}
    if variable in known and value in known[variable]:
        return str(known[variable][value])
    if variable.startswith("reached_"):
        return _now("Reached") if value == "yes" else _now("Not reached")
    if variable.startswith("late_"):
        return _now("Waiting past the deadline") if value == "yes" else _now("Anybody else")
    if variable == "unit":
        return units.get(value, _now("Not recorded"))
    if variable in ("province", "origin") and value == "other":
        return _now("Other (few people each)")
    return value_words(variable, value)


def problem_words(problem: ReportProblem) -> str:
    """Why a report cannot be, and how to mend it."""
    facts = {
        "value": VARIABLES.get(problem.value, problem.value),
        "measure": measure_words(problem.value)
        if problem.field == "measure" and "_" in problem.value
        else "",
    }
    return {
        "not-on-the-menu": _now("“%(value)s” is not on the menu. Choose from the lists."),
        "no-rows": _now("Tick at least one thing to part people by."),
        "too-many-rows": _now("Tick at most %(value)s. Make a second report for the others."),
        "column-is-the-row": _now("The columns and the rows are the same. Choose other columns, or none."),
        "not-a-quarter": _now("Choose the first and the last quarter."),
        "ends-before-it-begins": _now("The last quarter is before the first. Choose a later one."),
        "too-many-quarters": _now("A report covers at most %(value)s quarters."),
        "no-deadline": _now("No deadline is in force for this step, so nobody can be past it. "
"Choose another measure."),
        "not-handed-out": _now("“%(value)s” is not on the menu of what is handed out."),
        "measure-and-column": _now(
            "To hand out, a table of a stage has no further columns: too few people would stand in each. "
            "Choose no columns, or count people detected."
        ),
        "not-handed-out-together": _now("These rows and columns are not handed out together. Choose "
"other columns."),
    }.get(problem.code, problem.code) % facts  # fmt: skip


def refusal_words(refused: Refused) -> str:
    """Why a write was refused, and what can be done."""
    return {
        "may-not-run": _now("Your role does not run reports."),
        "no-name": _now("Give the report a name."),
        "name-long": _now("The name has more than %(longest)s signs. Shorten it."),
        "name-taken": _now("There is a report “%(name)s” already. Choose another name, or remove "
"that one first."),
        "may-not-hand-out": _now("Your role does not make tables to hand out. Ask the data steward."),
        "quarter-not-over": _now("Only quarters that are over are handed out. The last is %(quarter)s."),
        "handed-out-already": _now(
            "%(quarter)s stands in a hand-out already. A quarter is handed out once, because two tables that "
            "overlap, subtracted, could point at one person."
        ),
        "too-few-people": _now(
            "Fewer than %(threshold)s people were detected in these quarters: every number would be hidden. "
            "Choose more quarters."
        ),
    }[refused.code] % refused.facts  # fmt: skip
