"""`handrail serve`: serve this installation, with its worker and its sealer."""

from __future__ import annotations

import argparse
import os
import ssl
import sys
from pathlib import Path

from django.conf import settings

from handrail.site.serving import LOOPBACK, serve
from handrail.site.webserver import Tls


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", help="address to listen on (127.0.0.1, or 0.0.0.0 for a house's own network with TLS)"
    )
    parser.add_argument("--port", type=int, help="port to listen on (8000, or 8443 with TLS)")
    parser.add_argument(
        "--certificate", type=Path, help="serve with this certificate (PEM, its chain after it)"
    )
    parser.add_argument("--key", type=Path, help="the certificate's key (PEM)")
    parser.add_argument("--no-worker", action="store_true", help="the worker of jobs runs elsewhere")
    parser.add_argument("--no-sealer", action="store_true", help="the log's sealer runs elsewhere")


def run(options: argparse.Namespace) -> int:
    """Serve. 2, with words, where it would send passwords in clear or lacks its certificate."""
    tls = tls_of(options)
    host = options.host or ("0.0.0.0" if tls else "127.0.0.1")  # noqa: S104 - for the house's own network
    why_not = refusal(host, tls)
    if why_not:
        print(why_not, file=sys.stderr)
        return 2
    port = options.port or (8443 if tls else 8000)
    try:
        return serve(
            host, port, with_worker=not options.no_worker, with_sealer=not options.no_sealer, tls=tls
        )
    except ssl.SSLError as problem:
        print(f"The certificate cannot be used: {problem.reason or problem}", file=sys.stderr)
        return 2


def tls_of(options: argparse.Namespace) -> Tls | None:
    """Return the certificate that was named or, over the local network, the house's own."""
    if options.certificate and options.key:
        return Tls(options.certificate, options.key)
    own = Tls(
        Path(settings.HANDRAIL_HOME) / "tls" / "house.pem", Path(settings.HANDRAIL_HOME) / "tls" / "house.key"
    )
    return own if settings.REACHED == "network" and own.certificate.exists() else None


def refusal(host: str, tls: Tls | None) -> str:
    """Return why this must not be served so, and what to do; "" where it may."""
    if tls:
        missing = [str(path) for path in (tls.certificate, tls.key) if not path.is_file()]
        return f"There is no {' and no '.join(missing)}" if missing else ""
    if os.environ.get("HANDRAIL_PLAIN_HTTP") == "1" or settings.DEMO:
        return ""
    if settings.REACHED == "network":
        return (
            "Over a network passwords need TLS. Make a certificate: handrail make-certificate\n"
            'Or name one: --certificate FILE --key FILE. Or put a reverse proxy in front: reached = "proxy".'
        )
    if settings.REACHED == "laptop" and host not in LOOPBACK:
        return (
            f"This installation is for one machine (reached = 'laptop'), and {host} is seen from others,\n"
            "without TLS. For a network set reached = 'network' in installation.toml and run\n"
            "handrail make-certificate."
        )
    return ""
