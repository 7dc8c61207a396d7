"""Lists of actors: organisations and units, with all the names that they have or had."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l

from eventsys.core.db import Session
from eventsys.core.errors import DomainError
from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal
from eventsys.exchange.imports.actors.operations import (
    judge_actor_draft,
    save_actors,
    undo_actors,
)
from eventsys.exchange.imports.actors.rules import ActorColumn, Fault, ListedActor
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import ImportKind, Outcome
from eventsys.people.actors.queries import read_register
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import LONGEST_ACTOR_NAME
from eventsys.web.common.words import _, listed, ngettext
from eventsys.web.organiser.actors.words import (
    REFUSALS as OF_REGISTER,
    kind_words,
    level_words,
    refusal_words as of_register,
)
from eventsys.web.organiser.imports.form import ColumnsForm
from eventsys.web.organiser.imports.kind import ListKind, Subject
from eventsys.web.organiser.imports.rows import Line, Preview, preview_of, said_of
from eventsys.web.organiser.imports.words import REFUSALS, refusal_words


class Actors(ListKind):
    """Organisations that are to stand in the register."""

    key = "actors"
    kind = ImportKind.ACTORS
    menu = "actors"
    back = "organiser.actors.index"
    onward = "organiser.actors.index"
    onward_words = _l("All actors")
    name = _l("Actors")
    hint = _l(
        "Send a list of organisations as Excel or CSV, with a heading above each column. You see "
        "what each row comes to before anything is saved. A saved list can be taken back for three "
        "days."
    )
    counted = _l("Actors")
    undone = _l("This list was taken back. None of its actors is in the register any more.")
    undoing = _l(
        "Taking back deletes all actors of the list. It works as long as nobody comes from one."
    )
    refusals = (*REFUSALS, *OF_REGISTER)

    def columns(self) -> Mapping[str, str]:
        """Name what a column can hold."""
        return {
            ActorColumn.NAME.value: _("Name"),
            ActorColumn.KIND.value: _("What the name is"),
            ActorColumn.LEVEL.value: _("Level"),
            ActorColumn.FROM.value: _("From"),
            ActorColumn.UNTIL.value: _("Until"),
            ActorColumn.ACTOR.value: _("No.: names with one belong to one actor"),
        }

    def preview(self, session: Session, subject: Subject) -> Preview:
        """Say what the rows of a draft come to."""
        day, columns = local_day(subject.at), self.columns()
        register = read_register(session)
        actors = judge_actor_draft(session, subject.run, day)
        return preview_of(actors, lambda each: line_of(each, columns, register, day))

    def save(
        self, session: Session, subject: Subject, form: ColumnsForm, *, by: Principal
    ) -> ImportRun:
        """Add all actors of a draft."""
        return save_actors(session, subject.run, form.to_request(), at=subject.at, by=by)

    def undo(self, session: Session, subject: Subject, *, by: Principal) -> None:
        """Delete the actors of a list."""
        undo_actors(session, subject.run, at=subject.at, by=by)

    def saved(self, number: int) -> str:
        """Say how many actors were added."""
        return ngettext(
            "%(num)d actor was added from this list.",
            "%(num)d actors were added from this list.",
            number,
        )

    def in_use(self) -> str:
        """Say what hangs on the actors."""
        return _("One of the actors is in use: somebody comes from it, or it was merged.")

    def refused(self, refusal: DomainError) -> str:
        """Say why a draft was not saved."""
        return refusal_words(refusal) if isinstance(refusal, REFUSALS) else of_register(refusal)


def line_of(actor: ListedActor, columns: Mapping[str, str], register: Register, day: date) -> Line:
    """Put a row into words."""
    fault = fault_words(actor.outcome, register, day)
    return Line(
        number=actor.outcome.number,
        name=actor.name or _("(no name)"),
        about=f"{kind_words()[actor.kind.value]} · {level_words()[actor.level.value]}",
        fault=said_of(actor.outcome, columns, fault),
        is_wrong=actor.outcome.is_wrong,
    )


def fault_words(outcome: Outcome, register: Register, day: date) -> str:
    """Say what is wrong with a row, and what to do."""
    known = listed([register.name_of(each, day) for each in outcome.suggestions])
    words = {
        Fault.NO_NAME: _("A name is missing. Write it, or take the row out."),
        Fault.LONG_NAME: _(
            "The name is too long: at most %(number)s characters.", number=LONGEST_ACTOR_NAME
        ),
        Fault.UNREADABLE: _("A character cannot be read. Write the name again."),
        Fault.TWICE: _("The same name stands in row %(row)s.", row=outcome.other),
        Fault.KNOWN: _("Is in the register already, and stays as it is."),
        Fault.UNSURE: _(
            "May be the same as %(names)s. If it is another, add it by hand.", names=known
        ),
        Fault.KIND: _("Write official name, also called or misspelling."),
        Fault.LEVEL: _("Write organisation or unit."),
        Fault.DAY: _("Write a day, such as 31.12.2027; the last one not before the first."),
        Fault.NO_OFFICIAL: _("None of the actor's names is an official one."),
    }
    return words[Fault(outcome.fault)] if outcome.fault else ""
