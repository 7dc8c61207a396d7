"""The part of a group's form that asks what its people need, in numbers and not by name."""

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l

from eventsys.core.text import Language, read_count
from eventsys.events.care.rules import NeedKind
from eventsys.events.groups.rules import MOST_IN_A_GROUP
from eventsys.registration.needs.queries import OwnNeed
from eventsys.registration.needs.rules import NeedRequest
from eventsys.web.common.forms import LineField, ValidationError
from eventsys.web.common.words import _
from eventsys.web.public.care_asked import CareAsked
from eventsys.web.public.care_form import FamilyCareForm, short

COUNTED = (NeedKind.ALLERGY, NeedKind.ACCESS)


class GroupCareForm(FamilyCareForm):
    """What a group needs: how many of it, and what."""

    allergy_number = LineField(_l("How many have an allergy, or food they must not have?"))
    allergy = LineField(_l("Which? For example: 2 nuts, 1 milk"), [short])
    access_number = LineField(_l("How many need help with access?"))
    access = LineField(_l("What kind? For example a wheelchair"), [short])

    def fit(self, asked: CareAsked, language: Language) -> None:
        """Take out what the event does not ask."""
        if NeedKind.ALLERGY not in asked.needs:
            del self.allergy, self.allergy_number
        if NeedKind.ACCESS not in asked.needs:
            del self.access_number
        super().fit(asked, language)

    def validate_allergy_number(self, field: LineField) -> None:
        """Take a number or nothing."""
        check_number(field)

    def validate_access_number(self, field: LineField) -> None:
        """Take a number or nothing."""
        check_number(field)

    def needs(self) -> Iterator[NeedRequest]:
        """Give what they need; a number that is 0 needs nothing."""
        counted = {need.kind: need for need in self.counted()}
        yield from (need for need in super().needs() if need.kind not in COUNTED)
        yield from counted.values()

    def counted(self) -> Iterator[NeedRequest]:
        """Give the needs that are counted."""
        for kind in COUNTED:
            if kind.value in self:
                text = self[kind.value].data or ""
                number = read_count(self[f"{kind.value}_number"].data or "")
                if text or number:
                    yield NeedRequest(kind=kind, text=text, number=number or None)


def check_number(field: LineField) -> None:
    """Take a number that a group can have, or nothing."""
    number = read_count(field.text)
    if field.text and (number is None or not 0 <= number <= MOST_IN_A_GROUP):
        raise ValidationError(_("Write a number, such as 2, or nothing."))


def counted_values(common: Mapping[NeedKind, OwnNeed]) -> dict[str, object]:
    """Write the needs that are counted into their fields."""
    told = {kind: common[kind] for kind in COUNTED if kind in common}
    texts = {kind.value: need.text for kind, need in told.items()}
    return {**texts, **{f"{kind.value}_number": str(e.number or "") for kind, e in told.items()}}
