"""The files of the app: what a phone keeps so that it works without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from handrail.core.vault.letters import INFO
from handrail.identify.domain.document import interview_document
from handrail.identify.field.words import APP
from handrail.identify.instruments import definition
from handrail.identify.instruments.loading import GENERAL, interview
from handrail.identify.instruments.texts import reads
from handrail.identify.screenings.queries import own_name, shown_to_people, spoken
from handrail.identify.screenings.words import FLAGS, RESULTS

FOLDER = "identify/field/"
SCRIPTS = (
    "identify/engine.js",
    *(FOLDER + name for name in ("letters.js", "store.js", "sending.js", "app.js")),
)
OTHERS = (FOLDER + "field.css", FOLDER + "icon.svg")
WORKER = FOLDER + "worker.js"


def app_languages() -> list[tuple[str, str]]:
    """Return the languages of the app itself: code and own name."""
    return [(code, own_name(code)) for code, _name in settings.LANGUAGES]


def asked_languages() -> list[tuple[str, str]]:
    """Return the languages in which the questions can be asked: the app's, and those shown to people."""
    return sorted({**dict(app_languages()), **dict(shown_to_people())}.items())


def page() -> str:
    """Return the app's one page. It belongs to nobody: no cookie is read for it."""
    with translation.override("en"):
        return render_to_string(
            "identify/field/app.html",
            {
                "scripts": SCRIPTS,
                "info": INFO.decode(),
                "languages": json.dumps(app_languages()),
                "asked": json.dumps(asked_languages()),
            },
        )


def pack() -> dict[str, Any]:
    """Return the interview as the engine takes it."""
    return dict(interview_document(interview(GENERAL)))


def words_in(language: str) -> dict[str, Any] | None:
    """Return every word of the app in a language: None for one that is not offered."""
    if language not in dict(asked_languages()):
        return None
    with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
        asked = spoken(language)
        return {
            "language": language,
            "reviewed": asked.reviewed,
            "questions": dict(asked.questions),
            "answers": dict(asked.answers),
            "app": {key: str(text) for key, text in APP.items()},
            "results": {key: str(text) for key, text in RESULTS.items()},
            "flags": {key.value: str(text) for key, text in FLAGS.items()},
            "actions": {key: reads(text) for key, text in definition.action_words().items()},
        }


def manifest() -> dict[str, Any]:
    """Return what a phone needs to put the app on its first screen."""
    return {
        "name": gettext("Screening"),
        "short_name": gettext("Screening"),
        "start_url": reverse("field_app"),
        "scope": reverse("field_app"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b4a53",
        "icons": [{"src": static(FOLDER + "icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }


def worker() -> str:
    """Return the service worker with the list of files, named after what they hold."""
    files = {
        reverse("field_app"): page(),
        reverse("field_pack"): json.dumps(pack()),
        reverse("field_manifest"): json.dumps(manifest()),
        **{
            reverse("field_words", args=[code]): json.dumps(words_in(code))
            for code, _name in asked_languages()
        },
        **{static(path): _text(path) for path in (*SCRIPTS, *OTHERS)},
    }
    version = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
    listed = json.dumps(list(files), indent=1)
    return f'var NAME = "handrail-field-{version}";\nvar FILES = {listed};\n{_text(WORKER)}'


def _text(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise LookupError(f"{path} is missing")
    return Path(found).read_text("utf-8")
