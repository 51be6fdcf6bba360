"""Writes docs/reference/commands.md from the verbs themselves: `python -m tests.site.command_pages`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"

HEAD = """# The command `handrail`

Written from what `--help` says, by `python -m tests.site.command_pages`; a test fails when they differ.

`handrail VERB --help` says the same in the terminal. `HANDRAIL_HOME` names the folder of the installation
([settings](settings.md)). In a clone the command is `.venv/bin/handrail`.

Exit codes: **0** done · **1** ran, and the answer is bad (rows refused, log broken) · **2** wrong use.
With `--json` standard output holds one JSON document and nothing else; the rest goes to standard error.

| verb | does |
| --- | --- |
"""


def page() -> str:
    """Return the page: every verb, its arguments and options."""
    from handrail.site.cli import VERBS, parser_for

    lines = [f"| [`{name}`](#handrail-{name}) | {verb.says} |" for name, verb in VERBS.items()]
    text = HEAD + "\n".join(lines) + "\n"
    for name in VERBS:
        (verbs,) = (a for a in parser_for(name)._actions if isinstance(a, argparse._SubParsersAction))
        text += "\n" + "\n".join(_verb(f"handrail {name}", verbs.choices[name], 2))
    return text


def _verb(name: str, parser: argparse.ArgumentParser, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {name}\n"
    if parser.description:
        yield f"{parser.description}\n"
    apart = (argparse._HelpAction, argparse._SubParsersAction)
    rows = [action for action in parser._actions if not isinstance(action, apart)]
    if rows:
        yield "| argument | means |"
        yield "| --- | --- |"
        for action in rows:
            must = " **Must be given.**" if action.required and action.option_strings else ""
            yield f"| {_written(action)} | {_means(action)}{must} |"
        yield ""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            says = {choice.dest: choice.help for choice in action._choices_actions}
            for below, child in action.choices.items():
                child.description = child.description or says.get(below)
                yield from _verb(f"{name} {below}", child, depth + 1)


def _written(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else str(action.metavar or (action.dest).upper())
    if action.choices and not action.metavar:
        value = "{" + ",".join(str(choice) for choice in action.choices) + "}"
    words = [f"{option} {value}".strip() for option in action.option_strings] or [value]
    return ", ".join(f"`{word}`" for word in words).replace("|", "\\|")


def _means(action: argparse.Action) -> str:
    words = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")
    return " ".join(words.split()).replace("|", "\\|")


if __name__ == "__main__":
    from handrail.site.cli import set_up_django

    set_up_django()
    PAGE.write_text(page(), "utf-8")
