"""The part of the site that calendars and readers of news ask."""

from flask import Blueprint

blueprint = Blueprint("feeds", __name__)
