"""What can be done with one's own registration, in words, and what has just been done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core.db import db
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.words import _
from eventsys.web.public.leaving_words import Done, off_the_list_words
from eventsys.web.public.move_form import may_move
from eventsys.web.public.own_page import is_over


@dataclass(frozen=True, kw_only=True)
class Change:
    """A way to change something; `kind` is that of a button."""

    text: str
    url: str
    kind: str = "second"


def changes_of(
    found: Registration,
    event: EventView,
    token: str,
    held: Sequence[HeldTicket],
    at: datetime,
) -> list[Change]:
    """List what can be changed now; after the event, only the link."""
    return [*people_changes(found, event, token, held, at), new_link_of(token)]


def people_changes(
    found: Registration,
    event: EventView,
    token: str,
    held: Sequence[HeldTicket],
    at: datetime,
) -> Iterator[Change]:
    """List what can be changed about the people."""
    present = [each for each in held if each.status is not ParticipantStatus.DEREGISTERED]
    if not present or is_over(found, event, at) or event.status is EventStatus.CANCELLED:
        return
    yield Change(text=_("Change names and contact"), url=url_for("public.change", token=token))
    if found.group_name is not None:
        yield Change(text=_("Names of the group"), url=url_for("public.name_group", token=token))
        if len(present) > 1:
            yield Change(text=_("We are fewer"), url=url_for("public.fewer", token=token))
    if may_move(db.session(), found, event, at):
        yield Change(
            text=_("Choose another date"), url=url_for("public.move_registration", token=token)
        )
    if len(present) > 1:
        yield Change(
            text=_("Nobody can come"), url=url_for("public.deregister_everybody", token=token)
        )


def new_link_of(token: str) -> Change:
    """Offer a new link."""
    return Change(text=_("Make a new link"), url=url_for("public.new_link", token=token))


def done_words(what: str, held: Sequence[HeldTicket], *, is_in_line: bool) -> Done | None:
    """Say what has just been done; None for anything else that an address says."""
    if what in {"left", "left-waiting"} and any(
        e.status is not ParticipantStatus.DEREGISTERED for e in held
    ):
        return None
    known = {
        "changed": Done(title=_("Saved"), text=_("The changes are stored.")),
        "moved": Done(title=_("Saved"), text=_("You now have places on the new date.")),
        "moved-waiting": Done(title=_("Saved"), text=_("You now wait for places on the new date.")),
        "fewer": Done(title=_("Saved"), text=_("The other places are given back.")),
        "left": Done(title=_("Saved"), text=_("All places are given back.")),
        "left-waiting": off_the_list_words(is_in_line=is_in_line),
        "link": Done(
            title=_("This page has a new link"),
            text=_("Save it. The old link opens nothing any more."),
        ),
    }
    return known.get(what)
