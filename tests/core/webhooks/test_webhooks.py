"""Receivers are told of writes without a name; what is not taken comes again; the silent are stopped."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.actions import add_note
from handrail.core.clock import now
from handrail.core.webhooks import actions, jobs
from handrail.core.webhooks.domain.messages import KINDS, signed_headers
from handrail.core.webhooks.models import Delivery, DeliveryStatus, Subscription
from handrail.core.webhooks.schedule import schedule
from handrail.core.webhooks.sending import send
from handrail.core.webhooks.words import KIND_WORDS
from tests.cast import RIN, Cast, client_for, open_case
from tests.core.webhooks.receiver import Receiver, receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotline(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver in this machine's own network, which the installation allows."""
    settings.WEBHOOK_PRIVATE = True
    with receiver(tmp_path) as listening:
        monkeypatch.setenv("SSL_CERT_FILE", str(listening.certificate))
        yield listening


def subscribed(cast: Cast, url: str, *kinds: str) -> tuple[Subscription, str]:
    return actions.subscribe("hotline", url, kinds or tuple(KINDS.values()), by=cast.nok, at=now())


def only() -> Delivery:
    return Delivery.objects.get()


def test_a_write_is_told_with_its_kind_and_id_signed_and_nobody_is_named(
    cast: Cast, hotline: Receiver
) -> None:
    _made, secret = subscribed(cast, hotline.url)
    case = open_case(cast.dao)
    headers, body = hotline.taken[0]
    assert json.loads(body)["type"] == "case.created"
    assert json.loads(body)["data"] == {"record": "case", "ids": [str(case.id)], "count": 1}
    for value in ("Rin", RIN["prs_MobilePhone"], case.number, "dao", cast.shelter.name):
        assert value not in body.decode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    stamp = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    wanted = signed_headers(key, UUID(headers["webhook-id"]), body, at=stamp)
    assert headers["webhook-signature"] == wanted["webhook-signature"]
    assert (only().status, only().answer, only().attempts) == ("taken", "204", 1)


def test_who_did_not_ask_for_a_kind_and_another_organisation_hear_nothing(
    cast: Cast, hotline: Receiver
) -> None:
    subscribed(cast, hotline.url, "note.added")
    case = open_case(cast.dao)
    open_case(cast.sothea)
    with acting_as(cast.dao):
        add_note(case, "He reads her messages.", by=cast.dao, at=now())
    assert [json.loads(body)["type"] for _headers, body in hotline.taken] == ["note.added"]
    assert b"messages" not in hotline.taken[0][1]


def test_reading_is_told_to_nobody(cast: Cast, hotline: Receiver) -> None:
    case = open_case(cast.dao)
    subscribed(cast, hotline.url)
    client_for(cast.dao).get(f"/cases/{case.id}/")
    client_for(cast.dao).get("/cases/")
    assert hotline.taken == []


def test_what_is_rolled_back_is_told_to_nobody(cast: Cast) -> None:
    subscribed(cast, "https://hotline.example/in")
    with mock.patch.object(jobs, "send", return_value="200"), transaction.atomic():
        open_case(cast.dao)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("status", [500, 404, 301])
def test_what_is_not_taken_waits_and_a_redirect_is_not_followed(
    cast: Cast, hotline: Receiver, status: int
) -> None:
    made, _secret = subscribed(cast, hotline.url)
    hotline.answer = status
    open_case(cast.dao)
    assert (only().status, only().answer, len(hotline.taken)) == ("waiting", str(status), 1)
    assert Subscription.objects.get().failing_since is not None
    hotline.answer = 200
    jobs.deliver.func(str(only().id))
    assert (only().status, only().attempts) == ("taken", 2)
    assert Subscription.objects.get(id=made.id).failing_since is None
    assert len({headers["webhook-id"] for headers, _body in hotline.taken}) == 1
    assert jobs.deliver.func(str(only().id)) == "not-needed"


def test_an_attempt_that_failed_is_put_off_as_the_schedule_says(cast: Cast) -> None:
    subscribed(cast, "https://hotline.example/in")
    put_off: list[Any] = []
    with (
        mock.patch.object(actions, "_enqueue", lambda delivery, when: put_off.append(when)),
        mock.patch.object(jobs, "send", return_value="503"),
    ):
        open_case(cast.dao)
        at = now()
        for _wait in schedule().waits:
            actions.keep_answer(only(), "503", at=at)
    assert [when - at for when in put_off[1:]] == [timedelta(seconds=wait) for wait in schedule().waits]


def test_who_takes_nothing_for_days_is_stopped_and_the_administrator_sees_it(cast: Cast) -> None:
    subscribed(cast, "https://hotline.example/in")
    with mock.patch.object(jobs, "send", return_value="webhook-no-answer"):
        open_case(cast.dao)
        for _again in schedule().waits:
            jobs.deliver.func(str(only().id))
    stopped = Subscription.objects.get()
    assert (only().status, stopped.stopped_because) == ("given-up", "no-answer")
    assert b"hotline" in client_for(cast.nok).get("/work/").content
    assert AuditEvent.objects.filter(action="core:webhook:stopped", reason="no-answer").count() == 1
    with mock.patch.object(jobs, "send", side_effect=AssertionError):
        open_case(cast.dao)
    assert Delivery.objects.count() == 1


