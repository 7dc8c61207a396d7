"""All events, and all actors with their names, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from eventsys.core.db import Session
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.queries import list_all
from eventsys.events.programme.rules import EventView
from eventsys.exchange.files.rules import Cell
from eventsys.people.actors.queries import read_register
from eventsys.people.actors.register import Register
from eventsys.web.common.words import _
from eventsys.web.organiser.actors.words import kind_words, level_words
from eventsys.web.organiser.exports.tables import ExportTable, columns_by_place
from eventsys.web.organiser.wording import kind_name, status_tag


def events_table(session: Session, language: Language) -> ExportTable[Sequence[Cell]]:
    """Offer all events."""
    heads = {
        "slug": _("Address"),
        "title": _("Title"),
        "kind": _("Kind"),
        "status": _("Status"),
        "start": _("Start"),
        "end": _("End"),
        "dates": _("Number of dates"),
        "venue": _("Place"),
        "district": _("District"),
        "capacity": _("Places"),
        "taken": _("Places taken"),
    }

    def rows(_chosen: frozenset[str]) -> Iterator[Sequence[Cell]]:
        return (event_cells(view, language) for view in list_all(session))

    return ExportTable(
        key="events",
        name=_("Events"),
        hint=_("All events, drafts too, one line for each event."),
        columns=columns_by_place(heads),
        rows=rows,
    )


def event_cells(view: EventView, language: Language) -> list[Cell]:
    """Write an event as cells, in the order of the heads."""
    first = view.occasions[0]
    return [
        view.slug,
        view.title(language),
        kind_name(view.kind),
        status_tag(view.status).text,
        to_local(view.first_start, view.zone),
        to_local(view.last_end, view.zone),
        len(view.occasions),
        first.venue,
        first.district,
        view.capacity,
        view.taken,
    ]


def actors_table(session: Session, day: date) -> ExportTable[Sequence[Cell]]:
    """Offer all actors, a line for each name that they have or had."""
    heads = {
        "actor": _("No."),
        "name": _("Name"),
        "kind": _("What the name is"),
        "level": _("Level"),
        "from": _("From"),
        "until": _("Until"),
        "merged_into": _("Merged into"),
    }
    levels, kinds = level_words(), kind_words()

    def rows(_chosen: frozenset[str]) -> Iterator[Sequence[Cell]]:
        return actor_cells(read_register(session), levels, kinds, day)

    return ExportTable(
        key="actors",
        name=_("Actors"),
        hint=_("All actors, one line for each of their names."),
        columns=columns_by_place(heads),
        rows=rows,
    )


def actor_cells(
    register: Register, levels: Mapping[str, str], kinds: Mapping[str, str], day: date
) -> Iterator[Sequence[Cell]]:
    """Write each name of each actor as cells, in the order of the heads."""
    for actor_id, names in register.own_names.items():
        into = register.into.get(actor_id)
        for name in names:
            yield [
                actor_id,
                name.name,
                kinds[name.kind.value],
                levels[register.levels[actor_id].value],
                name.valid_from,
                name.valid_to,
                None if into is None else register.name_of(into, day),
            ]
