"""What one process has seen, the others know: a code that was used opens nowhere again."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.cache.backends.db import DatabaseCache

pytestmark = pytest.mark.django_db


def test_the_table_of_the_cache_is_there_and_a_key_is_taken_once(settings: Any) -> None:
    one, other = (DatabaseCache("core_cache", {}) for _ in range(2))
    assert one.add("used-code", 1, timeout=60)
    assert not other.add("used-code", 1, timeout=60)
    assert other.incr("used-code") == 2


def test_an_installation_keeps_its_cache_in_the_database(tmp_path: Any) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
    ask = "from handrail.site import settings; print(settings.CACHES['default']['BACKEND'])"
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        env={**environment, "HANDRAIL_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip().endswith("DatabaseCache")
