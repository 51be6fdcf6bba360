"""What core itself looks at: its checks and its examinations."""

from __future__ import annotations

from handrail.core.operations.checks import configuration, database, machine, standing
from handrail.core.operations.doctor import keeping, records
from handrail.core.registry import Rate, RateLimit, checks, examinations, rate_limits

MINUTE = 60
# The numbers are ours: far above what a person at work needs, far below what a program would do.
LIMITS = (
    RateLimit("search", account=Rate(60, MINUTE), address=Rate(600, MINUTE)),
    # By address alone. The code has 72 random bits, so nobody finds it by trying; a limit by user name would
    # only let a stranger keep somebody out.
    RateLimit("way_back", address=Rate(30, 15 * MINUTE)),
    # Wrong passwords have counts of their own (ADR 0013). This one keeps a flood from the password hash.
    RateLimit("account_login", address=Rate(600, 15 * MINUTE)),
)


def register() -> None:
    for limit in LIMITS:
        rate_limits.add(limit)
    for package in (configuration, machine, database, standing):
        for check in package.CHECKS:
            checks.add(check)
    for module in (keeping, records):
        for examination in module.EXAMINATIONS:
            examinations.add(examination)
