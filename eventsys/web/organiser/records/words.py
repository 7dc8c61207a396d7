"""The facts in words."""

from flask_babel import lazy_gettext as _l

from eventsys.casework.records.errors import AfterTheEnd, FactInUse, FactKnown, NotAnOriginal
from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationKind,
    PublicationState,
)
from eventsys.casework.tasks.errors import LooksLikeCpr
from eventsys.core.errors import DomainError
from eventsys.core.text import Language
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.words import cpr_words

REFUSALS = (AfterTheEnd, FactInUse, FactKnown, LooksLikeCpr, NotAnOriginal)
PLAN_KINDS = [
    (PlanKind.COMPREHENSIVE_PLAN.value, _l("Comprehensive plan")),
    (PlanKind.URBAN_REGENERATION.value, _l("Urban regeneration")),
]
PUBLICATION_KINDS = [
    (PublicationKind.REPORT.value, _l("Report")),
    (PublicationKind.HANDBOOK.value, _l("Handbook")),
    (PublicationKind.ARTICLE.value, _l("Article")),
    (PublicationKind.LEAFLET.value, _l("Leaflet")),
    (PublicationKind.OTHER.value, _l("Other")),
]
PUBLICATION_STATES = [
    (PublicationState.PUBLISHED.value, _l("Published")),
    (PublicationState.DRAFT.value, _l("Draft")),
]
DELIVERABLE_KINDS = [
    (DeliverableKind.PROJECT.value, _l("Project")),
    (DeliverableKind.WORKSHOP_CONCEPT.value, _l("Workshop concept")),
    (DeliverableKind.STUDY.value, _l("Study")),
]
DELIVERABLE_STATUSES = [
    (DeliverableStatus.PLANNED.value, _l("Planned")),
    (DeliverableStatus.UNDER_WAY.value, _l("Under way")),
    (DeliverableStatus.DELIVERED.value, _l("Delivered")),
    (DeliverableStatus.DROPPED.value, _l("Dropped")),
]
LANGUAGES = [
    *((each.value, each.own_name) for each in Language),
    ("", _l("Another language")),
]


def about_words(kind: str) -> str:
    """Say what the list of a kind of facts is for."""
    return {
        "plans": _(
            "Plans for housing areas in which the team takes part. They count by their work."
        ),
        "activities": _("What the team did in a plan, day by day. Each plan counts once a year."),
        "publications": _("What the team has published. Drafts and new editions do not count."),
        "deliverables": _("What the programme promised: projects, concepts and studies."),
        "staff": _("How the year's staff-years are shared out among the main areas."),
        "consultants": _("How many work in the team. It should be the sum of the staff-years."),
        "indicators": _("Numbers that others have found. They always stand with their source."),
    }[kind]


def refusal_words(refusal: DomainError) -> str:
    """Say why a fact is not kept, or not taken away."""
    words = {
        AfterTheEnd: _("The plan had ended before that day."),
        FactInUse: _("Something else is told of it. Delete that first."),
        FactKnown: _("The year has that already. Change what is there."),
        LooksLikeCpr: cpr_words(),
        NotAnOriginal: _("Choose the first edition, not a later one."),
    }
    return words[type(refusal)]
