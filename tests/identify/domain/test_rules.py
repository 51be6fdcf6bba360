"""Every row of the definition's tables, each test named after the rows that it holds."""

from __future__ import annotations

import pytest

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.determination import Determination, Flag, determine
from handrail.identify.domain.facts import ACTS, CONSENT, MEANS, PURPOSES
from handrail.identify.domain.liability import AGGRAVATING, CONNECTED, GROUP, PARTICIPATION, liability
from handrail.identify.domain.proof import proof
from tests.identify.domain.made import made

ANY: tuple[Truth, ...] = (True, False, None)


def came_to(found: Determination) -> tuple[str, str]:
    return found.result.value, found.rule


def rules(**facts: Truth) -> tuple[str, ...]:
    known = made(**facts)
    return proof(known, determine(known)).rules


def test_t1_an_act_by_a_means_for_exploitation_is_trafficking() -> None:
    found = determine(made(act=True, means=True, purpose=True))
    assert came_to(found) == ("trafficking", "T1")
    assert found.child is False


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_t1_any_one_of_each_is_enough(act: str, means: str, purpose: str) -> None:
    single = dict.fromkeys((act, means, purpose), True)
    assert determine(made() | single).result == "trafficking"


@pytest.mark.parametrize("means", ANY)
def test_t2_for_a_child_the_means_do_not_matter(means: Truth) -> None:
    found = determine(made(child=True, act=True, means=means, purpose=True))
    assert came_to(found) == ("child_trafficking", "T2")
    assert found.child is True


def test_t3_an_adult_without_means_is_exploited_and_not_trafficked() -> None:
    assert came_to(determine(made(act=True, purpose=True, other=True))) == ("other_offence", "T3")
    assert came_to(determine(made(act=True, purpose=True, other=False))) == ("none_indicated", "T3")
    assert came_to(determine(made(act=True, purpose=True, other=None))) == ("insufficient_information", "D10")


def test_t3_labour_law_is_looked_at_and_forced_labour_named() -> None:
    forced = made(act=True, labour=True) | {"purpose.forced_labour": True}
    found = determine(forced)
    assert came_to(found) == ("labour_violation_only", "D6")
    assert Flag.FORCED_LABOUR_CHECK in found.flags
    assert "FL" in proof(forced, found).rules


@pytest.mark.parametrize("child", (True, False))
@pytest.mark.parametrize("means", ANY)
def test_t4_without_a_purpose_it_is_not_trafficking(child: bool, means: Truth) -> None:
    assert determine(made(child=child, act=True, means=means)).result == "none_indicated"
    assert determine(made(child=child, act=True, means=means, other=True)).result == "other_offence"
    assert determine(made(child=child, act=True, means=means, smuggled=True)).result == "smuggling"


@pytest.mark.parametrize("child", ANY)
@pytest.mark.parametrize("means", ANY)
def test_t5_without_anybodys_act_it_is_another_offence(child: Truth, means: Truth) -> None:
    for labour in ANY:
        found = determine(made(child=child, means=means, purpose=True, labour=labour))
        assert came_to(found) == ("other_offence", "T5")


def test_t6_means_not_known() -> None:
    found = determine(made(act=True, means=None, purpose=True))
    assert came_to(found) == ("insufficient_information", "T6")
    assert Flag.POTENTIAL_VICTIM in found.flags


def test_t7_purpose_not_known_is_a_potential_victim() -> None:
    found = determine(made(act=True, means=True, purpose=None))
    assert came_to(found) == ("insufficient_information", "T7")
    assert Flag.POTENTIAL_VICTIM in found.flags


@pytest.mark.parametrize("means", ANY)
def test_t8_who_may_be_a_child_is_treated_as_one(means: Truth) -> None:
    facts = made(child=None, act=True, means=means, purpose=True, age__maybe_child=True)
    found = determine(facts)
    assert came_to(found) == ("child_trafficking", "T8")
    assert {Flag.AGE_PRESUMED, Flag.CHILD_PROTECTION} <= set(found.flags)


def test_t8_an_age_not_known_without_a_reason_for_doubt_stays_open() -> None:
    found = determine(made(child=None, act=True, purpose=True))
    assert came_to(found) == ("insufficient_information", "T8")
    assert found.child is None


@pytest.mark.parametrize("child", ANY)
@pytest.mark.parametrize("means", (True, None))
def test_t9_nobodys_act_known(child: Truth, means: Truth) -> None:
    found = determine(made(child=child, act=None, means=means, purpose=True))
    assert came_to(found) == ("insufficient_information", "T9")


@pytest.mark.parametrize("means", ANY)
def test_t10_a_child_is_protected_before_the_purpose_is_known(means: Truth) -> None:
    found = determine(made(child=True, act=True, means=means, purpose=None))
    assert came_to(found) == ("insufficient_information", "T10")
    assert Flag.CHILD_PROTECTION in found.flags


