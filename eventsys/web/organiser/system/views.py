"""The page on which administrators see how the installation is and what it is set to."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.settings import Settings
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.office import describe_office
from eventsys.web.organiser.roles import ADMINISTRATORS
from eventsys.web.organiser.system.health import parts_of
from eventsys.web.organiser.system.settings import settings_of

blueprint = Blueprint("system", __name__)
blueprint.context_processor(describe_office("system"))


@blueprint.get("/system")
@allowed_for(*ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """Show how the installation is and what it is set to; nothing can be changed here."""
    settings: Settings = current_app.config["SETTINGS"]
    return render_template(
        "organiser/system/index.html",
        parts=parts_of(db.session(), settings, clock.now()),
        settings=settings_of(settings),
    )
