"""The cascade to take away: one measure a row, each with its definition, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from handrail.core.norms import Norm
from handrail.measure.domain.incidence import Share
from handrail.measure.domain.standing import Standing
from handrail.measure.looking import Look
from handrail.measure.queries import Cascade, Reasons
from handrail.measure.words import deadline_words, reason_words

COLUMNS: tuple[str, ...] = (
    "as_of", "first_quarter", "last_quarter", "grouping", "group",
    "step", "measure", "value", "low95", "high95", "out_of", "definition",
)  # fmt: skip

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: object) -> object:
    """Return the value so that no spreadsheet takes it for a formula. Numbers stay numbers."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return "'" + value
    return value


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text with a byte-order mark, so that spreadsheets read it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def cascade_rows(
    look: Look, groups: Iterable[tuple[str, str, Cascade]], reasons: Reasons
) -> Iterator[list[object]]:
    """Every measure of every step of every group (grouping, group, its cascade), with its definition."""
    for grouping, group, cascade in groups:
        fixed = [
            look.as_of.day.isoformat(), look.cohort.first_quarter, look.cohort.last_quarter, grouping, group,
        ]  # fmt: skip
        yield [
            *fixed,
            "detected",
            "people",
            cascade.detected,
            "",
            "",
            "",
            _("People detected in the quarters."),
        ]
        for standing in cascade.steps:
            stage = standing.step.to_stage
            counted = reasons.get(group, {}).get(stage, Counter())
            for measure, value, share, of, definition in _measures(standing, look.norms[stage], counted):
                low, high = (f"{share.low:.4f}", f"{share.high:.4f}") if share else ("", "")
                yield [*fixed, standing.step.id, measure, value, low, high, of, definition]


_Measure = tuple[str, object, "Share | None", object, str]


def _measures(standing: Standing, norm: Norm | None, reasons: Counter[str]) -> Iterator[_Measure]:
    now, at, n = standing.now, standing.at_deadline, standing.n
    yield "before", n, None, "", _("People at the stage before.")
    yield "at_stage", standing.stage, None, "", _("People at this stage, however they got there.")
    yield "skipped", standing.skipped, None, standing.stage, _("At this stage without the stage before.")
    yield (
        "out_of_order",
        standing.out_of_order,
        None,
        standing.stage,
        _("At this stage before the stage before."),
    )
    rough = _("A day of the step is known only roughly: its last possible day counts.")
    yield "rough_dates", standing.rough, None, n, rough
    yield "took_the_step", now.reached, None, n, _("From the stage before to this one, by the as-of day.")
    yield "by_choice", now.choice, None, n, _("The person decided against it. Not a gap.")
    for code, people in now.ended.items():
        yield f"ended_{code}", people, None, n, _("Ended another way before the step.")
    yield "waiting_past_deadline", now.waiting_late, None, n, _("Still waiting and past the deadline.")
    yield "waiting_not_due", now.waiting_in_time, None, n, _("Still waiting, the deadline not yet over.")
    if at is not None:
        given = _("Days that the deadline gives.")
        source = f"{given} {deadline_words(norm) if norm else ''}".strip()
        yield "deadline_days", standing.deadline_days, None, "", source
        yield "due", at.due, None, n, _("People whose deadline is over, whatever became of them.")
        yield "due_in_time", at.in_time, None, at.due, _("Of those, took the step by the last day.")
        yield (
            "due_missed",
            at.missed,
            None,
            at.due,
            _("Of those, without it on the last day, not by choice: the gap."),
        )
        yield "due_choice", at.choice, None, at.due, _("Of those, had decided against it by then.")
        yield "due_ended", at.ended_total, None, at.due, _("Of those, had ended another way by then.")
        for code, people in reasons.most_common():
            words = _("Still waiting and past the deadline, with this reason recorded: %(reason)s.")
            yield f"reason_{code}", people, None, at.missed_waiting, words % {"reason": reason_words(code)}
    for horizon in standing.horizons:
        share = horizon.share
        yield (
            f"share_{horizon.id}", f"{share.share:.4f}" if share else _("not yet observable"), share,
            horizon.followed,
            _("Share that took the step within %(n)s days among competing outcomes (Aalen-Johansen); "
              "out_of: people followed so long.") % {"n": horizon.days},
        )  # fmt: skip
    median = standing.median if standing.median is not None else _("fewer than half got there")
    yield "median_days", median, None, n, _("Days by which half had taken the step.")
