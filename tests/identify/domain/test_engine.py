"""What holds of every screening, whatever is answered and in whatever order."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.questionnaires.domain.interview import (
    NOT_KNOWN,
    NOT_SAID,
    Choice,
    Condition,
    Interview,
    Question,
    applies,
    called_for,
)
from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.asking import ATOMS, Chance, results
from handrail.identify.domain.determination import Result, decide, determine
from handrail.identify.domain.facts import CODES, CONSENT, MADE_OF, SMUGGLING, Elements, elements
from handrail.identify.domain.proof import changes, proof
from handrail.identify.domain.screening import next_question, next_question_for_facts, screen
from handrail.identify.instruments.loading import instruments, interview

GENERAL = interview()
TRUTHS = st.sampled_from((True, False, None))
FACTS = st.fixed_dictionaries(dict.fromkeys(CODES, TRUTHS))


@st.composite
def answer_sets(draw: st.DrawFn) -> dict[str, str]:
    """Draw answers that an interview can take: to questions that follow from the earlier ones."""
    chosen = draw(st.sets(st.sampled_from([each.id for each in GENERAL.questions])))
    answers: dict[str, str] = {}
    for each in GENERAL.questions:
        if each.id in chosen and applies(GENERAL, each, answers):
            answers[each.id] = draw(
                st.sampled_from([*(choice.id for choice in each.choices), NOT_KNOWN, NOT_SAID])
            )
    return answers


@given(answer_sets(), st.data())
def test_answering_more_never_makes_what_is_decided_undecided(
    answers: dict[str, str], data: st.DataObject
) -> None:
    before = screen(GENERAL, answers)
    left = [each for each in GENERAL.questions if each.id not in answers]
    more = dict(answers)
    for question in left:
        if data.draw(st.booleans()) and applies(GENERAL, question, more):
            more[question.id] = data.draw(st.sampled_from([choice.id for choice in question.choices]))
    assert set(called_for(GENERAL, answers)) <= set(called_for(GENERAL, more))
    after = screen(GENERAL, more)
    for code, value in before.facts.items():
        assert value is None or after.facts[code] is value
    for name in MADE_OF:
        was = getattr(before.determination.elements, name)
        assert was is None or getattr(after.determination.elements, name) is was


@given(answer_sets(), st.randoms())
def test_the_order_of_the_answers_never_matters(answers: dict[str, str], chance: object) -> None:
    shuffled = list(answers.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert screen(GENERAL, dict(shuffled)) == screen(GENERAL, answers)


@given(answer_sets(), st.sampled_from((NOT_KNOWN, NOT_SAID)))
def test_not_answering_never_lowers_a_result(answers: dict[str, str], silence: str) -> None:
    """Whoever declines to answer stands as one who was not asked: no fact becomes false by it."""
    silent = {**answers, **{each.id: silence for each in GENERAL.questions if each.id not in answers}}
    before, after = screen(GENERAL, answers), screen(GENERAL, silent)
    assert after.facts == before.facts
    assert after.determination == before.determination
    assert after.actions == before.actions
    assert after.next is None


@given(FACTS, TRUTHS)
def test_consent_denies_nobody_anything(facts: dict[str, Truth], consent: Truth) -> None:
    one, other = determine(facts), determine({**facts, CONSENT: consent})
    assert (one.result, one.child, one.rule) == (other.result, other.child, other.rule)


@given(FACTS)
def test_a_child_for_whom_exploitation_and_an_act_are_known_is_never_screened_out(
    facts: dict[str, Truth],
) -> None:
    found = determine(facts)
    if found.elements.child and found.elements.act and found.elements.purpose:
        assert found.result in (Result.CHILD_TRAFFICKING, Result.BOTH)
    if found.elements.child:
        assert "child_protection" in found.flags


@given(FACTS)
def test_an_undecided_element_is_never_taken_for_no(facts: dict[str, Truth]) -> None:
    """What is decided stays so, however the unknown facts come out, but for what adds to it."""
    now = determine(facts)
    if now.result is Result.INSUFFICIENT_INFORMATION:
        return
    settled = {code: bool(value) for code, value in facts.items()}
    then = determine({code: facts[code] if facts[code] is not None else settled[code] for code in facts})
    same = {now.result}
    if now.result in (Result.TRAFFICKING, Result.CHILD_TRAFFICKING):
        same |= {Result.TRAFFICKING, Result.CHILD_TRAFFICKING, Result.BOTH}
    assert then.result in same


@given(FACTS)
def test_the_proof_names_exactly_the_facts_that_are_true(facts: dict[str, Truth]) -> None:
    found = determine(facts)
    for step in proof(facts, found).steps:
        assert set(step.by) == {code for code in MADE_OF[step.element] if facts[code]}
        assert all(facts[code] is None for code in step.missing)
        assert not step.missing or step.value is None
    assert proof(facts, found).rules[0] == found.rule


@given(st.builds(Elements, *(TRUTHS for _ in range(8))))
def test_every_change_changes_the_result_and_none_of_its_parts_does(found: Elements) -> None:
    now, _rule = decide(found)
    seen = [set(change.elements) for change in changes(found)]
    for change, switches in zip(changes(found), seen, strict=True):
        values = {name: getattr(found, name) for name in MADE_OF} | dict(change.elements)
        assert decide(Elements(**values)) == (change.result, change.rule)
        assert change.result is not now
        assert not any(other < switches for other in seen)


def test_the_chances_are_the_deciding_rules_over_every_way_it_may_come_out() -> None:
    """`results` in closed form, against `decide` on each combination with its weight."""
    atoms = ("child", "act", "means", "purpose", "danger", "labour", "other")
    for number, crossing in enumerate(product((True, False, None), repeat=2)):
        chances = {
            name: Chance(1 + (number + place) % 3, 1 + (number * place) % 4, (number + place) % 2)
            for place, name in enumerate(atoms)
        }
        fixed = {True: Chance(1, 0, 0), False: Chance(0, 1, 0), None: Chance(0, 0, 1)}
        chances |= {
            SMUGGLING[0]: Chance(2, 3, number % 2),
            SMUGGLING[1]: fixed[crossing[0]],
            SMUGGLING[2]: fixed[crossing[1]],
            SMUGGLING[3]: fixed[True],
        }
        assert _by_result(results(chances)) == _enumerated(atoms, chances, crossing)


def _by_result(counts: object) -> Counter[tuple[str, Truth]]:
    found: Counter[tuple[str, Truth]] = Counter()
    names = (
        "both",
        "trafficking",
        "smuggling",
        "aggravated_smuggling",
        "labour_violation_only",
        "other_offence",
        "none_indicated",
        "insufficient_information",
    )
    for position, count in enumerate(counts):  # type: ignore[arg-type]
        child = (True, False, None)[position // len(names)]
        found[names[position % len(names)], child] += count
    return +found


def _enumerated(
    atoms: tuple[str, ...], chances: dict[str, Chance], crossing: tuple[Truth, ...]
) -> Counter[tuple[str, Truth]]:
    found: Counter[tuple[str, Truth]] = Counter()
    values = (True, False, None)
    for combination in product(range(3), repeat=len(atoms) + 1):
        weight = 1
        for place, name in zip(combination, (*atoms, SMUGGLING[0]), strict=True):
            weight *= chances[name][place]
        if not weight:
            continue
        known = {name: values[place] for name, place in zip(atoms, combination, strict=False)}
        facts: dict[str, Truth] = dict.fromkeys(SMUGGLING[:1], values[combination[-1]])
        facts |= dict(zip(SMUGGLING[1:], (*crossing, True), strict=True))
        smuggling = elements(facts).smuggling
        result, _rule = decide(Elements(smuggling=smuggling, **known))
        name = "trafficking" if result is Result.CHILD_TRAFFICKING else result.value
        found[name, known["child"]] += weight
    return found


@given(answer_sets())
def test_no_question_is_asked_that_cannot_change_the_result(answers: dict[str, str]) -> None:
    """Beyond safety and age, the next question is one for which two answers lead apart, all else as it may
    be.
    """
    asked = next_question(GENERAL, answers)
    if asked is None or GENERAL.by_id[asked].first:
        return
    shown = [each.shows for each in GENERAL.by_id[asked].choices]
    codes = {code for atom in ATOMS.values() for code in atom}
    opens = any(each.only_if and each.only_if.question == asked for each in GENERAL.questions)
    assert opens or any(set(each) & codes for each in shown)
    assert screen(GENERAL, answers).facts != {}


@given(answer_sets())
def test_the_interview_ends(answers: dict[str, str]) -> None:
    told = dict(answers)
    for _each in GENERAL.questions:
        asked = next_question(GENERAL, told)
        if asked is None:
            break
        assert asked not in told
        assert applies(GENERAL, GENERAL.by_id[asked], told) is True
        told[asked] = GENERAL.by_id[asked].choices[-1].id
    assert next_question(GENERAL, told) is None


@given(answer_sets())
def test_when_nothing_is_left_to_ask_no_answer_could_have_changed_the_result(answers: dict[str, str]) -> None:
    told = dict(answers)
    while (asked := next_question(GENERAL, told)) is not None:
        told[asked] = GENERAL.by_id[asked].choices[0].id
    ended = screen(GENERAL, told).determination
    for question in GENERAL.questions:
        if question.id in told or applies(GENERAL, question, told) is not True:
            continue
        for choice in question.choices:
            after = screen(GENERAL, {**told, question.id: choice.id}).determination
            assert (after.result, after.child) == (ended.result, ended.child)


@pytest.mark.parametrize("id", instruments())
def test_safety_comes_before_everything_and_age_before_the_story(id: str) -> None:
    questions = interview(id).questions
    first = [each.section for each in questions if each.first]
    assert first == sorted(first, key=("safety", "age").index)
    told: dict[str, str] = {}
    for expected in (each for each in questions if each.first):
        asked = next_question(interview(id), told)
        assert asked == expected.id
        told[expected.id] = NOT_SAID


def test_a_question_already_settled_by_another_is_not_among_the_first() -> None:
    answers = {each.id: "no" for each in GENERAL.questions if each.section == "safety"} | {"age": "under_18"}
    assert next_question(GENERAL, answers) != "looks_under_18"


@given(FACTS)
def test_the_next_question_for_facts_asks_for_a_fact_not_known(facts: dict[str, Truth]) -> None:
    asked = next_question_for_facts(GENERAL, facts)
    if asked is not None:
        assert any(facts.get(code) is None for code in GENERAL.by_id[asked].shows)


def test_of_two_questions_that_decide_the_same_the_lighter_is_asked() -> None:
    def question(id: str, burden: int) -> Question:
        choices = (Choice("yes", frozenset({"purpose.servitude"})), Choice("no"))
        return Question(id, "story", choices, burden, False, False, None, "made up", False)

    made_up = Interview("made-up", "1", (question("hard", 9), question("light", 1)))
    known = {"act.receipt": True, "age.under_18": True}
    facts = {code: known.get(code, None if code.startswith("purpose.") else False) for code in CODES}
    assert next_question_for_facts(made_up, facts) == "light"


def test_a_question_behind_one_that_was_left_open_is_not_asked_and_stays_not_known() -> None:
    behind = Question(
        "behind",
        "story",
        (Choice("yes", frozenset({"purpose.servitude"})), Choice("no")),
        1,
        False,
        False,
        Condition("before", frozenset({"yes"})),
        "made up",
        False,
    )
    before = Question(
        "before", "story", (Choice("yes"), Choice("no")), 1, False, False, None, "made up", False
    )
    made_up = Interview("made-up", "1", (before, behind))
    assert screen(made_up, {"before": NOT_KNOWN}).facts["purpose.servitude"] is None
    assert screen(made_up, {"before": NOT_KNOWN}).next is None
    assert screen(made_up, {"before": "no"}).facts["purpose.servitude"] is False
    assert screen(made_up, {"before": "yes"}).facts["purpose.servitude"] is None
