"""How long backups are kept: never none, keys not for long; and when an erasure is final."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.backup.domain.retention import Made, Retention, data_to_remove, finality, keys_to_remove

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULES = Retention(keys_days=30, data_days=35, data_months=12, warn_after_days=2, rehearse_every_days=100)


def made(days_ago: float, *, verified: bool = True, keys: bool = True, data: bool = True) -> Made:
    at = NOW - timedelta(days=days_ago)
    return Made(f"b-{days_ago}", at, verified=verified, data_there=data, keys_there=keys)


ANY = st.lists(
    st.builds(
        made, st.integers(0, 900).map(float), verified=st.booleans(), keys=st.booleans(), data=st.booleans()
    ),
    unique_by=lambda backup: backup.name,
    max_size=40,
)


@given(ANY)
def test_there_is_always_a_good_backup_left_if_there_was_one(backups: list[Made]) -> None:
    good = {backup.name for backup in backups if backup.verified and backup.data_there}
    assert not good or good - data_to_remove(backups, NOW, RULES)
    good = {backup.name for backup in backups if backup.verified and backup.keys_there}
    assert not good or good - keys_to_remove(backups, NOW, RULES)


@given(ANY)
def test_after_removal_no_keys_are_old_but_the_newest(backups: list[Made]) -> None:
    left = [b for b in backups if b.keys_there and b.name not in keys_to_remove(backups, NOW, RULES)]
    assert len([b for b in left if b.at <= NOW - timedelta(days=30)]) <= 1


@given(ANY, st.integers(0, 900))
def test_an_erasure_is_final_only_when_no_keys_from_before_it_are_there(
    backups: list[Made], ago: int
) -> None:
    erased_at = NOW - timedelta(days=ago)
    final = finality(erased_at, backups, NOW, RULES)
    before = [b for b in backups if b.keys_there and b.at <= erased_at]
    assert final.reached(NOW) == (not before)
    assert final.at >= erased_at


def test_thirty_days_after_the_last_keys_from_before_it() -> None:
    backups = [made(40), made(12), made(1)]
    assert finality(NOW - timedelta(days=5), backups, NOW, RULES).at == NOW + timedelta(days=18)
    assert finality(NOW, [], NOW, RULES).at == NOW, "without a backup it is final at once"


def test_keys_that_should_be_gone_hold_it_up_and_are_named() -> None:
    final = finality(NOW, [made(40), made(1)], NOW, RULES)
    assert final.overdue == ("b-40",)
    assert not final.reached(NOW + timedelta(days=400))


def test_the_days_then_the_first_of_each_month() -> None:
    backups = [made(day) for day in range(400)]
    kept = {b.name for b in backups} - data_to_remove(backups, NOW, RULES)
    assert {f"b-{day}" for day in range(35)} <= kept
    firsts = [b for b in backups if b.name in kept and b.at <= NOW - timedelta(days=35)]
    assert [(b.at.year, b.at.month, b.at.day) for b in firsts][:3] == [
        (2026, 10, 1),
        (2026, 9, 1),
        (2026, 8, 1),
    ]
    assert len(firsts) == 12


def test_a_bad_backup_is_not_the_one_of_its_month() -> None:
    bad, good = made(60, verified=False), made(59)
    assert data_to_remove([bad, good, made(0)], NOW, RULES) == {"b-60"}
