"""Where rooms meet: what a room adds to pages that core owns. A room that is not there adds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest
    from django.utils.functional import Promise

    from handrail.core.accounts.models import Account
    from handrail.core.audit.models import AuditEvent
    from handrail.core.cases.models import Case


class _Ordered(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def order(self) -> int: ...


T = TypeVar("T", bound=_Ordered)


class Registry(Generic[T]):
    """Items that rooms add at start-up, in a fixed order. Adding an id twice is an error."""

    def __init__(self) -> None:
        self._items: dict[str, T] = {}

    def add(self, item: T) -> None:
        if item.id in self._items:
            raise ValueError(f"{item.id} is registered already")
        self._items[item.id] = item

    def __iter__(self) -> Iterator[T]:
        return iter(sorted(self._items.values(), key=lambda item: (item.order, item.id)))


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the main navigation, for who holds one of the permissions (none: who is signed in)."""

    id: str
    label: str | Promise
    url_name: str
    permissions: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True)
class CasePanel:
    """A panel on the case page: a template and the function that fills it.

    `also_in_part`: drawn too for who reads the case by a consent that opens some of it; the function then
    shows what the consent names and nothing else. `first`: above all else, for what must not be missed.
    """

    id: str
    template: str
    context: Callable[[HttpRequest, Case], dict[str, Any]]
    order: int
    also_in_part: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class CasePart:
    """A part of a case that a room adds, in words that can be read out to the person who agrees to share it.

    `apart`: not in "the whole case"; it is shared only when it is named.
    """

    id: str
    words: str | Promise
    order: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class WorkButton:
    """What can be done with a line in "My work" on the spot: sent to an address, with hidden fields."""

    label: str | Promise
    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A line in "My work": what waits, since when, where to go, and what one button does."""

    label: str | Promise
    detail: str | Promise
    url: str
    since: Any
    button: WorkButton | None = None


@dataclass(frozen=True, slots=True)
class WorkSource:
    """A heading in "My work" and the function that lists what waits under it."""

    id: str
    heading: str | Promise
    items: Callable[[Account], Iterable[WorkItem]]
    order: int


@dataclass(frozen=True, slots=True)
class PersonalRecords:
    """Records of a room that hang on a case by `case` and go when its person is erased."""

    id: str
    model: type[Any]
    order: int = 0


@dataclass(frozen=True, slots=True)
class OwnCopyPart:
    """What a room has recorded about a person, for the copy that the person may have.

    `facts` reads through the door for the account that makes the copy; it returns dictionaries with `label`
    and `value`, in words. What belongs to other people is left out.
    """

    id: str
    heading: str | Promise
    facts: Callable[[Account, Case], list[dict[str, Any]]]
    order: int


@dataclass(frozen=True, slots=True)
class ErasureFollower:
    """What a room does for persons whose erasure a restore makes up for: their keys are gone already.

    It is given persons who may have been followed before, or of whom the room knows nothing.
    """

    id: str
    follow: Callable[[Sequence[UUID]], None]
    order: int


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Something a search can look in; it answers with ids of persons, which the door then filters."""

    id: str
    find: Callable[[Account, str], Iterable[UUID]]
    order: int


@dataclass(frozen=True, slots=True)
class JobKind:
    """What a job of the queue is called on the page that shows it; `id` is the path of its function."""

    id: str
    label: str | Promise
    order: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times within so many seconds."""

    times: int
    seconds: int


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How often a page may be posted to by one account and from one address; `id` is the page's name."""

    id: str
    account: Rate | None = None
    address: Rate | None = None
    order: int = 0


class Gravity(StrEnum):
    """How grave a finding is. Only `bad` makes a command answer that something is bad."""

    BAD = "bad"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Check:
    """A weakness of how the installation is set up: looked for by `handrail check`.

    `look` returns a detail for each place where the weakness is, or "" where there is nothing to add; nothing
    when all is well. Details are for the operator: no names, no secrets. It may be asked without a database.
    """

    id: str
    gravity: Gravity
    weakness: str
    mend: str
    look: Callable[[], Iterable[str]]
    order: int


@dataclass(frozen=True, slots=True)
class Examination:
    """Damage in what the installation holds: looked for by `handrail doctor`.

    `look` answers as a check's does. `mend` (only where that is safe) mends all of it and returns how many.
    """

    id: str
    gravity: Gravity
    damage: str
    what_to_do: str
    look: Callable[[], Iterable[str]]
    order: int
    mend: Callable[[], int] | None = None


@dataclass(frozen=True, slots=True)
class ApiResource:
    """A kind of record in the API: `id` names its scopes (`id:read`, `id:write`).

    A scope can be given to a token by whoever holds one of its permissions. `router` is the dotted path of
    the operations, imported when the API is built; "" where another resource's router serves them.
    """

    id: str
    label: str | Promise
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    router: str
    order: int


@dataclass(frozen=True, slots=True)
class AppointmentRule:
    """Who has to come along to an appointment: given the case (with its person), its kind and its day.

    Returns roles (`core.appointments.domain.states.Role`); none where the rule has nothing to say.
    """

    id: str
    needs: Callable[[Case, str, date], Iterable[str]]
    order: int


@dataclass(frozen=True, slots=True)
class ClosingPoint:
    """What a room wants looked at before a case is closed: in words, read through the door for the account.

    Nothing where all is settled. A case can be closed all the same by somebody who writes why.
    """

    id: str
    points: Callable[[Account, Case], Iterable[str]]
    order: int


@dataclass(frozen=True, slots=True)
class GapPanel:
    """What a room knows of why people are left before a stage: a part of the page of that gap.

    `context` is given the account, the ids of the cases that the page counts (a query, read through the door
    and in full) and the dimension by which the page splits, with the words for its values; it returns None
    where there is nothing to show.
    """

    id: str
    stage: str
    template: str
    context: Callable[[Account, Any, str, Callable[[str], str]], dict[str, Any] | None]
    order: int


@dataclass(frozen=True, slots=True)
class TextSource:
    """Texts of pages that are data of a room, for the catalogues: text, context or None, and its file."""

    id: str
    texts: Callable[[], Iterable[tuple[str, str | None, str]]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class LogListener:
    """Who is told of events of some actions, in the event's own transaction: quick, and sends nothing."""

    id: str
    actions: frozenset[str]
    tell: Callable[[AuditEvent], None]
    order: int


nav_items: Registry[NavItem] = Registry()
case_panels: Registry[CasePanel] = Registry()
appointment_rules: Registry[AppointmentRule] = Registry()
closing_points: Registry[ClosingPoint] = Registry()
gap_panels: Registry[GapPanel] = Registry()
case_parts: Registry[CasePart] = Registry()
work_sources: Registry[WorkSource] = Registry()
search_sources: Registry[SearchSource] = Registry()
job_kinds: Registry[JobKind] = Registry()
checks: Registry[Check] = Registry()
examinations: Registry[Examination] = Registry()
api_resources: Registry[ApiResource] = Registry()
rate_limits: Registry[RateLimit] = Registry()
own_copy_parts: Registry[OwnCopyPart] = Registry()
erasure_followers: Registry[ErasureFollower] = Registry()
personal_records: Registry[PersonalRecords] = Registry()
text_sources: Registry[TextSource] = Registry()
log_listeners: Registry[LogListener] = Registry()
