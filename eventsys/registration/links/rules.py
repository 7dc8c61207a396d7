"""Whether somebody who lost the link is the one who registered, decided on plain values."""

import unicodedata
from dataclasses import dataclass

from eventsys.registration.rules import Channel, Contact, read_email, read_phone


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody says of their own registration: its reference, a name, a way to be reached."""

    reference: str
    name: str = ""
    reach: str = ""


def folded(text: str) -> str:
    """Bring a name into the form in which it is compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def knows(claim: Claim, contact: Contact) -> bool:
    """Tell whether a claim shows enough of a contact that the link may be given or sent.

    By mail the link goes to the address on file, so one of both will do; else name and phone.
    """
    knows_name = folded(claim.name) == folded(contact.name)
    if contact.channel is Channel.EMAIL:
        return knows_name or read_email(claim.reach) == contact.email
    if contact.channel is Channel.PHONE:
        return knows_name and read_phone(claim.reach) == contact.phone
    return knows_name
