"""Whom somebody chose to write to: by what they have in common, or one by one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from eventsys.attendance.people.queries import list_ids
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import db
from eventsys.events.programme.rules import EventView
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.rules import read_audience
from eventsys.web.common.forged import know_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, listed, ngettext
from eventsys.web.organiser.people.asked import Asked
from eventsys.web.organiser.people.blueprint import asked_questions
from eventsys.web.organiser.people.pickers import PRESENT, Picker, pickers_of
from eventsys.web.organiser.people.plans import wanted_in

MOST_CHOSEN = 2000


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Those who are meant; with `ids` people were chosen one by one, or by a word."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    ids: Sequence[int] | None = None

    @property
    def wanted(self) -> PeopleFilter:
        """Tell whom it means."""
        return Asked("", self.chosen).wanted if self.ids is None else PeopleFilter(ids=self.ids)

    @property
    def is_too_much(self) -> bool:
        """Tell whether more were chosen one by one than can be kept."""
        return self.ids is not None and len(self.ids) > MOST_CHOSEN

    @property
    def written(self) -> str:
        """Write down what a form had."""
        return json.dumps(self.chosen)


def pickers_for(event: EventView) -> list[Picker]:
    """List by what people can be chosen."""
    return [*pickers_of(event, asked_questions(event), current_language())]


def audience_in(args: MultiDict[str, str], event: EventView, pickers: Sequence[Picker]) -> Audience:
    """Read whom a form or the list of people means; at first everybody who has not left."""
    know_all()
    asked = Asked.in_address(args, pickers)
    if "id" in args or args.get("scope") == "ticked":
        return Audience(ids=ids_of(event, wanted_in(args, asked)))
    if asked.search:
        return Audience(ids=ids_of(event, asked.wanted))
    if "is_chosen" in args or asked.chosen:
        return Audience(chosen=asked.chosen)
    return Audience(chosen={"status": PRESENT})


def ids_of(event: EventView, wanted: PeopleFilter) -> Sequence[int]:
    """Look up who was chosen one by one, up to one more than can be kept."""
    return list_ids(db.session(), event.id, wanted, limit=MOST_CHOSEN + 1)


def audience_of(broadcast: Broadcast) -> Audience:
    """Read whom a broadcast is for."""
    ids = read_audience(broadcast.audience).ids
    return Audience(chosen=json.loads(broadcast.chosen), ids=None if ids is None else list(ids))


def audience_words(audience: Audience, pickers: Iterable[Picker]) -> str:
    """Say whom a broadcast is for."""
    if audience.ids is not None:
        number = len(audience.ids)
        return ngettext("%(num)d person whom you chose", "%(num)d people whom you chose", number)
    known = words_of(pickers)
    lost = _("a choice that is no longer there")
    words = [known.get(each, lost) for each in audience.chosen.items()]
    return listed(words) if words else _("Everybody, those deregistered too")


def is_lost(audience: Audience, pickers: Iterable[Picker]) -> bool:
    """Tell whether people were chosen by something by which nobody can choose any more."""
    return not audience.chosen.items() <= words_of(pickers).keys()


def words_of(pickers: Iterable[Picker]) -> Mapping[tuple[str, str], str]:
    """Say what each choice means."""
    return {
        (picker.name, choice.value): f"{picker.label}: {choice.text}"
        for picker in pickers
        for choice in picker.choices
    }
