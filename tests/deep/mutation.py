"""Would the tests notice? Every small fault in the rules that matter most, against the tests that hold them.

Each fault is tried in a process of its own, forked from one that has the large libraries loaded. Tests run
without shrinking and with the same examples each time, so that two runs give the same answer.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.deep.mutants import Faulty, Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
HOLE = "**a hole: write a test**"
HEAVY = (
    "numpy",
    "scipy.optimize",
    "scipy.stats",
    "django.db.models",
    "django.test",
    "django.views",
    "yaml",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A module whose faults are tried, and the tests that must notice them.

    `stands` says why a fault that survives changes nothing: (a piece of its line, the fault, the reason). The
    fault is "before > after", or empty for every fault of such a line.
    """

    id: str
    name: str
    module: str
    tests: tuple[str, ...]
    stands: tuple[tuple[str, str, str], ...] = ()

    @property
    def path(self) -> Path:
        return ROOT / "src" / (self.module.replace(".", "/") + ".py")

    def why(self, line: str, mutant: Mutant) -> str:
        fault = f"{mutant.before} > {mutant.after}"
        return next((why for piece, of, why in self.stands if piece in line and of in ("", fault)), HOLE)


DOMAIN = "tests/measure/domain"
ROUNDING = "only rounding in the last digit could tell, and the line after it takes that back"
RULES = (
    Rule(
        "door",
        "the door (`visible_to`)",
        "handrail.core.access.door",
        ("tests/core/access/test_door.py",),
    ),
    Rule(
        "door-sql",
        "the door's condition as SQL",
        "handrail.core.access.condition",
        ("tests/core/access/test_door.py",),
        (
            ("handrail_hidden_cases", "", "PostgreSQL's half: the same tests run there, in the part above"),
            ("super().__init__(output_field", "", "the class says the same of its field"),
        ),
    ),
    Rule(
        "suppression",
        "suppression",
        "handrail.measure.domain.suppression",
        (f"{DOMAIN}/test_suppression.py",),
        (
            ("counts.reshape(1, -1)", "1 > 2", "numpy takes any negative number for the rest"),
            ("raise ArithmeticError", "", "no table is known that the solver cannot decide"),
            ("open_what_is_known_anyway(block, hidden, small)", "", "a spared number; no example is known"),
            ("_places(hidden.cells & ~small)", "", "as above: what it would open is not known to occur"),
            ("if high - low < 0.5:", "", "as above"),
            ("hidden.cells[place] = False", "", "as above"),
            ("block[place[0]].any() and", "", "a zero of an empty line comes last and protects nothing"),
        ),
    ),
    Rule(
        "incidence",
        "cumulative incidence",
        "handrail.measure.domain.incidence",
        (f"{DOMAIN}/test_incidence.py",),
        (
            ("low = 0.0 if share == 0", "0.0 > 1.0", ROUNDING),
            ("high = 1.0 if share == 1", "1 > 2", ROUNDING),
            ("high = 1.0 if share == 1", "1.0 > 2.0", ROUNDING),
            ("count < 0 or days < 0", "count < 0 > count <= 0", "nobody at all is left out a line before"),
            ("count < 0 or days < 0", "0 > 1", "people are whole, and nobody at all is left out before"),
            ("first = np.where", "staying > 0 > staying >= 0", "where everybody left, nothing is ahead"),
            ("first = np.where", "0 > 1", "one who stays is divided by one either way"),
            ("first = np.where", "1.0 > 2.0", "the divisor where the result is thrown away"),
            ("if variance > 0 and", "variance > 0 > variance >= 0", "between 0 and 1 it is above 0"),
            ("if variance > 0 and", "1 > 2", "a share of 1 has no variance"),
            ("if variance > 0 and", "1 - 1e-12 > 1 + 1e-12", "a share of 1 has no variance"),
            (
                "if variance > 0 and",
                "1e-12 < share < 1 - 1e-12 > 1e-12 <= share < 1 - 1e-12",
                "no share lies there",
            ),
            (
                "if variance > 0 and",
                "1e-12 < share < 1 - 1e-12 > 1e-12 < share <= 1 - 1e-12",
                "no share lies there",
            ),
            (
                "if variance > 0 and",
                "variance > 0 and 1e-12 < share < 1 - 1e-12 > variance > 0 or 1e-12 < share < 1 - 1e-12",
                "where one holds, so does the other, but for rounding",
            ),
            ("curve >= 0.5 - 1e-12", "curve >= 0.5 - 1e-12 > curve > 0.5 - 1e-12", "no share lies there"),
        ),
    ),
    *(
        Rule(
            f"identify-{module}",
            f"identification: {module}",
            f"handrail.identify.domain.{module}",
            tuple(f"tests/identify/{test}.py" for test in tests),
        )
        for module, tests in {
            "determination": (
                "domain/test_flags_and_reasons",
                "domain/test_rules",
                "domain/test_engine",
                "test_vignettes",
            ),
            "asking": ("domain/test_what_is_asked", "domain/test_engine", "test_question_level"),
            "screening": ("domain/test_what_is_asked", "domain/test_engine", "test_question_level"),
            "proof": (
                "domain/test_flags_and_reasons",
                "domain/test_rules",
                "domain/test_engine",
                "test_verb",
            ),
            "indicators": ("domain/test_indicators",),
            "liability": ("domain/test_rules",),
            "vignette": ("domain/test_vignette", "test_verb", "test_vignettes"),
            "facts": ("domain/test_rules", "domain/test_engine"),
        }.items()
    ),
)


