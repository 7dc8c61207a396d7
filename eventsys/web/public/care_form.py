"""The parts of citizens' forms that ask what people need, and about pictures."""

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    Form as PlainForm,
    RadioField,
    SelectField,
    ValidationError,
)
from wtforms.validators import Length

from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.registration.needs.rules import INTERPRETED, LONGEST_NEED, NeedRequest
from eventsys.registration.rules import Category, ParticipantRequest
from eventsys.web.common.forms import LineField, OneOf, PartForm
from eventsys.web.common.need_words import interpreted_choices
from eventsys.web.common.words import _
from eventsys.web.public.care_asked import GROWN_UP, INVITED, CareAsked

short = Length(
    max=LONGEST_NEED, message=_l("At most 200 characters. Call us if there is more to say.")
)
YES, NO = "yes", "no"


class GrownUp:
    """Lets nobody under age register children."""

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Ask for the tick."""
        if not field.data:
            raise ValidationError(_("An adult must register children."))


class PersonCareForm(PartForm):
    """What is asked about one person beside name and age."""

    who = RadioField(
        _l("Who is it?"),
        [OneOf(_l("Choose who it is."))],
        choices=[],
        default=INVITED,
        validate_choice=False,
    )
    allergy = LineField(_l("Allergy, or food that the person must not have"), [short])
    photos = RadioField(
        _l("May we show pictures of the child?"),
        choices=[(YES, _l("Yes")), (NO, _l("No"))],
        validate_choice=False,
    )

    def fit(self, asked: CareAsked) -> None:
        """Take out what the event does not ask of a person."""
        if asked.who:
            self.who.choices = list(asked.who)
        else:
            del self.who
        if NeedKind.ALLERGY not in asked.needs:
            del self.allergy
        if not asked.photos:
            del self.photos

    @property
    def is_companion(self) -> bool:
        """Tell whether the person comes along with somebody whom the event is for."""
        return "who" in self and self.who.data != INVITED

    @property
    def may_be_shown(self) -> bool | None:
        """Give the answer about pictures; None where there is none."""
        answers = {YES: True, NO: False}
        return answers.get(self.photos.data or "") if "photos" in self else None

    def needs(self) -> list[NeedRequest]:
        """Give what the person needs."""
        if "allergy" not in self or not self.allergy.text:
            return []
        return [NeedRequest(kind=NeedKind.ALLERGY, text=self.allergy.text)]

    def added_to(self, asked: ParticipantRequest) -> ParticipantRequest:
        """Write the answers into a request for the person's place."""
        told = replace(asked, needs=tuple(self.needs()), photos=self.may_be_shown)
        if not self.is_companion:
            return told
        category = Category.ADULT if self.who.data == GROWN_UP else Category.CHILD
        return replace(told, category=category, birth_year=None, is_companion=True)


class FamilyCareForm(PartForm):
    """What is asked once for all who are registered together."""

    interpreter = BooleanField(_l("We need an interpreter"))
    language = SelectField(_l("Which language?"), choices=[], validate_choice=False)
    other_language = LineField(_l("Another language, if it is not in the list"), [short])
    access = LineField(_l("Access, for example with a wheelchair or a pram"), [short])
    other = LineField(_l("Something else that we should know"), [short])

    def fit(self, asked: CareAsked, language: Language) -> None:
        """Take out what the event does not ask."""
        if NeedKind.INTERPRETER in asked.needs:
            self.language.choices = [("", _("Choose")), *interpreted_choices(language)]
        else:
            del self.interpreter, self.language, self.other_language
        if NeedKind.ACCESS not in asked.needs:
            del self.access
        if NeedKind.OTHER not in asked.needs:
            del self.other

    def validate_language(self, field: Field) -> None:
        """Ask for the language where an interpreter is wanted."""
        knows = field.data in INTERPRETED or self.other_language.text
        if self.interpreter.data and not knows:
            raise ValidationError(_("Which language?"))

    def needs(self) -> Iterator[NeedRequest]:
        """Give what they need together."""
        if "interpreter" in self and self.interpreter.data:
            code = self.language.data if self.language.data in INTERPRETED else None
            yield NeedRequest(
                kind=NeedKind.INTERPRETER, language=code, text=self.other_language.text
            )
        for kind in (NeedKind.ACCESS, NeedKind.OTHER):
            text = self[kind.value].data if kind.value in self else ""
            if text:
                yield NeedRequest(kind=kind, text=text)
