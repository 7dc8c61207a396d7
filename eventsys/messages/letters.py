"""What a message says, in plain values for its template: never a participant's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventsys.core.codes import grouped
from eventsys.core.notice_kinds import OF_SURVEYS
from eventsys.core.outbox import NoticeKind
from eventsys.core.text import Language
from eventsys.documents.qr import qr_png, ticket_address
from eventsys.events.intake.rules import Way
from eventsys.events.programme.queries import get_event_view
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import Attends, EventStatus
from eventsys.messages.addressing import (
    chosen_by,
    links_of,
    list_addressed,
    mute_url_of,
    reason_of,
)
from eventsys.messages.broadcasts.queries import said_by
from eventsys.messages.broadcasts.rules import NOTHING_SAID, Said
from eventsys.messages.changes import (
    OF_DATES,
    DateChange,
    changes_of,
    list_known,
    sample_before,
)
from eventsys.messages.enclosed import LetterTicket, tickets_of
from eventsys.messages.mail import Picture
from eventsys.messages.models import OutboxMessage
from eventsys.messages.rules import (
    ABOUT_PLACES,
    COURTESIES,
    WITH_CALENDAR,
    WITH_TICKETS,
)
from eventsys.messages.surveys.queries import NO_SURVEY, SurveyMatter, matter_of
from eventsys.messages.waiting import Waiting, sample_waiting, waiting_of

SAMPLE_CODE = "0" * 24
SAMPLE_SHORT_CODE = "2222-2222"
SAMPLE_LINK = "sample"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message in plain values: its kind, its language, what it says and what goes with it."""

    kind: NoticeKind
    language: Language
    event: EventView
    occasions: Sequence[OccasionView]
    changes: Sequence[DateChange] = ()
    tickets: Sequence[LetterTicket]
    waiting: Waiting
    survey: SurveyMatter = NO_SURVEY
    said: Said = NOTHING_SAID
    reason: str
    references: Sequence[str]
    links: Sequence[str]
    mute_url: str
    base_url: str

    @property
    def values(self) -> Mapping[str, object]:
        """Give the template what it says."""
        event, language = self.event, self.language
        return {
            "title": event.title(language),
            "title_language": event.title_language(language),
            "reading": event.reading(language),
            "is_cancelled": event.status is EventStatus.CANCELLED,
            "zone": event.zone,
            "occasions": self.occasions,
            "changes": self.changes,
            "tickets": self.tickets,
            "is_together": self.event.family_scan and len(self.tickets) > len(self.references) == 1,
            "waiting": self.waiting.number,
            "position": self.waiting.position,
            "offer_until": self.waiting.offer_until,
            "way": self.way.value,
            "reason": self.reason,
            "absence_urls": self.absence_urls,
            "links": self.urls,
            "survey": self.survey,
            "said": self.said_here,
            "survey_links": [
                f"{self.base_url}/{language}/surveys/{each}" for each in self.survey.tokens
            ],
            "event_url": f"{self.base_url}/{language}/events/{event.slug}",
            "events_url": f"{self.base_url}/{language}/",
            "mute_url": self.mute_url,
        }

    @property
    def said_here(self) -> Said:
        """Give what organisers wrote, with what its placeholders stand for to this reader."""
        values = {
            "event": self.event.title(self.language),
            "reference": next(iter(self.references), ""),
            "link": next(iter(self.urls), ""),
        }
        return self.said.filled(values)

    @property
    def urls(self) -> list[str]:
        """Give the addresses of the registrations' own pages."""
        return [f"{self.base_url}/{self.language}/registrations/{each}" for each in self.links]

    @property
    def absence_urls(self) -> list[str]:
        """Give where to say that one cannot come to this date of several; nothing where it is all.

        Whoever cannot come to the only date gives the place back instead.
        """
        if self.event.attends is Attends.ONE or len(self.event.occasions) == 1:
            return []
        return [f"{url}#date-{occasion.no}" for url in self.urls for occasion in self.occasions[:1]]

    @property
    def way(self) -> Way:
        """Tell how the registration comes to places; one that asks for more needs a yes always."""
        is_asked = self.kind is NoticeKind.WAITING and self.waiting.number > 0
        if is_asked and self.waiting.position is None and self.event.intake.way is Way.DIRECT:
            return Way.APPROVAL
        return self.event.intake.way

    @property
    def short_links(self) -> Sequence[str]:
        """Give the links that go to a phone."""
        surveys = [f"{self.base_url}/s/{token}" for token in self.survey.tokens]
        return surveys or [f"{self.base_url}/r/{token}" for token in self.links]

    @property
    def pictures(self) -> Sequence[Picture]:
        """Draw the QR of each ticket."""
        return [
            Picture(name=each.picture, png=qr_png(ticket_address(self.base_url, each.code)))
            for each in self.tickets
        ]

    @property
    def has_calendar(self) -> bool:
        """Tell whether the dates go with it as a calendar."""
        return self.kind in WITH_CALENDAR and bool(self.occasions)


