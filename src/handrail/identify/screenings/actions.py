"""Beginning, answering and ending a screening. The caller gives a case that it may change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold, reach
from handrail.core.milestones.domain.stages import Stage
from handrail.core.questionnaires.domain.interview import Answers, check_answers, fitting
from handrail.identify.domain.determination import TRAFFICKING, Determination, Flag
from handrail.identify.domain.screening import determined
from handrail.identify.instruments.loading import GENERAL, interview
from handrail.identify.screenings.models import Screening

WRITE = "identify:screening:write"


@transaction.atomic
def begin(case: Case, *, interpreter: str, by: Account, at: datetime) -> Screening:
    """Begin a screening with the general instrument."""
    hold(case)
    instrument = interview(GENERAL)
    made = Screening(
        id=uuid4(),
        case=case,
        instrument=instrument.id,
        instrument_version=instrument.version,
        **stamps(by, at),
        **_came_to(determined(instrument, {})),
    )
    seal_words(made, case.person_id, {"interpreter": interpreter})
    Screening.objects.insert([made])
    log_of_case("identify:screening:begun", case, [made.id], by)
    return made


@transaction.atomic
def keep_answers(
    screening: Screening, answers: dict[str, str], *, version: int, by: Account, at: datetime
) -> None:
    """Keep the answers as they stand now, and what they come to.

    Raises `InstrumentProblem` for answers that the instrument does not take, and `Refused`: changed-meanwhile
    where another version stands, screening-ended.
    """
    if screening.ended_at is not None:
        raise Refused("screening-ended")
    case = screening.case
    instrument = interview(screening.instrument)
    check_answers(instrument, answers)
    hold(case)
    found = determined(instrument, answers)
    words = open_words([screening], case.person_id)[0][1]
    seal_words(screening, case.person_id, {**words, "answers": [list(each) for each in answers.items()]})
    changed = (
        Screening.objects.editable_by(by, WRITE)
        .filter(id=screening.id, version=version, ended_at__isnull=True)
        .update(sealed=screening.sealed, version=F("version") + 1, updated_at=at, **_came_to(found))
    )
    if not changed:
        raise Refused("changed-meanwhile")


@transaction.atomic
def end(screening: Screening, *, by: Account, at: datetime) -> None:
    """End a screening, and tell the cascade: screened, and presumed where there is reason to believe it.

    A day that stands already is not changed. Ending it twice does nothing.
    """
    case = screening.case
    hold(case)
    ended = (
        Screening.objects.editable_by(by, WRITE)
        .filter(id=screening.id, ended_at__isnull=True)
        .update(ended_at=at, version=F("version") + 1, updated_at=at)
    )
    if not ended:
        return
    _tell_cascade(screening, case, by=by, at=at)
    log_of_case("identify:screening:ended", case, [screening.id], by)


@transaction.atomic
def bring_in(
    case: Case,
    *,
    instrument: str,
    version: str,
    words: Mapping[str, str],
    answers: Answers,
    ended_at: datetime | None,
    by: Account,
    held_at: datetime,
) -> Screening:
    """Write a screening that was held elsewhere. Answers that the instrument takes no more are kept apart.

    One that broke off (`ended_at` None) stands open, and can be gone on with.
    """
    hold(case)
    known = interview(instrument)
    taken = fitting(known, answers)
    made = Screening(
        id=uuid4(),
        case=case,
        instrument=instrument,
        instrument_version=version[:10],
        ended_at=ended_at,
        **stamps(by, held_at),
        **_came_to(determined(known, taken)),
    )
    said = [[question, answer] for question, answer in answers.items() if question in taken]
    left = [[question, answer] for question, answer in answers.items() if question not in taken]
    seal_words(made, case.person_id, {**words, "answers": said, "left_over": left})
    Screening.objects.insert([made])
    if ended_at is not None:
        _tell_cascade(made, case, by=by, at=held_at)
    log_of_case("identify:screening:received", case, [made.id], by)
    return made


def _tell_cascade(screening: Screening, case: Case, *, by: Account, at: datetime) -> None:
    stages = [Stage.SCREENED, *([Stage.PRESUMED] if screening.possible else [])]
    reach(case, stages, by=by, source_kind="screening", source_id=screening.id, at=at)


def _came_to(found: Determination) -> dict[str, object]:
    """Return what stands in clear of a screening."""
    return {
        "result": found.result.value,
        "rule": found.rule,
        "child": found.child,
        "possible": found.result in TRAFFICKING or Flag.POTENTIAL_VICTIM in found.flags,
    }
