"""The form by which a citizen registers one to ten people."""

from collections.abc import Mapping

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.core.text import Language, read_count
from eventsys.events.errors import NotEnoughPlaces
from eventsys.registration.questions.rules import AskedOf
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import (
    LONGEST_NAME,
    LONGEST_WORKPLACE,
    MOST_PARTICIPANTS,
    Category,
    ParticipantRequest,
)
from eventsys.web.common.contact_fields import ContactFields, contact_last
from eventsys.web.common.forms import (
    LineField,
    OneOf,
    PartForm,
    Problem,
    PublicForm,
    problems_of,
    refuse,
)
from eventsys.web.common.languages import current_language
from eventsys.web.common.questions.form import AnswersForm
from eventsys.web.common.words import _
from eventsys.web.public.asking import Asked
from eventsys.web.public.care_form import FamilyCareForm, GrownUp, PersonCareForm
from eventsys.web.public.shortage import IfFullField

FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_LABEL = ""
"""What the page does not name; without it WTForms would look for translations of its name."""


class ParticipantForm(PartForm):
    """One person who is to come; what the event does not ask is taken out."""

    name = LineField(_l("Name"), [Length(max=LONGEST_NAME, message=_l("At most 80 characters."))])
    category = RadioField(
        _l("Child or adult?"),
        [OneOf(_l("Choose child or adult."))],
        choices=[(Category.CHILD.value, _l("Child")), (Category.ADULT.value, _l("Adult"))],
        validate_choice=False,
    )
    birth_year = LineField(_l("Year of birth"))
    workplace = LineField(
        _l("Workplace or association"),
        [
            DataRequired(_l("Write the workplace or association.")),
            Length(max=LONGEST_WORKPLACE, message=_l("At most 120 characters.")),
        ],
    )
    answers = FormField(AnswersForm, NO_LABEL)
    care = FormField(PersonCareForm, NO_LABEL)

    def validate_birth_year(self, field: LineField) -> None:
        """Ask for a year that can be one; the event's rule is judged when registering."""
        if "care" in self and self.care.form.is_companion:
            return
        year = read_count(field.text)
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(_("Write the year of birth with four digits, such as 2016."))

    def fit(self, asked: Asked) -> None:
        """Take out what the event does not ask of a person, and put in what it asks besides."""
        self.answers.form.ask(asked.questions, AskedOf.PARTICIPANT)
        if not asked.category:
            del self.category
        if not asked.birth_year:
            del self.birth_year
        if not asked.workplace:
            del self.workplace
        if asked.care.of_person:
            self.care.form.fit(asked.care)
        else:
            del self.care
        if asked.name:
            self.name.validators = [
                DataRequired(_("Write the person's name.")),
                *self.name.validators,
            ]

    def to_request(self) -> ParticipantRequest:
        """Give the person as the domain asks for one."""
        person = ParticipantRequest(
            name=self.name.text,
            category=Category(self.category.data) if "category" in self else Category.ADULT,
            birth_year=read_count(self.birth_year.text) if "birth_year" in self else None,
            workplace=self.workplace.text if "workplace" in self else "",
            answers=self.answers.form.to_answers(),
        )
        return self.care.form.added_to(person) if "care" in self else person


class RegistrationForm(ContactFields, PublicForm):
    """Who comes, on which date, and how to reach who registered them."""

    if_full = IfFullField(NO_LABEL)
    shortage: NotEnoughPlaces | None = None
    website = StringField(_l("Leave this field empty"), [Length(max=0)])
    occasion = RadioField(
        _l("Which date?"), [OneOf(_l("Choose a date."))], choices=[], validate_choice=False
    )
    participants = FieldList(FormField(ParticipantForm, NO_LABEL), NO_LABEL, min_entries=1)
    answers = FormField(AnswersForm, NO_LABEL)
    care = FormField(FamilyCareForm, NO_LABEL)
    is_adult = BooleanField(
        _l("I am an adult, or I register for a school or an association"), [GrownUp()]
    )

    def validate_participants(self, field: "FieldList[FormField[ParticipantForm]]") -> None:
        """Refuse more people than one registration may hold."""
        if len(field) > MOST_PARTICIPANTS:
            raise ValidationError(too_many())

    def fit(self, asked: Asked) -> None:
        """Take out what the event does not ask, and offer its dates."""
        self.offer_dates(asked)
        self.answers.form.ask(asked.questions, AskedOf.REGISTRATION)
        self.care.form.fit(asked.care, current_language())
        if not asked.care.adult:
            del self.is_adult
        for entry in self.participants:
            entry.form.fit(asked)

    def offer_dates(self, asked: Asked) -> None:
        """Offer the dates of which one is chosen, if any, each with the places it has left."""
        if asked.occasions:
            self.occasion.choices = list(asked.occasions)
        elif "occasion" in self:
            del self.occasion

    def resize(self) -> bool:
        """Show as many people as a button asked for; False where none was pressed."""
        if "people" not in request.form:
            return False
        people = read_count(request.form["people"])
        if people is None or not 1 <= people <= MOST_PARTICIPANTS:
            refuse(self.participants, _("Choose a number from 1 to 10."))
            return True
        while len(self.participants) > people:
            self.participants.pop_entry()
        while len(self.participants) < people:
            self.participants.append_entry()
        return True

    def sheets(self) -> list[AnswersForm]:
        """Give the answers of all: those of the registration, then of each person."""
        return [self.answers.form, *(entry.form.answers.form for entry in self.participants)]

    def problems(self) -> list[Problem]:
        """List what is wrong, each with the person it is about."""
        people = {entry.id: number for number, entry in enumerate(self.participants, start=1)}
        problems = [about_person(problem, people) for problem in problems_of(self)]
        return sorted(problems, key=lambda problem: contact_last(problem.field_id))

    def to_request(self, language: Language) -> RegistrationRequest:
        """Give the registration as the domain asks for one."""
        return RegistrationRequest(
            contact=self.to_contact(),
            language=language,
            participants=[entry.form.to_request() for entry in self.participants],
            occasion_no=int(self.occasion.data) if "occasion" in self else None,
            if_full=self.if_full.choice,
            answers=self.answers.form.to_answers(),
            needs=tuple(self.care.form.needs()),
        )


def about_person(problem: Problem, people: Mapping[str, int]) -> Problem:
    """Say which person a problem is about, where it is about one."""
    for part, number in people.items():
        if problem.field_id.startswith(f"{part}-"):
            text = _("Person %(number)s: %(problem)s", number=number, problem=problem.text)
            return Problem(problem.field_id, text)
    return problem


def too_many() -> str:
    """Say how many people one registration may hold."""
    return _("You can register at most 10 people at once. Register the others afterwards.")
