"""What one event does with people's data: what it asks, who sees it, when it is deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventKind
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView
from eventsys.registration.rules import KEPT_FOR
from eventsys.web.common.dates import say_day
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.need_words import need_name
from eventsys.web.common.words import _, listed
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.care_asked import kept_until
from eventsys.web.public.programme import event_or_404
from eventsys.web.public.wording import foreign


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionLine:
    """A question of the organiser's own: what it is for and when its answers are deleted."""

    label: str
    purpose: str
    language: Language
    until: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyPage:
    """What the page says; `until` is what is deleted and when."""

    title: str
    foreign: str
    url: str
    asked: Sequence[str]
    asks_health: bool
    asks_needs: bool
    asks_photos: bool
    until: Sequence[tuple[str, str]]
    questions: Sequence[QuestionLine]


@blueprint.get("/<language:lang>/events/<slug>/privacy")
@open_to_all
def event_privacy(slug: str) -> ResponseReturnValue:
    """Tell what an event does with people's data."""
    event, language = event_or_404(slug), current_language()
    questions = list_questions(db.session(), event.id)
    page = privacy_of(event, questions, language)
    return render_template("public/event_privacy.html", page=page)


def privacy_of(
    event: EventView, questions: Sequence[QuestionView], language: Language
) -> PrivacyPage:
    """Put into words what an event does with people's data."""
    needs = event.care.needs
    return PrivacyPage(
        title=event.title(language),
        foreign=foreign(event, language),
        url=url_for("public.event", slug=event.slug),
        asked=list(asked_of(event)),
        asks_health=bool(needs & {NeedKind.ALLERGY, NeedKind.ACCESS}),
        asks_needs=bool(needs),
        asks_photos=event.care.photos,
        until=list(until_of(event, language)),
        questions=[
            question_line(each, event, language) for each in questions if not each.is_retired
        ],
    )


def question_line(question: QuestionView, event: EventView, language: Language) -> QuestionLine:
    """Say what a question is for and when its answers are deleted."""
    words = question.worded(language)
    last_day = local_day(event.last_end, event.zone) + timedelta(days=question.deletion_days)
    return QuestionLine(
        label=words.label,
        purpose=words.purpose,
        language=question.language_in(language),
        until=_("deleted on %(day)s", day=say_day(last_day, language, year=True)),
    )


def asked_of(event: EventView) -> Iterator[str]:
    """List what the form asks."""
    yield _("your name, and your e-mail or phone number if you give one")
    if event.kind is EventKind.PUBLIC:
        yield _("how many people come, and whether they are children or adults")
        yield _("names of the people who come, if you write them")
    else:
        yield _("the names of the people who come")
    if event.age_rule is not None:
        yield _("the children's year of birth, because the event is for a certain age")
    if event.care.needs:
        kinds = listed(need_name(kind) for kind in NeedKind if kind in event.care.needs)
        yield _("what you need, if you want to tell it: %(kinds)s", kinds=kinds)
    if event.care.photos:
        yield _("whether we may show pictures of the child")
    yield _("when a ticket is shown at the entrance")


def until_of(event: EventView, language: Language) -> Iterator[tuple[str, str]]:
    """List what is deleted and on which day, the first first."""
    if event.care.needs:
        yield _("What you need"), _("deleted on %(day)s", day=kept_until(event, language))
    yield _("E-mails that we sent you"), _("deleted 30 days after we sent them")
    day = say_day(local_day(event.last_end + KEPT_FOR, event.zone), language, year=True)
    yield _("Names, contacts, years of birth"), _("deleted on %(day)s", day=day)
    if event.care.photos:
        yield (
            _("Your answer about pictures"),
            _("deleted one year after we last use a picture of the child"),
        )
    yield _("How many people came"), _("kept, as a number without names")
