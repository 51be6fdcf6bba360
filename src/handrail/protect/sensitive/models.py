"""Notes for few eyes."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import SealedRecord

READ = "protect:sensitive:read"


class SensitiveNote(SealedRecord):
    """One note, and what it is about, sealed. It is never changed: a correction is another note.

    No consent opens it, whatever its words, "the whole case" does not hold it, and no emergency opens it:
    other houses never read it.
    """

    written_by = models.UUIDField(null=True)

    objects = ScopedManager(part_of_case("sensitive", read=READ, stays=True))

    class Meta:
        indexes = [models.Index(fields=["case", "created_at"], name="sensitive_case")]
