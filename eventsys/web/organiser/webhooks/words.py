"""Receivers, news and tries in words."""

from collections.abc import Mapping

from eventsys.core.news_kinds import NewsKind
from eventsys.exchange.webhooks.rules import DeliveryState, Failure, UrlFault
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag


def kind_words() -> Mapping[NewsKind, str]:
    """Name the kinds of news."""
    return {
        NewsKind.REGISTRATION_MADE: _("Somebody was registered"),
        NewsKind.REGISTRATION_CANCELLED: _("Somebody was deregistered"),
        NewsKind.EVENT_CHANGED: _("An event was changed"),
        NewsKind.CHECKIN_TOTALS: _("How many have come"),
        NewsKind.TEST: _("Test"),
    }


def fault_words() -> Mapping[UrlFault, str]:
    """Say why an address cannot be a receiver's."""
    return {
        UrlFault.LONG: _("At most 500 characters."),
        UrlFault.NOT_HTTPS: _("The address must begin with https://."),
        UrlFault.NO_HOST: _("Write a whole address, such as https://example.org/news."),
        UrlFault.PRIVATE: _(
            "The address must have the name of a server on the open internet, not a number or a "
            "name of a closed network."
        ),
        UrlFault.PORT: _("The port must be 443 or 8443."),
        UrlFault.EXTRA: _("Leave out user name, password and what follows #."),
    }


def failure_words() -> Mapping[Failure, str]:
    """Say why a try failed."""
    return {
        Failure.UNKNOWN_HOST: _("No server has this name."),
        Failure.PRIVATE: _("The name leads into a closed network. Nothing was sent."),
        Failure.UNREACHABLE: _("Nobody answered."),
        Failure.NO_TRUST: _("The server has no valid certificate. Nothing was sent."),
        Failure.SLOW: _("The answer took more than three seconds."),
        Failure.GARBLED: _("The answer could not be read."),
        Failure.REDIRECT: _("The answer leads to another address. Write that one instead."),
        Failure.REFUSED: _("The receiver refused it."),
        Failure.LOST: _("Our server stopped in the middle, several times."),
        Failure.SWITCHED_OFF: _("The receiver was switched off."),
    }


def state_tag(state: DeliveryState) -> Tag:
    """Say how a delivery stands."""
    return {
        DeliveryState.QUEUED: Tag(_("Waits"), "warn"),
        DeliveryState.SENDING: Tag(_("On its way"), ""),
        DeliveryState.DELIVERED: Tag(_("Delivered"), "ok"),
        DeliveryState.GIVEN_UP: Tag(_("Given up"), "error"),
    }[state]
