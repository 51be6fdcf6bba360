"""Ids of others in addresses and forms: of another organisation, another unit, another case, another account.

Every line of `ATTACKS` is sent by somebody who may use the page, with an id that is not theirs to name. It
must change nothing in any table but the log, and never break.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from handrail.cooperate.actions.uploads import save_mapping
from handrail.cooperate.models import ImportRow, ImportRun
from handrail.core.access import acting_as
from handrail.core.accounts import actions as accounts
from handrail.core.accounts import recovery
from handrail.core.accounts.models import Account
from handrail.core.cases.attachments import attach
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent
from handrail.core.consent.models import ConsentGrant
from handrail.core.referrals.actions import answer_referral, send_referral
from handrail.core.referrals.models import Referral
from tests.cast import Cast, client_for, make_account, open_case
from tests.cooperate.importing.bringing import BY_ID, BY_NOTHING, PEOPLE, bring, table

pytestmark = pytest.mark.django_db

# What a request may write although it is refused: the log, sessions, second factors of the test's browser.
LEFT_OUT = {"audit", "sessions", "usersessions", "mfa", "axes", "contenttypes", "django_tasks_db"}

# Exclusions cannot be read by the web role; counting how often somebody asks is what limits them.
NOT_COMPARED = {"core.Exclusion", "core.RateCount"}


@dataclass
class House:
    """Two organisations at work: the shelter (ours) and the police (others), with one of everything each."""

    cast: Cast
    case: Case
    other_case: Case
    police_case: Case
    grant: ConsentGrant
    other_grant: ConsentGrant
    police_grant: ConsentGrant
    referral: Referral
    police_referral: Referral
    police_file: Any
    other_file: Any
    police_run: ImportRun
    police_row: ImportRow
    own_run: ImportRun
    police_mapping: Any
    police_admin: Account
    police_steward: Account
    north_worker: Account
    police_recovery: Any


def consent_of(case: Case, by: Account, recipient: Any) -> ConsentGrant:
    with acting_as(by):
        return grant_consent(
            case,
            purpose="assistance",
            recipient=recipient,
            fields=["*"],
            starts_on=today(),
            ends_on=today() + timedelta(days=9),
            language="",
            explained_how="spoken",
            by=by,
            at=now(),
        )


def referred(case: Case, grant: ConsentGrant, unit: Any, by: Account, to: Account | None) -> Referral:
    with acting_as(by):
        referral = send_referral(case, consent=grant, to_unit=unit, by=by, at=now())
    if to is not None:
        with acting_as(to):
            answer_referral(referral, accept=True, by=to, at=now())
    return referral


def file_of(case: Case, by: Account) -> Any:
    with acting_as(by):
        return attach(case, SimpleUploadedFile("note.txt", b"Words of others."), note="", by=by, at=now())


@pytest.fixture
def house(cast: Cast) -> House:
    case, other = open_case(cast.dao), open_case(cast.dao)
    police_case = open_case(cast.sothea)
    steward = make_account("steward", cast.police_head, "data_steward")
    admin = make_account("padmin", cast.police_head, "administrator")
    second = make_account("padmin2", cast.police_head, "administrator")
    grant, other_grant = consent_of(case, cast.dao, cast.police), consent_of(other, cast.dao, cast.police)
    police_grant = consent_of(police_case, cast.sothea, cast.ministry)
    run, _ = bring(steward, table(PEOPLE), mapping=BY_NOTHING)
    changed = [{**PEOPLE[0], "Kind": "Begging"}, *PEOPLE[1:]]
    later, _ = bring(steward, table(changed), mapping=BY_NOTHING)
    own, _ = bring(cast.dao, table(PEOPLE))
    with acting_as(steward):
        row = ImportRow.objects.visible_to(steward).filter(run=later, decision="waiting").get()
        mapping = save_mapping(run, "register", BY_ID, by=steward, at=now())
    return House(
        cast=cast,
        case=case,
        other_case=other,
        police_case=police_case,
        grant=grant,
        other_grant=other_grant,
        police_grant=police_grant,
        referral=referred(case, grant, cast.police_head, cast.dao, cast.sothea),
        police_referral=referred(police_case, police_grant, cast.ministry_desk, cast.sothea, None),
        police_file=file_of(police_case, cast.sothea),
        other_file=file_of(other, cast.dao),
        police_run=later,
        police_row=row,
        own_run=own,
        police_mapping=mapping,
        police_admin=admin,
        police_steward=steward,
        north_worker=make_account("north", cast.shelter_north, "case_worker"),
        police_recovery=recovery.ask(cast.sothea, by=second, at=now()),
    )


Attack = tuple[str, Callable[[House], tuple[str, dict[str, Any]]]]


def at(name: str, **ids: Any) -> str:
    return reverse(name, kwargs=ids)


STEPS = {"step": "save", "hr_FullName": "Dara Phon", "detected": "2026-02-03"}
CONSENT = {
    "purpose": "assistance",
    "parts": ["*"],
    "starts_on": today().isoformat(),
    "last_day": (today() + timedelta(days=3)).isoformat(),
    "explained_how": "spoken",
    "agreed": "person",
}


def _case(h: House, name: str, **ids: Any) -> str:
    return at(name, case_id=h.case.id, **ids)


ATTACKS: dict[str, Attack] = {
    "a case into another organisation's unit": (
        "dao",
        lambda h: (at("case_new"), {**STEPS, "token": str(uuid4()), "unit": str(h.cast.border_post.id)}),
    ),
    "a case into a unit beside the own": (
        "north",
        lambda h: (at("case_new"), {**STEPS, "token": str(uuid4()), "unit": str(h.cast.shelter_house.id)}),
    ),
    "a case for somebody of another organisation": (
        "minh",
        lambda h: (_case(h, "case_assign"), {"colleague": str(h.cast.kham.id)}),
    ),
    "a case for an administrator": (
        "minh",
        lambda h: (_case(h, "case_assign"), {"colleague": str(h.cast.nok.id)}),
    ),
    "a case for a worker whose role does not reach it": (
        "minh",
        lambda h: (_case(h, "case_assign"), {"colleague": str(h.north_worker.id)}),
    ),
    "consent for nobody": (
        "dao",
        lambda h: (_case(h, "consent_add"), {**CONSENT, "recipient": str(uuid4())}),
    ),
    "consent for ourselves": (
        "dao",
        lambda h: (_case(h, "consent_add"), {**CONSENT, "recipient": str(h.cast.shelter.id)}),
    ),
    "a referral under another case's consent": (
        "dao",
        lambda h: (
            _case(h, "referral_send"),
            {"target": f"{h.other_grant.id}:{h.cast.border_post.id}"},
        ),
    ),
    "a referral under another organisation's consent": (
        "dao",
        lambda h: (
            _case(h, "referral_send"),
            {"target": f"{h.police_grant.id}:{h.cast.ministry_desk.id}"},
        ),
    ),
    "a referral to a unit that the consent does not name": (
        "dao",
        lambda h: (_case(h, "referral_send"), {"target": f"{h.grant.id}:{h.cast.ministry_desk.id}"}),
    ),
    "another case's consent through ours": (
        "dao",
        lambda h: (_case(h, "consent_withdraw", grant_id=h.other_grant.id), {}),
    ),
    "another organisation's consent through our case": (
        "dao",
        lambda h: (_case(h, "consent_withdraw", grant_id=h.police_grant.id), {}),
    ),
    "the receiver takes the person's consent back": (
        "sothea",
        lambda h: (_case(h, "consent_withdraw", grant_id=h.grant.id), {}),
    ),
    "the receiver sends the case on": (
        "sothea",
        lambda h: (_case(h, "referral_send"), {"target": f"{h.grant.id}:{h.cast.border_post.id}"}),
    ),
    "the receiver adds a note": ("sothea", lambda h: (_case(h, "note_add"), {"text": "Mine now."})),
    "another organisation's referral through our case": (
        "dao",
        lambda h: (_case(h, "referral_end", referral_id=h.police_referral.id), {}),
    ),
    "a referral sent to others is answered": (
        "dao",
        lambda h: (at("referral_answer", referral_id=h.police_referral.id), {"answer": "accept"}),
    ),
    "the sender answers for the receiver": (
        "sothea",
        lambda h: (at("referral_answer", referral_id=h.police_referral.id), {"answer": "accept"}),
    ),
    "an account in another organisation": (
        "nok",
        lambda h: (
            at("account_new"),
            {"username": "mole", "display_name": "Mole", "unit": str(h.cast.police_head.id)},
        ),
    ),
    "a role for somebody else's staff": ("nok", lambda h: _role(h, h.cast.kham, h.cast.police_head)),
    "a role on another organisation's unit": ("nok", lambda h: _role(h, h.cast.dao, h.cast.police_head)),
    "a role for oneself": ("nok", lambda h: _role(h, h.cast.nok, h.cast.shelter_house)),
    "a role that is not there": ("nok", lambda h: _role(h, h.cast.dao, h.cast.shelter_house, role="root")),
    "a role from last year": (
        "nok",
        lambda h: _role(h, h.cast.dao, h.cast.shelter_house, role="supervisor", starts_on="2020-01-01"),
    ),
    "somebody else's role ended": (
        "nok",
        lambda h: (at("role_end", account_id=h.cast.kham.id, grant_id=h.cast.kham.grants.get().id), {}),
    ),
    "somebody else's role ended through our account": (
        "nok",
        lambda h: (at("role_end", account_id=h.cast.dao.id, grant_id=h.cast.kham.grants.get().id), {}),
    ),
    "somebody else's account suspended": (
        "nok",
        lambda h: (at("account_suspend", account_id=h.cast.kham.id), {}),
    ),
    "oneself suspended": ("nok", lambda h: (at("account_suspend", account_id=h.cast.nok.id), {})),
    "a way back for oneself": ("nok", lambda h: (at("way_back_ask", account_id=h.cast.nok.id), {})),
    "a way back into another organisation": (
        "nok",
        lambda h: (at("way_back_ask", account_id=h.cast.sothea.id), {}),
    ),
    "a way back of others confirmed": (
        "nok",
        lambda h: (at("way_back_confirm", recovery_id=h.police_recovery.id), {"answer": "confirm"}),
    ),
    "a way back of others confirmed by our supervisor": (
        "minh",
        lambda h: (at("way_back_confirm", recovery_id=h.police_recovery.id), {"answer": "confirm"}),
    ),
    "a way back of others closed": (
        "nok",
        lambda h: (at("way_back_confirm", recovery_id=h.police_recovery.id), {"answer": "close"}),
    ),
    "a unit below another organisation's": (
        "nok",
        lambda h: (at("unit_new"), {"name": "Mole", "parent": str(h.cast.police_head.id)}),
    ),
    "another organisation's unit renamed": (
        "nok",
        lambda h: (at("unit_page", unit_id=h.cast.border_post.id), {"name": "Ours"}),
    ),
    "our unit moved into another organisation": (
        "nok",
        lambda h: (at("unit_page", unit_id=h.cast.shelter_north.id), {"parent": str(h.cast.police_head.id)}),
    ),
    "another organisation's import taken back": (
        "minh",
        lambda h: (at("import_undo", run_id=h.police_run.id), {}),
    ),
    "another organisation's import removed": (
        "minh",
        lambda h: (at("import_remove", run_id=h.police_run.id), {}),
    ),
    "another organisation's row decided": (
        "dao",
        lambda h: (
            at("import_decide", run_id=h.police_run.id, row_id=h.police_row.id),
            {"decision": "update"},
        ),
    ),
    "another organisation's row decided through our import": (
        "dao",
        lambda h: (at("import_decide", run_id=h.own_run.id, row_id=h.police_row.id), {"decision": "new"}),
    ),
    "another organisation's mapping forgotten": (
        "dao",
        lambda h: (at("import_mapping_forget", run_id=h.own_run.id, mapping_id=h.police_mapping.id), {}),
    ),
    "a file into another organisation's unit": (
        "dao",
        lambda h: (
            at("import_new"),
            {
                "file": SimpleUploadedFile("register.csv", table(PEOPLE)),
                "unit": str(h.cast.police_head.id),
            },
        ),
    ),
    "a file into a unit beside the own": (
        "north",
        lambda h: (
            at("import_new"),
            {
                "file": SimpleUploadedFile("register.csv", table(PEOPLE)),
                "unit": str(h.cast.shelter_house.id),
            },
        ),
    ),
}


def _role(
    h: House, account: Account, unit: Any, *, role: str = "case_worker", starts_on: str = ""
) -> tuple[str, dict[str, Any]]:
    said = {"role": role, "unit": str(unit.id), "starts_on": starts_on or today().isoformat()}
    return at("role_give", account_id=account.id), said


def everything() -> dict[str, list[Any]]:
    """Every row of every table but those that a refused request may write."""
    kept: dict[str, list[Any]] = {}
    for model in apps.get_models():
        if model._meta.app_label not in LEFT_OUT and model._meta.label not in NOT_COMPARED:
            kept[model._meta.label] = sorted(map(_row, model._base_manager.values()))
    return kept


def _row(values: dict[str, Any]) -> str:
    # Signing in writes when that was.
    return str({
        name: bytes(value).hex() if isinstance(value, bytes | memoryview) else value
        for name, value in sorted(values.items())
        if name != "last_login"
    })  # fmt: skip


def test_an_id_of_others_changes_nothing(house: House) -> None:
    before = everything()
    changed = {attack: found for attack in ATTACKS if (found := changed_by(attack, house, before))}
    assert changed == {}


def changed_by(attack: str, house: House, before: dict[str, list[Any]]) -> set[str]:
    """Send one attack; return the tables that it changed (and put them back for the next)."""
    who, aimed = ATTACKS[attack]
    browser = client_for(Account.objects.get(username=who))
    address, said = aimed(house)
    with transaction.atomic():
        assert browser.post(address, said).status_code < 500, attack
        after = everything()
        transaction.set_rollback(True)
    return {label for label in after if after[label] != before[label]}


def test_the_attacks_would_do_something_with_ids_of_one_s_own(house: House) -> None:
    """So that a form which refuses everything does not pass for a door."""
    cast = house.cast
    ours = [
        ("dao", at("case_new"), {**STEPS, "token": str(uuid4()), "unit": str(cast.shelter_house.id)}),
        ("minh", _case(house, "case_assign"), {"colleague": str(cast.minh.id)}),
        ("dao", _case(house, "consent_add"), {**CONSENT, "recipient": str(cast.ministry.id)}),
        ("dao", _case(house, "referral_send"), {"target": f"{house.grant.id}:{cast.border_post.id}"}),
        ("dao", _case(house, "consent_withdraw", grant_id=house.grant.id), {}),
        ("nok", *_role(house, cast.dao, cast.shelter_house, role="supervisor")),
        ("nok", at("unit_page", unit_id=cast.shelter_north.id), {"name": "South wing"}),
        ("steward", at("import_undo", run_id=house.police_run.id), {}),
        ("dao", at("import_new"), {"file": SimpleUploadedFile("r.csv", table(PEOPLE))}),
    ]
    for who, address, said in ours:
        before = everything()
        assert client_for(Account.objects.get(username=who)).post(address, said).status_code < 400, address
        assert everything() != before, address


@pytest.mark.parametrize("whose", ["police_file", "other_file"])
def test_a_file_of_another_case_does_not_come_through_ours(house: House, whose: str) -> None:
    browser = client_for(house.cast.dao)
    address = _case(house, "file_open", attachment_id=getattr(house, whose).id)
    assert browser.get(address).status_code == 404
    own = browser.get(at("file_open", case_id=house.other_case.id, attachment_id=house.other_file.id))
    assert b"".join(own.streaming_content) == b"Words of others."


def test_lists_narrowed_to_a_unit_of_others_show_nothing_of_it(house: House) -> None:
    browser = client_for(house.cast.dao)
    for whose in (house.cast.police_head.id, house.cast.border_post.id, uuid4(), "' OR 1=1 --"):
        page = browser.get(reverse("case_list"), {"whose": str(whose)}).content.decode()
        assert house.police_case.number not in page


def test_a_suspension_between_two_requests_stops_the_second(house: House) -> None:
    browser = client_for(house.cast.dao)
    assert browser.get(_case(house, "case_page")).status_code == 200
    accounts.suspend(house.cast.dao, by=house.cast.nok, on=today())
    before = everything()
    for address, said in ((_case(house, "note_add"), {"text": "x"}), (reverse("search"), {"q": "Rin"})):
        answer = browser.post(address, said)
        assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        part = browser.get(address, headers={"HX-Request": "true"})
        assert b"Rin" not in part.content and part.status_code in (204, 302)
    assert everything() == before


def test_a_role_that_ends_between_two_requests_stops_the_second(house: House) -> None:
    browser = client_for(house.cast.dao)
    accounts.end_role(house.cast.dao.grants.get(), by=house.cast.nok, on=today())
    for name in ("case_page", "note_add", "file_add"):
        assert browser.get(_case(house, name)).status_code == 404
    assert browser.get(reverse("export")).status_code == 404
