"""From what a program writes to a request for places; all that is wrong is told at once."""

from eventsys.core.text import UnusableCharacter, clean_line
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import (
    LONGEST_NAME,
    Category,
    Channel,
    Contact,
    ParticipantRequest,
    Source,
    read_email,
    read_phone,
)
from eventsys.web.api.questions import read_answers
from eventsys.web.api.refusals import refuse_fields
from eventsys.web.api.shapes.registrations import ContactWritten, RegistrationWritten
from eventsys.web.common.words import _


class Checker:
    """Reads fields and remembers what is wrong with them."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def name(self, text: str, field: str) -> str:
        """Read a person's name."""
        try:
            name = clean_line(text)
        except UnusableCharacter:
            self.wrong[field] = _("The text holds a character that we cannot store.")
            return ""
        if not name:
            self.wrong[field] = _("This field is missing.")
        elif len(name) > LONGEST_NAME:
            self.wrong[field] = _("At most %(number)d characters.", number=LONGEST_NAME)
        return name

    def workplace(self, text: str | None, field: str) -> str:
        """Read where a person comes from; nothing is said where the field is missing."""
        try:
            return clean_line(text or "")
        except UnusableCharacter:
            self.wrong[field] = _("The text holds a character that we cannot store.")
            return ""

    def contact(self, written: ContactWritten) -> Contact:
        """Read who registers; the address that the channel needs must be one."""
        email = self.address(written, Channel.EMAIL)
        phone = self.address(written, Channel.PHONE)
        name = self.name(written.name, "contact.name")
        return Contact(name=name, channel=written.channel, email=email, phone=phone)

    def address(self, written: ContactWritten, channel: Channel) -> str | None:
        """Read an e-mail address or a phone number."""
        text = written.email if channel is Channel.EMAIL else written.phone
        if not text:
            if written.channel is channel:
                self.wrong[f"contact.{channel}"] = _("This field is missing.")
            return None
        address = read_email(text) if channel is Channel.EMAIL else read_phone(text)
        if address is None:
            self.wrong[f"contact.{channel}"] = _("This value cannot be used.")
        return address


def to_request(body: RegistrationWritten) -> RegistrationRequest:
    """Write what a program asks for as a request; refuse all that is wrong with it."""
    checker = Checker()
    request = RegistrationRequest(
        contact=checker.contact(body.contact),
        language=body.language,
        participants=[
            ParticipantRequest(
                name=checker.name(each.name, f"participants.{index}.name"),
                category=each.category,
                birth_year=each.birth_year,
                workplace=checker.workplace(each.workplace, f"participants.{index}.workplace"),
                is_companion=each.category is Category.ADULT and each.birth_year is None,
                answers=read_answers(each.answers),
            )
            for index, each in enumerate(body.participants)
        ],
        occasion_no=body.occasion,
        source=Source.API,
        if_full=body.if_full,
        answers=read_answers(body.answers),
    )
    refuse_fields(checker.wrong)
    return request
