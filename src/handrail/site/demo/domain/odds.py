"""How likely each step is in the country, how long it takes, and what is written down when it is missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handrail.core.milestones.domain.stages import Choice, End, Stage
from handrail.site.demo.domain.country import (
    HOTLINE,
    IMMIGRATION,
    INTEGRITY,
    LABOUR,
    MORNING,
    PROSECUTION,
    STEADFAST,
    WELFARE,
)

S = Stage


@dataclass(frozen=True, slots=True)
class Odds:
    """The chance that a step is taken at all, and the median wait for it in days."""

    chance: float
    median: float


# Ours: plausible, not measured anywhere. Most steps are taken in time (deadlines: handrail.core.norms), so
# that a place where they are not stands out.
USUAL: Mapping[Stage, Odds] = MappingProxyType(
    {
        S.SCREENED: Odds(0.90, 2.2),
        S.PRESUMED: Odds(0.84, 2.5),
        S.IDENTIFIED: Odds(0.66, 42),
        S.ASSISTED: Odds(0.88, 9),
        S.REINTEGRATED: Odds(0.58, 210),
        S.INVESTIGATED: Odds(0.70, 10),
        S.PROSECUTED: Odds(0.50, 180),
        S.CONVICTED: Odds(0.75, 340),
        S.REMEDIED: Odds(0.32, 130),
    }
)

# Each agency knows the ways that passed through it: a prosecutor's cases were investigated.
AT_AGENCY: Mapping[str, Mapping[Stage, Odds]] = MappingProxyType(
    {
        IMMIGRATION: {S.SCREENED: Odds(0.86, 2.2), S.ASSISTED: Odds(0.76, 11)},
        LABOUR: {S.INVESTIGATED: Odds(0.42, 14), S.ASSISTED: Odds(0.74, 11)},
        PROSECUTION: {
            S.SCREENED: Odds(0.98, 2.2),
            S.PRESUMED: Odds(0.95, 2.5),
            S.INVESTIGATED: Odds(0.99, 8),
            S.PROSECUTED: Odds(0.90, 150),
        },
        WELFARE: {S.PRESUMED: Odds(0.92, 2.5), S.ASSISTED: Odds(0.93, 7)},
        MORNING: {S.PRESUMED: Odds(0.95, 2), S.ASSISTED: Odds(0.96, 4), S.REINTEGRATED: Odds(0.66, 200)},
        STEADFAST: {S.PRESUMED: Odds(0.95, 2), S.ASSISTED: Odds(0.96, 4), S.INVESTIGATED: Odds(0.90, 8)},
        HOTLINE: {S.SCREENED: Odds(0.78, 2), S.ASSISTED: Odds(0.66, 12), S.INVESTIGATED: Odds(0.42, 14)},
        INTEGRITY: {S.SCREENED: Odds(0.95, 2.2), S.INVESTIGATED: Odds(0.95, 6)},
    }
)

DECLINES_ASSISTANCE = 0.08
DECLINES_JUSTICE = 0.17
DECLINES_JUSTICE_IN_SHELTER = 0.34  # whoever is safe can afford to say no
NOT_A_VICTIM = 0.45  # of those screened and not presumed
SKIPPED_SCREENING = 0.30  # of those never screened: helped all the same

NEVER_SCREENED_AND_GONE = 0.6  # of those never screened: nobody could find them later

# Ends that can cut a way short: chance, and the median day after detection.
ENDINGS: tuple[tuple[End, float, float], ...] = (
    (End.DIED, 0.006, 200),
    (End.DEPARTED, 0.10, 110),
    (End.LOST_CONTACT, 0.08, 150),
)

REASONS: Mapping[Stage, tuple[tuple[str, float], ...]] = MappingProxyType(
    {
        S.SCREENED: (
            ("no_interpreter", 4),
            ("no_staff", 4),
            ("treated_as_migrant", 2),
            ("deported_before", 1),
        ),
        S.PRESUMED: (("waiting_for_decision", 4), ("treated_as_offender", 2), ("no_interpreter", 1)),
        S.IDENTIFIED: (("waiting_for_decision", 6), ("not_referred", 3), ("other", 1)),
        S.ASSISTED: (("no_place", 4), ("not_referred", 3), ("no_money", 2), ("no_interpreter", 1)),
        S.REINTEGRATED: (("no_money", 3), ("waiting_for_decision", 2), ("no_staff", 1)),
        S.INVESTIGATED: (
            ("no_staff", 3),
            ("not_referred", 3),
            ("suspect_abroad", 2),
            ("official_involved", 0.4),
        ),
        S.PROSECUTED: (("evidence_too_thin", 4), ("suspect_not_found", 3), ("suspect_abroad", 2)),
        S.CONVICTED: (("waiting_for_court", 5), ("evidence_too_thin", 1), ("suspect_not_found", 1)),
        S.REMEDIED: (("no_money", 3), ("waiting_for_court", 2), ("not_referred", 2)),
    }
)
REASON_WRITTEN = 0.55  # of those who wait; the rest say nothing, as records do

# What somebody waits for: the step before, the days after which it is late, the choice that excuses it.
WAITS_FOR: Mapping[Stage, tuple[Stage, int, Choice | None]] = MappingProxyType(
    {
        S.SCREENED: (S.DETECTED, 7, None),
        S.PRESUMED: (S.SCREENED, 7, None),
        S.IDENTIFIED: (S.SCREENED, 90, None),
        S.ASSISTED: (S.PRESUMED, 30, Choice.DECLINED_ASSISTANCE),
        S.REINTEGRATED: (S.ASSISTED, 365, Choice.DECLINED_ASSISTANCE),
        S.INVESTIGATED: (S.SCREENED, 30, Choice.DECLINED_JUSTICE),
        S.PROSECUTED: (S.INVESTIGATED, 365, Choice.DECLINED_JUSTICE),
        S.CONVICTED: (S.PROSECUTED, 730, Choice.DECLINED_JUSTICE),
        S.REMEDIED: (S.CONVICTED, 180, Choice.DECLINED_JUSTICE),
    }
)
