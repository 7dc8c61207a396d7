"""All of an event in one archive: what it is, who came, what they answered."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from eventsys.core.localtime import in_utc
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.exchange.files.archive import Member
from eventsys.exchange.files.rules import FileFormat
from eventsys.exchange.files.writing import file_pieces, workbook_pieces
from eventsys.web.organiser.exports.tables import ExportTable


def members_of(view: EventView, tables: Sequence[ExportTable[Any]]) -> Iterator[Member]:
    """List the files: the event itself, all tables as one workbook, and each for other programs."""
    yield Member(name="event.json", pieces=lambda: [as_json(view)])
    yield Member(
        name=f"{view.slug}.xlsx", pieces=lambda: workbook_pieces(*(each.whole() for each in tables))
    )
    for table in tables:
        for form in (FileFormat.CSV, FileFormat.JSON):
            name = f"{form.value}/{table.key}.{form.value}"
            yield Member(name=name, pieces=partial(pieces_of, table, form))


def pieces_of(table: ExportTable[Any], form: FileFormat) -> Iterator[bytes]:
    """Write a whole table as a file of a kind."""
    return file_pieces(table.whole(for_programs=form is FileFormat.JSON), form)


def as_json(view: EventView) -> bytes:
    """Write an event as other programs read it, in the words of the API."""
    described = {
        "slug": view.slug,
        "kind": view.kind,
        "status": view.status,
        "attends": view.attends,
        "visibility": view.visibility,
        "title": view.titles,
        "texts": view.bodies,
        "capacity": view.capacity,
        "taken": view.taken,
        "occasions": [describe(each) for each in view.occasions],
        "cancelled_occasions": [describe(each) for each in view.cancelled_occasions],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode()


def describe(occasion: OccasionView) -> dict[str, object]:
    """Write an occasion as other programs read it; moments in UTC."""
    return {
        "no": occasion.no,
        "starts_at": in_utc(occasion.starts_at),
        "ends_at": in_utc(occasion.ends_at),
        "venue": occasion.venue,
        "address": occasion.address,
        "district": occasion.district_slug,
        "uid": occasion.calendar_uid,
    }
