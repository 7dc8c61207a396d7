"""What each page of an event is for, in a sentence or two."""

from collections.abc import Mapping

from flask import request

from eventsys.web.common.words import _


def about(here: str) -> str:
    """Say what the page that is asked for is for; one below the tab's has its own sentence."""
    name = (request.endpoint or "").removeprefix("organiser.")
    if request.endpoint != here:
        return about_below().get(name, "")
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


def about_below() -> Mapping[str, str]:
    """Say what pages below those of the tabs are for, where they do not say it themselves."""
    return {
        "approval.decline": _("Say no to those who asked for a place. They get a message."),
        "broadcasts.edit": _("Change the text or choose others. Nothing is sent by it."),
        "broadcasts.new": _("Choose whom you write to, and write. You see it before it is sent."),
        "desk.show": _("One registration: change it, print its tickets or send its link again."),
        "events.publish": _("What is missing, and how the page will look. Then it is open to all."),
        "events.restore": _("The event is held after all. Everybody who is registered is told."),
        "exports.show": _("Choose a table, its columns and the kind of file. Each file is noted."),
        "messages.preview": _("This is what people read, in each language. Nothing is sent here."),
        "pictures.edit": _("These words are read aloud to those who cannot see the picture."),
        "questions.edit": _("Change what is asked. What people have answered stays as it is."),
        "questions.new": _("People meet the question when they register. Say what it is for."),
        "questions.preview": _("Here you see what people are asked. Nothing you write is stored."),
        "texts.show": _("The Danish text and the translation side by side. Confirm what is right."),
        "waves.type_paper": _("Type in what people wrote on paper, one sheet at a time."),
    }
