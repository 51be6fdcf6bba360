"""What the cascade itself says of the built country: each failure stands out, to whoever may see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from handrail.core.access.acting import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.milestones.domain.stages import Stage
from handrail.measure import queries
from handrail.measure.domain.gaps import Gap, gap_of
from handrail.measure.looking import look
from handrail.measure.models import Snapshot
from handrail.site.demo.build import build_country
from handrail.site.demo.domain.country import PROVINCES
from handrail.site.demo.domain.gaps import CHILDREN_AS_MIGRANTS, STALLED_COURT, TESTIMONY_FOR_SHELTER
from handrail.site.demo.personas import BY_ID

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the demonstration keeps itself on SQLite"),
]

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def gaps_by_province(persona: str, stage: Stage, **asked: str) -> dict[str, Gap]:
    account = Account.objects.get(username=BY_ID[persona].username)
    seen = look(account, asked, today=AT.date())
    with acting_as(account):
        rows = queries.cohort_rows(account, seen.cohort)
        found = queries.cascades(rows, seen.as_of, seen.deadlines, by="province")
    gaps = {province: gap_of(counted.step(stage)) for province, counted in found.items()}
    return {province: gap for province, gap in gaps.items() if gap}


def together(gaps: dict[str, Gap], *, but: str = "") -> float:
    kept = [gap for province, gap in gaps.items() if province != but]
    return sum(gap.missed for gap in kept) / sum(gap.due for gap in kept)


def reasons_at(persona: str, stage: Stage) -> dict[str, int]:
    account = Account.objects.get(username=BY_ID[persona].username)
    seen = look(account, {}, today=AT.date())
    with acting_as(account):
        rows = queries.cohort_rows(account, seen.cohort)
        return dict(queries.reasons(rows, seen.as_of, seen.deadlines)[stage])


def cases_of_the_post(persona: str) -> int:
    account = Account.objects.get(username=BY_ID[persona].username)
    with acting_as(account):
        return Case.objects.visible_to(account).filter(unit__name="Quorr Crossing river post").count()


def test_the_cascade_shows_each_failure_to_whoever_may_see_it() -> None:
    built = build_country(seed=7, cases=3200, at=AT)
    assert built.cases >= 3000

    # Children at the river border, as the supervisor of immigration sees them.
    children = gaps_by_province("immigration", Stage.SCREENED, age_band="9-17")
    there = children[CHILDREN_AS_MIGRANTS.province]
    assert there.due >= 20
    assert there.share.share > 0.9
    assert together(children, but=CHILDREN_AS_MIGRANTS.province) < 0.4
    everybody = gaps_by_province("immigration", Stage.SCREENED)
    assert max(everybody, key=lambda p: (everybody[p].due > 50, everybody[p].share.share)) == (
        CHILDREN_AS_MIGRANTS.province
    )

    # The court that stands still, as the chief prosecutor's office sees it.
    courts = gaps_by_province("prosecutor", Stage.CONVICTED)
    assert courts[STALLED_COURT.province].share.share > 0.85
    assert together(courts, but=STALLED_COURT.province) < 0.45
    assert set(courts) <= set(PROVINCES)

    # The shelter that asks for testimony, beside the one that does not.
    bound = together(gaps_by_province("gatekeeper", Stage.ASSISTED))
    free = together(gaps_by_province("shelter", Stage.ASSISTED))
    assert bound > 0.25
    assert free < 0.1
    reasons = reasons_at("gatekeeper", Stage.ASSISTED)
    assert max(reasons, key=lambda code: reasons[code]) == TESTIMONY_FOR_SHELTER.reason

    # The post does not see the cases in which one of its own is named; headquarters does.
    assert built.hidden >= 3
    assert cases_of_the_post("investigator") == cases_of_the_post("river-post") + built.hidden

    # And what everybody may read is published.
    assert Snapshot.objects.count() == 1