@pytest.mark.parametrize("child", (True, False))
def test_d1_trafficking_and_smuggling_are_both(child: bool) -> None:
    found = determine(made(child=child, act=True, means=True, purpose=True, smuggled=True))
    assert came_to(found) == ("both", "D1")
    assert found.child is child


@pytest.mark.parametrize("smuggled", (False, None))
def test_d2_trafficking_without_all_of_smuggling_stays_trafficking(smuggled: Truth) -> None:
    assert determine(made(act=True, means=True, purpose=True, smuggled=smuggled)).result == "trafficking"
    assert (
        determine(made(child=True, act=True, purpose=True, smuggled=smuggled)).result == "child_trafficking"
    )
    assert "D2" in rules(act=True, means=True, purpose=True, smuggled=smuggled)


def test_d3_smuggling_and_nothing_else() -> None:
    found = determine(made(act=True, smuggled=True))
    assert came_to(found) == ("smuggling", "D3")
    assert Flag.NOT_LIABLE_FOR_BEING_SMUGGLED in found.flags


@pytest.mark.parametrize("part", ["procured", "benefit", "illegal_entry", "not_national"])
def test_d3_smuggling_needs_all_four_parts(part: str) -> None:
    for value, result in ((False, "none_indicated"), (None, "insufficient_information")):
        assert determine(made(act=True, smuggled=True) | {f"crossing.{part}": value}).result == result


def test_d4_danger_makes_it_aggravated_and_not_knowing_it_leaves_it_open() -> None:
    assert came_to(determine(made(act=True, smuggled=True, danger=True))) == ("aggravated_smuggling", "D4")
    assert came_to(determine(made(act=True, smuggled=True, danger=None))) == (
        "insufficient_information",
        "D4",
    )


@pytest.mark.parametrize(("means", "purpose"), [(None, True), (None, None), (True, None), (False, None)])
def test_d5_smuggled_and_not_known_what_for(means: Truth, purpose: Truth) -> None:
    found = determine(made(act=True, means=means, purpose=purpose, smuggled=True))
    if means is False:
        assert came_to(found) == ("smuggling", "D3")  # an adult without means is not trafficked whatever for
    else:
        assert came_to(found) == ("insufficient_information", "D5")
        assert Flag.POTENTIAL_VICTIM in found.flags


@pytest.mark.parametrize("other", ANY)
def test_d6_a_breach_of_labour_law_alone(other: Truth) -> None:
    assert came_to(determine(made(act=True, labour=True, other=other))) == ("labour_violation_only", "D6")


def test_d6_not_knowing_of_a_breach_leaves_it_open() -> None:
    assert came_to(determine(made(act=True, labour=None))) == ("insufficient_information", "D6")


def test_d7_a_crossing_worked_off_under_control_is_debt_bondage() -> None:
    facts = made(act=True, smuggled=True, crossing__debt_worked_off=True) | {
        "purpose.slavery": True,
        "means.coercion": True,
    }
    found = determine(facts)
    assert came_to(found) == ("both", "D1")
    assert "D7" in proof(facts, found).rules


def test_d8_held_for_money_after_the_crossing() -> None:
    found = determine(made(act=True, means=True, smuggled=True, danger=True, other=True))
    assert came_to(found) == ("aggravated_smuggling", "D8")


def test_d8_is_trafficking_only_when_exploitation_is_what_for() -> None:
    held = made(act=True, means=True, purpose=True, smuggled=True, danger=True, other=True)
    assert determine(held).result == "both"


@pytest.mark.parametrize("part", ["procured", "benefit"])
def test_d9_entry_alone_is_no_smuggling(part: str) -> None:
    entered = made(smuggled=True) | {f"crossing.{part}": False}
    assert came_to(determine(entered)) == ("none_indicated", "D9")


def test_d10_another_offence() -> None:
    assert came_to(determine(made(other=True))) == ("other_offence", "D10")
    assert came_to(determine(made(other=None))) == ("insufficient_information", "D10")


def test_d11_everything_known_not_met() -> None:
    assert came_to(determine(made())) == ("none_indicated", "D11")


def test_means_at_the_destination_are_enough() -> None:
    kept = {"act.harbouring": True, "means.coercion": True, "purpose.forced_labour": True}
    assert determine(made() | kept).result == "trafficking"


@pytest.mark.parametrize("consent", ANY)
def test_c1_c2_c4_agreeing_never_changes_a_result(consent: Truth) -> None:
    for facts in (
        made(act=True, means=True, purpose=True),
        made(child=True, act=True, purpose=True),
        made(act=True, purpose=True, other=True),
        made(act=True, smuggled=True),
    ):
        agreed = determine({**facts, CONSENT: consent})
        assert came_to(agreed) == came_to(determine(facts))


