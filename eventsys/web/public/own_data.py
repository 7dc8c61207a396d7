"""Everything that is stored about one's own registration, to read and to take away."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.privacy.queries import Record, Value, stored_about
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.programme import event_of
from eventsys.web.public.registrations import OWN, registration_or_404

INNER = {"id", "flags", "link_version", "revision", "tries", "resends", "channel"} | {
    "registered_by",
    "decided_by",
}
"""Columns that hold how the system works, not what it knows of anybody; the file has them too."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of thing that is stored: its heading, and each thing as names with values."""

    heading: str
    things: Sequence[Sequence[tuple[str, str]]]


@blueprint.get(f"{OWN}/data")
@open_to_all
@failed_look_ups
def own_data(token: str) -> ResponseReturnValue:
    """Show everything that is stored about a registration."""
    found = registration_or_404(token)
    event = event_of(found.event_id)
    return render_template(
        "public/own_data.html",
        event=page_of(event, current_language(), clock.now()),
        parts=parts_of(stored_about(db.session(), found)),
        own_url=url_for("public.registration", token=token),
        file_url=url_for("public.own_data_file", token=token),
    )


@blueprint.get(f"{OWN}/data.json")
@open_to_all
@failed_look_ups
def own_data_file(token: str) -> ResponseReturnValue:
    """Hand out everything that is stored about a registration, for other programs."""
    found = registration_or_404(token)
    text = json.dumps(stored_about(db.session(), found), ensure_ascii=False, indent=2)
    name = f"registration-{found.reference}.json"
    return Response(
        text + "\n",
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def parts_of(stored: Mapping[str, Sequence[Record]]) -> list[Part]:
    """Put what is stored into words; what has no word of its own keeps its technical name."""
    headings = heading_words()
    known = [name for name in headings if name in stored]
    return [
        Part(
            heading=headings.get(name, name),
            things=[thing_of(record) for record in stored[name]],
        )
        for name in (*known, *(name for name in stored if name not in headings))
    ]


def thing_of(record: Record) -> list[tuple[str, str]]:
    """Name each value of a row; empty ones and inner numbers tell nobody anything."""
    names = value_words()
    return [
        (names.get(name, name), say(value))
        for name, value in record.items()
        if value not in {None, ""} and name not in INNER and not name.endswith("_id")
    ]


def say(value: Value) -> str:
    """Write a value as it is read; moments in the city's time."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return say_moment(datetime.fromisoformat(value), COPENHAGEN, current_language())
    return known_values().get(str(value), str(value))


def known_values() -> dict[str, str]:
    """Word the values that are kept as codes."""
    return {
        "child": _("Child"),
        "adult": _("Adult"),
        "staff": _("Staff"),
        "confirmed": _("Has a place"),
        "waiting": _("On the waiting list"),
        "deregistered": _("Deregistered"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "valid": _("The ticket is valid"),
        "approved": _("Approved"),
        "declined": _("Declined"),
    } | {language.value: language.own_name for language in Language}


def heading_words() -> dict[str, str]:
    """Name the kinds of things, in the order in which they are shown."""
    return {
        "registration": _("Your registration"),
        "participant": _("The people who are coming"),
        "question_answer": _("Your answers"),
        "ticket": _("Tickets"),
        "scan": _("Shown at the entrance"),
        "ticket_state": _("Came in"),
        "outbox_message": _("Messages to you"),
        "notice": _("Reasons to write to you"),
        "audit_entry": _("Changes"),
        "link_renewal": _("New links"),
        "decision": _("The organisers' answer"),
    }


def value_words() -> dict[str, str]:
    """Name what people can read a sense into."""
    return {
        "reference": _("Reference"),
        "language": _("Language"),
        "source": _("Where you registered"),
        "group_name": _("Group"),
        "contact_name": _("Your name"),
        "contact_channel": _("How we write to you"),
        "contact_email": _("E-mail"),
        "contact_phone": _("Phone"),
        "created_at": _("Stored at"),
        "name": _("Name"),
        "category": _("Child or adult"),
        "birth_year": _("Year of birth"),
        "status": _("Status"),
        "position": _("Number"),
        "gate": _("Entrance"),
        "device_at": _("Time"),
        "admitted_at": _("Time"),
        "admitted_gate": _("Entrance"),
        "recipient": _("Written to"),
        "sent_at": _("Sent at"),
        "verb": _("What"),
        "at": _("Time"),
        "deregistered_at": _("Deregistered at"),
        "changed_at": _("Changed at"),
        "composed_at": _("Sent at"),
        "due_at": _("Due at"),
        "kind": _("What"),
        "state": _("Status"),
        "is_companion": _("Comes along"),
        "takes_place": _("Takes a place"),
        "value": _("Answers"),
        "delete_after": _("Deleted after"),
        "verdict": _("The organisers' answer"),
        "reason": _("The reason"),
        "decided_at": _("Time"),
    }
