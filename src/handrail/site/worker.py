"""The worker of background jobs, as a process of its own: `python -m handrail.site.worker`.

With --with-parent it ends when its standard input closes, so that it never outlives the server that
started it, even one that was killed.
"""

from __future__ import annotations

import os
import sys
import threading


def main(arguments: list[str]) -> None:
    from handrail.site.cli import set_up_django

    set_up_django()
    if "--with-parent" in arguments:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    from handrail.core.jobs.worker import work

    work()


def _end_with_parent() -> None:
    # Not through sys.stdin: its lock, held by this thread, would break the end of a worker that is stopped.
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
