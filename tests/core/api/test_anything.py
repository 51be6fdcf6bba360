"""Whatever a program sends: requests made from the OpenAPI document, valid and not, as several roles.

No answer is a crash, and every answer is one that the document names. What fits the document is sent for a
record that is there, so that it reaches the writes. `make test-deep` sends many more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error

from handrail.site.wsgi import application
from tests.cast import Cast, open_case
from tests.core.api.calling import token_for
from tests.core.api.serving import connection_stays

pytestmark = pytest.mark.django_db

EXAMPLES = 300 if os.environ.get("HANDRAIL_DEEP") else 4
ROLES = ("dao", "minh", "pim", "sothea", "kham", "vichai")
load_all_checks()
NAMED = [
    CHECKS.get_one(name)
    for name in ("status_code_conformance", "content_type_conformance", "response_schema_conformance")
]
ALWAYS = [not_a_server_error, *NAMED]
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=application)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture(autouse=True)
def in_the_test_s_transaction() -> Iterator[None]:
    with connection_stays():
        yield


class RolledBack(Exception):
    """Ends a request's savepoint: each example meets the same records."""


def send(case: Any, token: str, extra: list[Any]) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with transaction.atomic():
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=[*ALWAYS, *extra], headers=headers)
            raise RolledBack
    except RolledBack:
        return


def aimed(case: Any, records: dict[str, Any]) -> Any:
    """The same request for records that are there."""
    for name, value in records.items():
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = str(value)
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = '"1"'
    return case


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_every_answer_is_one_that_the_document_names(
    cast: Cast, operation: Any, mode: GenerationMode
) -> None:
    record = open_case(cast.dao)
    records = {"case_id": record.id, "person_id": record.person_id}
    tokens = [token_for(getattr(cast, role)) for role in ROLES]
    extra = [CHECKS.get_one("negative_data_rejection")] if mode is GenerationMode.NEGATIVE else []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not os.environ.get("HANDRAIL_DEEP"),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), token=st.sampled_from(tokens))
    def sent(case: Any, token: str) -> None:
        send(aimed(case, records) if mode is GenerationMode.POSITIVE else case, token, extra)

    sent()
