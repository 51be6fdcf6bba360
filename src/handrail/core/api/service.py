"""The API itself, built from what the rooms registered, and its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from handrail.core.api.answers import problem_response
from handrail.core.api.describing import describe
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.guard import AccessTokenAuth, guarded
from handrail.core.api.needs import needs_of
from handrail.core.registry import api_resources

SAYS = (
    "Cases, persons, milestones, consent and referrals, imports and the cascade, for programs. A program "
    "acts for the account whose token it sends, sees what that account sees and no more, and every reading "
    "and writing stands in the log. Dates are kept as far as they are known."
)


class Service(NinjaAPI):
    """Refuses with problem documents, guards every operation, and describes itself whole."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**more)
        describe(document, list(self.operations()))
        return document

    def operations(self) -> Iterable[tuple[str, Operation]]:
        """Yield every operation with its id."""
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                for operation in view.operations:
                    yield operation.operation_id or self.get_openapi_operation_id(operation), operation

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


@cache
def the_api() -> Service:
    """Return the one API, built when it is first asked for, with the operations of every room."""
    api = Service(
        title="Handrail",
        version="1.0.0",
        description=SAYS,
        urls_namespace="api_v1",
        openapi_url="/openapi.json",
        docs_url=None,
        auth=AccessTokenAuth(),
    )
    api.add_router("", "handrail.core.api.routes.account.router")
    for resource in api_resources:
        api.add_router("", resource.router)
    for name, operation in api.operations():
        view = operation.view_func
        needs = needs_of(view)
        operation.operation_id = name
        operation.view_func = guarded(view, needs, _parameters(operation))
        operation.view_func.needs = needs  # type: ignore[attr-defined]
    api.add_exception_handler(Problem, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _nobody)
    api.add_exception_handler(HttpError, _unreadable)
    return api


def _parameters(operation: Operation) -> frozenset[str]:
    """Return the names that the address of an operation may carry after its question mark."""
    return frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    )


def _refused(request: HttpRequest, problem: Any) -> HttpResponse:
    return problem_response(problem)


def _nobody(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_response(Problem(401, "token-missing", headers={"WWW-Authenticate": "Bearer"}))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_response(Problem(400, "body-unreadable"))


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [_fault(each) for each in error.errors[:50]]
    return problem_response(Problem(422, "request-invalid", faults=faults))


def _fault(found: dict[str, Any]) -> Fault:
    source, *place = found["loc"]
    # The name of the function's argument stands first in a body; it is nothing that was sent.
    path = place[1:] if source in ("body",) else place
    pointer = "/".join(str(part) for part in path)
    where = f"{source}: /{pointer}" if source == "body" else f"{source}: {pointer}"
    mend = "Look at the reference for what it takes."
    return Fault(where[:200], str(found["type"]).replace("_", "-"), str(found["msg"])[:300], mend)
