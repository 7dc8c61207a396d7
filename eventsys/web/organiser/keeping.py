"""Views of the list of events that are kept under a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.kept.errors import TooManyViews, ViewNameTaken, WrongView
from eventsys.events.kept.operations import ViewRequest, drop_view, keep_view
from eventsys.events.kept.queries import find_own_view, list_views
from eventsys.events.office.rules import OfficeFilter
from eventsys.registration.search import read_search
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.events.filtering import read_filter, values_of
from eventsys.web.organiser.roles import READERS

blueprint = Blueprint("views", __name__)


@dataclass(frozen=True, kw_only=True)
class ViewLink:
    """A way to a kept view; `drop_url` is there for one's own."""

    name: str
    url: str
    current: bool
    is_shared: bool
    drop_url: str


def view_links(asked: OfficeFilter) -> list[ViewLink]:
    """List the ways to one's own views and to those that others share."""
    me, here = current_account().id, query_of(asked)
    return [
        ViewLink(
            name=view.name,
            url=f"{url_for('organiser.index')}?{view.query}",
            current=view.query == here,
            is_shared=view.is_shared,
            drop_url=url_for("organiser.views.drop", view_id=view.id)
            if view.account_id == me
            else "",
        )
        for view in list_views(db.session(), me)
    ]


def query_of(asked: OfficeFilter) -> str:
    """Write a filter as the query of an address, always alike."""
    return urlencode(values_of(asked))


def asked_in(query: str) -> OfficeFilter:
    """Read the filter of an address's query; nothing that we do not know stays in it."""
    given: Mapping[str, str] = dict(parse_qsl(query))
    return read_filter(given, me=str(current_principal()))


@blueprint.post("/views")
@allowed_for(*READERS)
def keep() -> ResponseReturnValue:
    """Keep what the list shows under a name."""
    asked = asked_in(request.form.get("query", "")[:2000])
    wanted = ViewRequest(
        name=read_search(request.form.get("name", "")),
        query=query_of(asked),
        is_shared="shared" in request.form,
    )
    try:
        with transaction() as session:
            at, by = clock.now(), current_principal()
            keep_view(session, current_account().id, wanted, at=at, by=by)
    except ViewNameTaken:
        flash(_("You have a view of this name. Choose another name."), "error")
    except TooManyViews:
        flash(_("You keep 30 views already. Take one away first."), "error")
    except WrongView:
        flash(_("Give the view a name of at most 60 characters."), "error")
    else:
        flash(_("The view is kept."), "ok")
    return redirect(f"{url_for('organiser.index')}?{query_of(asked)}", 303)


@blueprint.post("/views/<int:view_id>/drop")
@allowed_for(*READERS)
def drop(view_id: int) -> ResponseReturnValue:
    """Keep one of one's own views no longer."""
    with transaction() as session:
        view = find_own_view(session, current_account().id, view_id) or abort(404)
        drop_view(session, view, at=clock.now(), by=current_principal())
    flash(_("The view is gone."), "ok")
    return redirect(url_for("organiser.index"), 303)
