"""The part of an event's form that says how large a group may be."""

from flask_babel import lazy_gettext as _l

from eventsys.core.text import read_count
from eventsys.events.groups.rules import LARGEST_GROUP, GroupPlan
from eventsys.web.common.forms import LineField, PartForm, ValidationError
from eventsys.web.common.words import _


class GroupsPart(PartForm):
    """How many places one group may have."""

    largest = LineField(_l("Largest group"), default=str(LARGEST_GROUP))

    def validate_largest(self, field: LineField) -> None:
        """Take a number that a group can have; nothing is none."""
        if not self.to_groups().can_be or read_count(field.text or "0") is None:
            raise ValidationError(_("Write a number from 0 to 200."))

    def to_groups(self) -> GroupPlan:
        """Give how large a group may be; 0 where there are none."""
        return GroupPlan(largest=read_count(self.largest.text) or 0)


def groups_values(plan: GroupPlan) -> dict[str, object]:
    """Write how large a group may be into its field."""
    return {"largest": str(plan.largest)}
