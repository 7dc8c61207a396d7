"""What readers are told of the text they get: whether it is in their language, and who made it."""

from eventsys.events.programme.rules import Reading
from eventsys.web.common.words import _


def reading_words(reading: Reading) -> str:
    """Say what text this is, beside the text; nothing where it is whole."""
    words = {
        Reading.WHOLE: "",
        Reading.DANISH: _("This text is in Danish."),
        Reading.MACHINE: _("A machine translated this text. The Danish text counts."),
        Reading.OUTDATED: _(
            "The Danish text has changed since this one was translated. The Danish text counts."
        ),
    }
    return words[reading]


def reading_tag(reading: Reading) -> str:
    """Say in two words what text this is; nothing where it is whole."""
    words = {
        Reading.WHOLE: "",
        Reading.DANISH: _("Text in Danish"),
        Reading.MACHINE: _("Machine translation"),
        Reading.OUTDATED: _("Old translation"),
    }
    return words[reading]
