"""What survivors of the fictional country say: a box of the shelter, with answers of two quarters."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import uuid4

from handrail.core import vault
from handrail.core.organisations.models import Organisation
from handrail.protect.voices.domain.batches import quarter_of
from handrail.protect.voices.models import Box, Voice
from handrail.protect.voices.words import QUESTIONS

WORDS = (
    "The woman at night listened and did not ask anything.",
    "I wanted to call home earlier.",
    "I did not understand the papers. Somebody should read them with us.",
)


def write_voices(house: Organisation, rng: Random, *, today: date) -> None:
    """Write an open box, fourteen answers of a year ago and seventeen of the last quarter."""
    box = Box.objects.create(
        organisation=house, name="Day room, north house", code="orchard7", until=today + timedelta(days=200)
    )
    voices = []
    for days, many in ((365, 14), (95, 17)):
        for _each in range(many):
            voice = Voice(id=uuid4(), box=box, quarter=quarter_of(today - timedelta(days=days)))
            voice.answers = {
                asked.id: rng.sample(
                    [choice for choice, _words in asked.choices[:-1]], k=2 if asked.many else 1
                )
                for asked in QUESTIONS
                if rng.random() < 0.85
            }
            voices.append(voice)
    for voice, words in zip(voices[-len(WORDS) :], WORDS, strict=True):
        voice.sealed = vault.seal_for_organisation(house.id, f"voice:{voice.id}", words)
    Voice.objects.bulk_create(voices)
