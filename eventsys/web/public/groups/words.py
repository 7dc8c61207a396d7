"""What a group's own page says of it."""

from dataclasses import dataclass

from flask import url_for

from eventsys.registration.models import Registration
from eventsys.web.common.questions.words import masked_words


@dataclass(frozen=True, kw_only=True)
class OwnGroup:
    """What a group's own page says of it; `masked` where a number was taken out of a name."""

    name: str
    masked: str
    sheet_url: str
    badges_url: str


def own_group_of(registration: Registration, token: str, *, masked: bool) -> OwnGroup | None:
    """Tell of the group that registered; None where it was a family."""
    if registration.group_name is None:
        return None
    return OwnGroup(
        name=registration.group_name,
        masked=masked_words() if masked else "",
        sheet_url=url_for("public.group_sheet", token=token),
        badges_url=url_for("public.group_badges", token=token),
    )
