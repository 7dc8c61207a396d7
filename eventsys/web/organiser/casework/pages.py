"""The pages of the casework that stand beside each other."""

from flask import url_for

from eventsys.web.common.words import _
from eventsys.web.organiser.tabs import Tab

TASKS = ""


def kind_names() -> dict[str, str]:
    """Name the kinds of facts by how they stand in addresses."""
    return {
        "plans": _("Plans"),
        "activities": _("Work on plans"),
        "publications": _("Publications"),
        "deliverables": _("Deliverables"),
        "staff": _("Staff-years"),
        "consultants": _("Consultants"),
        "indicators": _("Numbers of others"),
    }


def casework_tabs(here: str) -> list[Tab]:
    """List the ways to the parts of the casework; `here` is the kind of facts that is shown."""
    first = Tab(
        text=_("Advice and requisitions"),
        url=url_for("organiser.casework.index"),
        current=here == TASKS,
    )
    others = [
        Tab(text=text, url=url_for("organiser.records.index", kind=kind), current=kind == here)
        for kind, text in kind_names().items()
    ]
    return [first, *others]
