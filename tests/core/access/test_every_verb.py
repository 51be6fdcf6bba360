"""Every verb of the command line as every account: it does what the account's roles let it do, or it refuses.

A verb that takes `--as` and is not tried here fails the first test.
"""

from __future__ import annotations

import argparse
import io
import json
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.vault.models import KeptFile
from handrail.site.cli import VERBS, main, parser_for
from tests.cast import RIN, Cast, open_case
from tests.cooperate.importing.bringing import BY_ID, PEOPLE, table
from tests.roles import as_role

pytestmark = pytest.mark.django_db

# Who may: from the words of the roles.
MAY = {
    "import": {"dao", "minh", "pim"},
    "export": {"dao", "minh", "pim"},
    "cascade": {"dao", "minh", "pim", "sothea", "kham"},
    "report": {"dao", "minh", "pim"},
}
EVERYBODY = ("dao", "minh", "pim", "nok", "lek", "sothea", "kham", "anan", "vichai")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_bytes(table(PEOPLE))
    (tmp_path / "mapping.yaml").write_text(BY_ID, "utf-8")
    return tmp_path


def run(verb: str, files: Path, who: str, *more: str) -> int:
    words = {
        "import": [str(files / "people.csv"), "--mapping", str(files / "mapping.yaml"), "--json"],
        "export": [
            "--format",
            "htcds-xlsx",
            "--out",
            str(files / f"{uuid4()}.xlsx"),
            "--plain",
            "--reason",
            "encrypted-disk",
            "--json",
        ],
        "cascade": ["--json"],
        "report": ["sdg-16-2-2", "--json"],
    }[verb]
    return main([verb, *words, "--as", who, *more])


def written(files: Path) -> list[Path]:
    return [path for path in files.iterdir() if path.suffix == ".xlsx"]


def takes_account(verb: str) -> bool:
    parser = argparse.ArgumentParser()
    import_module(VERBS[verb].module).add_arguments(parser)
    return any("--as" in action.option_strings for action in parser._actions)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_that_the_map_names_is_there_and_explains_itself(verb: str, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        parser_for(verb).parse_args([verb, "--help"])
    assert left.value.code == 0
    assert verb in capsys.readouterr().out


def test_every_verb_that_acts_for_an_account_is_tried_here() -> None:
    assert {verb for verb in VERBS if takes_account(verb)} == set(MAY)


@pytest.mark.parametrize("verb", MAY)
def test_a_verb_refuses_whoever_has_no_role_for_it_and_leaves_nothing(
    cast: Cast, files: Path, capsys, verb: str
) -> None:
    open_case(cast.dao)
    cases = Case.objects.unscoped("test").count()
    for who in EVERYBODY:
        if who in MAY[verb]:
            continue
        assert run(verb, files, who) == 2, who
        said = capsys.readouterr()
        assert RIN["hr_FullName"] not in said.out + said.err
        assert said.err, f"{who} is not told why"
    assert Case.objects.unscoped("test").count() == cases
    assert not written(files) and not KeptFile.objects.exists()


@pytest.mark.parametrize("verb", MAY)
def test_a_verb_refuses_suspended_and_unknown_accounts(cast: Cast, files: Path, verb: str) -> None:
    Account.objects.filter(username="dao").update(is_active=False)
    for who in ("dao", "nobody", "", "dao' OR 1=1 --"):
        assert run(verb, files, who) == 2
    assert not written(files) and not Case.objects.unscoped("test").exists()


@pytest.mark.parametrize("verb", MAY)
def test_a_verb_for_an_account_whose_role_has_ended_refuses(cast: Cast, files: Path, verb: str) -> None:
    cast.dao.grants.update(ends_on=now().date())
    assert run(verb, files, "dao") == 2


@pytest.mark.parametrize("verb", MAY)
def test_the_log_says_that_it_was_not_the_account_itself(cast: Cast, files: Path, verb: str) -> None:
    assert run(verb, files, "dao") == 0
    acted = AuditEvent.objects.get(action="core:account:acted-as")
    assert (acted.actor, acted.ids, acted.reason) == (None, [str(cast.dao.id)], verb)
    others = AuditEvent.objects.filter(actor=cast.dao.id)
    assert not others or acted.at <= min(event.at for event in others)


def exported(files: Path, who: str, capsys) -> tuple[set[str], str]:
    assert run("export", files, who) == 0
    ids = {one["id"] for one in json.loads(capsys.readouterr().out)}
    (path,) = written(files)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    path.unlink()
    return ids, text


def hide(case: Case, account: Account) -> None:
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=case.id, account_id=account.id, starts_at=now(), decided_by=uuid4())


def named(name: str) -> dict[str, str]:
    return {**RIN, "hr_FullName": name, "prs_IdentityNumber": name[:4]}


def test_an_export_holds_what_the_account_may_take_out_and_no_more(cast: Cast, files: Path, capsys) -> None:
    """Not another unit's, not another organisation's, not what is hidden from the account."""
    own = open_case(cast.dao)
    north = open_case(cast.pim, unit=cast.shelter_north, values=named("Northa Wing"))
    open_case(cast.kham, values=named("Border Person"))
    hidden = open_case(cast.dao, values=named("Hidden Person"))
    hide(hidden, cast.dao)
    cast.dao.grants.all().delete()
    cast.dao.grants.create(role="case_worker", unit=cast.shelter_north, starts_on=now().date())
    ids, text = exported(files, "dao", capsys)
    assert ids == {str(own.id), str(north.id)}, "her own, and her unit's"
    assert "Hidden" not in text and "Border" not in text
    ids, text = exported(files, "pim", capsys)
    assert ids == {str(own.id), str(north.id), str(hidden.id)}
    assert "Border" not in text


def test_the_cascade_counts_no_hidden_case(cast: Cast, files: Path, capsys) -> None:
    def detected(who: str) -> int:
        assert run("cascade", files, who) == 0
        return sum(group["detected"] for group in json.loads(capsys.readouterr().out))

    open_case(cast.dao)
    hidden = open_case(cast.dao)
    assert detected("dao") == 2
    hide(hidden, cast.dao)
    assert (detected("dao"), detected("minh")) == (1, 2)


@pytest.mark.parametrize("unit", ["River post", "Headquarters", "Desk", "No such unit"])
def test_an_import_goes_into_no_unit_of_others(cast: Cast, files: Path, unit: str) -> None:
    assert run("import", files, "dao", "--unit", unit) == 2
    assert not Case.objects.unscoped("test").exists() and not KeptFile.objects.exists()


def test_an_import_goes_into_no_unit_beside_the_own(cast: Cast, files: Path) -> None:
    cast.dao.grants.all().delete()
    cast.dao.grants.create(role="case_worker", unit=cast.shelter_north, starts_on=now().date())
    assert run("import", files, "dao", "--unit", "House") == 2
    assert run("import", files, "dao", "--organisation", "BPS") == 2
    assert not Case.objects.unscoped("test").exists()


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_an_import_tells_nothing_about_a_hidden_case_with_the_same_id(
    cast: Cast, files: Path, capsys, dry: tuple[str, ...]
) -> None:
    """The same document as where the case does not exist; and again the second time."""

    def document() -> str:
        assert run("import", files, "dao", *dry) == 0
        return capsys.readouterr().out  # type: ignore[no-any-return]

    blank = document()
    second = document()
    assert run("import", files, "pim", *dry) == 0
    for case in Case.objects.unscoped("test"):
        hide(case, cast.dao)
    capsys.readouterr()
    assert document() == blank
    assert document() == second
