"""Where the house keeps its templates, and how the tests read them."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[3] / "src" / "handrail"
SHELL = HOUSE / "core" / "shell"
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
COMPONENTS = sorted((SHELL / "templates" / "shell" / "components").glob("*.html"))
STYLESHEET = SHELL / "static" / "shell" / "handrail.css"

_COMMENT = re.compile(r"{%\s*comment.*?%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def without_comments(path: Path) -> str:
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))