def test_who_takes_other_messages_is_not_stopped_for_one(cast: Cast) -> None:
    subscribed(cast, "https://hotline.example/in")
    with mock.patch.object(jobs, "send", return_value="400"):
        open_case(cast.dao)
        first = only()
    with mock.patch.object(jobs, "send", return_value="200"):
        open_case(cast.dao)
    with mock.patch.object(jobs, "send", return_value="400"):
        for _again in schedule().waits:
            jobs.deliver.func(str(first.id))
    first.refresh_from_db()
    assert (first.status, Subscription.objects.get().stopped_at) == ("given-up", None)


def test_who_is_gone_for_good_is_stopped_at_once(cast: Cast, hotline: Receiver) -> None:
    subscribed(cast, hotline.url)
    hotline.answer = 410
    open_case(cast.dao)
    assert (only().status, Subscription.objects.get().stopped_because) == ("given-up", "gone")


def test_a_private_address_a_wrong_certificate_and_silence_are_told_apart(
    cast: Cast, hotline: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sent(url: str) -> str:
        return send(url, b"{}", {}, timeout=2)

    assert sent(hotline.url) == "204"
    settings.WEBHOOK_PRIVATE = False
    assert sent(hotline.url) == "webhook-private"
    settings.WEBHOOK_PRIVATE = True
    monkeypatch.delenv("SSL_CERT_FILE")
    assert sent(hotline.url) == "webhook-tls"
    assert sent("https://localhost:1/") == "webhook-no-answer"
    assert sent("https://no-such-host.invalid/") == "webhook-no-such-host"
    assert len(hotline.taken) == 1


def test_the_secret_is_shown_once_and_sealed_with_the_address(cast: Cast) -> None:
    client = client_for(cast.nok)
    form = {"name": "hotline", "url": "https://hotline.example/secret-path", "kinds": ["case.created"]}
    page = client.post("/webhooks/new/", form).content.decode()
    secret = page.split("whsec_")[1].split()[0]
    made = Subscription.objects.get()
    again = client.get(f"/webhooks/{made.id}/").content.decode()
    assert secret not in again and "https://hotline.example/secret-path" in again
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_subscription")
        row = repr(cursor.fetchall())
    assert secret not in row and "secret-path" not in row
    renewed = client.post(f"/webhooks/{made.id}/", {"do": "secret"}).content.decode()
    assert "whsec_" in renewed and secret not in renewed
    assert actions.url_of(Subscription.objects.get()) == "https://hotline.example/secret-path"


def test_an_administrator_tries_stops_starts_and_removes_a_receiver(cast: Cast, hotline: Receiver) -> None:
    made, _secret = subscribed(cast, hotline.url)
    client = client_for(cast.nok)
    page = f"/webhooks/{made.id}/"
    client.post(page, {"do": "try"})
    assert [json.loads(body)["type"] for _headers, body in hotline.taken] == ["ping"]
    client.post(page, {"do": "stop"})
    open_case(cast.dao)
    assert len(hotline.taken) == 1
    assert "Nothing is sent there" in client.get(page).content.decode()
    client.post(page, {"do": "start"})
    open_case(cast.dao)
    assert len(hotline.taken) == 2
    assert "A case was opened" in client.get(page).content.decode()
    client.post(f"{page}remove/")
    assert client.get(page).status_code == 404
    assert not Delivery.objects.exists()


def test_a_wrong_address_is_told_beside_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    client = client_for(cast.nok)
    form = {"name": "hotline", "url": "http://hotline.example/", "kinds": ["case.created"]}
    answer = client.post("/webhooks/new/", form)
    assert answer.status_code == 422
    assert "https://" in answer.content.decode() and 'value="hotline"' in answer.content.decode()
    assert not Subscription.objects.exists()


def test_only_who_administers_the_organisation_sees_its_receivers(cast: Cast) -> None:
    made, _secret = subscribed(cast, "https://hotline.example/in")
    others: list[Account] = [cast.dao, cast.minh, cast.pim, cast.kham, cast.anan, cast.vichai]
    for account in others:
        client = client_for(account)
        assert client.get("/webhooks/").status_code == 404
        assert client.post(f"/webhooks/{made.id}/", {"do": "stop"}).status_code == 404
    assert Subscription.objects.get().stopped_at is None


def test_every_kind_has_its_words_and_every_message_its_status(cast: Cast) -> None:
    assert set(KIND_WORDS) == {*KINDS.values(), "ping"}
    subscribed(cast, "https://hotline.example/in")
    for wrong in ({"stopped_at": now()}, {"stopped_because": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.update(**wrong)
    with mock.patch.object(jobs, "send", return_value="200"):
        open_case(cast.dao)
    assert only().status == DeliveryStatus.TAKEN
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(status="lost")
