"""The citizens' part of the site."""

from flask import Blueprint

from eventsys.web.common.crowds import guard

blueprint = Blueprint("public", __name__)
guard(blueprint)
