"""The form by which an event is made and changed."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectMultipleField

from eventsys.core import clock
from eventsys.core.text import Language
from eventsys.events.rules import (
    Attends,
    Audience,
    EventKind,
    UnknownTickets,
    Visibility,
    slug_from,
)
from eventsys.web.common.forms import LineField, OneOf, ProseField, problems_of
from eventsys.web.common.words import _
from eventsys.web.organiser.events.care_part import CarePart
from eventsys.web.organiser.events.checks import check_event
from eventsys.web.organiser.events.contact_part import TeamContactForm
from eventsys.web.organiser.events.form_parts import (
    NEW,
    SAME,
    Extra,
    MomentForm,
    OccasionForm,
    PlaceForm,
)
from eventsys.web.organiser.events.groups_part import GroupsPart
from eventsys.web.organiser.events.intake_part import IntakePart
from eventsys.web.organiser.events.overbooked import WaysOut
from eventsys.web.organiser.events.texts_part import DanishForm, Texts, TranslationForm
from eventsys.web.organiser.events.weekly_part import MOST_OCCASIONS, WeeklyPart
from eventsys.web.organiser.meanwhile import SealedForm

DROP_IN = "drop-in"
REGISTER = "register"
Choices = list[tuple[str, str]]
choose = OneOf(_l("Choose one of these."))


class EventForm(SealedForm):
    """All that an organiser decides about an event."""

    kind = RadioField(
        _l("What is it?"),
        choices=[
            (EventKind.PUBLIC.value, _l("Event")),
            (EventKind.COURSE.value, _l("Course")),
            (EventKind.WORKSHOP.value, _l("Workshop")),
        ],
        validators=[choose],
        validate_choice=False,
    )
    text_da = FormField(DanishForm, Language.DANISH.own_name)
    text_en = FormField(TranslationForm, Language.ENGLISH.own_name)
    text_ar = FormField(TranslationForm, Language.ARABIC.own_name)
    text_tr = FormField(TranslationForm, Language.TURKISH.own_name)
    text_ur = FormField(TranslationForm, Language.URDU.own_name)
    text_so = FormField(TranslationForm, Language.SOMALI.own_name)
    slug = LineField(_l("Address of the page"))
    audience = RadioField(
        _l("Who is it for?"),
        choices=[
            (Audience.FAMILIES.value, _l("Everybody")),
            (Audience.CHILDREN.value, _l("Children")),
            (Audience.ADULTS.value, _l("Adults")),
            (Audience.STAFF.value, _l("Staff")),
        ],
        validators=[choose],
        validate_choice=False,
    )
    spoken = SelectMultipleField(
        _l("Languages spoken there"),
        choices=[(each.value, each.own_name) for each in Language],
        validate_choice=False,
    )
    occasions = FieldList(
        FormField(OccasionForm), _l("When and where"), min_entries=1, max_entries=MOST_OCCASIONS
    )
    weekly = FormField(WeeklyPart)
    attends = RadioField(
        _l("With several dates, people come to"),
        choices=[
            (Attends.ALL.value, _l("all of them")),
            (Attends.ONE.value, _l("one of them, which they choose")),
        ],
        validators=[choose],
        validate_choice=False,
    )
    place = FormField(PlaceForm)
    contact = FormField(TeamContactForm, _l("Whom may people ask?"))
    registering = RadioField(
        _l("Do people register?"),
        choices=[(REGISTER, _l("Yes, each gets a ticket")), (DROP_IN, _l("No, they just come"))],
        validators=[choose],
        validate_choice=False,
    )
    capacity = LineField(_l("Number of places"))
    opens = FormField(MomentForm, _l("Registration opens"))
    closes = FormField(MomentForm, _l("Registration closes"))
    born_from = LineField(_l("Born in or after"))
    born_until = LineField(_l("Born in or before"))
    asks_workplace = BooleanField(_l("Ask which workplace or association each person comes from"))
    care = FormField(CarePart, "")
    intake = FormField(IntakePart, "")
    groups = FormField(GroupsPart, "")
    visibility = RadioField(
        _l("Who finds it?"),
        choices=[
            (Visibility.ALL.value, _l("Everybody: it stands in the list and the calendar")),
            (Visibility.LINK.value, _l("Only those who have the link")),
        ],
        validators=[choose],
        validate_choice=False,
    )
    gates = ProseField(_l("Gates"))
    reentry = BooleanField(_l("People may go out and come in again"))
    family_scan = BooleanField(_l("One scan lets a family in"))
    unknown_tickets = RadioField(
        _l("The scanner shows a code that it does not know"),
        choices=[
            (UnknownTickets.AMBER.value, _l("in amber: the volunteer asks")),
            (UnknownTickets.RED.value, _l("in red: the person stays outside")),
        ],
        validators=[choose],
        validate_choice=False,
    )
    unsealed = frozenset({"place", "weekly"})
    status = 422
    keeps: frozenset[str] = frozenset()
    overbooked: WaysOut | None = None
    """What is asked where the capacity would be lower than the places taken."""

    def offer(self, venues: Choices, districts: Choices) -> None:
        """Give the lists of places their choices; each new date may be where the last one is."""
        self.place.form.district.choices = [("", _("Choose")), *districts]
        new = (NEW, _("A new place, written below"))
        for number, entry in enumerate(self.occasions):
            first = (
                ("", _("Choose a place")) if number == 0 else (SAME, _("Same as the date above"))
            )
            entry.form.venue.choices = [first, *venues, new]

    def validate(self, extra_validators: Extra = None) -> bool:
        """See that everything makes sense, as far as that shows without the database."""
        super().validate(extra_validators)
        check_event(self, clock.now())
        return not problems_of(self)

    def texts(self) -> Texts:
        """Give the texts by language."""
        return {each: self[f"text_{each.value}"].form for each in Language}

    def dates(self) -> list[OccasionForm]:
        """Give the dates as typed."""
        return [entry.form for entry in self.occasions]

    @property
    def asks_new_place(self) -> bool:
        """Tell whether a date is at the new place."""
        return any(part.venue.data == NEW for part in self.dates())

    @property
    def gate_names(self) -> list[str]:
        """Give the gates, one a line."""
        return [name.strip() for name in self.gates.text.splitlines() if name.strip()]

    @property
    def chosen_slug(self) -> str:
        """Give the address that was typed, else one made from the Danish title."""
        return self.slug.text or slug_from(self.text_da.form.title.text)
