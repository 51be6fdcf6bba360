"""Reading answers as a person would: what the page says, and what the log kept of it."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case


def said(response: HttpResponse) -> str:
    """The words of a page, without its tags, on one line."""
    main = response.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    without_tags = re.sub(r"<(script|style|svg|option)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(without_tags))


def events(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=action).order_by("at", "id"))


def hidden(response: HttpResponse, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return html.unescape(found[1])


def filled(response: HttpResponse) -> dict[str, Any]:
    """What a browser would send if one pressed the button at once: every field with what it shows."""
    values: dict[str, Any] = {}
    text = response.content.decode().split("<main", 1)[-1]
    for tag in re.findall(r"<input\b[^>]*>", text):
        given = {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if given.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in given:
            values.setdefault(given["name"], []).append(given.get("value", ""))
    for name, inside in re.findall(r'<textarea name="([^"]+)".*?>(.*?)</textarea>', text, flags=re.DOTALL):
        values.setdefault(name, []).append(html.unescape(inside).lstrip("\n"))
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', text, flags=re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        values.setdefault(name, []).append(html.unescape(chosen[1]) if chosen else "")
    values.pop("csrfmiddlewaretoken", None)
    return {name: each if len(each) > 1 else each[0] for name, each in values.items()}


def edit(client: Client, case: Case, part: str, **changes: Any) -> HttpResponse:
    """Open the edit page, change some fields, save."""
    url = f"/cases/{case.id}/edit/?part={part}"
    return client.post(url, {**filled(client.get(url)), **changes})
