"""`python -m handrail.core.languages`: compile the catalogues; with `--update`, bring new texts in first."""

from __future__ import annotations

import sys

from handrail.core.languages.catalogues import compile_stale, coverage


def main(arguments: list[str]) -> int:
    """Return 0 when done, 2 for wrong use."""
    if arguments not in ([], ["--update"]):
        print("python -m handrail.core.languages [--update]", file=sys.stderr)
        return 2
    if arguments:
        # The rooms' own texts are there once Django has loaded them.
        import django

        from handrail.core.languages.update import update

        django.setup()
        update()
    for path in compile_stale():
        print(f"compiled {path.parent.parent.name}")
    if arguments:
        for one in coverage():
            print(f"{one.language}: {one.translated} of {one.texts} texts ({one.percent} %)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
