"""What tells one kind of list from another; the way through is the same for all."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import abort
from flask_babel import LazyString

from eventsys.core.db import Session
from eventsys.core.errors import DomainError
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.exchange.imports.errors import CannotBeUndone
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportFile, ImportKind
from eventsys.web.organiser.imports.form import ColumnsForm
from eventsys.web.organiser.imports.rows import Note, Preview
from eventsys.web.organiser.imports.words import REFUSALS, refusal_words


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A draft with the event that it is for, where its kind belongs to one, at a moment."""

    run: ImportRun
    event: Event | None
    at: datetime

    @property
    def for_event(self) -> Event:
        """Give the event of a list that belongs to one."""
        return self.event or abort(404)


class ListKind(ABC):
    """A kind of list: what its columns may hold, what its rows come to, and what is made of it.

    `key` stands in addresses. `menu` is the part of the back office in which its pages stand, and
    `back` the page from which one comes, where the list belongs to no event; `onward` shows what
    came of a list.
    """

    key: ClassVar[str]
    kind: ClassVar[ImportKind]
    is_of_event: ClassVar[bool] = False
    menu: ClassVar[str] = "events"
    back: ClassVar[str] = "organiser.index"
    onward: ClassVar[str]
    form: ClassVar[type[ColumnsForm]] = ColumnsForm
    accept: ClassVar[str] = ".xlsx,.csv,.txt,.ods,.json"
    name: ClassVar[LazyString]
    hint: ClassVar[LazyString]
    counted: ClassVar[LazyString]
    undone: ClassVar[LazyString]
    undoing: ClassVar[LazyString]
    onward_words: ClassVar[LazyString]
    refusals: ClassVar[tuple[type[DomainError], ...]] = REFUSALS

    def read(self, name: str, content: bytes, sheet: str) -> ImportFile:
        """Read a file. Raise `UnreadableTable`."""
        return read_import(name, content, sheet)

    def form_for(self, session: Session) -> ColumnsForm:
        """Make the form, with all that there is to choose besides the columns."""
        return self.form()

    @abstractmethod
    def columns(self) -> Mapping[str, str]:
        """Name what a column can hold."""

    @abstractmethod
    def preview(self, session: Session, subject: Subject) -> Preview:
        """Say what the rows of a draft come to."""

    @abstractmethod
    def save(
        self, session: Session, subject: Subject, form: ColumnsForm, *, by: Principal
    ) -> ImportRun:
        """Make of a draft what it holds, all or none."""

    @abstractmethod
    def undo(self, session: Session, subject: Subject, *, by: Principal) -> None:
        """Take back what was made."""

    @abstractmethod
    def saved(self, number: int) -> str:
        """Say what came of a list."""

    @abstractmethod
    def in_use(self) -> str:
        """Say why what was made cannot be taken back any more."""

    def notes(self, session: Session, subject: Subject, preview: Preview) -> Sequence[Note]:
        """Say what is to be known before such a draft is saved."""
        return ()

    def refused(self, refusal: DomainError) -> str:
        """Say why a draft was not saved."""
        return refusal_words(refusal)

    def kept(self, refusal: CannotBeUndone) -> str:
        """Say why a list was not taken back."""
        return refusal_words(refusal) if refusal.is_late else self.in_use()
