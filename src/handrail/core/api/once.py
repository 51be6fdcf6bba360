"""A request that is sent twice is done once: the same key and body get the same answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from handrail.core.api.answers import Answer, as_response
from handrail.core.api.domain.problem import Problem
from handrail.core.api.models import KeptAnswer

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
CLEARED_AT_ONCE = 200
_KEY = re.compile(r"[A-Za-z0-9_-]{8,100}")
REPLAYED = {"Idempotency-Replayed": "true"}


def do_once(
    request: HttpRequest, token_id: UUID, work: Callable[[], Answer], *, at: datetime
) -> HttpResponse:
    """Do the work and keep its answer, or give the answer that was kept. In the transaction of the work.

    Two that come at the same time wait for each other: the key is unique, and the second one finds the
    answer of the first. What is refused is rolled back and keeps nothing. Raises `Problem`.
    """
    key = _key_of(request)
    asked = _hash_of(request)
    KeptAnswer.objects.filter(
        id__in=list(
            KeptAnswer.objects.filter(created_at__lt=at - KEPT).values_list("id", flat=True)[:CLEARED_AT_ONCE]
        )
    ).delete()
    kept = KeptAnswer(token_id=token_id, key=key, asked=asked, created_at=at)
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        return _kept_before(token_id, key, asked)
    answer = work()
    kept.status, kept.headers, kept.body = answer.status, dict(answer.headers), answer.as_text()
    kept.save(update_fields=["status", "headers", "body"])
    return as_response(kept.body, kept.status, kept.headers)


def _kept_before(token_id: UUID, key: bytes, asked: bytes) -> HttpResponse:
    kept = KeptAnswer.objects.get(token_id=token_id, key=key)
    if bytes(kept.asked) != asked:
        raise Problem(422, "idempotency-key-reused")
    return as_response(kept.body, kept.status, {**kept.headers, **REPLAYED})


def _key_of(request: HttpRequest) -> bytes:
    key = request.headers.get(HEADER, "")
    if not key:
        raise Problem(400, "idempotency-key-missing")
    if not _KEY.fullmatch(key):
        raise Problem(400, "idempotency-key-unreadable")
    return hashlib.sha256(key.encode()).digest()


def _hash_of(request: HttpRequest) -> bytes:
    """Return a hash of what is asked: method, address, and the body, or of a form its fields and files.

    A form is sent with another boundary each time, so that its bytes say nothing.
    """
    digest = hashlib.sha256()

    def add(part: bytes) -> None:
        digest.update(len(part).to_bytes(8, "big") + part)

    add((request.method or "").encode())
    add(request.get_full_path().encode())
    if request.content_type != "multipart/form-data":
        add(request.body)
        return digest.digest()
    for name, values in sorted(request.POST.lists()):
        for value in values:
            add(name.encode("utf-8", "surrogatepass"))
            add(str(value).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            add(name.encode("utf-8", "surrogatepass"))
            add(_hash_of_file(file))
    return digest.digest()


def _hash_of_file(file: UploadedFile[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest()
