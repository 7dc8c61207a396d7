"""What stands beneath the tables of a dashboard: what they count, and what is hidden."""

from eventsys.web.common.words import _


def registered_note() -> str:
    """Say how people are put into days."""
    return _(
        "Everybody who ever registered, by the day of the registration. Where fewer than five"
        " registered, days that follow each other stand together; so do weeks and months."
    )


def arrived_note() -> str:
    """Say how people are put into times of the day."""
    return _(
        "When people first came in, with a ticket and without, all dates together. Where fewer"
        " than five came in a quarter of an hour, several stand together."
    )


def year_registered_note() -> str:
    """Say how people of several events are put into days."""
    return _(
        "Everybody who ever registered for these events. Where few registered for an event, its"
        " page puts several days together; here these people count on the last of the days."
    )


def year_arrived_note() -> str:
    """Say how people of several events are put into hours."""
    return _(
        "When people first came in, with a ticket and without, hour by hour. Where few came to an"
        " event, its page puts a longer time together; here these people count at the end of it."
    )


def language_note() -> str:
    """Say what a person's language is."""
    return _(
        "The language in which the messages to them are written: whoever registered chose it. It"
        " says nothing of where people come from."
    )


def others_note() -> str:
    """Say which languages stand together."""
    return _(
        "Languages of fewer than five people stand together, and so do those that would tell of"
        " few people beside the pages of the events."
    )


def no_languages_note() -> str:
    """Say why no language is told."""
    return _(
        "There is no table of languages for this year. At its events so few people have each of"
        " several languages that, with the pages of the events beside it, every number here would"
        " tell of fewer than five people."
    )


def year_note() -> str:
    """Say which events a year has."""
    return _(
        "An event counts in the year and the district of its last date. Drafts and cancelled"
        " events are left out. Somebody who is at two events counts twice."
    )
