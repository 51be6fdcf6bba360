"""Checkpoints: the end of the sealed log, signed, to be handed to somebody outside who keeps it."""

from __future__ import annotations

from typing import Any

from handrail.core.audit.models import Checkpoint
from handrail.core.audit.sealing import head, moment
from handrail.core.audit.standalone.verify_log import CHECKPOINT_FORMAT, checkpoint_message
from handrail.core.clock import now
from handrail.core.vault import signing


def make_checkpoint() -> dict[str, Any]:
    """Sign the end of the sealed log, keep the checkpoint, and return it as the document to hand out.

    Seal first: what is not sealed is not covered. Raises `KeyFileProblem` when the signing key is missing.
    """
    end, at = head(), now()
    document: dict[str, Any] = {
        "format": CHECKPOINT_FORMAT,
        "installation": str(end.installation),
        "position": end.position,
        "hash": end.hash,
        "at": moment(at),
        "public_key": signing.public_key().hex(),
    }
    document["signature"] = signing.sign(checkpoint_message(document)).hex()
    Checkpoint.objects.create(at=at, position=end.position, document=document)
    return document
