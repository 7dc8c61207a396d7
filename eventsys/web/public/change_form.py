"""The form by which names, birth years and the contact of a registration are changed."""

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.core.text import read_count
from eventsys.registration.changes.requests import Amendment, PersonAmendment
from eventsys.registration.errors import OutsideAgeRule
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import LONGEST_NAME
from eventsys.web.common.contact_fields import ContactFields, contact_last
from eventsys.web.common.forms import LineField, PartForm, Problem, PublicForm, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.public.asking import Asked
from eventsys.web.public.registration_form import FIRST_YEAR, LAST_YEAR
from eventsys.web.public.wording import age_words


class PersonForm(PartForm):
    """One person who is there; `position` says who."""

    position = HiddenField()
    name = LineField(_l("Name"), [Length(max=LONGEST_NAME, message=_l("At most 80 characters."))])
    birth_year = LineField(_l("Year of birth"))

    def validate_birth_year(self, field: LineField) -> None:
        """Ask for a year that can be one; the event's rule is judged when it is stored."""
        year = read_count(field.text)
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(_("Write the year of birth with four digits, such as 2016."))

    def fit(self, asked: Asked, ageless: Collection[str], *, needs_name: bool) -> None:
        """Take out what the event does not ask of a person; of some no year was asked."""
        if not asked.birth_year or self.position.data in ageless:
            del self.birth_year
        if needs_name:
            self.name.validators = [
                DataRequired(_("Write the person's name.")),
                *self.name.validators,
            ]


class ChangeForm(ContactFields, PublicForm):
    """Who is registered and who is written to, filled in with what is known."""

    people = FieldList(FormField(PersonForm))
    is_group = False

    @classmethod
    def of(cls, registration: Registration, people: Sequence[Participant]) -> "ChangeForm":
        """Fill the form in with what is stored."""
        contact = registration.contact
        known = {
            "contact_name": contact.name,
            "channel": contact.channel.value,
            "email": contact.email or "",
            "phone": contact.phone or "",
            "people": [
                {
                    "position": str(person.position),
                    "name": person.name or "",
                    "birth_year": str(person.birth_year or ""),
                }
                for person in people
            ],
        }
        form = cls(f"change {registration.public_id}", data=known)
        form.is_group = registration.group_name is not None
        return form

    def fit(self, asked: Asked, people: Sequence[Participant]) -> None:
        """Take out what the event does not ask."""
        ageless = {str(each.position) for each in people if each.birth_year is None}
        for entry in self.people:
            entry.form.fit(asked, ageless, needs_name=asked.name and not self.is_group)

    def problems(self) -> list[Problem]:
        """List what is wrong, those of the people first, as they stand on the page."""
        return sorted(problems_of(self), key=lambda problem: contact_last(problem.field_id))

    def to_request(self) -> Amendment:
        """Give the change as the domain asks for one."""
        known = [(read_count(entry.form.position.data or ""), entry.form) for entry in self.people]
        return Amendment(
            contact=self.to_contact(),
            people={
                position: PersonAmendment(
                    name=form.name.text,
                    birth_year=read_count(form.birth_year.text) if "birth_year" in form else None,
                )
                for position, form in known
                if position is not None
            },
        )

    def refuse_ages(self, refusal: OutsideAgeRule) -> None:
        """Say of each person outside the age rule whom the event is for."""
        message = _("The event is for: %(whom)s.", whom=age_words(refusal.rule))
        for position in refusal.positions:
            refuse(self.people[position].form.birth_year, message)
