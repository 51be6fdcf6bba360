"""Taking somebody's place: one click in a genuine demonstration, 404 everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from handrail.core.access.acting import acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.site.demo.build import Built, NotEmpty, build_country
from handrail.site.demo.domain.gaps import PLANTED
from handrail.site.demo.personas import PERSONAS, Persona
from tests.site.demo.test_mark import marked

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.site.demo.pages"),
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="the demonstration keeps itself on SQLite: on PostgreSQL the web role may not hide cases",
    ),
]

CASES = 240
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ADDRESSES = ("/demo/", "/demo/enter/officer/", "/demo/leave/")


@pytest.fixture
def built() -> Built:
    return build_country(seed=7, cases=CASES, at=AT, publish=False)


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HANDRAIL_DATABASE_URL", "HANDRAIL_OWNER_DATABASE_URL", "HANDRAIL_MASTER_KEY"):
        monkeypatch.delenv(name, raising=False)
    marked(tmp_path)
    settings.DEMO = True
    # The vault keeps the keys of the test run: only the mark is looked for here.
    monkeypatch.setattr("handrail.site.demo.views.is_genuine", lambda home: _genuine(tmp_path), raising=True)
    return tmp_path


def _genuine(home: Path) -> bool:
    from handrail.site.demo.mark import is_genuine

    return is_genuine(home)


def account_of(persona: Persona) -> Account:
    return Account.objects.get(username=persona.username)


def test_every_persona_enters_with_one_click_and_no_second_factor(
    built: Built, demonstration: Path, client: Client
) -> None:
    for persona in PERSONAS:
        page = client.post(f"/demo/enter/{persona.id}/", follow=True)
        assert page.redirect_chain == [("/demo/", 302)]
        assert f"You are {persona.name} now" in page.content.decode()
        assert client.session["_auth_user_id"] == str(account_of(persona).id)


def test_entering_is_in_the_log(built: Built, demonstration: Path, client: Client) -> None:
    client.post("/demo/enter/shelter/")
    event = AuditEvent.objects.get(action="site:session:opened")
    assert event.actor == account_of(PERSONAS[2]).id


def test_leaving_gives_the_place_back(built: Built, demonstration: Path, client: Client) -> None:
    client.post("/demo/enter/shelter/")
    page = client.post("/demo/leave/", follow=True)
    assert "_auth_user_id" not in client.session
    assert "You are" not in page.content.decode()


def test_a_click_from_another_site_does_not_enter(built: Built, demonstration: Path) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post("/demo/enter/officer/").status_code == 403
    assert careful.get("/demo/enter/officer/").status_code == 405


def test_there_is_nobody_of_an_unknown_name(built: Built, demonstration: Path, client: Client) -> None:
    assert client.post("/demo/enter/minister/").status_code == 404


def test_the_page_names_everybody_and_every_failure(
    built: Built, demonstration: Path, client: Client
) -> None:
    page = client.get("/demo/").content.decode()
    for persona in PERSONAS:
        assert persona.name in page
        assert persona.agency.name in page
    for gap in PLANTED:
        assert gap.says in page


def refused_everywhere(client: Client) -> None:
    for address in ADDRESSES:
        assert client.get(address).status_code in (404, 405), address
        assert client.post(address).status_code == 404, address
    assert "_auth_user_id" not in client.session


def test_a_real_installation_has_no_such_page(built: Built, settings: Any, client: Client) -> None:
    settings.DEMO = False
    refused_everywhere(client)


def test_the_settings_alone_do_not_open_it(
    built: Built, settings: Any, tmp_path: Path, client: Client
) -> None:
    """Somebody wrote the file by hand beside real keys, and the settings believed it."""
    from handrail.core.vault.keyfiles import create_master_key

    create_master_key(tmp_path / "keys" / "master.key")
    (tmp_path / "demonstration").write_text("demonstration")
    settings.DEMO, settings.HANDRAIL_HOME = True, tmp_path
    refused_everywhere(client)


def test_the_country_never_joins_an_installation_that_has_organisations(built: Built) -> None:
    with pytest.raises(NotEmpty):
        build_country(seed=7, cases=CASES, at=AT, publish=False)


def seen_by(persona_id: str, count: Callable[[Account], int]) -> int:
    account = account_of(next(p for p in PERSONAS if p.id == persona_id))
    with acting_as(account):
        return count(account)


def test_each_persona_sees_what_the_page_says(built: Built) -> None:
    def cases(account: Account) -> int:
        return Case.objects.visible_to(account).count()

    assert built.cases >= CASES
    seen = {persona.id: seen_by(persona.id, cases) for persona in PERSONAS}
    assert seen["coordinator"] == seen["overseer"] == seen["administrator"] == 0
    assert 0 < seen["officer"] < seen["investigator"]
    assert min(seen[who] for who in ("shelter", "gatekeeper", "prosecutor", "immigration", "steward")) > 8
    assert seen["shelter"] == seen["shelter-supervisor"]


def test_some_cases_reach_others_by_referral(built: Built) -> None:
    def referred(account: Account) -> int:
        return Case.objects.visible_to(account).exclude(organisation_id=account.organisation_id).count()

    assert sum(seen_by(who, referred) for who in ("shelter", "gatekeeper", "steward", "prosecutor")) > 0
