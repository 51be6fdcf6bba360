"""What the shell needs of the settings."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template

from handrail.core.shell.forms import HouseRenderer


def test_our_sign_in_pages_win_over_allauths_own() -> None:
    for name in ("account/login.html", "mfa/index.html", "allauth/layouts/base.html"):
        assert "handrail" in Path(get_template(name).origin.name).parts, (
            f"{name}: put the shell before allauth"
        )


def test_every_form_is_drawn_by_the_house() -> None:
    assert isinstance(get_default_renderer(), HouseRenderer)


def test_dates_are_written_one_way() -> None:
    assert settings.FORMAT_MODULE_PATH == "handrail.core.shell.formats"


def test_a_form_that_was_open_too_long_is_answered_in_plain_words() -> None:
    assert settings.CSRF_FAILURE_VIEW == "handrail.core.shell.views.csrf_failure"
