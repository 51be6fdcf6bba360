"""What the server writes down of requests and errors: no name, no id, no address that somebody typed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from handrail.core.operations.logs import AllowListFormatter, facts, house_log
from handrail.site.logging import logging_settings
from tests.cast import Cast, client_for, open_case

MARKER = "Qwertzamali"


def breaks(request: HttpRequest, case_id: UUID) -> HttpResponse:
    try:
        int(f"{MARKER} cannot be read")
    except ValueError as problem:
        raise RuntimeError(f"{MARKER} was met at {request.get_full_path()}") from problem
    raise AssertionError


urlpatterns = [
    path("breaks/<uuid:case_id>/", breaks),
    path("", include("handrail.site.urls")),
]
handler500 = "handrail.core.shell.views.server_error"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """The log as production writes it: every logger's lines, whatever it is called."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AllowListFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django.request", "django.security", "axes")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    house = logging.getLogger("handrail")
    house.setLevel(logging.INFO)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    yield stream
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
    house.setLevel(logging.WARNING)
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def lines(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.urls("tests.core.operations.test_logs")
def test_an_error_is_found_by_its_number_and_tells_no_name(cast: Cast, written: StringIO) -> None:
    client = client_for(cast.dao)
    client.raise_request_exception = False
    case = open_case(cast.dao)
    answer = client.get(f"/breaks/{case.id}/?q={MARKER}", headers={"user-agent": MARKER, "referer": MARKER})
    number = answer.headers["X-Request-Id"]
    assert answer.status_code == 500
    assert number in answer.content.decode()
    text = written.getvalue()
    assert MARKER not in text and str(case.id) not in text and case.id.hex not in text
    (error,) = [line["error"] for line in lines(written) if line.get("error")]
    assert error["kinds"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert error["at"][-1].endswith(" breaks")
    (answered,) = [line for line in lines(written) if line["event"] == "request-answered"]
    assert answered["path"] == "/breaks/<uuid:case_id>/"
    assert (answered["status"], answered["request"]) == (500, number)


@pytest.mark.django_db
def test_no_page_writes_an_address_a_user_name_or_a_search(cast: Cast, written: StringIO) -> None:
    client = client_for(cast.dao)
    client.post("/search/", {"q": MARKER})
    client.get(f"/cases/{MARKER}/")
    client.get("/cases/", {"q": MARKER})
    Client().post("/accounts/login/", {"login": MARKER, "password": MARKER})
    Client().get("/", headers={"host": MARKER})
    assert MARKER.lower() not in written.getvalue().lower()
    answered = [line["path"] for line in lines(written) if line["event"] == "request-answered"]
    assert answered == ["/search/", "/unmatched", "/cases/", "/accounts/login/", "/unmatched"]


def test_what_a_library_logs_keeps_its_words_to_itself(written: StringIO) -> None:
    try:
        raise KeyError(MARKER)
    except KeyError:
        logging.getLogger("somebody.elses").exception("Cannot handle %s", MARKER)
    house_log("x").warning("seal-failed", extra=facts(count=3, name=MARKER))
    assert MARKER not in written.getvalue()
    theirs, ours = lines(written)
    assert theirs["logger"] == "somebody.elses" and theirs["error"]["kinds"] == ["builtins.KeyError"]
    assert (ours["event"], ours["count"]) == ("seal-failed", 3)


def test_an_installation_logs_through_the_allow_list_alone() -> None:
    real = logging_settings(plain=False)
    assert {handler["formatter"] for handler in real["handlers"].values()} == {"allow-list"}
    assert real["root"]["handlers"] == ["stderr"]
    assert "formatter" not in logging_settings(plain=True)["handlers"]["stderr"]
    assert settings.MIDDLEWARE[0].endswith("RequestLogMiddleware")
