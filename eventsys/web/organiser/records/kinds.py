"""What each kind of facts is: its table, its form, its list and its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from eventsys.casework.models import (
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    Fact,
    Plan,
    PlanActivity,
    Publication,
    StaffAllocation,
)
from eventsys.casework.records.operations import FactRow
from eventsys.casework.records.queries import (
    list_activities,
    list_consultants,
    list_deliverables,
    list_indicators,
    list_originals,
    list_plans,
    list_publications,
    list_staff,
)
from eventsys.core.db import Session
from eventsys.core.numbers import write_halves
from eventsys.core.text import Language
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _
from eventsys.web.organiser.records.fields import Choices, FactForm, typed
from eventsys.web.organiser.records.forms import (
    ActivityForm,
    ConsultantsForm,
    DeliverableForm,
    IndicatorForm,
    PlanForm,
    PublicationForm,
    StaffForm,
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of facts; `shown` are the fields of its form that stand in its list."""

    model: type[FactRow]
    form: type[FactForm]
    listed: Callable[[Session, int], Sequence[FactRow]]
    shown: tuple[str, ...]
    has_years: bool = True


KINDS = {
    "plans": Kind(
        model=Plan,
        form=PlanForm,
        listed=lambda session, _year: list_plans(session),
        shown=("title", "kind", "place", "ended_on"),
        has_years=False,
    ),
    "activities": Kind(
        model=PlanActivity,
        form=ActivityForm,
        listed=list_activities,
        shown=("plan_id", "held_on", "role"),
    ),
    "publications": Kind(
        model=Publication,
        form=PublicationForm,
        listed=list_publications,
        shown=("title", "kind", "state", "first_published_on", "language", "edition_of_id"),
    ),
    "deliverables": Kind(
        model=Deliverable,
        form=DeliverableForm,
        listed=list_deliverables,
        shown=("title", "kind", "status", "place"),
    ),
    "staff": Kind(
        model=StaffAllocation,
        form=StaffForm,
        listed=list_staff,
        shown=("code", "title", "staff_years"),
    ),
    "consultants": Kind(
        model=ConsultantCount,
        form=ConsultantsForm,
        listed=list_consultants,
        shown=("year", "consultants"),
    ),
    "indicators": Kind(
        model=ExternalIndicator,
        form=IndicatorForm,
        listed=list_indicators,
        shown=("title", "value", "unit", "period", "source"),
    ),
}


def offered(session: Session, form: type[FactForm]) -> dict[str, Choices]:
    """List what is chosen among in a form: plans for their work, first editions for later ones."""
    if form is ActivityForm:
        return {"plan_id": [(str(each.id), each.title) for each in list_plans(session)]}
    if form is PublicationForm:
        originals = [(str(key), title) for key, title in list_originals(session).items()]
        return {"edition_of_id": [("", _("None of these")), *originals]}
    return {}


def cells_of(row: Fact, shown: Sequence[str], form: FactForm, language: Language) -> list[str]:
    """Put a fact into the words of its list."""
    return [word_of(row, name, form, language) for name in shown]


def word_of(row: Fact, name: str, form: FactForm, language: Language) -> str:
    """Say what stands in one field."""
    if name == "staff_years":
        return write_halves(vars(row)["half_years"])
    value = getattr(row, name)
    if isinstance(value, date):
        return say_date(value, language)
    text = typed(row, name)
    choices = getattr(form[name], "choices", None) or []
    known = {str(each[0]): str(each[1]) for each in choices if each[0] or name == "language"}
    return known.get(text, text)
