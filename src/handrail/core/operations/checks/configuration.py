"""Weaknesses of the settings: what a browser is told, who is believed, what stands open."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator

from django.conf import settings

from handrail.core.registry import Check, Gravity

SHORTEST_SECRET = 32


def demonstration() -> Iterator[str]:
    if settings.DEMO:
        yield "anybody who reaches it signs in with one click; never enter a real person"


def debug() -> Iterator[str]:
    if settings.DEBUG:
        yield ""


def any_host() -> Iterator[str]:
    if any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        yield "names with * or a leading dot are not exact"


def only_localhost() -> Iterator[str]:
    if settings.REACHED != "laptop" and set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        yield f"reached = {settings.REACHED}, and yet only localhost is answered"


def plain_http() -> Iterator[str]:
    if settings.REACHED != "laptop" and not (settings.SESSION_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield "HANDRAIL_PLAIN_HTTP is set" if os.environ.get("HANDRAIL_PLAIN_HTTP") else ""


def weak_secret() -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        yield f"{len(settings.SECRET_KEY)} signs; at least {SHORTEST_SECRET} are needed"


def wide_proxy() -> Iterator[str]:
    if not settings.PROXY:
        return
    try:
        ipaddress.ip_address(settings.PROXY)
    except ValueError:
        yield f"“{settings.PROXY}” is not one address"


def proxy_not_named() -> Iterator[str]:
    if settings.REACHED != "proxy" and settings.PROXY:
        yield f"reached = {settings.REACHED}, and yet {settings.PROXY} is believed"


def default_time_zone() -> Iterator[str]:
    if settings.TIME_ZONE == "UTC":
        yield "days begin and deadlines end by the clock of Greenwich"


def security_policy() -> Iterator[str]:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for name, sources in directives.items():
        if any("unsafe" in str(source) or str(source) in ("*", "data:", "https:") for source in sources):
            yield name


def no_scanner() -> Iterator[str]:
    if not settings.SCAN_COMMAND:
        yield ""


CHECKS = (
    Check(
        "demonstration",
        Gravity.NOTE,
        "This is the demonstration, not an installation.",
        "For an installation of your own: name an empty folder in HANDRAIL_HOME and run handrail init.",
        demonstration,
        10,
    ),
    Check(
        "debug",
        Gravity.BAD,
        "Django shows settings and values to whoever meets an error.",
        "Set DEBUG = False; nothing of Handrail sets it to True.",
        debug,
        20,
    ),
    Check(
        "hosts-any",
        Gravity.BAD,
        "Any name of a machine is answered: a forged link would be believed.",
        "Name the machine exactly: hosts in installation.toml, or HANDRAIL_HOSTS.",
        any_host,
        30,
    ),
    Check(
        "hosts-local",
        Gravity.WARNING,
        "Nobody on another machine is answered.",
        "Name the machine as people type it: hosts in installation.toml, or HANDRAIL_HOSTS.",
        only_localhost,
        31,
    ),
    Check(
        "plain-http",
        Gravity.BAD,
        "Passwords and names cross the network in clear.",
        "Serve with TLS (handrail make-certificate, or a reverse proxy) and unset HANDRAIL_PLAIN_HTTP.",
        plain_http,
        40,
    ),
    Check(
        "session-secret",
        Gravity.BAD,
        "The secret that signs sessions can be guessed.",
        "Unset HANDRAIL_SECRET_KEY (the file keys/session.secret is made), or give 50 random signs.",
        weak_secret,
        50,
    ),
    Check(
        "proxy-wide",
        Gravity.BAD,
        "More than one address is believed when it says where a request comes from.",
        "Set proxy in installation.toml (or HANDRAIL_PROXY) to the one address of your reverse proxy.",
        wide_proxy,
        60,
    ),
    Check(
        "proxy-unused",
        Gravity.WARNING,
        "A proxy is believed, and people do not come through it.",
        'Set reached = "proxy" in installation.toml, or take the proxy\'s address away.',
        proxy_not_named,
        61,
    ),
    Check(
        "content-policy",
        Gravity.BAD,
        "The content security policy has a hole.",
        "Take the exception away: no page of Handrail needs one.",
        security_policy,
        70,
    ),
    Check(
        "time-zone",
        Gravity.WARNING,
        "The time zone was never chosen.",
        "Set time_zone in installation.toml (or HANDRAIL_TIME_ZONE), for example Asia/Bangkok.",
        default_time_zone,
        80,
    ),
    Check(
        "scanner-none",
        Gravity.NOTE,
        "Uploaded files are not looked at for viruses.",
        'Set scan_command in installation.toml, for example ["clamdscan", "--stream", "-"].',
        no_scanner,
        90,
    ),
)
