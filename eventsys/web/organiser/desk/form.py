"""The forms by which the service desk registers fast: a row for each person, by keyboard."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, SelectField, ValidationError

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.registration.preprinted.requests import PaperRequest
from eventsys.registration.questions.rules import AskedOf
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import (
    MOST_PARTICIPANTS,
    Channel,
    Contact,
    Source,
    read_email,
    read_phone,
)
from eventsys.web.common.dates import say_when
from eventsys.web.common.forms import Form, LineField, refuse
from eventsys.web.common.questions.form import AnswersForm, Posed
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.person_row import LineRow, PersonRow, check_phone, name_length

LINES_ON_PAPER = 25


class DeskForm(Form):
    """What both ways of typing in ask once: the key, the date, the language."""

    key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    occasion = SelectField(_l("Which date?"), choices=[], validate_choice=True)
    language = SelectField(
        _l("Language of the messages"), choices=[(each.value, each.own_name) for each in Language]
    )

    def fit_dates(self, event: EventView, language: Language, at: datetime) -> None:
        """Offer the dates where one of them is chosen, also those just over."""
        if event.attends is Attends.ALL:
            del self.occasion
            return
        self.occasion.choices = [
            (str(each.no), str(say_when(each.starts_at, each.ends_at, event.zone, language)))
            for each in event.occasions
        ]
        coming = event.next_occasion(at)
        self.occasion.data = self.occasion.data or str(coming.no)

    @property
    def occasion_no(self) -> int | None:
        """Give the date that was chosen, None where it is all of them."""
        return int(self.occasion.data) if "occasion" in self else None


class EntryForm(DeskForm):
    """One family or one person who stands at the desk or is on the phone."""

    source = SelectField(
        _l("How do they register?"),
        choices=[
            (Source.DESK.value, _l("At the desk")),
            (Source.PHONE.value, _l("By phone")),
            (Source.PAPER.value, _l("On paper")),
            (Source.DOOR.value, _l("At the entrance")),
        ],
    )
    people = FieldList(
        FormField(PersonRow), min_entries=MOST_PARTICIPANTS, max_entries=MOST_PARTICIPANTS
    )
    contact_name = LineField(_l("Contact"), [name_length])
    phone = LineField(_l("Phone"))
    email = LineField(_l("E-mail"))
    answers = FormField(AnswersForm)

    def validate_people(self, field: "FieldList[FormField[PersonRow]]") -> None:
        """Ask for somebody."""
        if not any(entry.form.is_filled for entry in field):
            refuse(field[0].form.name, _("Write at least one person."))
            raise ValidationError(_("Write at least one person."))

    def validate_phone(self, field: LineField) -> None:
        """Ask for a number that can be called, where there is one."""
        check_phone(field)

    def validate_email(self, field: LineField) -> None:
        """Ask for an address that mail can reach, where there is one."""
        if field.text and read_email(field.text) is None:
            raise ValidationError(_("Write the whole e-mail, such as name@example.dk."))

    def fit(self, event: EventView, language: Language, at: datetime, posed: Posed) -> None:
        """Take out what the event does not ask, offer its dates, and put its questions in.

        They are asked about those who are written, at first about one person.
        """
        self.fit_dates(event, language, at)
        self.answers.form.ask(posed, AskedOf.REGISTRATION)
        for entry in self.people:
            entry.form.fit(event)
        for index in self.rows() or [0]:
            self.people[index].form.answers.form.ask(posed, AskedOf.PARTICIPANT)

    def sheets(self) -> list[AnswersForm]:
        """Give the answers of all: those of the registration, then of each row."""
        return [self.answers.form, *(entry.form.answers.form for entry in self.people)]

    def rows(self) -> list[int]:
        """List the rows in which somebody is written."""
        return [index for index, entry in enumerate(self.people) if entry.form.is_filled]

    def to_request(self) -> PaperRequest:
        """Give what was typed as the domain asks for it."""
        people = [self.people[index].form for index in self.rows()]
        contact = contact_of(
            self.contact_name.text or people[0].name.text, self.phone.text, self.email.text
        )
        request = paper_request(people, contact, self, Source(self.source.data))
        answers = self.answers.form.to_answers()
        return replace(request, registration=replace(request.registration, answers=answers))


class PaperForm(DeskForm):
    """A list on paper, one registration a line."""

    lines = FieldList(FormField(LineRow), min_entries=LINES_ON_PAPER, max_entries=LINES_ON_PAPER)

    def fit(self, event: EventView, language: Language, at: datetime) -> None:
        """Take out what the event does not ask, and offer its dates."""
        self.fit_dates(event, language, at)
        for entry in self.lines:
            entry.form.fit(event)

    def validate_lines(self, field: "FieldList[FormField[LineRow]]") -> None:
        """Ask for somebody."""
        if not any(entry.form.is_filled for entry in field):
            refuse(field[0].form.name, _("Write at least one person."))
            raise ValidationError(_("Write at least one person."))

    def to_requests(self) -> dict[int, PaperRequest]:
        """Give what was typed as the domain asks for it, by the line's number from 0."""
        lines = {index: entry.form for index, entry in enumerate(self.lines)}
        return {
            index: paper_request(
                [line], contact_of(line.name.text, line.phone.text, ""), self, Source.PAPER
            )
            for index, line in lines.items()
            if line.is_filled
        }


def contact_of(name: str, phone: str, email: str) -> Contact:
    """Write to the address where there is one, else call, else neither."""
    channel = Channel.EMAIL if email else Channel.PHONE if phone else Channel.NONE
    return Contact(
        name=name,
        channel=channel,
        email=read_email(email) if email else None,
        phone=read_phone(phone) if phone else None,
    )


def paper_request(
    people: Sequence[PersonRow], contact: Contact, form: DeskForm, source: Source
) -> PaperRequest:
    """Put a registration together, with the printed tickets that its people hold."""
    return PaperRequest(
        registration=RegistrationRequest(
            contact=contact,
            language=Language(form.language.data),
            participants=[person.to_request() for person in people],
            occasion_no=form.occasion_no,
            source=source,
        ),
        tickets={
            position: person.ticket.text
            for position, person in enumerate(people)
            if person.ticket.text
        },
    )
