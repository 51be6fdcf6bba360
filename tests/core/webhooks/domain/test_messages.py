"""What is sent, how it is signed, where it may go, and when it is sent again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.domain.refusal import Refused
from handrail.core.webhooks.domain.addresses import Target, check_addresses, read_target
from handrail.core.webhooks.domain.messages import Schedule, body_of, signed_headers, written_secret

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MESSAGE = UUID("6a7b8c9d-0e1f-4a2b-8c3d-4e5f6a7b8c9d")


def refused(call: object, *args: object, **more: object) -> str | None:
    try:
        call(*args, **more)  # type: ignore[operator]
    except Refused as refusal:
        return refusal.code
    return None


def test_a_message_holds_a_kind_and_ids_and_nothing_else() -> None:
    told = json.loads(body_of("case.changed", "case", ["a", "b"], at=AT, most_ids=2))
    assert told == {
        "type": "case.changed",
        "timestamp": "2026-03-02T09:00:00+00:00",
        "data": {"record": "case", "ids": ["a", "b"], "count": 2},
    }
    many = json.loads(body_of("case.created", "case", ["a", "b", "c"], at=AT, most_ids=2))
    assert many["data"] == {"record": "case", "ids": [], "count": 3}


def test_the_signature_is_the_standard_s_over_id_time_and_body() -> None:
    """The vector of the Standard Webhooks specification's own libraries."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = hmac.new(secret, b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.", hashlib.sha256)
    signed.update(b'{"test": 2432232314}')
    assert base64.b64encode(signed.digest()) == b"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    headers = signed_headers(secret, MESSAGE, b"body", at=AT)
    assert headers["webhook-id"] == str(MESSAGE)
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    mine = hmac.new(secret, f"{MESSAGE}.{int(AT.timestamp())}.body".encode(), hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(mine).decode()
    assert written_secret(secret).startswith("whsec_MfKQ")


@given(body=st.binary(max_size=50), other=st.binary(max_size=50))
def test_no_other_body_fits_a_signature(body: bytes, other: bytes) -> None:
    one = signed_headers(b"k" * 32, MESSAGE, body, at=AT)["webhook-signature"]
    assert (one == signed_headers(b"k" * 32, MESSAGE, other, at=AT)["webhook-signature"]) == (body == other)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://hotline.example/in", None),
        ("https://hotline.example:8443/in?from=here", None),
        ("http://hotline.example/in", "webhook-not-https"),
        ("ftp://hotline.example/in", "webhook-not-https"),
        ("https://somebody:secret@hotline.example/", "webhook-address"),
        ("https:///in", "webhook-address"),
        ("https://hotline.example/#part", "webhook-address"),
        ("https://hotline.example:99999/", "webhook-address"),
        ("https://hotline.example/a b", "webhook-address"),
        ("https://hotline.example/\r\nHost: other", "webhook-address"),
        ("https://" + "x" * 500, "webhook-address"),
    ],
)
def test_an_address_is_https_and_whole(url: str, code: str | None) -> None:
    assert refused(read_target, url) == code


def test_an_address_is_read_into_its_parts() -> None:
    assert read_target("https://hotline.example") == Target("hotline.example", 443, "/")
    assert read_target("https://h.example:8443/in?a=1") == Target("h.example", 8443, "/in?a=1")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "::",
    ],
)
def test_nothing_is_sent_into_the_network_behind_the_server(address: str) -> None:
    assert refused(check_addresses, [address], private_allowed=False) == "webhook-private"
    assert refused(check_addresses, ["1.1.1.1", address], private_allowed=False) == "webhook-private"
    assert check_addresses([address], private_allowed=True) == [address]


def test_public_addresses_are_sent_to_and_a_name_without_any_is_told() -> None:
    assert check_addresses(["1.1.1.1", "2606:4700::1111"], private_allowed=False)[0] == "1.1.1.1"
    assert refused(check_addresses, [], private_allowed=True) == "webhook-no-such-host"


def test_each_wait_comes_once_and_then_it_is_enough() -> None:
    schedule = Schedule(waits=(5, 300), timeout_seconds=1, most_ids=1, most_subscriptions=1)
    assert [schedule.wait_after(attempts) for attempts in (1, 2, 3, 4)] == [5, 300, None, None]
