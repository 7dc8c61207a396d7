"""Receivers and their deliveries as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import url_for

from eventsys.core.localtime import COPENHAGEN
from eventsys.core.news_kinds import NewsKind
from eventsys.core.text import Language
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.queries import Standing
from eventsys.exchange.webhooks.rules import OFFERED_KINDS, DeliveryState
from eventsys.web.common.dates import say_moment
from eventsys.web.common.words import _
from eventsys.web.organiser.webhooks.words import failure_words, kind_words, state_tag
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class ReceiverRow:
    """A receiver as it stands."""

    label: str
    url: str
    address: str
    host: str
    kinds: list[str]
    tag: Tag
    is_off: bool
    since: str
    arrived: str
    waiting: int


@dataclass(frozen=True, kw_only=True)
class DeliveryRow:
    """A delivery in the log; `answer` says what came of the last try."""

    id: int
    kind: str
    made: str
    tag: Tag
    tries: int
    tried: str
    answer: str
    next: str
    body: str
    can_be_replayed: bool


def row_of(
    receiver: Receiver, kinds: Sequence[NewsKind], standing: Standing, language: Language
) -> ReceiverRow:
    """Put a receiver into a row."""
    words = kind_words()
    since = receiver.switched_off_at or receiver.failing_since
    return ReceiverRow(
        label=receiver.label,
        url=url_for("organiser.webhooks.show", receiver_id=receiver.id),
        address=receiver.url,
        host=urlsplit(receiver.url).hostname or "",
        kinds=[words[kind] for kind in OFFERED_KINDS if kind in kinds],
        tag=tag_of(receiver),
        is_off=receiver.switched_off_at is not None,
        since=say(since, language),
        arrived=say(standing.arrived_at, language) or _("Never"),
        waiting=standing.waiting,
    )


def tag_of(receiver: Receiver) -> Tag:
    """Say how a receiver stands."""
    if receiver.switched_off_at is not None:
        return Tag(_("Switched off"), "error")
    if receiver.failing_since is not None:
        return Tag(_("Does not answer"), "warn")
    return Tag(_("Active"), "ok")


def delivery_rows(
    deliveries: Sequence[Delivery], receiver: Receiver, language: Language
) -> list[DeliveryRow]:
    """Put the log of a receiver into rows."""
    words, failures = kind_words(), failure_words()
    return [
        DeliveryRow(
            id=each.id,
            kind=words[each.kind],
            made=say(each.created_at, language),
            tag=state_tag(each.state),
            tries=each.tries,
            tried=say(each.tried_at, language),
            answer=answer_of(each.status, failures[each.failure] if each.failure else ""),
            next=say(each.due_at, language) if each.state is DeliveryState.QUEUED else "",
            body=each.body,
            can_be_replayed=receiver.switched_off_at is None
            and each.state is not DeliveryState.SENDING,
        )
        for each in deliveries
    ]


def answer_of(status: int | None, failure: str) -> str:
    """Say what was answered, and why that was not enough."""
    answered = _("Answer %(status)s.", status=status) if status else ""
    return f"{answered} {failure}".strip()


def say(moment: datetime | None, language: Language) -> str:
    """Word a moment; empty where there is none."""
    return say_moment(moment, COPENHAGEN, language) if moment else ""
