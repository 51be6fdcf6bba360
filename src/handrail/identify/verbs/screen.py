"""`handrail screen`: determinations for a file of short cases. It reads no database and keeps nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from handrail.identify.domain.determination import Determination, determine
from handrail.identify.domain.indicators import Set
from handrail.identify.domain.indicators import read as read_indicators
from handrail.identify.domain.proof import Proof, proof
from handrail.identify.domain.screening import next_question_for_facts
from handrail.identify.domain.vignette import Vignette, VignetteProblem, read
from handrail.identify.instruments import definition
from handrail.identify.instruments.loading import GENERAL, interview, words

NOTE = "A screening result, never a legal finding, and never a reason to refuse help."
VALUES = {True: "yes", False: "no", None: "not known"}
SEXUAL = ("purpose.prostitution_of_others", "purpose.other_sexual")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="YAML or JSON: a list of cases, each with id and facts")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 for all screened, 1 when some could not be read, 2 for a file that is no list."""
    try:
        cases = _cases(Path(options.file))
    except VignetteProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    found: list[Mapping[str, Any]] = []
    refused = False
    for number, case in enumerate(cases, 1):
        try:
            found.append(_document(read(case, place=f"{options.file}: case {number}")))
        except VignetteProblem as problem:
            refused = True
            found.append({"id": str(case.get("id") or number), "problem": str(problem)})
            print(problem, file=sys.stderr)
    if options.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join(_text(each) for each in found if "problem" not in each))
        print(f"\n{NOTE}")
    return int(refused)


def _cases(path: Path) -> Sequence[Mapping[str, object]]:
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise VignetteProblem(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise VignetteProblem(f"{path}: is neither YAML nor JSON in UTF-8: {error}") from error
    if not isinstance(said, list) or not all(isinstance(each, Mapping) for each in said):
        raise VignetteProblem(f"{path}: write a list of cases, each with id and facts")
    return said


def _document(case: Vignette) -> Mapping[str, Any]:
    found = determine(case.facts)
    why = proof(case.facts, found)
    question = next_question_for_facts(interview(GENERAL), case.facts)
    english = words(GENERAL, "en")
    return {
        "id": case.id,
        "determination": found.result.value,
        "child": "unknown" if found.child is None else found.child,
        "rule": found.rule,
        "flags": [flag.value for flag in found.flags],
        "proof": _proof(why),
        "indicators": _indicators(case, found),
        "next_question": question
        and {"id": question, "text": english.questions[question] if english else ""},
        "note": NOTE,
    }


def _proof(why: Proof) -> Mapping[str, Any]:
    facts, rules = definition.facts(), definition.rules()
    return {
        "elements": [
            {
                "element": step.element,
                "value": "unknown" if step.value is None else step.value,
                "facts": [
                    {"fact": code, "article": facts[code].article, "verified": facts[code].verified}
                    for code in step.by
                ],
                "missing": list(step.missing),
            }
            for step in why.steps
        ],
        "rules": [
            {"rule": code, "article": rules[code].article, "verified": rules[code].verified}
            for code in why.rules
        ],
        "would_change": [
            {
                "if": dict(change.elements),
                "determination": change.result.value,
                "rule": change.rule,
            }
            for change in why.changes
        ],
    }


def _indicators(case: Vignette, found: Determination) -> Mapping[str, Any]:
    sexual = any(case.facts.get(code) for code in SEXUAL)
    which = Set.of(child=bool(found.child), sexual=sexual)
    read_ = read_indicators(
        definition.indicators(),
        which,
        case.indicators,
        act=found.elements.act,
        exploited=found.elements.purpose if sexual else None,
    )
    return {
        "set": which.value,
        "dimensions": [
            {"dimension": each.dimension.value, "rule": each.rule, "present": list(each.present)}
            for each in read_.readings
            if each.present
        ],
        "forced_labour": list(read_.forced_labour),
        "combined": {
            "rule": "of this project, not the ILO's",
            "indicated": "unknown" if read_.indicated is None else read_.indicated,
        },
    }


def _text(case: Mapping[str, Any]) -> str:
    facts, rules, names = definition.facts(), definition.rules(), definition.element_words()
    lines = [
        f"{case['id']}: {case['determination']} ({case['rule']})",
        f"  child: {VALUES.get(case['child'], 'not known')}",
    ]
    for rule in case["proof"]["rules"]:
        what = rules[rule["rule"]]
        article = f" [{what.article}{'' if what.verified else ', not verified'}]" if what.article else ""
        lines.append(f"  {rule['rule']}: {what.words}{article}")
    for element in case["proof"]["elements"]:
        value = "not known" if element["value"] == "unknown" else VALUES[element["value"]]
        because = "; ".join(facts[each["fact"]].words for each in element["facts"])
        lines.append(f"    {names[element['element']]}: {value}{f' ({because})' if because else ''}")
    for change in case["proof"]["would_change"]:
        otherwise = ", ".join(f"{names[element]}: {VALUES[value]}" for element, value in change["if"].items())
        lines.append(f"  if {otherwise}, then {change['determination']} ({change['rule']})")
    if case["flags"]:
        lines.append(f"  mind: {', '.join(case['flags'])}")
    question = case["next_question"]
    lines.append(
        f"  ask next: {question['text']} ({question['id']})" if question else "  nothing left to ask"
    )
    return "\n".join(lines)