def letter_of(session: Session, message: OutboxMessage, base_url: str) -> Letter | None:
    """Read what a message is to say as things stand now; None where nobody is left to be told."""
    if message.event_id is None:
        raise ValueError(message.kind)
    event = get_event_view(session, message.event_id)
    if message.registration_id is None:
        language = message.language or Language.DANISH
        return sample_letter(message.kind, event, language, base_url)
    registrations = list_addressed(session, message)
    if not registrations:
        return None
    first = next((e for e in registrations if e.id == message.registration_id), registrations[0])
    is_told = chosen_by(registrations, message)
    occasions = list(filter(is_told, event.occasions))
    known = list_known(session, event, message, first) if message.kind in OF_DATES else []
    return Letter(
        kind=message.kind,
        language=first.language,
        event=event,
        occasions=occasions,
        changes=changes_of(list(filter(is_told, known)), occasions),
        tickets=tickets_of(session, registrations) if message.kind in WITH_TICKETS else [],
        waiting=waiting_of(session, first) if message.kind in ABOUT_PLACES else Waiting(),
        reason=reason_of(session, first) if message.kind is NoticeKind.DECLINED else "",
        references=[grouped(each.reference) for each in registrations],
        survey=matter_of(session, message, first.language),
        said=said_by(session, message, first.language),
        links=links_of(message, registrations),
        mute_url=mute_url_of(message.kind, first, base_url),
        base_url=base_url,
    )


def sample_letter(
    kind: NoticeKind,
    event: EventView,
    language: Language,
    base_url: str,
    known: Sequence[OccasionView] | None = None,
) -> Letter:
    """Show what a message of a kind says about an event, with a ticket that admits nobody.

    News of dates stand beside those that people know; where none are given, they are made up.
    """
    ticket = LetterTicket(
        position=1, count=1, code=SAMPLE_CODE, short_code=SAMPLE_SHORT_CODE, picture="ticket-1"
    )
    if known is None:
        known = sample_before(event.occasions) if kind is NoticeKind.MOVED else event.occasions
    return Letter(
        kind=kind,
        language=language,
        event=event,
        occasions=event.occasions[:1] if kind is NoticeKind.REMINDER else event.occasions,
        changes=changes_of(known, event.occasions),
        tickets=[ticket] if kind in WITH_TICKETS else [],
        waiting=sample_waiting(kind, event),
        reason="…",
        references=[SAMPLE_SHORT_CODE],
        survey=sample_survey(kind, event),
        links=[] if kind in OF_SURVEYS else [SAMPLE_LINK],
        mute_url=f"{base_url}/{language}/messages/{SAMPLE_LINK}" if kind in COURTESIES else "",
        base_url=base_url,
    )


def sample_survey(kind: NoticeKind, event: EventView) -> SurveyMatter:
    """Ask something, in a letter about a questionnaire."""
    if kind not in OF_SURVEYS:
        return NO_SURVEY
    return SurveyMatter(tokens=[SAMPLE_LINK], closes_at=event.last_end, paragraphs=["…"])
