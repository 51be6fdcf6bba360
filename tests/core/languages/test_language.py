"""In which language the pages come."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation

from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.languages.state import languages
from handrail.core.languages.survivors import language_for_survivors
from tests.cast import Cast, client_for, open_case

pytestmark = pytest.mark.django_db
DRAFTS = [one.code for one in languages() if one.is_draft]
SOURCE_ONLY = override_settings(LANGUAGES=[("en", "English")])


def text(client: Client, path: str, **more: str) -> str:
    return client.get(path, headers=more).content.decode()


def test_the_default_is_english() -> None:
    assert '<html lang="en"' in text(Client(), "/accounts/login/")
    assert "Draft translation" not in text(Client(), "/accounts/login/")


@pytest.mark.parametrize("code", DRAFTS)
def test_who_is_not_signed_in_reads_what_the_browser_asks_for_and_that_it_is_a_draft(code: str) -> None:
    page = text(Client(), "/accounts/login/", accept_language=f"{code}, en;q=0.5")
    assert f'<html lang="{code}"' in page
    with translation.override(code):
        for words in ("Sign in", "Quick exit", "Draft translation, not reviewed."):
            assert translation.gettext(words) != words
            assert translation.gettext(words) in page
    assert '<span lang="en">Draft translation, not reviewed.</span>' in page


def test_the_language_of_the_account_goes_before_the_browser_s(cast: Cast) -> None:
    client = client_for(cast.dao)
    assert client.post("/language/", {"language": "th"}).status_code == 302
    page = text(client, "/work/", accept_language="vi")
    assert '<html lang="th"' in page
    assert "งานของฉัน" in page
    assert Account.objects.get(id=cast.dao.id).language == "th"


def test_choosing_a_language_is_in_the_log_without_the_language(cast: Cast) -> None:
    client_for(cast.dao).post("/language/", {"language": "km"})
    event = AuditEvent.objects.get(action="core:account:language-chosen")
    assert event.actor == cast.dao.id
    assert "km" not in event.reason


def test_a_language_that_is_not_offered_is_refused_and_nothing_changes(cast: Cast) -> None:
    answer = client_for(cast.dao).post("/language/", {"language": "xx"})
    assert answer.status_code == 422
    assert Account.objects.get(id=cast.dao.id).language == "en"


def test_this_browser_keeps_the_language_of_who_is_not_signed_in() -> None:
    client = Client()
    assert client.post("/language/", {"language": "id"})["Location"] == "/accounts/login/"
    assert '<html lang="id"' in text(client, "/help/")


def test_languages_are_called_as_their_readers_write_them(cast: Cast) -> None:
    page = text(client_for(cast.dao), "/language/")
    for one in languages():
        assert one.own_name in page


def test_a_draft_that_was_switched_off_gives_way_to_the_installation_s_language(cast: Cast) -> None:
    cast.dao.language = "th"
    cast.dao.save()
    with SOURCE_ONLY:
        assert '<html lang="en"' in text(client_for(cast.dao), "/work/")


def test_a_plural_without_a_translation_is_the_english_plural() -> None:
    for code in DRAFTS:
        with translation.override(code):
            assert translation.ngettext("%(n)s text of no page", "%(n)s texts of no page", 20) == (
                "%(n)s texts of no page"
            )


def test_error_pages_speak_the_language_too(cast: Cast) -> None:
    cast.dao.language = "vi"
    cast.dao.save()
    assert "Không có trang nào ở đây" in text(client_for(cast.dao), "/nowhere/")


def test_a_new_account_begins_in_the_installation_s_language(cast: Cast) -> None:
    with override_settings(LANGUAGE_CODE="th"):
        made = Account.objects.create_account("somchai", unit=cast.shelter_house, display_name="Somchai")
    assert made.language == "th"


def test_what_a_survivor_keeps_is_never_a_draft(cast: Cast) -> None:
    cast.dao.language = "th"
    cast.dao.save()
    case = open_case(cast.dao)
    copy = client_for(cast.dao).post(f"/cases/{case.id}/own-copy/").content.decode()
    assert "This is what is written down about you" in copy
    assert '<html lang="en"' in copy
    with translation.override("th"):
        assert language_for_survivors() == "en"
        with override_settings(DEMO=True):
            assert language_for_survivors() == "th"


def test_the_pages_of_each_language_ask_the_database_the_same(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(code: str) -> int:
        Account.objects.filter(id=cast.dao.id).update(language=code)
        client = client_for(cast.dao)
        client.get("/work/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/work/")
        return len(asked)

    assert len({queries(code) for code, _name in settings.LANGUAGES}) == 1
