"""One text beside the Danish: what it renders, what the Danish says now, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from eventsys.core.standing import Confirmation, Origin, TextState, digest_of
from eventsys.core.text import Language
from eventsys.events.models import EventText
from eventsys.events.programme.rules import EventView
from eventsys.events.texts.queries import words_of
from eventsys.events.texts.rules import Comparison, Passage, compare, sentences_of
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import Form, OneOf
from eventsys.web.common.languages import current_language
from eventsys.web.organiser.texts.rows import edit_url
from eventsys.web.organiser.translated import ORIGINS


class ConfirmForm(Form):
    """That a text is right as it stands, and who made it."""

    origin = RadioField(
        _l("Who made this text?"),
        [OneOf(_l("Choose one of these."))],
        choices=ORIGINS,
        validate_choice=False,
    )
    seen = HiddenField()

    def offer(self, origin: Origin, seen: str) -> None:
        """Fill in who made the text so far, and which Danish stands beside it."""
        if not self.is_submitted():
            self.origin.data = origin.value
        self.seen.data = seen

    def to_confirmation(self, language: Language) -> Confirmation:
        """Give what is said; call it when the form is valid."""
        origin = Origin(self.origin.data)
        return Confirmation(language=language, origin=origin, seen=self.seen.data or "")


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A text beside the Danish; `since` and `danish.before` are empty where that is unchanged."""

    language: Language
    state: TextState
    since: str
    titles: Comparison
    bodies: Comparison
    own_title: str
    own_body: Sequence[str]
    seen: str
    edit_url: str


def beside_of(event: EventView, danish: EventText, text: EventText) -> Beside:
    """Put a text beside the Danish."""
    now = words_of(danish)
    before = text.standing.source or now
    since = text.outdated_at
    return Beside(
        language=text.language,
        state=text.standing.state,
        since=say_moment(since, event.zone, current_language()) if since else "",
        titles=Comparison(
            [Passage(before["title"], before["title"] != now["title"])],
            [Passage(now["title"], before["title"] != now["title"])],
        ),
        bodies=compare(before["body"], now["body"]),
        own_title=text.title,
        own_body=sentences_of(text.body),
        seen=digest_of(now),
        edit_url=edit_url(event.slug, text.language),
    )
