"""`handrail check`: each weakness is found where it is, and only there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from handrail.core.audit import record, seal_pending
from handrail.core.clock import now
from handrail.core.operations import running
from handrail.core.operations.checks import configuration, database, machine, standing
from handrail.core.registry import Check, Gravity, checks
from handrail.core.vault.certificates import make_authority, make_certificate
from handrail.site.cli import parser_for
from tests.cast import Cast
from tests.core.operations.checks_page import PAGE, page

pytestmark = pytest.mark.django_db
posix = pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")


def found(look: Callable[[], Any]) -> list[str]:
    return list(look())


@pytest.mark.parametrize(
    ("look", "changes"),
    [
        (configuration.demonstration, {"DEMO": True}),
        (configuration.debug, {"DEBUG": True}),
        (configuration.any_host, {"ALLOWED_HOSTS": ["*"]}),
        (configuration.any_host, {"ALLOWED_HOSTS": [".example.org"]}),
        (configuration.only_localhost, {"REACHED": "network", "ALLOWED_HOSTS": ["localhost"]}),
        (configuration.plain_http, {"REACHED": "network", "SESSION_COOKIE_SECURE": False}),
        (configuration.plain_http, {"REACHED": "proxy", "SECURE_SSL_REDIRECT": False}),
        (configuration.weak_secret, {"SECRET_KEY": "x" * 31}),
        (configuration.wide_proxy, {"PROXY": "10.0.0.0/8"}),
        (configuration.wide_proxy, {"PROXY": "*"}),
        (configuration.proxy_not_named, {"REACHED": "laptop", "PROXY": "127.0.0.1"}),
        (configuration.default_time_zone, {"TIME_ZONE": "UTC"}),
        (configuration.no_scanner, {"SCAN_COMMAND": ()}),
        (
            configuration.security_policy,
            {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": {"script-src": ["'unsafe-inline'"]}}},
        ),
    ],
)
def test_a_weak_setting_is_named(look: Callable[[], Any], changes: dict[str, Any], settings: Any) -> None:
    sound = {"REACHED": "proxy", "PROXY": "127.0.0.1", "DEBUG": False, "TIME_ZONE": "Asia/Tokyo",
             "ALLOWED_HOSTS": ["lamp.example"], "SESSION_COOKIE_SECURE": True, "SECURE_SSL_REDIRECT": True,
             "SECRET_KEY": "y" * 50, "SCAN_COMMAND": ("scan",)}  # fmt: skip
    for name, value in sound.items():
        setattr(settings, name, value)
    assert found(look) == []
    for name, value in changes.items():
        setattr(settings, name, value)
    assert len(found(look)) == 1


@posix
def test_files_that_others_may_read_are_named_unless_nobody_gets_into_the_folder(
    tmp_path: Path, settings: Any
) -> None:
    settings.HANDRAIL_HOME = tmp_path
    (tmp_path / "keys").mkdir(mode=0o700)
    open_key = tmp_path / "keys" / "master.key"
    open_key.touch(mode=0o600)
    open_key.chmod(0o640)
    tmp_path.chmod(0o700)
    assert found(machine.open_files) == []
    tmp_path.chmod(0o755)
    assert found(machine.open_files) == [str(tmp_path), str(open_key)]


MOUNTS = """22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 253:0 / /srv rw - ext4 /dev/mapper/data rw
31 22 0:40 / /srv/far\\040away rw - nfs4 store:/x rw
32 22 0:41 / /run rw - tmpfs tmpfs rw
"""


def test_an_encrypted_disk_is_known_also_below_other_layers(tmp_path: Path) -> None:
    mounts, blocks = tmp_path / "mountinfo", tmp_path / "block"
    mounts.write_text(MOUNTS)
    (blocks / "8:1").mkdir(parents=True)
    (blocks / "253:0" / "dm").mkdir(parents=True)
    (blocks / "253:0" / "dm" / "uuid").write_text("LVM-abc")
    (blocks / "253:0" / "slaves" / "dm-1" / "dm").mkdir(parents=True)
    below = blocks / "253:0" / "slaves" / "dm-1" / "dm" / "uuid"
    below.write_text("CRYPT-LUKS2-abc")

    def encrypted(path: str) -> bool:
        return machine.on_encrypted_disk(Path(path), str(mounts), str(blocks))

    assert encrypted("/srv/handrail") and encrypted("/run/x")
    assert not encrypted("/home/x") and not encrypted("/srv/far away/x")
    below.write_text("LVM-other")
    assert not encrypted("/srv/handrail")
    assert machine.file_system_of(Path("/srv/far away/x"), str(mounts)) == "nfs4"
    assert not machine.on_encrypted_disk(Path("/srv"), str(tmp_path / "none"), str(blocks))


def test_a_master_key_beside_the_data_is_named(tmp_path: Path, settings: Any, monkeypatch: Any) -> None:
    settings.HANDRAIL_HOME = tmp_path / "home"
    for place, named in ((tmp_path / "home" / "keys" / "master.key", 1), (tmp_path / "apart.key", 0)):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
        monkeypatch.setenv("HANDRAIL_MASTER_KEY_FILE", str(place))
        assert len(found(machine.master_key_beside_data)) == named


def test_a_certificate_that_ends_soon_is_named(tmp_path: Path, settings: Any) -> None:
    from datetime import timedelta

    settings.HANDRAIL_HOME = tmp_path
    make_authority(tmp_path / "tls", ["lamp.home.arpa"], at=now())
    make_certificate(tmp_path / "tls", ["lamp.home.arpa"], at=now())
    assert found(machine.certificate_ends) == []
    make_certificate(tmp_path / "tls", ["lamp.home.arpa"], at=now() - timedelta(days=380))
    assert len(found(machine.certificate_ends)) == 1


def test_the_tests_database_is_as_the_migrations_leave_it(cast: Cast) -> None:
    assert found(database.waiting_migrations) == []
    assert found(database.missing_guards) == []
    assert found(database.another_role) == []
    assert found(database.too_many_rights) == []
    assert found(database.open_line) == []
    assert found(database.powerful_role) == []
    if connection.vendor == "postgresql":
        # The tests log in as a role that may step into the others, which production's may not.
        assert len(found(database.other_roles_at_hand)) == 2


@pytest.mark.skipif(
    "sqlite3" not in connection.settings_dict["ENGINE"], reason="the web role drops no trigger"
)
@pytest.mark.parametrize(
    "trigger", ["audit_queue", "audit_seal_no_DELETE", "handrail_exclusions_follow_unit"]
)
def test_a_guard_of_the_log_that_is_gone_is_named(trigger: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}")
    assert len(found(database.missing_guards)) == 1


def test_an_organisation_with_one_administrator_is_named(cast: Cast) -> None:
    def about_the_shelter() -> list[str]:
        return [line for line in found(standing.few_administrators) if line.startswith("LAMP")]

    assert about_the_shelter() == []
    cast.lek.is_active = False
    cast.lek.save()
    assert about_the_shelter() == ["LAMP: 1"]
    assert "LAMP: 1" in found(standing.administrators_without_second_factor)


def test_an_installation_without_organisation_says_what_to_run() -> None:
    assert any("handrail init" in line for line in found(standing.few_administrators))


def test_a_log_without_recent_checkpoint_is_named() -> None:
    assert found(standing.no_checkpoint) == []
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    seal_pending()
    assert found(standing.no_checkpoint) == ["there is none"]


def test_a_master_key_that_is_not_there_is_named(tmp_path: Path, monkeypatch: Any) -> None:
    assert found(standing.master_key_not_usable) == []
    monkeypatch.setenv("HANDRAIL_MASTER_KEY_FILE", str(tmp_path / "none"))
    assert len(found(standing.master_key_not_usable)) == 1


def test_what_cannot_be_looked_at_is_bad_and_tells_no_value(monkeypatch: Any) -> None:
    def breaks() -> list[str]:
        raise OperationalError("connection as handrail_web with password secret")

    broken = Check("x", Gravity.NOTE, "w", "m", breaks, 1)
    monkeypatch.setattr(running, "checks", [broken])
    (one,) = running.check()
    assert one.gravity is Gravity.BAD and "secret" not in str(one)


@pytest.mark.parametrize(("gravity", "code"), [("bad", 1), ("warning", 0), ("note", 0)])
def test_the_exit_code_says_whether_something_is_bad(
    gravity: str, code: int, monkeypatch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from handrail.core.operations.verbs import check as verb

    one = Check("x", Gravity(gravity), "It is weak.", "Mend it.", lambda: [""] * 23, 1)
    monkeypatch.setattr(running, "checks", [one])
    assert verb.run(parser_for("check").parse_args(["check", "--json"])) == code
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["id"], told["more"], len(told["details"])) == ("x", 3, 20)
    assert verb.run(parser_for("check").parse_args(["check"])) == code
    assert "Mend it." in capsys.readouterr().out


def test_every_finding_says_how_to_mend_it_and_the_page_is_drawn_from_them() -> None:
    assert all(one.weakness.endswith(".") and one.mend and one.id for one in checks)
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.core.operations.checks_page"
