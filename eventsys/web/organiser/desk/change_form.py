"""The form by which the service desk changes a registration for somebody."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, ValidationError

from eventsys.core.text import read_count
from eventsys.registration.changes.requests import Amendment, PersonAmendment
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import read_email
from eventsys.web.common.forms import Form, LineField, PartForm
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.form import contact_of
from eventsys.web.organiser.desk.person_row import check_phone, name_length


class PersonForm(PartForm):
    """One person who is there; `position` says who."""

    position = HiddenField()
    name = LineField(_l("Name"), [name_length])
    birth_year = LineField(_l("Year of birth"))


class ChangeForm(Form):
    """Who is registered and who is written to, filled in with what is known."""

    people = FieldList(FormField(PersonForm))
    contact_name = LineField(_l("Contact"), [name_length])
    phone = LineField(_l("Phone"))
    email = LineField(_l("E-mail"))

    def validate_phone(self, field: LineField) -> None:
        """Ask for a number that can be called, where there is one."""
        check_phone(field)

    def validate_email(self, field: LineField) -> None:
        """Ask for an address that mail can reach, where there is one."""
        if field.text and read_email(field.text) is None:
            raise ValidationError(_("Write the whole e-mail, such as name@example.dk."))

    @classmethod
    def of(
        cls, registration: Registration, people: Sequence[Participant], *, asks_year: bool
    ) -> "ChangeForm":
        """Fill the form in with what is stored."""
        contact = registration.contact
        known = [
            {"position": str(each.position), "name": each.name, "birth_year": each.birth_year or ""}
            for each in people
        ]
        form = cls(
            data={
                "people": known,
                "contact_name": contact.name,
                "phone": contact.phone or "",
                "email": contact.email or "",
            }
        )
        companions = {str(each.position) for each in people if each.is_companion}
        for entry in form.people:
            if not asks_year or entry.form.position.data in companions:
                del entry.form.birth_year
        return form

    def to_request(self) -> Amendment:
        """Give the change as the domain asks for one."""
        known = [(read_count(entry.form.position.data or ""), entry.form) for entry in self.people]
        return Amendment(
            contact=contact_of(self.contact_name.text, self.phone.text, self.email.text),
            people={
                position: PersonAmendment(
                    name=form.name.text,
                    birth_year=read_count(form.birth_year.text) if "birth_year" in form else None,
                )
                for position, form in known
                if position is not None
            },
        )
