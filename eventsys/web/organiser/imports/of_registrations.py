"""Lists of registrations: people for an event, as a workbook or CSV."""

from collections.abc import Mapping, Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from eventsys.core.db import Session
from eventsys.core.errors import DomainError
from eventsys.core.principal import Principal
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.rules import AgeRule
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import SaveRequest
from eventsys.exchange.imports.people.columns import PersonColumn
from eventsys.exchange.imports.people.operations import judge_draft, save_people, undo_people
from eventsys.exchange.imports.people.queries import places_left
from eventsys.exchange.imports.people.reading import read_people_file
from eventsys.exchange.imports.people.rules import Fault, ListedPerson
from eventsys.exchange.imports.rules import ImportFile, ImportKind, Outcome
from eventsys.registration.lists.errors import EventNotPublished
from eventsys.registration.rules import LONGEST_NAME, IfFull
from eventsys.web.common.forms import OneOf
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.imports.form import ColumnsForm
from eventsys.web.organiser.imports.kind import ListKind, Subject
from eventsys.web.organiser.imports.rows import Line, Note, Preview, preview_of, said_of
from eventsys.web.organiser.imports.words import REFUSALS, refusal_words
from eventsys.web.organiser.wording import category_name


class PeopleForm(ColumnsForm):
    """How a list of people is to be saved."""

    if_full = RadioField(
        _l("If there are fewer places than people"),
        [OneOf(_l("Choose what becomes of the last ones."))],
        choices=[
            (IfFull.REFUSE.value, _l("Save nobody")),
            (IfFull.WAITLIST.value, _l("The last ones wait")),
            (IfFull.PART.value, _l("Leave the last ones out")),
        ],
        default=IfFull.REFUSE.value,
        validate_choice=False,
    )
    tells = BooleanField(
        _l("Send each of them a message with the ticket"),
        description=_l(
            "Only those with an e-mail or a phone number get one. "
            "The list can then no longer be taken back."
        ),
    )

    def to_request(self) -> SaveRequest:
        """Say how the draft is to be saved."""
        return SaveRequest(
            only_good=super().to_request().only_good,
            if_full=IfFull(self.if_full.data),
            tells=bool(self.tells.data),
        )


