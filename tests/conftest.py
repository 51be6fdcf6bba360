"""What every test stands on: a database prepared for the web role, a key, and nobody's real home folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

from tests.chromium import chromium, mark_browser_tests, playwright

__all__ = ["chromium", "playwright"]

PURE_FOLDERS = ("domain", "dates", "catalogue", "readers")

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
hypothesis_settings.register_profile("house", **COMMON, max_examples=50)
hypothesis_settings.register_profile("deep", **COMMON, max_examples=2000)
# The same examples for every fault, and no search for a smaller one (tests/deep/mutation.py).
hypothesis_settings.register_profile(
    "mutation",
    **COMMON,
    max_examples=25,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
hypothesis_settings.load_profile(
    "mutation"
    if os.environ.get("HANDRAIL_MUTATION")
    else "deep"
    if os.environ.get("HANDRAIL_DEEP")
    else "house"
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches no database, and keep deep counts for `make test-deep`."""
    deep = os.environ.get("HANDRAIL_DEEP")
    kept, left = [], []
    for item in items:
        if any(folder in item.path.parts for folder in PURE_FOLDERS):
            item.add_marker(pytest.mark.pure)
        (left if item.get_closest_marker("deep") and not deep else kept).append(item)
    mark_browser_tests(kept)
    items[:] = kept
    if left:
        config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> None:
    """On PostgreSQL the owner has prepared the database before pytest runs (tests/postgres.py)."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            connection.creation.create_test_db(verbosity=0, serialize=False)


@pytest.fixture(scope="session", autouse=True)
def installation_keys() -> None:
    """A master key of the tests' own."""
    from handrail.core import vault

    vault.create_master_key()
    vault.create_signing_key()


@pytest.fixture(autouse=True)
def one_half_minute(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone's code is good for one half minute: it must not end between the code and the post."""
    from allauth.mfa.totp.internal import auth

    if request.node.get_closest_marker("browser"):
        return  # there the house is another process, and its clock goes on
    now = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """What one test counted (rate limits) must not reach the next."""
    from django.core.cache import cache

    yield
    cache.clear()


@pytest.fixture
def cast(db: None):
    from tests.cast import make_cast

    return make_cast()
