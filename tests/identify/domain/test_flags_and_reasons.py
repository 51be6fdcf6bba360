"""What goes with a result: its flags, its rules, and what would have changed it."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations, product

import pytest

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.determination import Flag, Result, decide, determine
from handrail.identify.domain.facts import CONSENT, ILLEGAL_ENTRY, MAYBE_CHILD, UNDER_18, Elements
from handrail.identify.domain.proof import changes, proof
from tests.identify.domain.made import made


@pytest.mark.parametrize(("act", "rule"), [(True, "T7"), (False, "T5")])
def test_where_the_purpose_is_not_known_the_act_says_what_is_missing(act: bool, rule: str) -> None:
    found = determine(made(act=act, means=False, purpose=None))
    assert (found.result, found.rule) == (Result.INSUFFICIENT_INFORMATION, rule)


@pytest.mark.parametrize(
    ("smuggled", "entry", "flagged"),
    [(True, True, True), (None, True, True), (True, False, False), (None, None, False)],
)
def test_nobody_is_liable_for_an_illegal_entry_that_others_arranged(
    smuggled: Truth, entry: Truth, flagged: bool
) -> None:
    found = determine({**made(smuggled=smuggled), ILLEGAL_ENTRY: entry})
    assert (Flag.NOT_LIABLE_FOR_BEING_SMUGGLED in found.flags) is flagged


@pytest.mark.parametrize(
    ("forced", "act", "flagged"), [(True, True, False), (True, False, True), (False, False, False)]
)
def test_forced_labour_is_looked_at_where_it_is_no_trafficking(
    forced: bool, act: bool, flagged: bool
) -> None:
    facts = made(act=act, means=True, purpose=True, purpose__forced_labour=forced)
    assert (Flag.FORCED_LABOUR_CHECK in determine(facts).flags) is flagged


@pytest.mark.parametrize(
    ("consent", "means", "child", "flagged"),
    [
        (True, True, False, True),
        (True, False, True, True),
        (True, False, False, False),
        (False, True, True, False),
        (None, True, False, False),
    ],
)
def test_that_somebody_agreed_does_not_count_where_a_means_was_used_or_of_a_child(
    consent: Truth, means: bool, child: bool, flagged: bool
) -> None:
    found = determine({**made(means=means, child=child), CONSENT: consent})
    assert (Flag.CONSENT_IRRELEVANT in found.flags) is flagged


@pytest.mark.parametrize(
    ("age", "rule"),
    [({}, "T1"), ({UNDER_18: True}, "T2"), ({UNDER_18: None, MAYBE_CHILD: True}, "T8")],
)
def test_both_names_the_rule_that_makes_it_trafficking_too(age: dict[str, Truth], rule: str) -> None:
    facts = made(act=True, means=True, purpose=True, smuggled=True) | age
    found = determine(facts)
    rules = proof(facts, found).rules
    assert (found.result, "D1" in rules) == (Result.BOTH, True)
    assert {"T1", "T2", "T8"} & set(rules) == {rule}


WORLDS = [
    Elements(**dict(zip((each.name for each in fields(Elements)), values, strict=True)))
    for values in list(product((True, False, None), repeat=len(fields(Elements))))[::157]
]


@pytest.mark.parametrize("found", WORLDS)
def test_the_changes_are_all_the_smallest_of_three_switches_at_most(found: Elements) -> None:
    names = [each.name for each in fields(Elements)]
    smallest: list[frozenset[tuple[str, bool]]] = []
    for size in (1, 2, 3):
        for which in combinations(names, size):
            for values in product((True, False), repeat=size):
                switches = frozenset(zip(which, values, strict=True))
                if any(getattr(found, name) is value for name, value in switches):
                    continue
                if any(each <= switches for each in smallest):
                    continue
                if decide(replace(found, **dict(switches)))[0] is not decide(found)[0]:
                    smallest.append(switches)
    assert {frozenset(each.elements) for each in changes(found)} == set(smallest)