class Registrations(ListKind):
    """People who are to be registered for an event."""

    key = "registrations"
    kind = ImportKind.PEOPLE
    is_of_event = True
    form = PeopleForm
    onward = "organiser.registration.index"
    onward_words = _l("See who is registered")
    name = _l("Registrations")
    hint = _l(
        "Send a list of people as Excel, LibreOffice, CSV or JSON, with a heading above each "
        "column, or the orders of pretix. You see what "
        "each row comes to before anything is saved. A saved list can be taken back for three days."
    )
    counted = _l("People")
    undone = _l("This list was taken back. Nobody of it is registered any more.")
    undoing = _l(
        "Taking back deletes everybody of the list, as if they had never been registered. It works "
        "as long as nobody of them was told or came."
    )
    refusals = (*REFUSALS, NotEnoughPlaces, EventNotPublished)

    def read(self, name: str, content: bytes, sheet: str) -> ImportFile:
        """Read a list, or the orders of pretix. Raise `UnreadableTable`."""
        return read_people_file(name, content, sheet)

    def columns(self) -> Mapping[str, str]:
        """Name what a column can hold."""
        return {
            PersonColumn.NAME.value: _("Name"),
            PersonColumn.FIRST_NAME.value: _("First name"),
            PersonColumn.LAST_NAME.value: _("Last name"),
            PersonColumn.CATEGORY.value: _("Child or adult"),
            PersonColumn.BIRTH_YEAR.value: _("Year of birth"),
            PersonColumn.CONTACT.value: _("Contact"),
            PersonColumn.EMAIL.value: _("E-mail"),
            PersonColumn.PHONE.value: _("Phone"),
            PersonColumn.LANGUAGE.value: _("Language"),
            PersonColumn.GROUP.value: _("Group"),
            PersonColumn.DATE.value: _("Date no."),
            PersonColumn.REFERENCE.value: _("Reference: rows of one belong together"),
            PersonColumn.STANDING.value: _("Status"),
        }

    def preview(self, session: Session, subject: Subject) -> Preview:
        """Say what the rows of a draft come to."""
        rule, columns = subject.for_event.age_rule, self.columns()
        people = judge_draft(session, subject.run, subject.for_event)
        return preview_of(people, lambda person: line_of(person, columns, rule))

    def notes(self, session: Session, subject: Subject, preview: Preview) -> Sequence[Note]:
        """Say how many places are free, and that there are too few."""
        left = places_left(session, subject.for_event)
        if left is None:
            return ()
        free = ngettext("%(num)d place left", "%(num)d places left", left)
        if preview.ready <= left:
            return [Note(free, "info")]
        short = _("There are fewer places than people. Choose what becomes of the last ones.")
        return [Note(f"{free}. {short}")]

    def save(
        self, session: Session, subject: Subject, form: ColumnsForm, *, by: Principal
    ) -> ImportRun:
        """Register everybody of a draft."""
        request = cast("PeopleForm", form).to_request()
        return save_people(session, subject.run, subject.for_event, request, at=subject.at, by=by)

    def undo(self, session: Session, subject: Subject, *, by: Principal) -> None:
        """Take all registrations back."""
        undo_people(session, subject.run, subject.for_event, at=subject.at, by=by)

    def saved(self, number: int) -> str:
        """Say how many were registered."""
        return ngettext(
            "%(num)d person was registered from this list.",
            "%(num)d people were registered from this list.",
            number,
        )

    def in_use(self) -> str:
        """Say what hangs on those who were registered."""
        return _(
            "The list is in use: people have got messages, came or changed something, or phones "
            "have their tickets. Deregister people one by one instead."
        )

    def refused(self, refusal: DomainError) -> str:
        """Say why a draft was not saved."""
        words = {
            NotEnoughPlaces: _(
                "There are fewer places than people. Choose what becomes of the last ones."
            ),
            EventNotPublished: _("Publish the event first: nobody can register for a draft."),
        }
        return words.get(type(refusal)) or refusal_words(refusal)


def line_of(person: ListedPerson, columns: Mapping[str, str], rule: AgeRule | None) -> Line:
    """Put a row into words."""
    about = [category_name(person.category), str(person.birth_year or ""), person.group]
    reached = person.contact.email or person.contact.phone or ""
    return Line(
        number=person.outcome.number,
        name=person.name or _("(no name)"),
        about=" · ".join(filter(None, about)),
        more=", ".join(filter(None, [person.contact.name, reached])),
        fault=said_of(person.outcome, columns, fault_words(person.outcome, rule)),
        is_wrong=person.outcome.is_wrong,
    )


def fault_words(outcome: Outcome, rule: AgeRule | None) -> str:
    """Say what is wrong with a row, and what to do."""
    if outcome.fault == Fault.KNOWN and outcome.column == PersonColumn.STANDING:
        return _("Was cancelled there, and stays out.")
    words = {
        Fault.NO_NAME: _("A name is missing. Write it, or take the row out."),
        Fault.LONG_NAME: _(
            "The name is too long: at most %(number)s characters.", number=LONGEST_NAME
        ),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.TWICE: _("The same person stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is registered already, and stays as it is."),
        Fault.CATEGORY: _("Write child or adult."),
        Fault.YEAR: _("Write the year with four digits, such as 2016."),
        Fault.OUTSIDE_AGE: _(
            "The event is for those born %(first)s–%(last)s.",
            first=rule.from_year,
            last=rule.to_year,
        )
        if rule
        else "",
        Fault.EMAIL: _("Write the whole e-mail, such as name@example.dk."),
        Fault.PHONE: _("This is no phone number."),
        Fault.LANGUAGE: _("This is none of the site's languages."),
        Fault.DATE: _("Write the number of one of the event's dates."),
    }
    return words[Fault(outcome.fault)] if outcome.fault else ""
