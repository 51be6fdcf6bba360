"""From counts to what a page, a file or a command shows: the same words and numbers in all three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from handrail.core.milestones.domain.stages import Stage
from handrail.core.norms import Norm
from handrail.measure.domain.gaps import Difference, Gap, gap_of
from handrail.measure.domain.incidence import Share
from handrail.measure.domain.picture import people_by_part, shares
from handrail.measure.domain.standing import Standing
from handrail.measure.words import (
    ENDS,
    STAGES,
    deadline_words,
    missed_words,
    number,
    reason_words,
    span,
)

if TYPE_CHECKING:
    from handrail.measure.queries import Cascade


def percent(share: float) -> str:
    """A share as a whole percentage that never says 0 or 100 of what is neither."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "<1%"
    if whole == 100 and share < 1:
        return ">99%"
    return f"{whole}%"


def interval(share: Share) -> str:
    return _("%(low)s to %(high)s") % {"low": percent(share.low), "high": percent(share.high)}


def points(difference: Difference) -> str:
    """A difference of shares in percentage points, with its interval and what it can say."""
    low, high = round(100 * difference.low), round(100 * difference.high)
    words = _("%(d)s points (%(low)s to %(high)s)") % {
        "d": f"{round(100 * difference.difference):+d}",
        "low": f"{low:+d}",
        "high": f"{high:+d}",
    }
    return words + (", " + _("they may be alike") if difference.could_be_none else "")


@dataclass(frozen=True, slots=True)
class ShownHorizon:
    """One share by a day, in words; `words` says "not yet observable" where there is none."""

    id: str
    words: str
    interval: str
    followed: str
    few: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step as a page shows it."""

    stage: Stage
    name: str
    standing: Standing
    gap: Gap | None
    sentence: str
    in_time: str
    waiting: str
    choice: str
    within: str
    horizons: tuple[ShownHorizon, ...]
    median: str
    ended: tuple[tuple[str, int], ...]
    norm: Norm | None
    norm_words: str
    reasons: tuple[tuple[str, int], ...]
    main_reason: tuple[str, int] | None
    bars: tuple[Mapping[str, Any], ...]

    @property
    def id(self) -> str:
        return self.stage.value


def shown(
    standing: Standing, norm: Norm | None, reasons: Mapping[Stage, Counter[str]], *, of: int
) -> ShownStep:
    """Return one step in words. `of` is how many people a whole bar stands for."""
    stage = standing.step.to_stage
    gap = gap_of(standing)
    at = standing.at_deadline
    counted = reasons.get(stage, Counter())
    share = standing.deadline.share if standing.deadline else None
    return ShownStep(
        stage=stage,
        name=str(STAGES[stage.value]),
        standing=standing,
        gap=gap,
        sentence=missed_words(stage, missed=gap.missed, due=gap.due, days=gap.days) if gap else "",
        in_time=percent(share.share) if share else "",
        waiting=_("%(n)s still waiting") % {"n": number(gap.waiting)} if gap and gap.waiting else "",
        choice=_("%(n)s by choice") % {"n": number(standing.now.choice)} if standing.now.choice else "",
        within=span(standing.deadline_days) if standing.deadline_days is not None else "",
        horizons=tuple(_horizon(horizon) for horizon in standing.horizons),
        median=_("day %(n)s") % {"n": number(standing.median)} if standing.median is not None else "",
        ended=tuple((str(ENDS[code]), people) for code, people in (at.ended if at else {}).items()),
        norm=norm,
        norm_words=deadline_words(norm) if norm else _("No deadline is set."),
        reasons=reason_rows(counted, gap.waiting if gap else 0),
        main_reason=next(((reason_words(code), people) for code, people in counted.most_common(1)), None),
        bars=bars(standing, of=of),
    )


def _horizon(horizon: Any) -> ShownHorizon:
    if horizon.share is None:
        words = _("not yet observable")
        return ShownHorizon(horizon.id, words, "", number(horizon.followed), True)
    return ShownHorizon(
        horizon.id, percent(horizon.share.share), interval(horizon.share), number(horizon.followed), False
    )


def reason_rows(counted: Counter[str], waiting: int) -> tuple[tuple[str, int], ...]:
    """Reasons recorded for those who wait, most frequent first, then how many have none recorded."""
    rows = [(reason_words(code), people) for code, people in counted.most_common()]
    without = waiting - counted.total()
    return (*rows, (reason_words(""), without)) if without > 0 else tuple(rows)


def bars(standing: Standing, *, of: int) -> tuple[Mapping[str, Any], ...]:
    """The parts of a step's bar, 0 to 100 wide, for a bar as long as `of` people."""
    parts = people_by_part(standing)
    placed = shares(list(parts.values()), of=of, width=100.0)
    return tuple(
        {"kind": kind, "x": x, "width": width}
        for kind, (x, width) in zip(parts, placed, strict=True)
        if width
    )


def shown_cascade(
    cascade: Cascade, norms: Mapping[Stage, Norm | None], reasons: Mapping[Stage, Counter[str]]
) -> list[ShownStep]:
    return [
        shown(standing, norms[standing.step.to_stage], reasons, of=max(cascade.detected, 1))
        for standing in cascade.steps
    ]


def largest(steps: Iterable[ShownStep], count: int = 3) -> list[ShownStep]:
    """The steps that lose most people first."""
    with_gap = [step for step in steps if step.gap and step.gap.missed]
    return sorted(with_gap, key=lambda step: -(step.gap.missed if step.gap else 0))[:count]
