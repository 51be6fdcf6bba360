"""The master key comes back from two sheets, and from nothing less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from handrail.core import vault
from handrail.core.vault.recovery import recovery_sheets
from handrail.core.vault.verbs import recover_key
from handrail.core.vault.verbs import recovery_sheets as verb
from handrail.site.cli import parser_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Path:
    settings.HANDRAIL_HOME = tmp_path
    vault.create_master_key()
    vault.create_organisation_key(uuid4())
    return tmp_path


def run(name: str, *arguments: str) -> int:
    module = {"recover-key": recover_key, "recovery-sheets": verb}[name]
    return module.run(parser_for(name).parse_args([name, *arguments]))


def sheets_in(folder: Path) -> list[str]:
    return [argument for number in (1, 2) for argument in ("--sheet", str(folder / f"sheet-{number}.txt"))]


def test_the_key_comes_back_from_both_sheets(house: Path, tmp_path: Path, capsys: Any) -> None:
    paper = tmp_path / "paper"
    assert run("recovery-sheets", "--folder", str(paper)) == 0
    assert {path.stat().st_mode & 0o777 for path in paper.iterdir()} == {0o600}
    before = vault.master_key_path().read_bytes()
    vault.master_key_path().unlink()
    assert run("recover-key", *sheets_in(paper), "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["compared"] is True
    assert vault.master_key_path().read_bytes() == before
    assert vault.master_key_path().stat().st_mode & 0o077 == 0


def test_a_key_that_is_there_is_never_overwritten(house: Path, tmp_path: Path) -> None:
    run("recovery-sheets", "--folder", str(tmp_path / "paper"))
    before = vault.master_key_path().read_bytes()
    assert run("recover-key", *sheets_in(tmp_path / "paper")) == 2
    assert vault.master_key_path().read_bytes() == before
    assert run("recovery-sheets", "--folder", str(tmp_path / "paper")) == 2, "nor are sheets"


def test_sheets_of_another_installation_write_nothing(house: Path, tmp_path: Path, capsys: Any) -> None:
    run("recovery-sheets", "--folder", str(tmp_path / "paper"))
    vault.master_key_path().unlink()
    vault.create_master_key()
    vault.create_organisation_key(uuid4())
    other = tmp_path / "other"
    run("recovery-sheets", "--folder", str(other))
    from handrail.core.vault.models import OrganisationKey
    from tests.roles import as_role

    vault.master_key_path().unlink()
    with as_role("handrail_owner"):
        OrganisationKey.objects.exclude(master_key_id=OrganisationKey.objects.first().master_key_id).delete()  # type: ignore[union-attr]
    answers = {run("recover-key", *sheets_in(folder)) for folder in (tmp_path / "paper", other)}
    assert 1 in answers
    assert "another master key" in capsys.readouterr().err


def test_each_custodian_sees_one_sheet_and_proves_that_it_can_be_read(house: Path, capsys: Any) -> None:
    sheets = recovery_sheets()
    answers = iter(["", "nonsense", sheets[0][2].lower().replace("-", " "), "", sheets[1][2]])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers)

    verb.show_sheets(sheets, ask=ask)
    assert next(answers, "all used") == "all used"
    assert sum("not line 3" in question for question in asked) == 1
    shown = capsys.readouterr().out
    assert all(line in shown for sheet in sheets for line in sheet)


def test_a_sheet_that_is_typed_wrongly_is_asked_for_again(house: Path, monkeypatch: Any, capsys: Any) -> None:
    sheets = recovery_sheets()
    wrong = [*sheets[0][:3], "0000-0000-0000-0000-00"]
    typed = iter([*wrong, *sheets[0], *sheets[1]])
    monkeypatch.setattr("builtins.input", lambda question="": next(typed))
    before = vault.master_key_path().read_bytes()
    vault.master_key_path().unlink()
    assert run("recover-key") == 0
    assert "Line 4 has a mistake" in capsys.readouterr().err
    assert vault.master_key_path().read_bytes() == before


def test_every_problem_has_words() -> None:
    source = Path(recover_key.__file__).parents[1] / "domain" / "shares.py"
    import re

    assert set(re.findall(r'ShareProblem\("([a-z-]+)"', source.read_text())) == set(recover_key.WORDS)
