"""What the source never does, so that nothing that people type is ever run, guessed or sent elsewhere."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import handrail

pytestmark = pytest.mark.pure

SOURCE = Path(handrail.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
TEMPLATES = sorted(SOURCE.rglob("*.html"))
SCRIPTS = sorted(path for path in SOURCE.rglob("*.js") if "vendor" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every call and import of a module."""
    kinds = (ast.Call, ast.Import, ast.ImportFrom)
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)]


@cache
def calls(path: Path) -> list[tuple[str, ast.Call]]:
    return [(ast.unparse(node.func), node) for node in nodes(path) if isinstance(node, ast.Call)]


@cache
def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_no_text_is_run_as_code_and_nothing_is_unpickled() -> None:
    running = {"eval", "exec", "compile", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}
    assert [(name_of(path), call) for path in MODULES for call, _ in calls(path) if call in running] == []
    stored = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
    assert [name_of(path) for path in MODULES if imported(path) & stored] == []


def test_programs_are_started_with_a_list_of_words_and_no_shell() -> None:
    for path in MODULES:
        for called, call in calls(path):
            if called.startswith("subprocess."):
                assert not any(one.arg == "shell" for one in call.keywords), name_of(path)
                assert not isinstance(call.args[0], ast.JoinedStr | ast.Constant), name_of(path)


def test_no_template_is_made_from_text_and_none_switches_escaping_off() -> None:
    made = {"Template", "from_string", "mark_safe", "SafeString"}
    found = {
        name_of(path)
        for path in MODULES
        for called, call in calls(path)
        if called.split(".")[-1] in made
        and call.args
        and not (isinstance(call.args[0], ast.Constant) and call.args[0].value == "")
    }
    assert found <= {"core/shell/templatetags/shell.py"}, "only drawings of ours are marked as safe there"
    off = re.compile(r"\|\s*safe\b|autoescape\s+off")
    assert [name_of(path) for path in TEMPLATES if off.search(path.read_text("utf-8"))] == []


def test_a_pattern_that_holds_a_typed_text_escapes_it() -> None:
    """A text with %s or f"" in a pattern is escaped, a word of ours, or a constant."""
    typed = {"cooperate/domain/gathering.py", "core/catalogue/codelists.py"}
    words = {"core/dates/words.py", "core/dates/age.py", "core/dates/reading.py"}
    found = set()
    for path in MODULES:
        for called, call in calls(path):
            if called.startswith("re.") and call.args and isinstance(call.args[0], ast.JoinedStr):
                found.add(name_of(path))
    assert found <= typed | words
    for name in typed:
        assert "re.escape(" in (SOURCE / name).read_text("utf-8")


def test_nothing_secret_comes_from_the_module_random() -> None:
    found = {name_of(path) for path in MODULES if {"random", "numpy.random"} & imported(path)}
    assert {name for name in found if not name.startswith("site/demo/")} == set()


def test_no_broken_hash_and_no_cipher_but_in_the_vault() -> None:
    weak = re.compile(r"\b(md5|sha1|rc4|ecb)\b", re.IGNORECASE)
    found = {
        name_of(path)
        for path in MODULES
        if weak.search(path.read_text("utf-8")) and path.name != "settings.py"
    }
    assert found == set()
    ciphers = {
        name_of(path) for path in MODULES if any(one.startswith("cryptography") for one in imported(path))
    }
    assert {name for name in ciphers if not name.startswith("core/vault/")} == set()


def test_nobody_s_address_is_called() -> None:
    """The server opens connections to its database and its mail server, both named by its operator, and to
    the programs that an administrator wants told (`core/webhooks/sending.py` refuses addresses of the house).
    """
    webhooks = {"core/webhooks/sending.py"}
    callers = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "telnetlib"}
    assert {name_of(path) for path in MODULES if imported(path) & callers} == webhooks
    opening = ("socket.socket", "socket.create_connection")
    assert {name_of(path) for path in MODULES for called, _ in calls(path) if called in opening} <= webhooks


def test_one_script_keeps_something_and_only_sealed_or_under_a_passphrase() -> None:
    """What it keeps is told in docs/reference/keys.md and THREATS.md, "The seized phone"."""
    keeping = [path for path in SCRIPTS if "indexedDB" in path.read_text("utf-8")]
    assert [name_of(path) for path in keeping] == ["identify/static/identify/field/store.js"]


def test_our_scripts_write_no_markup_run_no_text_and_keep_nothing_about_anybody() -> None:
    assert SCRIPTS
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        for danger in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "localStorage",
            "document.cookie",
            "__proto__",
            "window.postMessage",
        ):
            assert danger not in text, (name_of(path), danger)
        assert not re.search(r"addEventListener\(\s*[\"']message", text), name_of(path)


def test_the_library_for_parts_of_pages_runs_no_text_and_asks_only_this_house() -> None:
    frame = (SOURCE / "core/shell/templates/shell/base.html").read_text("utf-8")
    for choice in ('"allowEval":false', '"selfRequestsOnly":true', '"historyCacheSize":0'):
        assert choice in frame


def test_markup_languages_are_read_without_entities_of_others() -> None:
    """Expat fetches nothing by itself; no other parser of XML is used, and none is told to fetch."""
    others = {
        "xml.etree",
        "xml.etree.ElementTree",
        "xml.dom",
        "xml.dom.minidom",
        "xml.sax",
        "lxml",
        "lxml.etree",
    }
    assert [name_of(path) for path in MODULES if imported(path) & others] == []
    for path in MODULES:
        assert "ExternalEntityRefHandler" not in path.read_text("utf-8"), name_of(path)


def test_no_pattern_of_a_text_comes_from_outside() -> None:
    """`format` is called on texts that stand in the code; one place takes ours as an argument."""
    ours = {"site/serving.py", "core/vault/verbs/recover_key.py", "core/audit/migrations/0002_append_only.py"}
    ours.add("site/verbs/postgres_setup.py")  # of names and passwords, by psycopg's own quoting
    # A date under a locale's own pattern; the head of a catalogue.
    ours |= {"core/shell/calendars.py", "core/languages/update.py"}
    found = {
        name_of(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
        and not isinstance(node.func.value, ast.Constant)
    }
    assert found <= ours


def test_address_and_body_of_a_request_are_never_mixed() -> None:
    mixed = re.compile(r"GET\s*\|\s*request\.POST|\*\*request\.GET|request\.(REQUEST|params)\b")
    assert [name_of(path) for path in MODULES if mixed.search(path.read_text("utf-8"))] == []
