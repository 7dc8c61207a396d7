"""Marks as a tablet sends them, also long after they were made."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from flask import Response, request
from flask.typing import ResponseReturnValue
from msgspec import Meta

from eventsys.attendance.marks.operations import record_marks
from eventsys.attendance.marks.requests import MOST_MARKS, MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceStatus, MarkState
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.queries import get_event
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.organiser.lists.found import Found, find
from eventsys.web.organiser.lists.listing import LINES_A_PAGE, lines_of, people_on
from eventsys.web.organiser.lists.views import blueprint
from eventsys.web.organiser.roles import DESK

Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Moment = Annotated[datetime, Meta(tz=True)]


class Mark(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A mark as it was made on the tablet."""

    mark_id: UUID
    no: Number
    participant_id: Number
    status: AttendanceStatus
    device_at: Moment


class Marks(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a tablet sends: marks, and the occasion of which it wants to hear.

    It says whom it has on its page; one that does not hears of everybody on the list.
    """

    sent_at: Moment
    no: Number
    marks: Annotated[list[Mark], Meta(max_length=MOST_MARKS)]
    people: Annotated[list[Number], Meta(max_length=LINES_A_PAGE)] | None = None


class Told(msgspec.Struct, kw_only=True):
    """What became of a mark; the tablet may forget it."""

    mark_id: UUID
    state: MarkState


class Person(msgspec.Struct, kw_only=True):
    """How somebody on the list stands now."""

    ticked: str
    settled: str


class Answer(msgspec.Struct, kw_only=True):
    """What a tablet hears: of its marks, and of everybody on its list."""

    results: Sequence[Told]
    people: Mapping[str, Person]


@blueprint.post("/<slug>/list/marks")
@allowed_for(*DESK)
def marks(slug: str) -> ResponseReturnValue:
    """Store a tablet's marks, each once, and tell how the list stands now."""
    found = find(slug, at=clock.now())
    try:
        sent = msgspec.json.decode(request.get_data(), type=Marks)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json_answer({"code": "E_JSON"}, 422)
    with transaction() as session:
        event, by = get_event(session, slug), current_principal()
        results = record_marks(session, event, to_batch(sent, found), at=clock.now(), by=by)
    told = [Told(mark_id=each.mark_id, state=each.state) for each in results]
    return json_answer(Answer(results=told, people=people_now(slug, sent.no, wanted_in(sent))), 200)


def to_batch(sent: Marks, found: Found) -> MarkBatch:
    """Read what a tablet sent; an occasion that the event does not have has no id."""
    ids = {each.no: each.id for each in found.occasions}
    rows = [
        MarkRow(
            mark_id=each.mark_id,
            participant_id=each.participant_id,
            occasion_id=ids.get(each.no, 0),
            status=each.status,
            device_at=each.device_at,
        )
        for each in sent.marks
    ]
    return MarkBatch(marks=rows, sent_at=sent.sent_at)


def wanted_in(sent: Marks) -> frozenset[int] | None:
    """Read of whom a tablet wants to hear; None where it is everybody on the list."""
    return None if sent.people is None else frozenset(sent.people)


def people_now(slug: str, no: int, wanted: Collection[int] | None) -> Mapping[str, Person]:
    """Tell how those on a list stand now who are wanted; nobody where there is no such list."""
    found = find(slug, at=clock.now())
    people: dict[str, Person] = {}
    for occasion in (each for each in found.occasions if each.no == no):
        listed = people_on(found, occasion)
        chosen = [each for each in listed if wanted is None or each.id in wanted]
        for line in lines_of(found, occasion, chosen):
            people[str(line.id)] = Person(ticked=line.ticked, settled=line.settled)
    return people


def json_answer(body: object, status: int) -> Response:
    """Answer a script of ours."""
    return Response(msgspec.json.encode(body), status, mimetype="application/json")
