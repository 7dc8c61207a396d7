"""The form by which a family changes what it told us of its needs and of pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wtforms import FieldList, FormField
from wtforms.widgets import HiddenInput

from eventsys.core.text import Language, read_count
from eventsys.events.care.rules import NeedKind
from eventsys.registration.consents.queries import ChildAnswer
from eventsys.registration.needs.queries import OwnNeed
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.forms import LineField, PartForm, PublicForm
from eventsys.web.public.care_asked import CareAsked
from eventsys.web.public.care_form import NO, YES, FamilyCareForm, PersonCareForm
from eventsys.web.public.groups.care_form import GroupCareForm, counted_values


@dataclass(frozen=True, kw_only=True)
class CareAnswers:
    """What a family tells now, by the participants' ids."""

    common: Sequence[NeedRequest]
    own: Mapping[int, Sequence[NeedRequest]]
    photos: Mapping[int, bool]


class OwnPersonForm(PartForm):
    """What is asked about one person who is registered."""

    position = LineField(widget=HiddenInput())
    care = FormField(PersonCareForm)


class OwnCareForm(PublicForm):
    """What is asked of a family and of each person."""

    people = FieldList(FormField(OwnPersonForm))
    care = FormField(FamilyCareForm)
    is_group = False

    def fit(self, asked: CareAsked, held: Sequence[HeldTicket], language: Language) -> None:
        """Take out what the event does not ask, and those who are not there."""
        self.care.form.fit(asked, language)
        known = {str(each.position): each for each in held}
        self.people.entries = [
            entry for entry in self.people.entries if entry.form.position.text in known
        ]
        for entry in self.people:
            entry.form.care.form.fit(asked_of(known[entry.form.position.text], asked))

    def answers(self, held: Sequence[HeldTicket]) -> CareAnswers:
        """Give what is told now."""
        ids = {each.position: each.participant_id for each in held}
        parts = {
            ids[read_count(entry.form.position.text) or 0]: entry.form.care.form
            for entry in self.people
        }
        return CareAnswers(
            common=list(self.care.form.needs()),
            own={person: part.needs() for person, part in parts.items()},
            photos={
                person: part.may_be_shown
                for person, part in parts.items()
                if part.may_be_shown is not None
            },
        )


class OwnGroupCareForm(OwnCareForm):
    """What is asked of a group, in numbers."""

    care = FormField(GroupCareForm)
    is_group = True


def asked_of(person: HeldTicket, asked: CareAsked) -> CareAsked:
    """Tell what is asked of a person: grown-ups not of pictures, who left not of needs."""
    has_left = person.status is ParticipantStatus.DEREGISTERED
    return replace(
        asked,
        who=[],
        needs=frozenset() if has_left else asked.needs,
        photos=asked.photos and person.category is Category.CHILD,
    )


def values_of(
    held: Sequence[HeldTicket], needs: Sequence[OwnNeed], answers: Sequence[ChildAnswer]
) -> dict[str, object]:
    """Write what was told into the form's fields."""
    common = {need.kind: need for need in needs if need.position is None}
    own = {need.position: need.text for need in needs if need.kind is NeedKind.ALLERGY}
    photos = {answer.position: answer.is_allowed for answer in answers}
    words = {True: YES, False: NO, None: None}
    return {
        "people": [
            {
                "position": str(each.position),
                "care": {
                    "allergy": own.get(each.position, ""),
                    "photos": words[photos.get(each.position)],
                },
            }
            for each in held
        ],
        "care": common_values(common),
    }


def common_values(common: Mapping[NeedKind, OwnNeed]) -> dict[str, object]:
    """Write what all of them need into its fields."""
    texts = {kind: need.text for kind, need in common.items()}
    interpreter = common.get(NeedKind.INTERPRETER)
    return {
        "interpreter": interpreter is not None,
        "language": interpreter.language or "" if interpreter else "",
        "other_language": texts.get(NeedKind.INTERPRETER, ""),
        "access": texts.get(NeedKind.ACCESS, ""),
        "other": texts.get(NeedKind.OTHER, ""),
        **counted_values(common),
    }
