"""Papers in words, as the clerk asks for them: some of those whom a task is for."""

from collections.abc import Sequence

from eventsys.attendance.certificates.queries import list_printed
from eventsys.attendance.people.queries import list_people
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import db
from eventsys.documents.badges import badge_order
from eventsys.documents.certificates import certificate_order
from eventsys.documents.orders import Order
from eventsys.documents.tickets import ticket_order
from eventsys.events.models import Event
from eventsys.events.programme.queries import find_both
from eventsys.events.programme.rules import EventView
from eventsys.exchange.work.queries import Task
from eventsys.exchange.work.rules import WorkKind
from eventsys.registration.badges.queries import list_wearers
from eventsys.web.common.certificate_papers import certificate_batch
from eventsys.web.common.languages import speaking
from eventsys.web.common.ticket_papers import badge_sheet
from eventsys.web.organiser.people.acts import has_place
from eventsys.web.organiser.people.printing import sheet_of


def word_papers(task: Task, ids: Sequence[int]) -> Order | None:
    """Put papers into words, in the language of whoever asked; None where none is left."""
    both = find_both(db.session(), task.slug)
    if both is None:
        return None
    view, event = both
    with speaking(task.language):
        match task.kind:
            case WorkKind.TICKETS:
                return tickets(task, view, ids)
            case WorkKind.BADGES:
                return badges(task, view, event, ids)
            case WorkKind.CERTIFICATES:
                return certificates(task, view, event, ids)


def tickets(task: Task, view: EventView, ids: Sequence[int]) -> Order | None:
    """Word the tickets of those who still have places."""
    people = list_people(db.session(), view.id, PeopleFilter(ids=[*ids]))
    sheet = sheet_of(view, [each for each in people if has_place(each)], task.created_at)
    return ticket_order(sheet) if sheet.tickets else None


def badges(task: Task, view: EventView, event: Event, ids: Sequence[int]) -> Order | None:
    """Word the badges of those who still have places."""
    wearers = list_wearers(db.session(), event, of=ids)
    sheet = badge_sheet(wearers, view, task.language, event.created_at)
    return badge_order(sheet) if wearers else None


def certificates(task: Task, view: EventView, event: Event, ids: Sequence[int]) -> Order | None:
    """Word the certificates that are still in force."""
    printed = list_printed(db.session(), event, of=ids)
    if not printed:
        return None
    return certificate_order(certificate_batch(printed, view.zone, view.title(task.language)))
