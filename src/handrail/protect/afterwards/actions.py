"""Writing down a decision, contacts and talks. The caller gives a case that it may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.childhood import is_child
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.protect.afterwards.domain.going import Lacking, Standing, Wish, lacking
from handrail.protect.afterwards.domain.schedule import ContactState, contact_days
from handrail.protect.afterwards.models import Contact, Going, Talk
from handrail.protect.afterwards.rulesfile import conventions
from handrail.protect.children.models import BestInterests, Childhood
from handrail.protect.permissions import HELP


def what_is_lacking(
    case: Case, account: Account, on: date, *, wish: Wish, risk: str, detained: bool
) -> tuple[Lacking, ...]:
    """Return what stands against a journey of the person of a case (read with its person) on a day."""
    child = is_child(case, on)
    decided = child and (
        BestInterests.objects.visible_to(account)
        .filter(case=case, about="return", step="determination", decided_on__lte=on)
        .exists()
    )
    held = Childhood.objects.visible_to(account).filter(case=case).exclude(detained__in=["", "no"])
    return lacking(Standing(wish, risk, detained or held.exists(), child, decided))


@transaction.atomic
def keep_going(
    case: Case,
    *,
    wish: Wish,
    risk: str,
    detained: bool,
    left_on: date | None,
    words: Mapping[str, str],
    version: int,
    by: Account,
    at: datetime,
) -> None:
    """Write down what the person wants, the risks, and the day of leaving; then contacts are planned.

    `version` is 0 where nothing stood. Raises `Refused`: going-not-ready where something is lacking and a
    day of leaving is given; changed-meanwhile where another version stands.
    """
    hold(case)
    if left_on and what_is_lacking(case, by, left_on, wish=wish, risk=risk, detained=detained):
        raise Refused("going-not-ready")
    standing = Going.objects.visible_to(by).filter(case=case).first()
    if (standing.version if standing else 0) != version:
        raise Refused("changed-meanwhile")
    left_before = standing.left_on if standing else None
    values: dict[str, Any] = {"wish": wish, "risk": risk, "detained": detained, "left_on": left_on}
    if standing is None:
        standing = Going(id=uuid4(), case=case, **values, **stamps(by, at))
        seal_words(standing, case.person_id, words)
        Going.objects.insert([standing])
    else:
        seal_words(standing, case.person_id, words)
        Going.objects.editable_by(by, HELP).filter(id=standing.id, version=version).update(
            **values, sealed=standing.sealed, version=F("version") + 1, updated_at=at
        )
    log_of_case("protect:going:kept", case, [standing.id], by, "left" if left_on else wish)
    if left_on and left_on != left_before:
        plan_contacts(case, left_on, by=by, at=at)


@transaction.atomic
def plan_contacts(case: Case, start: date, *, by: Account, at: datetime) -> int:
    """Plan contacts from a day on, more often for a child; days that stand already stay. Returns how many."""
    rules = conventions()
    days = contact_days(start, rules.child_days if is_child(case, start) else rules.grown_up_days)
    there = set(Contact.objects.visible_to(by).filter(case=case).values_list("due_on", flat=True))
    made = [Contact(id=uuid4(), case=case, due_on=day, **stamps(by, at)) for day in days if day not in there]
    Contact.objects.insert(made)
    if made:
        log_of_case("protect:contact:planned", case, [each.id for each in made], by)
    return len(made)


@transaction.atomic
def set_contact(
    contact: Contact,
    state: ContactState,
    *,
    way: str,
    words: str,
    on: date,
    version: int,
    by: Account,
    at: datetime,
) -> None:
    """Say what became of a contact. Who wants no more is not asked again: what is planned goes.

    Raises `Refused("changed-meanwhile")` where another version stands.
    """
    case = contact.case
    hold(case)
    said = open_words([contact], case.person_id)[0][1]
    seal_words(contact, case.person_id, {**said, "words": words or said.get("words", "")})
    changed = (
        Contact.objects.editable_by(by, HELP)
        .filter(id=contact.id, version=version, state=ContactState.PLANNED)
        .update(
            state=state,
            way=way,
            done_on=on,
            sealed=contact.sealed,
            version=F("version") + 1,
            updated_at=at,
        )
    )
    if not changed:
        raise Refused("changed-meanwhile")
    log_of_case("protect:contact:changed", case, [contact.id], by, state)
    if state is ContactState.UNWANTED:
        Contact.objects.editable_by(by, HELP).filter(case=case, state=ContactState.PLANNED).delete()


@transaction.atomic
def keep_talk(
    case: Case,
    *,
    on: date,
    ratings: Mapping[str, int],
    factors: Sequence[str],
    words: Mapping[str, str],
    by: Account,
    at: datetime,
) -> Talk:
    """Keep how life goes on one day. All of it is sealed."""
    hold(case)
    made = Talk(id=uuid4(), case=case, on=on, **stamps(by, at))
    seal_words(
        made,
        case.person_id,
        {"ratings": [list(pair) for pair in ratings.items()], "factors": list(factors), **words},
    )
    Talk.objects.insert([made])
    log_of_case("protect:talk:kept", case, [made.id], by)
    return made
