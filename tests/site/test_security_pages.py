"""What the pages about signing in, security decisions and keys say in numbers and names is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

import handrail
from handrail.cooperate.readers import limits
from handrail.core.access import breakglass
from handrail.core.accounts import adapter
from handrail.core.accounts.domain import lockout, recovering
from handrail.core.accounts.domain.passwords import DIFFERENT_LEFT, HOUSE_WORDS
from handrail.core.cases.attachments import LIMIT
from handrail.core.registry import rate_limits
from handrail.core.tokens.limits import limits as token_limits
from handrail.core.vault.search import MOST_WORDS
from handrail.site.webserver import LARGEST_BODY

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"
SOURCE = Path(handrail.__file__).parent
SIGNING_IN = (REFERENCE / "signing-in.md").read_text("utf-8")
DECISIONS = (REFERENCE / "security-decisions.md").read_text("utf-8")
MEGABYTE = 1024 * 1024


def hours(length: object) -> int:
    return int(length.total_seconds() // 3600)  # type: ignore[attr-defined]


def test_the_numbers_of_signing_in_are_those_of_the_code() -> None:
    length = next(
        one["OPTIONS"]["min_length"] for one in settings.AUTH_PASSWORD_VALIDATORS if "Length" in one["NAME"]
    )
    way_back = next(one.address for one in rate_limits if one.id == "way_back")
    assert way_back
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    for said in (
        f"At least {length} signs",
        f"for {adapter.FIRST_PASSWORD_LASTS.days} days at most",
        f"| {lockout.HERE} | {minutes} minutes | that place",
        f"| {lockout.FROM_ADDRESS} | {minutes} minutes | that address",
        f"| {lockout.FOR_NAME} | {minutes} minutes | closed for",
        f"| {way_back.times} | {way_back.seconds // 60} minutes | answer 429",
        f"after {settings.SESSION_IDLE_SECONDS // 60} minutes in which nothing happens",
        f"after {settings.SESSION_COOKIE_AGE // 3600} hours whatever happens",
        f"older than {settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60} minutes",
    ):
        assert said in SIGNING_IN, said
    assert DIFFERENT_LEFT == 6 and "six different letters or digits" in SIGNING_IN


def test_the_words_of_this_house_stand_on_the_page() -> None:
    assert ", ".join(HOUSE_WORDS) in re.sub(r"\s+", " ", SIGNING_IN)


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    for said in (
        f"| a file of a case | {LIMIT // MEGABYTE} MB |",
        f"| a text table to import (in the browser: one request) | {limits.LARGEST_TABLE // MEGABYTE} MB |",
        f"| {limits.LARGEST_WORKBOOK // MEGABYTE} MB; {limits.LARGEST_UNPACKED // MEGABYTE} MB unpacked; "
        f"{limits.MOST_PARTS:,} parts; {limits.LARGEST_RATIO} times its size |",
        f"| {limits.MOST_ROWS:,} and {limits.MOST_COLUMNS} |",
        f"| {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,}; "
        f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE} MB besides",
        f"| a request to the web server | {LARGEST_BODY // MEGABYTE} MB |",
        f"access token, a minute | {token_limits().requests_a_minute} |",
        f"nobody has looked at | {breakglass.MOST_WAITING} |",
        f"| {hours(recovering.REQUEST_LASTS)} hours and {hours(recovering.CODE_LASTS)} hours |",
        f"at most {MOST_WORDS} words",
    ):
        assert said in DECISIONS, said
    assert limits.LARGEST_SUBMISSION == limits.LARGEST_WORKBOOK


def uses_cryptography(path: Path) -> bool:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module.split(".")[0], *(one.name for one in node.names)}
    return bool(
        names & {"cryptography", "pyrage", "msoffcrypto", "hashlib", "hmac", "salted_hmac", "make_password"}
    )


def test_every_use_of_cryptography_stands_in_the_inventory() -> None:
    inventory = (REFERENCE / "keys.md").read_text("utf-8").split("## Where cryptography is used")[1]
    told = set(re.findall(r"`([\w/]+\.py)`", inventory.split("\n## ")[0]))
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if uses_cryptography(path) and "migrations" not in path.parts
    }
    assert sorted(found - told) == [], "docs/reference/keys.md lacks them"
    assert sorted(told - found) == [], "docs/reference/keys.md tells of what is not there"
