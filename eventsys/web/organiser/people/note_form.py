"""The form of a note about somebody's registration."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from eventsys.registration.notes.operations import LONGEST_NOTE
from eventsys.web.common.forms import Form, ProseField, refuse
from eventsys.web.common.words import _


class NoteForm(Form):
    """What the team must know of a registration; what is refused stays typed."""

    note = ProseField(_l("New note"), id="note-text")

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Ask for a note that is neither empty nor too long."""
        is_valid = super().validate(extra_validators)
        if is_valid and not 1 <= len(self.note.text) <= LONGEST_NOTE:
            words = _("Write a note of at most %(most)s characters.", most=LONGEST_NOTE)
            refuse(self.note, words)
            return False
        return is_valid
