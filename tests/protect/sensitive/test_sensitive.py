"""Notes for few eyes: who reads them, and that they never leave."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from handrail.core.access import acting_as, breakglass
from handrail.core.access.breakglass import Reason
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.models import ConsentGrant
from handrail.core.drafts.marks import FIELD
from handrail.core.registry import case_parts, own_copy_parts
from handrail.protect.sensitive.actions import keep_note
from handrail.protect.sensitive.models import SensitiveNote
from tests.cast import Cast, client_for, make_account, open_case
from tests.core.access.test_every_url import CASE_PAGES, plain, visit
from tests.protect.needs.test_needs import shared

pytestmark = pytest.mark.django_db

WORDS = "Her uncle is a sergeant at the border post."


def noted(cast: Cast, case: Case | None = None) -> Case:
    case = case or open_case(cast.dao)
    with acting_as(cast.dao):
        keep_note(case, "family", WORDS, by=cast.dao, at=now())
    return case


def page(client: Client, case: Case, name: str = "sensitive") -> tuple[int, str]:
    answer = client.get(reverse(name, args=[case.id]))
    return answer.status_code, answer.content.decode()


def test_who_is_responsible_writes_and_reads(cast: Cast) -> None:
    case = open_case(cast.dao)
    client = client_for(cast.dao)
    said = {"kind": "family", "words": WORDS}
    assert client.post(reverse("sensitive_add", args=[case.id]), said).status_code == 302
    assert WORDS in page(client, case)[1]
    (note,) = SensitiveNote.objects.unscoped("test")
    assert WORDS.encode() not in bytes(note.sealed)


def test_the_unit_s_supervisor_health_worker_and_guardian_read(cast: Cast) -> None:
    case = noted(cast)
    assert WORDS in page(client_for(cast.minh), case)[1]
    for role in ("health_worker", "guardian"):
        assert WORDS in page(client_for(make_account(role, cast.shelter_house, role)), case)[1]


def test_a_colleague_who_reads_the_case_does_not_learn_that_there_is_a_note(cast: Cast) -> None:
    """Same bytes with a note and without: on the help page and on the page of the notes."""
    colleague = client_for(make_account("mali", cast.shelter_house, "case_worker"))
    case = open_case(cast.dao)
    help_page = reverse("help_page", args=[case.id])
    before = plain(colleague.get(help_page))
    listed = plain(colleague.get(reverse("sensitive", args=[case.id])))
    noted(cast, case)
    assert plain(colleague.get(help_page)) == before
    assert plain(colleague.get(reverse("sensitive", args=[case.id]))) == listed


def test_the_data_steward_and_everybody_else_read_none(cast: Cast) -> None:
    case = noted(cast)
    for account in (cast.pim, cast.nok, cast.sothea, cast.kham, cast.anan, cast.vichai):
        assert page(client_for(account), case)[0] == 404
        with acting_as(account):
            assert not SensitiveNote.objects.visible_to(account).exists()


def test_no_consent_not_even_to_the_whole_case_carries_it(cast: Cast) -> None:
    case = noted(cast)
    shared(cast, case, ["*"], ["*"])
    with acting_as(cast.sothea):
        assert case in Case.objects.visible_to(cast.sothea)
        assert not SensitiveNote.objects.visible_to(cast.sothea).exists()
    nurse = make_account("elsewhere", cast.sothea.unit, "health_worker")
    with acting_as(nurse):
        assert not SensitiveNote.objects.visible_to(nurse).exists()
    assert "sensitive" not in {part.id for part in case_parts}


HELD = [page for page in CASE_PAGES if page.arguments == ("case_id",)]


def from_every_page(account: Account, case: Case) -> dict[str, bytes]:
    """What the account gets from every page of a case, without the marks of forms (they hold the time)."""
    client = client_for(account)
    answers = {page.name: plain(visit(client, page, "get", case_id=case.id)) for page in HELD}
    mark = re.compile(rb'(name="%s"\s+value=")[^"]+' % FIELD.encode())
    return {name: mark.sub(rb"\1", body) for name, body in answers.items()}


def test_another_house_gets_the_same_bytes_from_every_page_of_the_case(cast: Cast) -> None:
    """With a consent to the whole case, which also names the part, as one made by hand might."""
    case = open_case(cast.dao)
    shared(cast, case, ["*"], ["*"])
    ConsentGrant.objects.unscoped("test").update(parts="|needs|sensitive|")
    helpers = [cast.sothea, make_account("elsewhere", cast.sothea.unit, "health_worker")]
    before = [from_every_page(helper, case) for helper in helpers]
    assert all(b"Rin" in pages["case_page"] for pages in before), "they do read the case"
    noted(cast, case)
    for helper, pages in zip(helpers, before, strict=True):
        after = from_every_page(helper, case)
        assert [name for name in pages if after[name] != pages[name]] == []


def test_no_emergency_opens_it(cast: Cast) -> None:
    case = noted(cast)
    stranger = make_account("urgent", cast.shelter_north, "investigator")
    RoleGrant.objects.create(account=stranger, role="supervisor", unit=cast.shelter_north, starts_on=today())
    with acting_as(stranger):
        breakglass.open_in_emergency(case.number, reason=Reason.LIFE, text="x", by=stranger, at=now())
    with acting_as(stranger):
        assert case in Case.objects.visible_to(stranger)
        assert not SensitiveNote.objects.visible_to(stranger).exists()


def test_it_is_on_no_paper_and_in_no_export(cast: Cast) -> None:
    case = noted(cast)
    client = client_for(cast.dao)
    assert WORDS not in client.post(reverse("own_copy", args=[case.id])).content.decode()
    assert WORDS not in client.get(reverse("case_page", args=[case.id])).content.decode()
    assert "sensitive" not in {part.id for part in own_copy_parts}


def test_a_note_needs_words(cast: Cast) -> None:
    case = open_case(cast.dao)
    answer = client_for(cast.dao).post(
        reverse("sensitive_add", args=[case.id]), {"kind": "family", "words": ""}
    )
    assert answer.status_code == 422
