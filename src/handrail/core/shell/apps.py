"""The shell as a Django application, so that its templates, tags and static files are found.

It stands before allauth in INSTALLED_APPS: the first application that has a template wins.
"""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "handrail.core.shell"
    label = "shell"
