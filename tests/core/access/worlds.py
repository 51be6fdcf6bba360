"""Random small worlds, and a slow, obvious statement of who sees what in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st

from handrail.core import vault
from handrail.core.absences.models import Absence
from handrail.core.access.domain.roles import Scope, roles
from handrail.core.access.models import BreakGlass, Exclusion
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Organisation, Unit
from handrail.core.persons.models import Person
from handrail.core.referrals.models import Referral
from tests.roles import as_role

ROLES = (
    "case_worker",
    "data_steward",
    "frontline_officer",
    "investigator",
    "supervisor",
    "administrator",
    "overseer",
)


@dataclass(frozen=True)
class CasePlan:
    unit: int
    owner: int | None


@dataclass(frozen=True)
class ReferralPlan:
    case: int
    unit: int
    accepted: bool
    starts: int
    ends: int
    withdrawn: int | None


@dataclass(frozen=True)
class GrantPlan:
    role: str
    unit: int
    starts: int
    ends: int | None


@dataclass(frozen=True)
class ExclusionPlan:
    case: int
    whole_unit: int | None
    account: int | None
    reversed: bool


@dataclass(frozen=True)
class AbsencePlan:
    account: int
    deputy: int
    starts: int
    ends: int


@dataclass(frozen=True)
class OpeningPlan:
    """An emergency opening that ends so many hours from now (in the past when below zero)."""

    case: int
    account: int
    ends: int


@dataclass(frozen=True)
class WorldPlan:
    """Units 0-2 belong to one organisation (1 and 2 below 0), 3-4 to another (4 below 3)."""

    grants: tuple[tuple[GrantPlan, ...], ...]
    homes: tuple[int, ...]
    cases: tuple[CasePlan, ...]
    referrals: tuple[ReferralPlan, ...] = ()
    exclusions: tuple[ExclusionPlan, ...] = ()
    absences: tuple[AbsencePlan, ...] = ()
    openings: tuple[OpeningPlan, ...] = ()


ABOVE = {0: None, 1: 0, 2: 0, 3: None, 4: 3}
ORGANISATION = {0: 0, 1: 0, 2: 0, 3: 1, 4: 1}
units = st.integers(0, 4)
days = st.integers(-5, 5)


def in_subtree(unit: int, top: int) -> bool:
    while True:
        if unit == top:
            return True
        above = ABOVE[unit]
        if above is None:
            return False
        unit = above


@st.composite
def worlds(draw: st.DrawFn) -> WorldPlan:
    accounts = 3
    grant = st.builds(
        GrantPlan,
        st.sampled_from(ROLES),
        units,
        st.integers(-5, 2),
        st.none() | st.integers(3, 6) | st.just(0),
    ).filter(lambda g: g.ends is None or g.ends >= g.starts)
    cases = tuple(
        draw(
            st.lists(
                st.builds(CasePlan, units, st.none() | st.integers(0, accounts - 1)), min_size=1, max_size=5
            )
        )
    )
    indexes = st.integers(0, len(cases) - 1)
    referral = st.builds(
        ReferralPlan,
        indexes,
        units,
        st.sampled_from((True, True, False)),
        days,
        st.integers(-4, 9),
        st.none() | days,
    ).filter(lambda r: r.ends > r.starts)
    absence = st.builds(
        AbsencePlan, st.integers(0, accounts - 1), st.integers(0, accounts - 1), days, st.integers(-4, 9)
    ).filter(lambda a: a.account != a.deputy and a.ends >= a.starts)
    by_unit = st.builds(ExclusionPlan, indexes, units, st.none(), st.booleans())
    by_account = st.builds(ExclusionPlan, indexes, st.none(), st.integers(0, accounts - 1), st.booleans())
    opening = st.builds(OpeningPlan, indexes, st.integers(0, accounts - 1), st.sampled_from((-3, -1, 1, 3)))
    return WorldPlan(
        grants=tuple(tuple(draw(st.lists(grant, max_size=2))) for _ in range(accounts)),
        homes=tuple(draw(units) for _ in range(accounts)),
        cases=cases,
        referrals=tuple(draw(st.lists(referral, max_size=4))),
        exclusions=tuple(draw(st.lists(by_unit | by_account, max_size=3))),
        absences=tuple(draw(st.lists(absence, max_size=2))),
        openings=tuple(draw(st.lists(opening, max_size=2))),
    )


def _reaches(scope: Scope, top: int, unit: int) -> bool:
    if scope is Scope.ORGANISATION:
        return ORGANISATION[top] == ORGANISATION[unit]
    return scope is Scope.UNIT and in_subtree(unit, top)


def is_hidden(world: WorldPlan, case: int, account: int) -> bool:
    """Say whether an exclusion that stands hides a case from an account."""
    return any(
        e.case == case
        and not e.reversed
        and (e.account == account if e.whole_unit is None else in_subtree(world.homes[account], e.whole_unit))
        for e in world.exclusions
    )


def stands_in_for(world: WorldPlan, account: int) -> set[int]:
    return {a.account for a in world.absences if a.deputy == account and a.starts <= 0 < a.ends}


def expected(world: WorldPlan, account: int) -> set[int]:
    """Say which cases an account sees, straight from the words of the design."""
    live = [
        (roles()[g.role].permissions["core:case:read"], g.unit)
        for g in world.grants[account]
        if g.starts <= 0
        and (g.ends is None or g.ends > 0)
        and "core:case:read" in roles()[g.role].permissions
    ]

    own = {account, *stands_in_for(world, account)}

    def seen(index: int) -> bool:
        case = world.cases[index]
        if live and case.owner in own:
            return True
        if any(_reaches(scope, top, case.unit) for scope, top in live):
            return True
        if live and any(o.case == index and o.account == account and o.ends > 0 for o in world.openings):
            return True
        return any(
            r.case == index
            and r.accepted
            and r.starts <= 0 < r.ends
            and (r.withdrawn is None or r.withdrawn > 0)
            and any(_reaches(scope, top, r.unit) for scope, top in live)
            for r in world.referrals
        )

    return {
        index for index in range(len(world.cases)) if seen(index) and not is_hidden(world, index, account)
    }


def expected_to_change(world: WorldPlan, account: int, permission: str) -> set[int]:
    """Say which cases an account may change under a permission: by its roles, by nothing else.

    Neither a referral nor an emergency opens a case for writing. Somebody who stands in for the owner may
    change what the owner's own reach holds.
    """
    live = [
        (roles()[g.role].permissions[permission], g.unit)
        for g in world.grants[account]
        if g.starts <= 0 and (g.ends is None or g.ends > 0) and permission in roles()[g.role].permissions
    ]
    own = {account, *stands_in_for(world, account)}
    return {
        index
        for index, case in enumerate(world.cases)
        if not is_hidden(world, index, account)
        and ((live and case.owner in own) or any(_reaches(scope, top, case.unit) for scope, top in live))
    }


@dataclass
class World:
    accounts: list[Account]
    cases: list[Case]

    def index_of(self) -> dict[UUID, int]:
        return {case.id: index for index, case in enumerate(self.cases)}


def build(plan: WorldPlan) -> World:
    """Write a planned world into the database."""
    organisations = [
        Organisation.objects.create(
            name=f"Agency {n}", short_name=uuid4().hex[:10], kind="police", country="TH"
        )
        for n in range(2)
    ]
    for organisation in organisations:
        vault.create_organisation_key(organisation.id)
    made: list[Unit] = []
    for number, above in ABOVE.items():
        made.append(
            Unit.objects.create(
                organisation=organisations[ORGANISATION[number]],
                parent=made[above] if above is not None else None,
                name=f"Unit {number}",
            )
        )
    on = today()
    accounts = []
    for number, home in enumerate(plan.homes):
        account = Account.objects.create_account(
            f"account-{number}-{uuid4().hex[:6]}", unit=made[home], display_name=f"Account {number}"
        )
        for grant in plan.grants[number]:
            RoleGrant.objects.create(
                account=account,
                role=grant.role,
                unit=made[grant.unit],
                starts_on=on + timedelta(grant.starts),
                ends_on=None if grant.ends is None else on + timedelta(grant.ends),
            )
        accounts.append(account)
    cases = [_case(plan_case, made, accounts, on) for plan_case in plan.cases]
    for referral in plan.referrals:
        _refer(referral, cases, made, on)
    Absence.objects.bulk_create(
        Absence(
            account=accounts[plan_absence.account],
            deputy=accounts[plan_absence.deputy],
            starts_on=on + timedelta(plan_absence.starts),
            ends_on=on + timedelta(plan_absence.ends),
            entered_by=accounts[plan_absence.account],
            entered_at=now(),
        )
        for plan_absence in plan.absences
    )
    with as_role("handrail_oversight"):
        Exclusion.objects.bulk_create(_exclusion(e, cases, made, accounts) for e in plan.exclusions)
    for opening in plan.openings:
        BreakGlass.objects.create(
            case_id=cases[opening.case].id,
            account_id=accounts[opening.account].id,
            opened_at=now() + timedelta(hours=opening.ends - 4),
            until=now() + timedelta(hours=opening.ends),
        )
    return World(accounts, cases)


def _case(plan: CasePlan, made: list[Unit], accounts: list[Account], on: date) -> Case:
    organisation_id = made[plan.unit].organisation_id
    person = Person.objects.insert([Person(organisation_id=organisation_id)])[0]
    return Case.objects.insert(
        [
            Case(
                number=uuid4().hex[:9],
                organisation_id=organisation_id,
                unit=made[plan.unit],
                owner=None if plan.owner is None else accounts[plan.owner],
                person=person,
                opened_on=on,
                created_at=now(),
                updated_at=now(),
            )
        ]
    )[0]


def _refer(plan: ReferralPlan, cases: list[Case], made: list[Unit], on: date) -> None:
    consent = ConsentGrant.objects.insert(
        [
            ConsentGrant(
                case=cases[plan.case],
                purpose="assistance",
                recipient_id=made[plan.unit].organisation_id,
                fields=["*"],
                starts_on=on + timedelta(plan.starts),
                ends_on=on + timedelta(plan.ends),
                withdrawn_on=None if plan.withdrawn is None else on + timedelta(plan.withdrawn),
                recorded_at=now(),
            )
        ]
    )[0]
    Referral.objects.insert(
        [
            Referral(
                case=cases[plan.case],
                to_unit=made[plan.unit],
                consent=consent,
                status="accepted" if plan.accepted else "sent",
                sent_at=now(),
                answered_at=now() if plan.accepted else None,
            )
        ]
    )


def _exclusion(
    plan: ExclusionPlan, cases: list[Case], made: list[Unit], accounts: list[Account]
) -> Exclusion:
    return Exclusion(
        case_id=cases[plan.case].id,
        account_id=None if plan.account is None else accounts[plan.account].id,
        unit_path="" if plan.whole_unit is None else made[plan.whole_unit].path,
        starts_at=now(),
        reversed_at=now() if plan.reversed else None,
        decided_by=uuid4(),
    )