def test_c1_c2_c3_c4_are_named_in_the_proof() -> None:
    assert "C1" in rules(act=True, means=True, purpose=True, consent=True)
    assert "C2" in rules(child=True, act=True, purpose=True, consent=True)
    assert "C3" in rules(act=True, smuggled=True, consent=True)
    assert "C4" in rules(act=True, purpose=True, other=True, consent=True)
    assert not {"C1", "C2", "C3", "C4"} & set(rules(act=True, means=True, purpose=True, consent=None))


def test_age_then_decides_even_for_an_adult_now() -> None:
    found = determine(made(act=True, purpose=True, age__under_18_then=True))
    assert came_to(found) == ("child_trafficking", "T2")
    assert Flag.AGE_PRESUMED not in found.flags


def test_age_older_papers_do_not_undo_the_doubt() -> None:
    found = determine(made(child=False, act=True, purpose=True, age__maybe_child=True))
    assert came_to(found) == ("child_trafficking", "T8")
    assert "AGE" in rules(child=False, act=True, purpose=True, age__maybe_child=True)


def test_n1_forced_crime_asks_for_non_punishment() -> None:
    forced = made(act=True, means=True) | {"purpose.forced_criminality": True}
    found = determine(forced)
    assert Flag.NON_PUNISHMENT_CHECK in found.flags
    assert "N1" in proof(forced, found).rules
    assert Flag.NON_PUNISHMENT_CHECK in determine(made(act=True, means=None, purpose=True, other=True)).flags
    assert Flag.NON_PUNISHMENT_CHECK not in determine(made(other=True)).flags


def test_n2_n3_hold_for_a_potential_victim_too() -> None:
    assert {"N2", "N3"} <= set(rules(act=True, means=True, purpose=True))
    assert {"N2", "N3"} <= set(rules(act=True, means=True, purpose=None))
    assert not {"N2", "N3"} & set(rules(act=True, smuggled=True))


def test_l1_needs_intention() -> None:
    assert liability({"intended": True}, trafficking=True, child=False)["L1"] is True
    assert liability({"intended": False}, trafficking=True, child=False)["L1"] is False
    assert liability({}, trafficking=True, child=False)["L1"] is None
    assert liability({"intended": True}, trafficking=None, child=False)["L1"] is None


@pytest.mark.parametrize("part", PARTICIPATION)
def test_l2_attempt_accomplice_and_organiser(part: str) -> None:
    assert liability({"intended": True, part: True}, trafficking=None, child=None)["L2"] is True
    assert liability({"intended": False, part: True}, trafficking=None, child=None)["L2"] is False
    none = dict.fromkeys(PARTICIPATION, False)
    assert liability({"intended": True, **none}, trafficking=None, child=None)["L2"] is False


@pytest.mark.parametrize("circumstance", AGGRAVATING)
def test_l3_any_circumstance_aggravates(circumstance: str) -> None:
    facts = {"intended": True, **dict.fromkeys((*AGGRAVATING, *GROUP), False)}
    assert liability(facts, trafficking=True, child=False)["L3"] is False
    assert liability({**facts, circumstance: True}, trafficking=True, child=False)["L3"] is True
    assert liability({**facts, circumstance: None}, trafficking=True, child=False)["L3"] is None


def test_l3_a_child_or_a_group_aggravates_by_itself() -> None:
    facts = {"intended": True, **dict.fromkeys((*AGGRAVATING, *GROUP), False)}
    assert liability(facts, trafficking=True, child=True)["L3"] is True
    assert liability({**facts, **dict.fromkeys(GROUP, True)}, trafficking=True, child=False)["L3"] is True


def test_l4_a_firm_is_liable_too() -> None:
    assert liability({"intended": True, "legal_person": True}, trafficking=True, child=False)["L4"] is True
    assert liability({"intended": True, "legal_person": False}, trafficking=True, child=False)["L4"] is False


@pytest.mark.parametrize("offence", CONNECTED)
def test_l5_connected_offences_stand_alone(offence: str) -> None:
    none = dict.fromkeys(CONNECTED, False)
    assert liability({**none, offence: True}, trafficking=False, child=False)["L5"] is True
    assert liability(none, trafficking=False, child=False)["L5"] is False


@pytest.mark.parametrize("part", GROUP)
def test_l6_a_group_needs_every_part(part: str) -> None:
    group = dict.fromkeys(GROUP, True)
    assert liability(group, trafficking=None, child=None)["L6"] is True
    assert liability({**group, part: False}, trafficking=None, child=None)["L6"] is False
    assert liability({**group, part: None}, trafficking=None, child=None)["L6"] is None
