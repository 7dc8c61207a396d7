"""What a visitor asks for when registering."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventsys.core.codes import digest_of
from eventsys.core.text import Language
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.rules import Contact, IfFull, ParticipantRequest, Source


@dataclass(frozen=True, kw_only=True)
class RegistrationRequest:
    """What a visitor asks for; `occasion_no` where occasions are attended one by one.

    `needs` are those of all of them; what one person needs stands with the person. `if_full` says
    what is to be done where fewer places are left than people need one. A school or an association
    is a group: it has a name, and more of its people may come, also without names and birth years.
    Where it is larger than the event takes and `asks_for_more`, the organisers decide.
    """

    contact: Contact
    language: Language
    participants: Sequence[ParticipantRequest]
    occasion_no: int | None = None
    source: Source = Source.WEB
    if_full: IfFull = IfFull.REFUSE
    needs: Sequence[NeedRequest] = ()
    answers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    group_name: str | None = None
    asks_for_more: bool = False


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What makes a repeated request the same: its key, and a digest of what it asked.

    `scope` keeps keys of different holders apart, such as `form:<event>` or `token:<id>`.
    """

    scope: str
    key: str
    body: str = field(default="")

    @property
    def key_digest(self) -> str:
        """Give what is stored of scope and key."""
        return digest_of(f"{self.scope} {self.key}")

    @property
    def body_digest(self) -> str:
        """Give what is stored of what was asked."""
        return digest_of(self.body)
