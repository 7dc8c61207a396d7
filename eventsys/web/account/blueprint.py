"""Where the pages of one's own account hang; each module puts its own on it."""

from flask import Blueprint

from eventsys.web.common.office import describe_office

blueprint = Blueprint("account", __name__)
blueprint.context_processor(describe_office("account"))
