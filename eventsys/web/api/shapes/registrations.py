"""Registering for somebody, and who is registered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from eventsys.core.text import Language
from eventsys.registration.rules import Category, Channel, IfFull, ParticipantStatus
from eventsys.web.api.shapes.common import Input, Shape
from eventsys.web.api.shapes.questions import AnswersWritten

Typed = Annotated[str, Meta(max_length=300)]
Year = Annotated[int, Meta(ge=1900, le=2100)]
Workplace = Annotated[
    str,
    Meta(
        max_length=120,
        description="The organisation or unit the person comes from; kept only where the event "
        "asks for it.",
    ),
]


class ContactWritten(Input):
    """Who registers, and how to reach them."""

    name: Typed
    channel: Channel
    email: Typed | None = None
    phone: Typed | None = None


class ParticipantWritten(Input):
    """A person for whom a place is asked."""

    name: Typed
    category: Category = Category.ADULT
    birth_year: Year | None = None
    workplace: Workplace | None = None
    answers: AnswersWritten = field(default_factory=dict)


class RegistrationWritten(Input):
    """A request for one to ten places; `occasion` where occasions are attended one by one."""

    contact: ContactWritten
    language: Language
    participants: Annotated[Sequence[ParticipantWritten], Meta(min_length=1, max_length=10)]
    occasion: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    answers: AnswersWritten = field(default_factory=dict)
    if_full: Annotated[
        IfFull,
        Meta(
            description="What to do where fewer places are left than participants are named: "
            "`refuse` all; `part`: the first of them take what is left, the others wait; "
            "`waitlist`: all wait. Without a waiting list, `waitlist` is refused too, and `part` "
            "leaves the others out."
        ),
    ] = IfFull.REFUSE


class TicketMade(Shape):
    """A participant's ticket."""

    code: str
    short_code: str
    name: str


class RegistrationMade(Shape):
    """What came of a request; `status` is waiting as long as one of the participants waits."""

    reference: str
    status: Literal["confirmed", "waiting"]
    manage_url: str
    waiting_position: int | None
    tickets: Sequence[TicketMade]


class ContactShown(Shape):
    """Who registered."""

    name: str
    channel: Channel
    email: str | None
    phone: str | None


class ParticipantShown(Shape):
    """A participant, as those who may see the list do."""

    reference: str
    contact: ContactShown
    name: str
    category: Category
    birth_year: int | None
    status: ParticipantStatus
    occasion: int | None
    registered_at: datetime
    answers: Annotated[
        Mapping[str, str],
        Meta(description="By the question's code; several choices with blanks between."),
    ]


class ParticipantList(Shape):
    """A page of participants; `next` is the cursor of the page behind, null at the end."""

    items: Sequence[ParticipantShown]
    next: str | None
