"""The form by which a school or an association registers many people at once."""

from collections.abc import Iterator
from itertools import chain

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.core.text import CPR_MASK, Language, mask_cpr, read_count
from eventsys.events.errors import NotEnoughPlaces
from eventsys.exchange.people.rules import Judged
from eventsys.registration.questions.rules import AskedOf
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import LONGEST_NAME, Category, ParticipantRequest
from eventsys.web.common.contact_fields import ContactFields, contact_last
from eventsys.web.common.forms import (
    LineField,
    OneOf,
    Problem,
    ProseField,
    PublicForm,
    problems_of,
    refuse,
)
from eventsys.web.common.languages import current_language
from eventsys.web.common.questions.form import AnswersForm
from eventsys.web.common.words import _
from eventsys.web.public.asking import Asked
from eventsys.web.public.groups.asked import GroupAsked
from eventsys.web.public.groups.care_form import GroupCareForm
from eventsys.web.public.groups.list_part import ListPart
from eventsys.web.public.shortage import IfFullField

MOST_NAMES = 250


class GroupForm(ContactFields, PublicForm):
    """Who the group is, how many are coming, their names where they are told, and a contact."""

    if_full = IfFullField()
    shortage: NotEnoughPlaces | None = None
    website = StringField(_l("Leave this field empty"), [Length(max=0)])
    group_name = LineField(
        _l("Name of the school, class or association"),
        [
            DataRequired(_l("Write the group's name.")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters.")),
        ],
    )
    occasion = RadioField(
        _l("Which date?"), [OneOf(_l("Choose a date."))], choices=[], validate_choice=False
    )
    children = LineField(_l("How many children?"))
    adults = LineField(_l("How many adults?"))
    of_age = BooleanField()
    names = ProseField(_l("Names, one on each line"))
    people = FormField(ListPart)
    answers = FormField(AnswersForm)
    care = FormField(GroupCareForm)
    asked: GroupAsked
    ask_for: int = 0
    """How many places the organisers can be asked for; 0 where there is nothing to ask."""

    def fit(self, asked: Asked, group: GroupAsked) -> None:
        """Take out what the event does not ask, and offer its dates."""
        self.asked = group
        if asked.occasions:
            self.occasion.choices = list(asked.occasions)
        else:
            del self.occasion
        self.answers.form.ask(asked.questions, AskedOf.REGISTRATION)
        self.care.form.fit(asked.care, current_language())
        if not group.children:
            del self.children
            self.adults.label.text = _("How many people?")
        if not group.adults:
            del self.adults
        if group.of_age:
            self.of_age.label.text = group.of_age
        else:
            del self.of_age

    def take_list_in(self) -> bool:
        """Read a file, or forget the list; raise the numbers to what the list holds."""
        is_asked = self.people.form.take_in(drops="drop" in request.form)
        if is_asked:
            for field, category in self.counted():
                named = sum(row.category is category for row in self.right_rows())
                if named > (read_count(field.text) or 0):
                    field.data = str(named)
        return is_asked

    @property
    def participants(self) -> LineField:
        """Give the field at which is said what is wrong with the people as a whole."""
        return next(self.counted())[0]

    def counted(self) -> Iterator[tuple[LineField, Category]]:
        """Give the fields that ask for numbers, and whom they count."""
        if "children" in self:
            yield self.children, Category.CHILD
        if "adults" in self:
            yield self.adults, Category.ADULT

    def rows(self) -> list[Judged]:
        """Give the rows of the list, judged."""
        return self.people.form.judged(self.asked.wanted)

    def right_rows(self) -> list[Judged]:
        """Give the rows that can be registered."""
        return [row for row in self.rows() if row.fault is None]

    def typed_names(self) -> list[str]:
        """Give the names that were typed, without empty lines."""
        lines = (" ".join(line.split()) for line in self.names.text.split("\n"))
        return [line for line in lines if line]

    def validate_names(self, field: ProseField) -> None:
        """Take a name a line, no longer than names are."""
        for number, name in enumerate(self.typed_names(), start=1):
            if len(name) > LONGEST_NAME:
                raise ValidationError(
                    _("Name no. %(number)s is too long: at most 80 characters.", number=number)
                )

    def validate_of_age(self, field: BooleanField) -> None:
        """Ask whoever leads the group to vouch for the ages."""
        if not field.data:
            raise ValidationError(_("Say yes to this, or register the others another way."))

    def check_numbers(self) -> bool:
        """Lay on the numbers what is wrong with them; call it after `validate`."""
        numbers = {category: self.number_in(field) for field, category in self.counted()}
        if any(field.errors for field, _category in self.counted()):
            return False
        first, total = self.participants, sum(numbers.values())
        if total == 0:
            refuse(first, _("Write how many are coming."))
        elif total > (self.asked.most if self.asks_for_more else self.asked.largest):
            self.ask_for = total if total <= self.asked.most else 0
            refuse(first, self.asked.most_words)
        elif not self.has_rows and len(self.typed_names()) > total:
            refuse(self.names, _("There are more names than people. Write a larger number."))
        for field, category in self.counted():
            if sum(row.category is category for row in self.right_rows()) > numbers[category]:
                refuse(field, _("The list has more names than this. Write a larger number."))
        return not problems_of(self)

    def number_in(self, field: LineField) -> int:
        """Read how many are coming; nothing is 0."""
        number = read_count(field.text) if field.text else 0
        if number is None or number < 0:
            refuse(field, _("Write a number, such as 25."))
        return number or 0

    @property
    def asks_for_more(self) -> bool:
        """Tell whether the button was pressed that asks the organisers for more places."""
        return "ask" in request.form

    @property
    def has_rows(self) -> bool:
        """Tell whether a list was read; the names that were typed do not count then."""
        return bool(self.people.form.listed())

    @property
    def is_masked(self) -> bool:
        """Tell whether something that looks like a CPR number is taken out."""
        names = [mask_cpr(name) for name in (self.group_name.text, self.names.text)]
        is_in_list = any(row.is_masked for row in self.rows())
        is_typed = any(CPR_MASK in name for name in names)
        return is_in_list or is_typed or self.answers.form.is_masked

    def to_people(self) -> list[ParticipantRequest]:
        """Give the people: those with a name first, children before adults."""
        typed = [] if self.has_rows else [without_cpr(name) for name in self.typed_names()]
        people: list[ParticipantRequest] = []
        for field, category in self.counted():
            number = read_count(field.text) or 0
            known = [row for row in self.right_rows() if row.category is category]
            told = [(row.name, row.birth_year) for row in known]
            told += [(name, None) for name in typed[: number - len(told)]]
            typed = typed[number:]
            rest = [("", None)] * (number - len(told))
            people += [self.person(*each, category) for each in chain(told, rest)]
        return people

    def person(self, name: str, year: int | None, category: Category) -> ParticipantRequest:
        """Ask for one person's place."""
        along = self.asked.are_companions and category is Category.ADULT
        return ParticipantRequest(
            name=name,
            category=category,
            birth_year=None if along else year,
            is_companion=along,
        )

    def problems(self) -> list[Problem]:
        """List what is wrong, the contact last, as on the page."""
        return sorted(problems_of(self), key=lambda problem: contact_last(problem.field_id))

    def to_request(self, language: Language) -> RegistrationRequest:
        """Give the registration as the domain asks for one."""
        return RegistrationRequest(
            contact=self.to_contact(),
            language=language,
            participants=self.to_people(),
            occasion_no=int(self.occasion.data) if "occasion" in self else None,
            if_full=self.if_full.choice,
            answers=self.answers.form.to_answers(),
            needs=tuple(self.care.form.needs()),
            group_name=without_cpr(self.group_name.text),
            asks_for_more=self.asks_for_more,
        )


def without_cpr(name: str) -> str:
    """Take what looks like a CPR number out of a name."""
    return " ".join(mask_cpr(name).replace(CPR_MASK, " ").split())
