"""The documents that several resources share."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from handrail.core.dates import PartialDate

DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
DATE_SAYS = (
    "A date as far as it is known: a day (2021-02-03), a month (2021-02), a year (2021), or the first and "
    "last day between which it lies (2021-02-03/2021-05-01)."
)
# No control signs but tab and line breaks: databases and spreadsheets choke on them.
TEXT_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
SHORT, LONG = 300, 20_000

PartialDateText = Annotated[
    str,
    StringConstraints(pattern=DATE_PATTERN, max_length=21),
    Field(description=DATE_SAYS, examples=["2021-02-03", "2021-02", "2021-02-03/2021-05-01"]),
]
ShortText = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, max_length=SHORT)]
LongText = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, max_length=LONG)]
SaidText = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, min_length=1, max_length=LONG)]


class Document(BaseModel):
    """A document that is sent or answered."""


class Asked(Document):
    """A document that a program sends: a name that is not known is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Named(Document):
    """Something with a name: an account, a unit, an organisation."""

    id: UUID
    name: str


class ProblemFault(Document):
    where: str = Field(description="The place in the request: body: /fields/prs_Birthdate, query: limit")
    code: str
    why: str
    mend: str


class ProblemDocument(Document):
    """Why a request was not done (RFC 9457). Nothing was written."""

    type: str = Field(description="The address of the code's explanation, within this installation")
    title: str = Field(description="What was wrong, in words")
    status: int
    code: str = Field(description="The same in one word, for programs")
    mend: str = Field(description="What to do about it")
    errors: list[ProblemFault] = Field(description="What is wrong in the request, each with its place")


def text_of(earliest: date, latest: date) -> str:
    return PartialDate(earliest, latest).text
