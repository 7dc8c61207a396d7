"""From a letter to what leaves: a mail with text and page, or a text message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventStatus
from eventsys.messages.accounts.letters import AccountLetter
from eventsys.messages.letters import Letter
from eventsys.messages.mail import Attachment, Envelope, write_mail
from eventsys.messages.models import OutboxMessage
from eventsys.messages.texts.post import TextMessage
from eventsys.messages.texts.rules import text_of

Render = Callable[[str, Language, Mapping[str, object]], str]
"""Fills a template in a language: `render("emails/registered.txt", language, values)`."""
CalendarOf = Callable[[EventView, Sequence[OccasionView], Language, str], bytes]
"""Writes occasions of an event as a calendar from a sender: `calendar(event, dates, "da", …)`."""


@dataclass(frozen=True, kw_only=True)
class Scribe:
    """Words messages; it gets what fills templates from the composition root."""

    render: Render
    calendar: CalendarOf
    sender: str
    base_url: str

    def mail(self, message: OutboxMessage, letter: Letter) -> EmailMessage:
        """Write the mail of a message in its reader's language."""
        return write_mail(
            self.envelope(message, letter.language, letter.mute_url),
            text=self.words(letter),
            page=self.render(f"emails/{letter.kind}.html", letter.language, letter.values),
            pictures=letter.pictures,
            attachment=self.attachment(letter) if letter.has_calendar else None,
        )

    def account_mail(self, message: OutboxMessage, letter: AccountLetter) -> EmailMessage:
        """Write the mail with somebody's link to their account."""
        page, text = (
            self.render(f"emails/{letter.kind}.{end}", letter.language, letter.values)
            for end in ("html", "txt")
        )
        return write_mail(
            self.envelope(message, letter.language), text=text, page=page, pictures=[]
        )

    def envelope(self, message: OutboxMessage, language: Language, mute_url: str = "") -> Envelope:
        """Write down from whom and to whom a mail goes."""
        return Envelope(
            sender=self.sender,
            recipient=message.recipient,
            message_id=message.message_id,
            written_at=message.created_at,
            language=language,
            mute_url=mute_url,
        )

    def text(self, message: OutboxMessage, letter: Letter) -> TextMessage:
        """Write the text message of a message: the mail's subject, how to find it, a link."""
        return TextMessage(
            message_id=message.message_id, recipient=message.recipient, text=self.short(letter)
        )

    def short(self, letter: Letter) -> str:
        """Say in one text message what a letter is about.

        What organisers wrote themselves is never cut short: it may take several.
        """
        if letter.kind is NoticeKind.BROADCAST:
            found = [*letter.references[:1], *letter.short_links[:1]]
            return "\n".join([*letter.said_here.on_a_phone, *found])
        subject = self.words(letter).lstrip().partition("\n")[0].strip()
        return text_of(subject, letter.references[:1], letter.short_links[:1], letter.language)

    def words(self, letter: Letter) -> str:
        """Write a letter's text; its first line is the subject."""
        return self.render(f"emails/{letter.kind}.txt", letter.language, letter.values)

    def attachment(self, letter: Letter) -> Attachment:
        """Write the dates of a letter as a calendar; a date that is gone is taken out of it."""
        is_off = letter.event.status is EventStatus.CANCELLED
        gone = [each.before for each in letter.changes if each.before and not each.now]
        dates = [*letter.occasions, *gone]
        return Attachment(
            calendar=self.calendar(letter.event, dates, letter.language, self.sender),
            method="CANCEL" if is_off else "PUBLISH",
        )
