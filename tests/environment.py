"""Loaded before Django's settings (`-p tests.environment`): tests never touch a real installation."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["HANDRAIL_TESTING"] = "1"
if "HANDRAIL_HOME" not in os.environ:
    _home = tempfile.mkdtemp(prefix="handrail-tests-")
    os.environ["HANDRAIL_HOME"] = _home
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
