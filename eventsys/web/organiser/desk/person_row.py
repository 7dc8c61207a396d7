"""The rows of the desk's tables: each is one person."""

from flask_babel import lazy_gettext as _l
from wtforms import FormField, SelectField, ValidationError
from wtforms.validators import Length

from eventsys.core.text import read_count
from eventsys.events.programme.rules import EventView
from eventsys.registration.rules import (
    LONGEST_NAME,
    LONGEST_WORKPLACE,
    Category,
    ParticipantRequest,
    read_phone,
)
from eventsys.web.common.forms import LineField, PartForm
from eventsys.web.common.questions.form import AnswersForm
from eventsys.web.common.words import _

FIRST_YEAR, LAST_YEAR = 1900, 2100
name_length = Length(max=LONGEST_NAME, message=_l("At most 80 characters."))


class PersonRow(PartForm):
    """One person; a row that is left empty is nobody."""

    name = LineField(_l("Name"), [name_length])
    category = SelectField(
        _l("Child or adult?"),
        choices=[(Category.CHILD.value, _l("Child")), (Category.ADULT.value, _l("Adult"))],
    )
    birth_year = LineField(_l("Year of birth"))
    workplace = LineField(
        _l("Workplace or association"),
        [Length(max=LONGEST_WORKPLACE, message=_l("At most 120 characters."))],
    )
    ticket = LineField(_l("Code of a printed ticket"))
    answers = FormField(AnswersForm)

    @property
    def is_filled(self) -> bool:
        """Tell whether somebody is written here."""
        return bool(self.name.text or self.ticket.text or self.year_text)

    @property
    def year_text(self) -> str:
        """Give the birth year as it was typed."""
        return self.birth_year.text if "birth_year" in self else ""

    def validate_birth_year(self, field: LineField) -> None:
        """Ask for a year that can be one."""
        year = read_count(field.text) if field.text else FIRST_YEAR
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(_("Write the year of birth with four digits, such as 2016."))

    def fit(self, event: EventView) -> None:
        """Take out what the event does not ask."""
        if event.age_rule is None:
            del self.birth_year
        else:
            del self.category
        if not event.asks_workplace:
            del self.workplace

    def to_request(self) -> ParticipantRequest:
        """Give the person as the domain asks for one."""
        return ParticipantRequest(
            name=self.name.text,
            category=Category(self.category.data) if "category" in self else Category.CHILD,
            birth_year=read_count(self.year_text),
            workplace=self.workplace.text if "workplace" in self else "",
            answers=self.answers.form.to_answers(),
        )


class LineRow(PersonRow):
    """One line of a list on paper: a person with a phone of their own."""

    phone = LineField(_l("Phone"))

    def validate_phone(self, field: LineField) -> None:
        """Ask for a number that can be called, where there is one."""
        check_phone(field)


def check_phone(field: LineField) -> None:
    """Ask for a number that can be called, where there is one."""
    if field.text and read_phone(field.text) is None:
        raise ValidationError(_("Write the number with eight digits, such as 12 34 56 78."))
