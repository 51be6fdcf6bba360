"""`handrail make-certificate`: TLS for a house's own network, from an authority that vouches for it alone."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.conf import settings

from handrail.core.clock import now
from handrail.core.vault.certificates import (
    days_left,
    fingerprint,
    hosts_of,
    make_authority,
    make_certificate,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="name or address, as people type it (hosts)")
    parser.add_argument("--renew", action="store_true", help="the same names again; devices need nothing new")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Make the authority where there is none, then the certificate. 2, with words, for wrong use."""
    folder = Path(settings.HANDRAIL_HOME) / "tls"
    authority, house = folder / "authority.pem", folder / "house.pem"
    if options.renew:
        if not house.exists():
            print("There is no certificate yet: handrail make-certificate NAME", file=sys.stderr)
            return 2
        names = hosts_of(house)
    else:
        names = options.names or [host for host in settings.ALLOWED_HOSTS if host not in OF_ONE_MACHINE]
        if not names:
            print(
                "Say how people reach it: handrail make-certificate handrail.lan",
                file=sys.stderr,
            )
            return 2
        if house.exists():
            print(
                f"There is a certificate for {', '.join(hosts_of(house))}. To renew it: --renew. For other "
                f"names move {folder} away first; each device then needs the new authority.",
                file=sys.stderr,
            )
            return 2
    if not authority.exists():
        make_authority(folder, names, at=now())
    make_certificate(folder, names, at=now())
    if options.json:
        said = {"certificate": str(house), "authority": str(authority), "fingerprint": fingerprint(authority)}
        print(json.dumps({**said, "names": names, "days": days_left(house)}))
        return 0
    print(f"Made {house} for {', '.join(names)}; it holds for {days_left(house)} days.")
    if not options.renew:
        print(
            f"\nPut {authority} on each phone and computer, once (docs/how-to/install-on-a-laptop.md).\n"
            f"Compare its fingerprint there:\n  {fingerprint(authority)}\n"
            "It vouches for these names alone: nobody can use it to stand in for another site."
        )
    print("Then start handrail serve again.")
    return 0


OF_ONE_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
