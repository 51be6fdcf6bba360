"""A counted cascade as one document, for the command and the API alike."""

from __future__ import annotations

from typing import Any

from handrail.measure.domain.standing import Standing
from handrail.measure.looking import Look
from handrail.measure.queries import Cascade


def cascade_document(by: str, value: str, cascade: Cascade, reasons: Any, look: Look) -> dict[str, Any]:
    """Return the cascade of one group (`value` of the grouping `by`; both empty for everybody)."""
    return {
        "id": value or "everybody",
        "by": by,
        "group": value,
        "as_of": look.as_of.day.isoformat(),
        "first_quarter": look.cohort.first_quarter,
        "last_quarter": look.cohort.last_quarter,
        "detected": cascade.detected,
        "steps": [_step(standing, reasons.get(value, {}), look) for standing in cascade.steps],
    }


def _step(standing: Standing, reasons: Any, look: Look) -> dict[str, Any]:
    stage = standing.step.to_stage
    norm, at, now = look.norms[stage], standing.at_deadline, standing.now
    return {
        "id": standing.step.id,
        "from": standing.step.from_stage.value,
        "before": standing.n,
        "at_stage": standing.stage,
        "skipped": standing.skipped,
        "out_of_order": standing.out_of_order,
        "rough_dates": standing.rough,
        "now": {
            "reached": now.reached,
            "choice": now.choice,
            "ended": dict(now.ended),
            "waiting_past_deadline": now.waiting_late,
            "waiting_not_due": now.waiting_in_time,
        },
        "deadline": None
        if norm is None or at is None
        else {
            "id": norm.id,
            "days": norm.days,
            "ours": norm.ours,
            "source": norm.source,
            "in_force_from": norm.in_force_from.isoformat(),
            "verified": None if norm.ours else norm.verified,
            "due": at.due,
            "in_time": at.in_time,
            "missed": at.missed,
            "missed_and_waiting": at.missed_waiting,
            "choice": at.choice,
            "ended": dict(at.ended),
        },
        "shares": {
            horizon.id: None
            if horizon.share is None
            else {"share": horizon.share.share, "low95": horizon.share.low, "high95": horizon.share.high}
            for horizon in standing.horizons
        },
        "median_days": standing.median,
        "reasons": dict(reasons.get(stage, {})),
    }
