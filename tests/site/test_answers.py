"""What a real installation with TLS puts on every answer, asked in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

pytestmark = pytest.mark.pure

ASKED = """
import json, sys, django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from handrail.core.accounts.devices import COOKIE
browser = Client(raise_request_exception=False)
answers = {}
for name, method, path in (
    ("page", "GET", "/help/"), ("file", "GET", "/static/shell/handrail.js"), ("missing", "GET", "/nowhere/"),
    ("health", "GET", "/health/"), ("trace", "TRACE", "/help/"), ("made-up", "BREW", "/help/"),
    ("form", "GET", "/way-back/"), ("folder", "GET", "/static/shell/"), ("static", "GET", "/static/"),
    ("source", "GET", "/.git/config"), ("design", "GET", "/design/"), ("demo", "GET", "/demo/"),
):
    answer = browser.generic(method, path, secure=True, headers={"host": "handrail.shelter.lan"})
    answers[name] = {"status": answer.status_code, "headers": dict(answer.headers)}
plain = browser.get("/help/", headers={"host": "handrail.shelter.lan"})
answers["plain"] = {"status": plain.status_code, "headers": dict(plain.headers)}
program = browser.get(
    "/api/v1/account", headers={"host": "handrail.shelter.lan", "authorization": "Bearer hrt_x"})
answers["program"] = {"status": program.status_code, "headers": dict(program.headers)}
cookies = {name: {key: morsel[key] for key in morsel} for name, morsel in browser.cookies.items()}
said = {"answers": answers, "cookies": cookies, "names": [
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, COOKIE]}
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A real installation's answers over TLS, by name."""
    home = tmp_path_factory.mktemp("real")
    (home / "static").mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
    environment |= {
        "HANDRAIL_HOME": str(home),
        "HANDRAIL_HOSTS": "handrail.shelter.lan",
        "DJANGO_SETTINGS_MODULE": "handrail.site.settings",
    }
    ended = subprocess.run(
        [sys.executable, "-c", ASKED],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def answer(real: Any, name: str) -> tuple[int, dict[str, str]]:
    said = real["answers"][name]
    return said["status"], said["headers"]


EVERY = ["page", "file", "missing", "health", "trace", "form"]


@pytest.mark.parametrize("name", EVERY)
def test_every_answer_says_where_it_may_be_shown_and_how_it_is_asked_for(real: Any, name: str) -> None:
    _, headers = answer(real, name)
    policy = {part.split()[0]: part.split()[1:] for part in headers["Content-Security-Policy"].split(";")}
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert policy[directive] == ["'none'"], directive
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("name", ["page", "file", "missing", "form"])
def test_every_text_names_its_kind_and_its_letters(real: Any, name: str) -> None:
    _, headers = answer(real, name)
    assert headers["Content-Type"].startswith(("text/html", "text/javascript"))
    assert headers["Content-Type"].endswith('charset="utf-8"') or headers["Content-Type"].endswith(
        "charset=utf-8"
    )


def test_the_program_that_serves_is_not_named(real: Any) -> None:
    assert not {"Server", "X-Powered-By"} & set(answer(real, "page")[1])


@pytest.mark.parametrize("name", ["trace", "made-up"])
def test_a_method_that_no_page_has_is_refused(real: Any, name: str) -> None:
    status, headers = answer(real, name)
    assert status == 405
    assert "TRACE" not in headers["Allow"]


@pytest.mark.parametrize("name", ["folder", "static", "source"])
def test_no_folder_is_listed_and_nothing_but_our_files_is_served(real: Any, name: str) -> None:
    assert answer(real, name)[0] == 404


def test_what_is_for_trying_and_drawing_answers_nowhere_in_a_real_installation(real: Any) -> None:
    assert answer(real, "demo")[0] == answer(real, "design")[0] == 404


def test_without_tls_a_page_sends_to_tls_and_shows_nothing(real: Any) -> None:
    status, headers = answer(real, "plain")
    assert (status, headers["Location"]) == (301, "https://handrail.shelter.lan/help/")


def test_a_program_without_tls_is_refused_and_not_sent_on(real: Any) -> None:
    status, headers = answer(real, "program")
    assert status == 403 and "Location" not in headers
    assert headers["Content-Type"].startswith("application/problem+json")


def test_a_cookie_is_for_this_very_host_over_tls_and_no_script_reads_it(real: Any) -> None:
    assert real["cookies"], "no answer set one"
    assert set(real["cookies"]) <= set(real["names"])
    assert all(name.startswith("__Host-") for name in real["names"])
    for cookie in real["cookies"].values():
        assert cookie["secure"] and cookie["httponly"]
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        assert cookie["samesite"] in ("Lax", "Strict")


def test_a_laptop_without_tls_has_plain_names_because_no_browser_would_take_the_others() -> None:
    assert not settings.SECURE
    assert settings.SESSION_COOKIE_NAME == "sessionid"
