"""The rows of a list are drawn by Python: what people typed is escaped there too."""

from __future__ import annotations

import pytest

from handrail.core.templatetags.cases import way_small
from tests.cast import RIN, Cast, client_for, open_case

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{url} & Co"


def test_what_people_typed_is_escaped_in_a_row(cast: Cast) -> None:
    cast.dao.display_name = HOSTILE
    cast.dao.save()
    open_case(cast.dao, values={**RIN, "hr_FullName": HOSTILE})
    page = client_for(cast.dao).get("/cases/").content.decode()
    assert "<script>alert" not in page
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;{url} &amp; Co"
    assert f'<span class="case-name">{escaped}</span>' in page
    assert f'<span class="case-owner soft small">{escaped}</span>' in page


def test_each_step_of_the_small_way_has_its_mark() -> None:
    drawn = way_small((("done", "late"), ("choice", "ended", "waiting")))
    assert drawn.count("<circle") == 2
    assert '<path class="way-small__late" d="M20 2.5l5.5 10.5h-11z" />' in drawn
    assert '<path class="way-small__choice" d="M38 8h8" stroke-width="3" />' in drawn
    assert '<rect class="way-small__ended" x="52" y="4" width="8" height="8" />' in drawn
