"""Every test, on SQLite, on PostgreSQL and in the browser at once: `python -m tests.both [pytest's options]`.

Each suite waits a good part of its time, for a database or a page. What the later two print waits in a file
until SQLite's is through, so that nobody has to read three suites at once.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import ExitStack

PYTEST = (sys.executable, "-m", "pytest", "tests")
HERE = (*PYTEST, "-m", "not browser")
BESIDE = {
    "on PostgreSQL": (
        sys.executable,
        "-m",
        "tests.postgres",
        "--",
        *PYTEST,
        "-m",
        "not browser and not pure",
    ),
    "in the browser": (*PYTEST, "-m", "browser"),
}


def main(options: list[str]) -> int:
    """Return 0 when all suites passed, else the first exit code that is not 0."""
    with ExitStack() as files:
        kept = {name: files.enter_context(tempfile.TemporaryFile("w+")) for name in BESIDE}
        running = {
            name: subprocess.Popen([*command, *options], stdout=kept[name], stderr=subprocess.STDOUT)
            for name, command in BESIDE.items()
        }
        try:
            codes = [subprocess.run([*HERE, *options], check=False).returncode]
            codes += [process.wait() for process in running.values()]
        finally:
            for process in running.values():
                if process.poll() is None:
                    process.terminate()
                    process.wait()
        for name, file in kept.items():
            file.seek(0)
            print(f"\nThe tests {name}:\n", flush=True)
            for line in file:
                print(line, end="")
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
