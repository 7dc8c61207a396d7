"""The forms of the register of actors."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.people.actors.operations import NameRequest
from eventsys.people.actors.rules import LONGEST_ACTOR_NAME, ActorLevel, DatedName, NameKind
from eventsys.web.common.forms import Form, LineField, OneOf, problems_of, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.events.form_parts import Extra
from eventsys.web.organiser.events.times import DayField, check_day

choose = OneOf(_l("Choose one of these."))
written = [
    DataRequired(_l("Write the name.")),
    Length(max=LONGEST_ACTOR_NAME, message=_l("At most 120 characters.")),
]


class SpanForm(Form):
    """A name with the days on which it holds; both may be left blank."""

    name = LineField(_l("Name"), written)
    valid_from = DayField(_l("First day"))
    valid_to = DayField(_l("Last day"))

    def validate(self, extra_validators: Extra = None) -> bool:
        """See that what was typed as days are days, in their order."""
        super().validate(extra_validators)
        for field in (self.valid_from, self.valid_to):
            if field.text:
                check_day(field)
        first, last = self.valid_from.value, self.valid_to.value
        if first and last and last < first:
            refuse(self.valid_to, _("The last day must not be before the first."))
        return not problems_of(self)

    def request_of(self, kind: NameKind) -> NameRequest:
        """Give the name as the register asks for it."""
        return NameRequest(
            name=self.name.text,
            kind=kind,
            valid_from=self.valid_from.value,
            valid_to=self.valid_to.value,
        )


class ActorForm(SpanForm):
    """A new actor: its official name, and whether it is an organisation or a unit of one."""

    level = RadioField(
        _l("Organisation or unit?"),
        choices=[
            (ActorLevel.ORGANISATION.value, _l("Organisation")),
            (ActorLevel.UNIT.value, _l("Unit of an organisation")),
        ],
        validators=[choose],
        validate_choice=False,
        default=ActorLevel.ORGANISATION.value,
    )


class NameForm(SpanForm):
    """One more name of an actor, or a name as it is to be."""

    kind = RadioField(
        _l("Which kind of name?"),
        choices=[
            (NameKind.OFFICIAL.value, _l("Official name")),
            (NameKind.ALIAS.value, _l("Also called")),
            (NameKind.MISSPELLING.value, _l("Misspelling")),
        ],
        validators=[choose],
        validate_choice=False,
        default=NameKind.ALIAS.value,
    )

    def to_request(self) -> NameRequest:
        """Give the name as the register asks for it."""
        return self.request_of(NameKind(self.kind.data))

    @property
    def renames_from(self) -> date | None:
        """Tell from which day on the actor is called otherwise; None where it is not renamed."""
        is_official = self.kind.data == NameKind.OFFICIAL.value
        return self.valid_from.value if is_official and not self.valid_to.text else None


class MergeForm(Form):
    """Into which actor another one is merged."""

    into = SelectField(_l("It is the same as"), validate_choice=False)

    def validate_into(self, field: SelectField) -> None:
        """Ask for one of the actors."""
        known = {choice[0] for choice in field.iter_choices()} - {""}
        if field.data not in known:
            raise ValidationError(_("Choose one of these."))

    def offer(self, likely: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        """Offer actors, the likely ones first."""
        self.into.choices = [("", _("Choose")), *likely, *others]


def values_of(name: DatedName) -> dict[str, object]:
    """Write a name into the fields of its form."""
    return {
        "name": name.name,
        "kind": name.kind.value,
        "valid_from": name.valid_from.isoformat() if name.valid_from else "",
        "valid_to": name.valid_to.isoformat() if name.valid_to else "",
    }
