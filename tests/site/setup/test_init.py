"""`handrail init`: asked or scripted, never twice, and taken up again wherever it was cut off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handrail.core import vault
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.audit.models import AuditEvent
from handrail.core.organisations.models import Organisation, Unit
from handrail.site.cli import parser_for
from handrail.site.setup import progress, steps, verb
from handrail.site.setup.asking import Known, ask_missing
from handrail.site.setup.domain.answers import answers_from

pytestmark = pytest.mark.django_db
GIVEN = [
    "--organisation", "Shelter of the Three Lamps", "--short-name", "LAMP", "--kind", "shelter",
    "--country", "TH", "--unit", "North wing", "--administrator", "mali=Mali S",
    "--administrator", "dara=Dara K", "--json",
]  # fmt: skip


class Killed(BaseException):
    """The process ends here: nothing after it runs, and an open transaction is rolled back."""


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: Any) -> Path:
    home = tmp_path / "home"
    settings.HANDRAIL_HOME = home
    monkeypatch.setenv("HANDRAIL_HOME", str(home))
    monkeypatch.setattr(steps, "migrate", lambda: None)
    return home


@pytest.fixture
def init(home: Path, tmp_path: Path, capsys: Any) -> Callable[..., Any]:
    def run(*more: str) -> tuple[int, dict[str, Any], str]:
        sheets = ["--sheets", str(tmp_path / "paper")]
        code = verb.run(parser_for("init").parse_args(["init", *GIVEN, *sheets, *more]))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {}, said.err

    return run


def test_an_organisation_two_administrators_keys_and_sheets_are_there(
    home: Path, tmp_path: Path, init: Any
) -> None:
    code, told, _ = init()
    assert code == 0
    assert Organisation.objects.get().country == "TH"
    assert list(Unit.objects.order_by("path").values_list("name", flat=True)) == ["Head office", "North wing"]
    assert set(RoleGrant.objects.values_list("account__username", "role")) == {
        ("mali", "administrator"),
        ("dara", "administrator"),
    }
    for first in told["administrators"]:
        account = Account.objects.get(username=first["username"])
        assert account.check_password(first["code"]) and account.must_change_password
    chosen = tomllib.loads((home / "installation.toml").read_text())
    assert chosen["time_zone"] == "Asia/Bangkok", "from the country pack"
    assert chosen["recovery_printed_on"]
    assert {path.name for path in (tmp_path / "paper").iterdir()} == {"sheet-1.txt", "sheet-2.txt"}
    assert not (home / progress.FILE).exists()
    assert {"core:organisation:made", "core:account:made", "core:role:given"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )
    assert not any(path.stat().st_mode & 0o077 for path in home.rglob("*") if path.is_file())


def test_an_installation_that_is_there_is_left_alone(home: Path, init: Any) -> None:
    init()
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    code, _, err = init()
    assert code == 2 and "holds an installation already" in err
    assert before == {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert Organisation.objects.count() == 1


def test_a_demonstration_is_left_alone(home: Path, init: Any) -> None:
    home.mkdir()
    (home / "demonstration").write_text("{}")
    code, _, err = init()
    assert code == 2 and "demonstration" in err
    assert [path.name for path in home.iterdir()] == ["demonstration"]


STEPS = (
    "write_choices",
    "make_keys",
    "migrate",
    "make_organisation",
    "note_recovery_printed",
    "first_codes",
    "seal",
)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_set_up_killed_at_any_step_is_taken_up_again(
    step: str, moment: str, home: Path, init: Any, monkeypatch: Any
) -> None:
    whole = getattr(steps, step)

    def killed(*arguments: Any, **more: Any) -> None:
        if moment == "after":
            whole(*arguments, **more)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(steps, step, killed)
        with pytest.raises(Killed):
            init()
    master = vault.master_key_path().read_bytes() if vault.master_key_path().exists() else None
    code, told, _ = init()
    assert code == 0
    assert master in (None, vault.master_key_path().read_bytes()), "a master key is never replaced"
    assert Organisation.objects.count() == 1 and Account.objects.count() == 2
    assert all(
        Account.objects.get(username=one["username"]).check_password(one["code"])
        for one in told["administrators"]
    )
    assert len(told["administrators"]) == 2
    vault.forget_keys()
    vault.seal_for_organisation(Organisation.objects.get().id, "test", "opens")


def test_a_set_up_killed_between_its_sheets_writes_a_pair_that_fits(
    home: Path, tmp_path: Path, init: Any, monkeypatch: Any
) -> None:
    paper = tmp_path / "paper"

    def only_one(folder: Path, sheets: Any, **more: Any) -> int:
        folder.mkdir(exist_ok=True)
        (folder / "sheet-1.txt").write_text(f"Handrail recovery sheet 1 of 2\n{sheets[0]}")
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(verb, "write_sheets", only_one)
        with pytest.raises(Killed):
            init()
    assert init()[0] == 0
    before = vault.master_key_path().read_bytes()
    vault.master_key_path().unlink()
    from handrail.core.vault.recovery import restore_master_key
    from handrail.core.vault.verbs.recover_key import lines_of

    restore_master_key([lines_of((paper / f"sheet-{number}.txt").read_text()) for number in (1, 2)])
    assert vault.master_key_path().read_bytes() == before


def test_a_key_file_appears_whole_or_not_at_all(home: Path, monkeypatch: Any) -> None:
    def killed(*arguments: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", killed)
        with pytest.raises(Killed):
            steps.make_keys()
    assert list((home / "keys").iterdir()) == []
    steps.make_keys()
    assert {path.name for path in (home / "keys").iterdir()} == {"master.key", "log-signing.key"}


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--kind", "castle"], "kind"),
        (["--country", "Atlantis"], "country"),
        (["--answers", "none.toml"], "--answers"),
    ],
)
def test_a_wrong_answer_writes_nothing(home: Path, init: Any, more: list[str], word: str) -> None:
    code, _, err = init(*more)
    assert code == 2 and err.startswith(word)
    assert not home.exists() and not Organisation.objects.exists()


def test_a_script_says_where_the_sheets_go(home: Path, capsys: Any) -> None:
    assert verb.run(parser_for("init").parse_args(["init", *GIVEN])) == 2
    assert "--sheets" in capsys.readouterr().err
    assert not home.exists()


def test_a_folder_for_the_sheets_that_cannot_be_written_is_refused_before_anything_is_made(
    home: Path, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / "file").write_text("not a folder")
    words = ["init", *GIVEN, "--sheets", str(tmp_path / "file" / "paper")]
    assert verb.run(parser_for("init").parse_args(words)) == 2
    assert capsys.readouterr().err.startswith("--sheets: ")
    assert not home.exists()


def test_a_person_is_asked_again_until_the_answer_can_be_used() -> None:
    about_it = ["Three Lamps", "far too long a name", "LAMP", "castle", "Shelter"]
    where = ["Siam", "Thailand", "", "", "", "pigeon", ""]
    who = ["Mali!", "Mali S", "mali", "Mali S", "mali", "Twice", "dara", "Dara K"]
    typed = iter([*about_it, *where, *who])
    told: list[str] = []
    said: dict[str, Any] = {}
    known = Known(frozenset({"Asia/Bangkok"}), {"en": "English"})
    ask_missing(said, known, ask=lambda question: next(typed), tell=told.append)
    assert next(typed, "all used") == "all used"
    answers = answers_from(said, time_zones=known.time_zones, languages=known.languages)
    assert (answers.kind, answers.country, answers.time_zone) == ("shelter", "TH", "Asia/Bangkok")
    assert answers.reached == "laptop" and answers.hosts == ("localhost",)
    assert [one.username for one in answers.administrators] == ["mali", "dara"]
    assert any("Siam" in line for line in told) and any("another person" in line for line in told)


def test_what_was_given_is_not_asked() -> None:
    said: dict[str, Any] = {
        "organisation": "X", "short_name": "X", "kind": "other", "country": "KH",
        "time_zone": "Asia/Phnom_Penh",
        "head_office": "H", "units": [], "reached": "proxy", "hosts": ["x.org"],
        "administrators": ["a1=A", "b1=B"],
    }  # fmt: skip

    def nobody(question: str) -> str:
        raise AssertionError(question)

    ask_missing(said, Known(frozenset({"Asia/Phnom_Penh"}), {"en": "English"}), ask=nobody, tell=print)


@pytest.mark.skipif("postgresql" in os.environ.get("HANDRAIL_DATABASE_URL", ""), reason="a folder of its own")
def test_a_fresh_folder_becomes_an_installation_for_real(tmp_path: Path) -> None:
    """Run as a person would, in processes of their own: init, check, init again."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
    environment["HANDRAIL_HOME"] = str(tmp_path / "home")

    def handrail(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "handrail.site.cli", *words]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    made = handrail("init", *GIVEN, "--sheets", str(tmp_path / "paper"))
    assert made.returncode == 0, made.stderr
    assert len(json.loads(made.stdout)["administrators"]) == 2
    checked = handrail("check", "--json")
    assert [one for one in json.loads(checked.stdout) if one["gravity"] == "bad"] == []
    assert checked.returncode == 0
    assert handrail("init", *GIVEN, "--sheets", "later").returncode == 2
