"""What a role may do, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

import yaml


class Scope(IntEnum):
    """How far a permission reaches; a higher value contains the lower ones."""

    OWN = 1
    UNIT = 2
    ORGANISATION = 3


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    name: str
    says: str
    permissions: Mapping[str, Scope]


@cache
def roles() -> Mapping[str, Role]:
    """Return every role by id, from `data/roles.yaml`."""
    text = resources.files("handrail.core.access").joinpath("data/roles.yaml").read_text("utf-8")
    return {
        item["id"]: Role(
            id=item["id"],
            name=item["name"],
            says=item["says"],
            permissions={name: Scope[scope.upper()] for name, scope in item["permissions"].items()},
        )
        for item in yaml.safe_load(text)
    }


@cache
def all_permissions() -> frozenset[str]:
    """Return every permission that some role carries."""
    return frozenset(name for role in roles().values() for name in role.permissions)


def permissions_of(held: Iterable[str]) -> dict[str, Scope]:
    """Return each permission of the held roles with its widest scope. Unknown roles give nothing."""
    widest: dict[str, Scope] = {}
    for role_id in held:
        role = roles().get(role_id)
        for name, scope in (role.permissions if role else {}).items():
            widest[name] = max(scope, widest.get(name, scope))
    return widest
