"""The citizens' part of the site."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
