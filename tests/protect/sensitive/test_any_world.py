"""Notes for few eyes in random worlds: roles of their own house open them, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from handrail.core.access import acting_as
from handrail.core.access.domain.roles import roles
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.consent.models import ConsentGrant
from handrail.protect.sensitive.models import READ, SensitiveNote
from tests.core.access.worlds import (
    CasePlan,
    GrantPlan,
    OpeningPlan,
    ReferralPlan,
    World,
    WorldPlan,
    build,
    expected_to_change,
    worlds,
)

pytestmark = pytest.mark.django_db
READERS = sorted(role.id for role in roles().values() if READ in role.permissions)
# A nurse of another house, to whose unit the case was sent; and one who opened it in an emergency.
ELSEWHERE = WorldPlan(
    grants=((GrantPlan("health_worker", 3, -5, None),),),
    homes=(3,),
    cases=(CasePlan(0, None),),
    referrals=(ReferralPlan(0, 3, True, -5, 5, None),),
)
OPENED = replace(ELSEWHERE, referrals=(), openings=(OpeningPlan(0, 0, 3),))
PARTS = ("", "|sensitive|", "|needs|sensitive|health|")


def with_readers(plan: WorldPlan, chosen: list[str]) -> WorldPlan:
    """The same world, in which some roles are among those that read such notes somewhere."""
    names = iter(chosen)
    grants = tuple(tuple(replace(g, role=next(names, g.role)) for g in each) for each in plan.grants)
    return replace(plan, grants=grants)


def noted(world: World, parts: str) -> dict[UUID, int]:
    """Give every case a note; let every consent name the part, as a consent made by hand might."""
    ConsentGrant.objects.unscoped("test").update(parts=parts)
    for case in world.cases:
        SensitiveNote.objects.insert([SensitiveNote(id=uuid4(), case=case, created_at=now(), sealed=b"x")])
    return world.index_of()


@given(worlds(), st.lists(st.sampled_from(READERS), max_size=6), st.sampled_from(PARTS))
@example(ELSEWHERE, [], "|sensitive|")
@example(OPENED, [], "")
def test_in_any_world_only_roles_open_them(plan: WorldPlan, chosen: list[str], parts: str) -> None:
    """Neither a referral, whatever its consent names, nor an emergency; an exclusion takes them away."""
    plan = with_readers(plan, chosen)
    with transaction.atomic():
        world = build(plan)
        index = noted(world, parts)
        for number, account in enumerate(world.accounts):
            with acting_as(account):
                seen = {index[case] for case in seen_by(account)}
                cases = {index[id] for id in Case.objects.visible_to(account).values_list("id", flat=True)}
            assert seen == expected_to_change(plan, number, READ)
            assert seen <= cases
        transaction.set_rollback(True)


def seen_by(account: object) -> list[UUID]:
    found = SensitiveNote.objects.visible_to(account)  # type: ignore[arg-type]
    return list(found.values_list("case_id", flat=True))
