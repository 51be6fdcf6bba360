"""No text of a page is asked for that the catalogues cannot hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from handrail.core.access.domain.roles import roles
from handrail.core.cases.words import LABELS
from handrail.core.catalogue import CODELISTS, FIELDS
from handrail.core.languages.data_texts import NAMED_ELSEWHERE
from handrail.core.languages.extract import KEYWORDS, SOURCE, source_catalogue

pytestmark = pytest.mark.pure
# Texts asked for by a variable: file, what is asked for. Each comes into the catalogues by `data_texts`.
BY_VARIABLE = {
    ("core/cases/words.py", "FIELDS[field].words"),
    ("core/cases/words.py", "codes.label(code)"),
    ("core/accounts/forms.py", "role.name"),
    ("core/accounts/forms.py", "role.says"),
    ("core/accounts/team_views.py", "role.name"),
    ("core/rolereviews/views.py", "role.name"),
    ("identify/instruments/texts.py", "text"),
}


@cache
def trees() -> dict[str, ast.Module]:
    return {p.relative_to(SOURCE).as_posix(): ast.parse(p.read_text("utf-8")) for p in SOURCE.rglob("*.py")}


def aliases(tree: ast.Module) -> dict[str, str]:
    """The names under which a file has the functions that ask for a text, with what they are."""
    return {
        name.asname or name.name: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("django.utils.translation", "gettext")
        for name in node.names
        if "gettext" in name.name
    }


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def asked(tree: ast.Module) -> Iterator[tuple[list[ast.expr], str]]:
    """Each call that asks for a text: its arguments that are texts, the function's own name."""
    known = aliases(tree) | {"translatable": "translatable"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (called(node) in known or "gettext" in called(node)):
            function = known.get(called(node), called(node))
            yield node.args[: 1 + ("ngettext" in function or function[:8] == "pgettext")], function


def unmarked(file: str, tree: ast.Module) -> list[str]:
    """What a file asks for that no catalogue holds."""
    ids = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in source_catalogue() if m.id}
    missing = []
    for texts, function in asked(tree):
        *context, text = texts if "pgettext" in function else texts[:1]
        if not isinstance(text, ast.Constant):
            if (file, ast.unparse(text)) not in BY_VARIABLE:
                missing.append(f"{file}:{text.lineno} {ast.unparse(text)}")
        elif (text.value, context[0].value if context else None) not in ids:  # type: ignore[attr-defined]
            missing.append(f"{file}:{text.lineno} {text.value!r}")
    return missing


def test_every_name_that_asks_for_a_text_is_known_to_the_extraction() -> None:
    for file, tree in trees().items():
        for alias, function in aliases(tree).items():
            assert KEYWORDS.get(alias, "missing") == KEYWORDS[function.removesuffix("_lazy")], (file, alias)


def test_every_text_that_the_source_asks_for_is_in_the_catalogues() -> None:
    assert [line for file, tree in trees().items() for line in unmarked(file, tree)] == []


def test_a_text_that_no_catalogue_holds_is_found() -> None:
    asking = "from django.utils.translation import gettext as {alias}\nwords = {asked}"
    for alias, what in (
        ("_", "_(role.invented)"),
        ("_", "_(f'invented {1}')"),
        ("_", "_('An invented text.')"),
        ("_later", "_later('An invented text.')"),
    ):
        tree = ast.parse(asking.format(alias=alias, asked=what))
        assert unmarked("core/cases/words.py", tree), what
    assert not unmarked("core/cases/words.py", ast.parse(asking.format(alias="_", asked="_('Quick exit')")))


def test_fields_codes_and_roles_are_in_the_catalogues() -> None:
    texts = {(m.id, m.context) for m in source_catalogue() if m.id}
    assert {(f.words, "field") for f in FIELDS.values() if f.id not in LABELS} <= texts
    for codes in CODELISTS.values():
        if codes.id not in NAMED_ELSEWHERE:
            assert {(c.label, "code") for c in codes if any(map(str.isalpha, c.label))} <= texts
    assert {(text, None) for role in roles().values() for text in (role.name, role.says)} <= texts


def test_what_is_wrong_with_a_date_or_an_age_is_marked() -> None:
    for path in (SOURCE / "core" / "dates").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) == "DateProblem":
                assert [called(a) for a in node.args if isinstance(a, ast.Call)] == ["translatable"] * 2, path


def test_the_folder_of_the_source_is_the_one_that_is_read() -> None:
    assert Path("core/dates/age.py").as_posix() in trees()
