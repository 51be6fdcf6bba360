"""Brings the database at hand up to this version and looks at it. Prints what is not whole as JSON."""

from __future__ import annotations

import json
import sys


def look() -> list[str]:
    """Return what is wrong with an upgraded database of `building.py`: nothing, when all is well."""
    from handrail.core import vault
    from handrail.core.cases.models import Attachment, Case
    from handrail.core.cases.reading import open_cases
    from handrail.core.milestones.models import CascadeRow
    from handrail.core.operations.checks import database
    from handrail.core.operations.running import examine

    found = [one for one in examine() if one.gravity != "note" and not one.id.startswith("backup-")]
    wrong = [f"doctor: {one.id} {one.details}" for one in found]
    wrong += [f"migrations: {detail}" for detail in database.waiting_migrations()]
    wrong += [f"guard: {detail}" for detail in database.missing_guards()]
    wrong += [f"rights: {detail}" for detail in database.too_many_rights()]
    cases = list(Case.objects.unscoped("test").select_related("person").order_by("id"))
    names = sorted(one.name for one in open_cases(cases).values() if not one.erased)
    if names != ["Rin Suwannamali", "Somchai Invented"]:
        wrong.append(f"names: {names}")
    if CascadeRow.objects.unscoped("test").filter(assisted_on__isnull=False).count() != 1:
        wrong.append("the cascade lost a step")
    attachment = Attachment.objects.unscoped("test").select_related("case").get()
    content = b"".join(vault.open_file(attachment.file_id, ("person", attachment.case.person_id)))
    if content != b"A letter that nobody wrote.":
        wrong.append("a file changed")
    return wrong


if __name__ == "__main__":
    from handrail.site.cli import set_up_django

    set_up_django()
    if "--migrate" in sys.argv:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    if "--look" in sys.argv:
        print(json.dumps(look()))
