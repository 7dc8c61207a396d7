"""Events of another calendar: an .ics file or a list becomes drafts."""

from collections.abc import Mapping, Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from eventsys.core.db import Session
from eventsys.core.errors import DomainError
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.errors import SlugTaken, WrongEventDetails
from eventsys.exchange.imports.errors import PlaceMissing
from eventsys.exchange.imports.events.calendar import is_calendar, read_calendar
from eventsys.exchange.imports.events.operations import (
    EventsRequest,
    judge_event_draft,
    save_events,
    undo_events,
)
from eventsys.exchange.imports.events.rules import EventColumn, Fault, ListedEvent
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import ImportFile, ImportKind, Outcome
from eventsys.places.queries import list_venues
from eventsys.web.common.apart import set_apart
from eventsys.web.common.dates import say_moment
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.imports.form import ColumnsForm
from eventsys.web.organiser.imports.kind import ListKind, Subject
from eventsys.web.organiser.imports.rows import Line, Note, Preview, preview_of, said_of
from eventsys.web.organiser.imports.words import REFUSALS, refusal_words


class EventsForm(ColumnsForm):
    """Which rows become events, and where those are whose place is not known."""

    venue = SelectField(_l("Place of events whose place is not known"), validate_choice=False)
    venue_ids: frozenset[str] = frozenset()

    def to_events(self) -> EventsRequest:
        """Say which events are to be made."""
        chosen = int(self.venue.data) if self.venue.data in self.venue_ids else None
        return EventsRequest(rows=self.to_request(), venue_id=chosen)


class Events(ListKind):
    """Events that become drafts."""

    key = "events"
    kind = ImportKind.EVENTS
    form = EventsForm
    onward = "organiser.index"
    accept = ".ics,.xlsx,.csv,.txt,.ods,.json"
    name = _l("Events")
    hint = _l(
        "Send a calendar (.ics), or a list with title, start, end and place. Each event becomes a "
        "draft that you look at before it is published."
    )
    counted = _l("Events")
    undone = _l("This list was taken back. None of its events is there any more.")
    undoing = _l(
        "Taking back deletes the drafts of the list. It works as long as none was published."
    )
    onward_words = _l("All events")
    refusals = (*REFUSALS, PlaceMissing, SlugTaken, WrongEventDetails)

    def read(self, name: str, content: bytes, sheet: str) -> ImportFile:
        """Read a calendar or a list. Raise `UnreadableTable`."""
        return (
            read_calendar(name, content)
            if is_calendar(content)
            else super().read(name, content, sheet)
        )

    def columns(self) -> Mapping[str, str]:
        """Name what a column can hold."""
        return {
            EventColumn.TITLE.value: _("Title"),
            EventColumn.START.value: _("Start"),
            EventColumn.END.value: _("End"),
            EventColumn.VENUE.value: _("Place"),
            EventColumn.BODY.value: _("Text"),
            EventColumn.REPEATS.value: _("Repeats"),
        }

    def form_for(self, session: Session) -> EventsForm:
        """Make the form, with the places to choose among."""
        form = EventsForm()
        places = [(str(each.id), each.name) for each in list_venues(session)]
        form.venue.choices = [("", _("Choose a place")), *places]
        form.venue_ids = frozenset(key for key, _name in places)
        return form

    def preview(self, session: Session, subject: Subject) -> Preview:
        """Say what the rows of a draft come to."""
        columns = self.columns()
        events = judge_event_draft(session, subject.run)
        return preview_of(events, lambda each: line_of(each, columns))

    def notes(self, session: Session, subject: Subject, preview: Preview) -> Sequence[Note]:
        """Say that some places are not known."""
        events = judge_event_draft(session, subject.run)
        if all(each.venue_id for each in events if each.outcome.is_ready):
            return ()
        return [Note(_("Some places are not known. Choose one for them, or add them first."))]

    def save(
        self, session: Session, subject: Subject, form: ColumnsForm, *, by: Principal
    ) -> ImportRun:
        """Make the drafts."""
        request = cast("EventsForm", form).to_events()
        return save_events(session, subject.run, request, at=subject.at, by=by)

    def undo(self, session: Session, subject: Subject, *, by: Principal) -> None:
        """Delete the drafts."""
        undo_events(session, subject.run, at=subject.at, by=by)

    def saved(self, number: int) -> str:
        """Say how many drafts were made."""
        return ngettext(
            "%(num)d draft was made from this list.",
            "%(num)d drafts were made from this list.",
            number,
        )

    def in_use(self) -> str:
        """Say what hangs on the events."""
        return _("One of the events was published, or somebody is registered for it.")

    def refused(self, refusal: DomainError) -> str:
        """Say why a draft was not saved."""
        words = {
            PlaceMissing: _("Choose the place of those events whose place is not known."),
            SlugTaken: _("Somebody else made one of these events meanwhile. Try again."),
            WrongEventDetails: _("One of the events cannot be so. Look at its times."),
        }
        return words.get(type(refusal)) or refusal_words(refusal)


def line_of(event: ListedEvent, columns: Mapping[str, str]) -> Line:
    """Put a row into words."""
    language = current_language()
    return Line(
        number=event.outcome.number,
        name=set_apart(event.title, Language.DANISH, language) or _("(no name)"),
        about=" – ".join(say_moment(each, COPENHAGEN, language) for each in event.times),
        more=event.venue,
        fault=said_of(event.outcome, columns, fault_words(event.outcome)),
        is_wrong=event.outcome.is_wrong,
    )


def fault_words(outcome: Outcome) -> str:
    """Say what is wrong with a row, and what to do."""
    words = {
        Fault.NO_TITLE: _("A name is missing. Write it, or take the row out."),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.START: _("Write day and time, such as 31.12.2027 18:00."),
        Fault.END: _("Write day and time, such as 31.12.2027 18:00."),
        Fault.ALL_DAY: _("There is no time. Make events of whole days by hand."),
        Fault.NO_SUCH_TIME: _("That night the clocks are put forward; this time does not exist."),
        Fault.TWICE_THAT_NIGHT: _(
            "That night the clocks are put back; this time comes twice. Make the event by hand."
        ),
        Fault.ORDER: _("The end is not after the start."),
        Fault.FAR: _("The year is too far away."),
        Fault.REPEATS: _("The event repeats. Make it by hand, with its dates."),
        Fault.TWICE: _("The same event stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is there already, and stays as it is."),
    }
    return words[Fault(outcome.fault)] if outcome.fault else ""
