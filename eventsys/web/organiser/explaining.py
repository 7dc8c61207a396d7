"""What each page of an event is for, in a sentence or two."""

from collections.abc import Mapping

from flask import request

from eventsys.web.common.words import _


def about(here: str) -> str:
    """Say what the page that is asked for is for; nothing on a page below the one of the tab."""
    if request.endpoint != here:
        return ""
    name = here.removeprefix("organiser.")
    return {**about_people(), **about_the_day(), **about_the_rest()}.get(name, "")


def about_people() -> Mapping[str, str]:
    """Say what the pages of who comes are for."""
    return {
        "registration.index": _(
            "Everybody who is registered. Search for a name, a reference, an e-mail or a number."
        ),
        "groups.index": _("Schools and associations that come with many people at once."),
        "approval.index": _(
            "Those who have asked for a place. Say yes or no, and they get a message."
        ),
        "draw.index": _("When registration is over, lots decide who gets a place. Draw them here."),
        "messages.index": _(
            "What people were told, and what did not arrive. Who has no e-mail or phone is called."
        ),
        "care.pictures": _("Who may be in pictures, and who may not. Show it to the photographer."),
        "workplaces.index": _("From which organisations people come. Each counts once."),
    }


def about_the_day() -> Mapping[str, str]:
    """Say what the pages are for that are open while people arrive."""
    return {
        "desk.index": _("Register people who call or come by, and print their tickets."),
        "checkin.index": _(
            "Volunteers scan tickets with their own phones. Connect them here before the day."
        ),
    }


def about_the_rest() -> Mapping[str, str]:
    """Say what the other pages are for."""
    return {
        "events.show": _(
            "How the event stands, and the ways to all that you can do with it. Begin here."
        ),
        "dashboards.show": _(
            "All the numbers of the event at a glance, and what each of them counts."
        ),
        "attendance.show": _(
            "How many came, with a ticket and without. Approve the numbers when they are right."
        ),
        "lists.index": _("Tick off who came, on the screen or on paper. Each date has its list."),
        "completion.index": _(
            "Who came often enough to complete the course. They are given a certificate."
        ),
        "questions.index": _(
            "What people are asked when they register. Ask for nothing that you do not use."
        ),
        "events.edit": _(
            "All that is decided about the event. Who is registered is told of a new time or place."
        ),
    }