def run_rule(rule: Rule) -> dict[str, Any]:
    """Try every fault of one rule. Returns the counts and the faults that no test noticed."""
    began = time.monotonic()
    if try_one(rule, None, limit=600) != "survived":
        raise SystemExit(f"The tests of {rule.module} fail before any fault is put in.")
    limit = int(20 + 10 * (time.monotonic() - began))
    source = rule.path.read_text("utf-8")
    lines = source.splitlines()
    counts = {"noticed": 0, "stopped": 0, "survived": 0}
    survivors: list[dict[str, Any]] = []
    mutants = mutants_of(source)
    for mutant in mutants:
        answer = try_one(rule, mutant, limit)
        counts[answer] += 1
        if answer == "survived":
            code = lines[mutant.line - 1].strip()
            fault = {"line": mutant.line, "code": code, "before": mutant.before, "after": mutant.after}
            survivors.append(fault | {"why": rule.why(code, mutant)})
        if sys.stderr.isatty() or mutant.number + 1 == len(mutants):
            print(f"\r{rule.name}: {mutant.number + 1} of {len(mutants)}, {counts}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return {
        "rule": rule.name,
        "module": rule.module,
        "faults": len(mutants),
        **counts,
        "survivors": survivors,
        "seconds": round(time.monotonic() - began),
    }


def try_one(rule: Rule, mutant: Mutant | None, limit: int) -> str:
    """Return "noticed", "survived" or "stopped" (it ran longer than the limit in seconds)."""
    child = os.fork()
    if child == 0:
        signal.alarm(limit)
        os._exit(_in_child(rule, mutant))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "stopped"
    return "survived" if os.WEXITSTATUS(status) == 0 else "noticed"


def _in_child(rule: Rule, mutant: Mutant | None) -> int:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    with tempfile.TemporaryDirectory(prefix="handrail-mutant-") as home:
        os.environ |= {"HANDRAIL_HOME": home, "HANDRAIL_MUTATION": "1"}
        if mutant is not None:
            Faulty(rule.module, rule.path, mutant.number).install()
        import pytest

        return int(pytest.main(["-x", "-q", "--no-header", "--tb=no", *rule.tests]))


def run(name: str) -> dict[str, Any]:
    """Try the rule of that id, and return what was seen."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for library in HEAVY:
        import_module(library)
    return run_rule(next(rule for rule in RULES if rule.id == name))
