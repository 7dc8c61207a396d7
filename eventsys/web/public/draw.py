"""An event's draw, for everybody: how it was done, and all that is needed to do it again."""

import json
from pathlib import Path

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import in_utc
from eventsys.events.programme.rules import EventView
from eventsys.registration.draw import check
from eventsys.registration.draw.models import Draw
from eventsys.registration.draw.queries import find_draw, list_entries, read_record
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.programme import event_or_404

CHECK = Path(check.__file__).read_text(encoding="utf-8")


@blueprint.get("/<language:lang>/events/<slug>/draw")
@open_to_all
def draw(slug: str) -> ResponseReturnValue:
    """Tell how the lots were drawn."""
    event, language = event_or_404(slug), current_language()
    found = draw_or_404(event)
    record = read_record(db.session(), found)
    return render_template(
        "public/draw.html",
        event=page_of(event, language, clock.now()),
        moment=say_moment(found.drawn_at, event.zone, language),
        parties=len(record.entrants),
        winners=len(record.winners),
        places=sum(record.places.values()),
        seed=record.seed,
        is_seed_given=found.is_seed_given,
        digest=record.digest,
        check=CHECK,
        file_url=url_for("public.draw_file", slug=slug),
    )


@blueprint.get("/<language:lang>/events/<slug>/draw.json")
@open_to_all
def draw_file(slug: str) -> Response:
    """Hand out the record of the draw, for programs."""
    found = draw_or_404(event_or_404(slug))
    text = json.dumps(record_of(found, slug), indent=1)
    name = f"draw-{slug}.json"
    return Response(
        text + "\n",
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def draw_or_404(event: EventView) -> Draw:
    """Give an event's draw, where there was one."""
    return find_draw(db.session(), event.id) or abort(404)


def record_of(found: Draw, slug: str) -> dict[str, object]:
    """Write a draw as the program that checks it reads it."""
    record = read_record(db.session(), found)
    return {
        "event": slug,
        "algorithm": record.algorithm,
        "drawn_at": in_utc(found.drawn_at),
        "seed": record.seed,
        "seed_from": "organiser" if found.is_seed_given else "chance",
        "waitlist_order": record.order.value,
        "places": {str(no): places for no, places in record.places.items()},
        "entrants_digest": record.digest,
        "entrants": [
            {
                "position": each.position,
                "key": each.key,
                "size": each.size,
                "date": each.occasion_no,
                "repeat": each.is_repeat,
                "place": each.has_place,
            }
            for each in list_entries(db.session(), found)
        ],
    }
