"""The forms of the facts, one for each kind."""

from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from eventsys.casework.models import Fact
from eventsys.casework.records.rules import (
    ActivityRequest,
    ConsultantsRequest,
    DeliverableRequest,
    IndicatorRequest,
    PlanRequest,
    PublicationRequest,
    StaffRequest,
    read_code,
    read_halves,
    read_value,
)
from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationKind,
    PublicationState,
)
from eventsys.core.numbers import write_halves
from eventsys.core.text import Language, read_count
from eventsys.web.common.forms import LineField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.events.times import DayField, check_day
from eventsys.web.organiser.records.fields import (
    FactForm,
    YearField,
    one_of,
    optional,
    short,
    written,
)
from eventsys.web.organiser.records.words import (
    DELIVERABLE_KINDS,
    DELIVERABLE_STATUSES,
    LANGUAGES,
    PLAN_KINDS,
    PUBLICATION_KINDS,
    PUBLICATION_STATES,
)

MOST_CONSULTANTS = 1000


class PlanForm(FactForm):
    """A plan."""

    columns = ("kind", "title", "place", "ended_on")
    kind = one_of(_l("Kind"), PLAN_KINDS)
    title = written(_l("Name of the plan"), _l("Write the name."))
    place = optional(_l("Place"))
    ended_on = DayField(_l("Last day"))

    def to_request(self) -> PlanRequest:
        """Give the plan."""
        return PlanRequest(
            kind=PlanKind(self.kind.data),
            title=self.title.text,
            place=self.place.text,
            ended_on=self.ended_on.value,
        )


class ActivityForm(FactForm):
    """Work on a plan."""

    columns = ("plan_id", "held_on", "role")
    plan_id = one_of(_l("Which plan?"))
    held_on = DayField(_l("Day"))
    role = written(_l("What did the team do?"), _l("Write what the team did."))

    def check(self) -> None:
        """Ask for the day."""
        if not self.held_on.text:
            check_day(self.held_on)

    def to_request(self) -> ActivityRequest:
        """Give the activity."""
        return ActivityRequest(
            plan_id=int(self.plan_id.data or 0),
            held_on=self.held_on.value or date.min,
            role=self.role.text,
        )


class PublicationForm(FactForm):
    """A publication, or an edition of one."""

    columns = ("title", "kind", "state", "first_published_on", "edition_of_id", "language")
    title = written(_l("Title"), _l("Write the title."))
    kind = one_of(_l("Kind"), PUBLICATION_KINDS)
    state = one_of(_l("Status"), PUBLICATION_STATES)
    first_published_on = DayField(_l("First published on"))
    language = one_of(_l("Language"), LANGUAGES)
    edition_of_id = one_of(_l("New edition or translation of"))

    def check(self) -> None:
        """Ask for the day of what is out."""
        is_out = self.state.data == PublicationState.PUBLISHED.value
        if is_out and not self.first_published_on.text:
            check_day(self.first_published_on)

    def to_request(self) -> PublicationRequest:
        """Give the publication."""
        return PublicationRequest(
            title=self.title.text,
            kind=PublicationKind(self.kind.data),
            state=PublicationState(self.state.data),
            first_published_on=self.first_published_on.value,
            edition_of_id=int(self.edition_of_id.data or 0) or None,
            language=Language(self.language.data) if self.language.data else None,
        )


class DeliverableForm(FactForm):
    """A project, a concept or a study."""

    columns = ("title", "kind", "status", "year", "place")
    title = written(_l("Title"), _l("Write the title."))
    kind = one_of(_l("Kind"), DELIVERABLE_KINDS)
    status = one_of(_l("Status"), DELIVERABLE_STATUSES)
    year = YearField(_l("Year"))
    place = optional(_l("Place"))

    def to_request(self) -> DeliverableRequest:
        """Give the deliverable."""
        return DeliverableRequest(
            title=self.title.text,
            kind=DeliverableKind(self.kind.data),
            status=DeliverableStatus(self.status.data),
            year=self.year.year,
            place=self.place.text,
        )


class StaffForm(FactForm):
    """A row of the programme with its staff-years in halves."""

    columns = ("programme_year", "code", "title")
    programme_year = YearField(_l("Year"))
    code = LineField(_l("Number in the programme"))
    title = written(_l("Main area"), _l("Write the name."))
    staff_years = LineField(_l("Staff-years"))

    def check(self) -> None:
        """Ask for a code and for halves."""
        if read_code(self.code.text) is None:
            refuse(self.code, _("Write the number as 1.a or 2."))
        if read_halves(self.staff_years.text) is None:
            refuse(self.staff_years, _("Write whole or half staff-years, such as 1½."))

    def to_request(self) -> StaffRequest:
        """Give the row."""
        return StaffRequest(
            programme_year=self.programme_year.year,
            code=read_code(self.code.text) or "",
            title=self.title.text,
            half_years=read_halves(self.staff_years.text) or 0,
        )

    @classmethod
    def values_from(cls, row: Fact) -> dict[str, object]:
        """Write a row of the programme into the fields of its form."""
        staff_years = write_halves(vars(row)["half_years"])
        return {**super().values_from(row), "staff_years": staff_years}


class ConsultantsForm(FactForm):
    """How many consultants the team has."""

    columns = ("year", "consultants")
    year = YearField(_l("Year"))
    consultants = LineField(_l("Consultants"))

    def check(self) -> None:
        """Ask for a number."""
        number = read_count(self.consultants.text)
        if number is None or not 0 <= number <= MOST_CONSULTANTS:
            refuse(self.consultants, _("Write a whole number."))

    def to_request(self) -> ConsultantsRequest:
        """Give the number."""
        consultants = read_count(self.consultants.text) or 0
        return ConsultantsRequest(year=self.year.year, consultants=consultants)


class IndicatorForm(FactForm):
    """A number that others have found."""

    columns = ("title", "value", "unit", "year", "period", "source")
    title = written(_l("What does it measure?"), _l("Write what it measures."))
    value = LineField(_l("Value"))
    unit = short(_l("Unit of the value"), _l("Write the unit, such as point."))
    year = YearField(_l("Year"))
    period = short(_l("Period"), _l("Write which period it is about."))
    source = written(_l("Source"), _l("Write who says so."))

    def check(self) -> None:
        """Ask for a number."""
        if read_value(self.value.text) is None:
            refuse(self.value, _("Write a number, such as 4 or -0,5."))

    def to_request(self) -> IndicatorRequest:
        """Give the number with its source."""
        return IndicatorRequest(
            title=self.title.text,
            value=read_value(self.value.text) or Decimal(0),
            unit=self.unit.text,
            year=self.year.year,
            period=self.period.text,
            source=self.source.text,
        )
