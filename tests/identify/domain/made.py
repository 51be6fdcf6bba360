"""Facts as the tests write them down: by element, and not by every code."""

from __future__ import annotations

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain import facts as f
from handrail.identify.domain.facts import Facts

FIRST = {"act": f.ACTS, "means": f.MEANS, "purpose": f.PURPOSES}


def made(
    *,
    child: Truth = False,
    act: Truth = False,
    means: Truth = False,
    purpose: Truth = False,
    smuggled: Truth = False,
    danger: Truth = False,
    labour: Truth = False,
    other: Truth = False,
    **more: Truth,
) -> Facts:
    """Return facts with these elements. `more`: single codes, with `__` for the dot."""
    found: dict[str, Truth] = {f.UNDER_18: child, f.UNDER_18_THEN: False, f.MAYBE_CHILD: False}
    for name, value in {"act": act, "means": means, "purpose": purpose}.items():
        codes = FIRST[name]
        found |= dict.fromkeys(codes, None if value is None else False)
        if value:
            found[codes[0]] = True
    found |= dict.fromkeys(f.SMUGGLING, smuggled)
    found |= {f.DANGER: danger, f.LABOUR_BREACH: labour, f.OTHER_CRIME: other, f.CONSENT: None}
    return found | {code.replace("__", "."): value for code, value in more.items()}
